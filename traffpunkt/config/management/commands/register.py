# SPDX-License-Identifier: EUPL-1.2
import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from traffpunkt.home.register import as_markdown
from traffpunkt.places.models import ErasureDecision, Municipality


class Command(BaseCommand):
    """Writes the register of processing of a municipality as a document."""

    help = "Skriv en kommuns registerförteckning, i Markdown."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("municipality", help="kommunens adress, till exempel gavle")
        parser.add_argument("--to", type=Path, help="filen som skrivs; annars visas texten")

    def handle(self, *args: Any, **given: Any) -> None:
        here = Municipality.objects.filter(slug=given["municipality"]).first()
        if here is None:
            raise CommandError(f"Det finns ingen kommun med adressen {given['municipality']}.")
        words = as_markdown(ErasureDecision.objects.of(here), here.name)
        if given["to"] is None:
            self.stdout.write(words)
            return
        try:
            Path(given["to"]).write_text(words, encoding="utf-8")
        except OSError as fault:
            raise CommandError(
                f"Det gick inte att skriva {given['to']}. {fault.strerror}"
            ) from fault
        self.stdout.write(f"Registerförteckningen är skriven: {given['to']}")
