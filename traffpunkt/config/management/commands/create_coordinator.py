# SPDX-License-Identifier: EUPL-1.2
import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.actions import appoint
from traffpunkt.people.models import Account, Role
from traffpunkt.places.models import Municipality


class Command(BaseCommand):
    """Gives somebody the assignment as coordinator, and an account if she has none."""

    help = "Ge någon uppdraget som samordnare i en kommun. Den första, eller en till."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("municipality", help="kommunens adress, till exempel gavle")
        parser.add_argument("email", help="e-postadressen som koder skickas till")
        parser.add_argument("name", help="namnet som kollegorna ser")

    @transaction.atomic
    def handle(self, *args: Any, **given: Any) -> None:
        municipality = Municipality.objects.filter(slug=given["municipality"]).first()
        if municipality is None:
            known = ", ".join(Municipality.objects.values_list("slug", flat=True)) or "ingen än"
            raise CommandError(
                f"Det finns ingen kommun {given['municipality']}. Här finns: {known}."
            )
        try:
            validate_email(given["email"])
        except ValidationError as fault:
            raise CommandError(f"{given['email']} är ingen e-postadress.") from fault
        account = Account.objects.invite(given["email"])
        row = appoint(account, Role.COORDINATOR, municipality, by=SYSTEM, name=given["name"])
        self.stdout.write(f"{row.name} är nu samordnare i {municipality.name}.")
        self.stdout.write(
            f"Så går det till att logga in: öppna kommunens adress följt av logga-in/, skriv {account.email} "
            "och sedan koden som kommer med e-post."
        )
        word = municipality.first_words.give(account, by=SYSTEM)
        self.stdout.write(
            "Går inga brev fram än? Öppna kommunens adress följt av logga-in/forsta/ och skriv engångsordet:"
        )
        self.stdout.write(f"  {word}")
        self.stdout.write("Det gäller ett dygn och bara en gång, och visas inte igen.")
