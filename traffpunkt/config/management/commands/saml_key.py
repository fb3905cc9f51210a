# SPDX-License-Identifier: EUPL-1.2
import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from traffpunkt.people import saml_keys


class Command(BaseCommand):
    """Makes the key and the certificate that SAML is signed with."""

    help = "Gör nyckeln och certifikatet för inloggning med SAML."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--ny", action="store_true", help="gör nya i stället för dem som finns")

    def handle(self, *args: Any, **given: Any) -> None:
        if saml_keys.are_made() and not given["ny"]:
            raise CommandError(
                "Det finns redan en nyckel. Med --ny görs en ny, och då måste alla kommuner "
                "lämna sin metadata till sin IT-avdelning på nytt."
            )
        saml_keys.make()
        key, _certificate = saml_keys.paths()
        self.stdout.write(f"Nyckeln ligger i {key.parent}. Ta med den i säkerhetskopian.")
