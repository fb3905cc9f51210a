# SPDX-License-Identifier: EUPL-1.2
import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from traffpunkt.journal.models import Seal
from traffpunkt.journal.verifying import Finding, verified


class Command(BaseCommand):
    """Says whether the chain of the journal holds, which line is the first that does not, and the seal."""

    help = (
        "Se efter att varje rad i journalen är som den skrevs, och visa dagens sigill. "
        "Svarar 1 om något inte stämmer."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--sigill", help="ett sigill som ni har sparat: finns det kvar?")

    def handle(self, *args: Any, **given: Any) -> None:
        found = verified()
        if not found.holds:
            raise CommandError(why_not(found))
        self.stdout.write(f"Kedjan håller. {found.lines} rader är som de skrevs.")
        if found.waiting:
            self.stdout.write(f"{found.waiting} rader väntar på sitt sigill.")
        if found.last:
            self.stdout.write(f"Dagens sigill, {spoken(found.last)}")
        if given["sigill"]:
            self.stdout.write(sought(given["sigill"]))


def why_not(found: Finding) -> str:
    """What does not hold, and what to do."""
    words = [f"Kedjan håller inte. {found.fault}"] if found.fault else []
    if found.missing:
        words.append(f"Skyddet i databasen saknas: {', '.join(found.missing)}.")
    words.append("Rör inget. Ta en kopia, och hör av dig till den som svarar för säkerheten.")
    return " ".join(words)


def spoken(seal: Seal) -> str:
    """When a seal was set, and its sum."""
    return f"{timezone.localtime(seal.at):%Y-%m-%d %H:%M}: {seal.hash}"


def sought(words: str) -> str:
    """Whether a seal that somebody has kept is still in the chain."""
    seal = Seal.objects.filter(hash="".join(words.split()).lower()).first()
    if seal is None:
        raise CommandError(
            "Det sigillet finns inte i kedjan. Journalen är inte den som den var då."
        )
    return f"Sigillet finns kvar, från {timezone.localtime(seal.at):%Y-%m-%d %H:%M}."
