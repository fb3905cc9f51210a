# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from traffpunkt.config import preparing


class Command(BaseCommand):
    """Makes the installation ready to serve."""

    help = (
        "Gör klart för start: databas, filer till webben, påhittat innehåll om det ska vara demo."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            self.say(preparing.bring_database_up_to_date(), "Databasen är i ordning.")
        except OperationalError as fault:
            raise CommandError(f"Databasen svarar inte som den ska: {fault}") from fault
        self.say(preparing.collect_static(), "Filerna till webben är på plats.")
        self.say(preparing.fill_with_demo(), "Det påhittade innehållet är inlagt.")
        preparing.keep_private()
        preparing.compile_program()

    def say(self, was_done: bool, words: str) -> None:
        """Tell what was done, and nothing of what was done already."""
        if was_done:
            self.stdout.write(words)
