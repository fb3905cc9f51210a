# SPDX-License-Identifier: EUPL-1.2
import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from traffpunkt.config.exporting import export
from traffpunkt.config.restoring import Refusal
from traffpunkt.places.models import Municipality


def named(slug: str) -> Municipality:
    """The municipality with an address."""
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        raise Refusal(f"Det finns ingen kommun med adressen {slug}.")
    return found


class Command(BaseCommand):
    """Writes all that the installation holds in open formats, while it runs."""

    help = "Skriv ut allt i öppna format, medan systemet är igång."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="filen som skrivs, till exempel allt.zip")
        parser.add_argument(
            "--kommun",
            default="",
            metavar="ADRESS",
            help="bara det som är en kommuns, till exempel gavle",
        )

    def handle(self, *args: Any, **given: Any) -> None:
        file, slug = Path(given["file"]), given.get("kommun") or ""
        try:
            export(file, named(slug) if slug else None)
        except (Refusal, OSError, DatabaseError) as fault:
            raise CommandError(f"Det blev ingen export. {fault}") from fault
        self.stdout.write(
            f"Exporten är klar: {file}. Den innehåller personuppgifter, så förvara den väl."
        )
