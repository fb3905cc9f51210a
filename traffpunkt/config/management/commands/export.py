# SPDX-License-Identifier: EUPL-1.2
import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from traffpunkt.config.exporting import export
from traffpunkt.config.restoring import Refusal


class Command(BaseCommand):
    """Writes all that the installation holds in open formats, while it runs."""

    help = "Skriv ut allt i öppna format, medan systemet är igång."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="filen som skrivs, till exempel allt.zip")

    def handle(self, *args: Any, **given: Any) -> None:
        file = Path(given["file"])
        try:
            export(file)
        except (Refusal, OSError, DatabaseError) as fault:
            raise CommandError(f"Det blev ingen export. {fault}") from fault
        self.stdout.write(
            f"Exporten är klar: {file}. Den innehåller personuppgifter, så förvara den väl."
        )
