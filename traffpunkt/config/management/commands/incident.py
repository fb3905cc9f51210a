# SPDX-License-Identifier: EUPL-1.2
import argparse
import contextlib
import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from traffpunkt.home.incident import Span, draw_up
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import Municipality


def day(word: str) -> datetime.date:
    """A day as 2026-11-25."""
    try:
        return datetime.date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError("skriv dagen som 2026-11-25") from None


class Command(BaseCommand):
    """Lays all that is needed to report an incident in one municipality in a file."""

    help = "Lägg det som behövs för att anmäla en incident i en zip-fil, för en kommun."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("municipality", help="kommunens adress, till exempel gavle")
        parser.add_argument("--from", dest="first", type=day, required=True, help="första dagen")
        parser.add_argument("--to", dest="last", type=day, help="sista dagen; annars i dag")
        parser.add_argument("--out", type=Path, required=True, help="mappen som filen läggs i")

    def handle(self, *args: Any, **given: Any) -> None:
        here = Municipality.objects.filter(slug=given["municipality"]).first()
        if here is None:
            raise CommandError(f"Det finns ingen kommun med adressen {given['municipality']}.")
        span = Span(here, given["first"], given["last"] or timezone.localdate())
        if span.last < span.first:
            raise CommandError("Sista dagen är före den första.")
        if span.last > timezone.localdate():
            raise CommandError("Sista dagen har inte varit än.")
        target = Path(given["out"]) / span.file_name
        half = target.with_suffix(".half")
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.touch(mode=0o600)
            with half.open("wb") as file:
                draw_up(span, file, by=SYSTEM)
            half.rename(target)
        except OSError as fault:
            raise CommandError(f"Det gick inte att skriva {target}. {fault.strerror}") from fault
        finally:
            # What was written half-way holds names too; after a rename there is none.
            with contextlib.suppress(OSError):
                half.unlink()
        self.stdout.write(f"Underlaget är skrivet: {target}")
        self.stdout.write("Filen innehåller namn. Förvara den så att bara ni når den.")
