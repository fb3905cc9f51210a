# SPDX-License-Identifier: EUPL-1.2
import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from traffpunkt.config.backing_up import back_up, prune
from traffpunkt.config.locking import LockTrouble, is_locked
from traffpunkt.config.postgres import ToolTrouble


def at_least_one(word: str) -> int:
    """A number of copies: the newest one is never thrown away."""
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("minst 1")
    return number


class Command(BaseCommand):
    """Makes one copy of all that the installation holds, while it runs."""

    help = "Ta en säkerhetskopia av allt, medan systemet är igång."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=settings.BACKUPS, help="mappen som kopian läggs i"
        )
        parser.add_argument(
            "--keep", type=at_least_one, help="behåll så här många kopior, och ta bort äldre"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        folder = Path(given["to"])
        try:
            made = back_up(folder)
            gone = prune(folder, given["keep"])
            locked = is_locked(made)
        except (OSError, DatabaseError, ToolTrouble, LockTrouble) as fault:
            raise CommandError(f"Det blev ingen säkerhetskopia. {fault}") from fault
        self.stdout.write(f"Säkerhetskopian är tagen: {made}")
        if not locked:
            self.stdout.write("Den är inte låst. docs/gora/skotsel.md säger hur den blir det.")
        if gone:
            self.stdout.write(f"{len(gone)} äldre kopior är borttagna.")
