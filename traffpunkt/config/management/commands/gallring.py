# SPDX-License-Identifier: EUPL-1.2
import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from traffpunkt.home.retention import erase_due, lines_of, undecided
from traffpunkt.places.models import ErasureDecision, Municipality


class Command(BaseCommand):
    """Erases what has been kept for as long as it may, or only counts it."""

    help = "Ta bort det som har sparats så länge det får. Bara i kommuner med ett gallringsbeslut."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--provkor", action="store_true", help="räkna bara, ta inte bort något")

    def handle(self, *args: Any, **given: Any) -> None:
        if given["provkor"]:
            self.count()
            return
        try:
            gone = erase_due()
        except OSError as fault:
            raise CommandError(f"Arkivpaketet gick inte att skriva. {fault}") from fault
        for municipality in undecided():
            self.stdout.write(f"{municipality.name}: inget gallringsbeslut, inget togs bort")
        self.stdout.write(f"{gone} rader är gallrade.")

    def count(self) -> None:
        """Say how many rows would go, by municipality and rule."""
        for municipality in Municipality.objects.order_by("name"):
            decision = ErasureDecision.objects.of(municipality)
            said = decision.in_words if decision.is_on else "inget gallringsbeslut"
            self.stdout.write(f"{municipality.name} ({said})")
            for line in lines_of(decision):
                self.stdout.write(f"  {line.due:>6}  {line.rule.title}, {line.period}")
