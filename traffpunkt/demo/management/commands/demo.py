# SPDX-License-Identifier: EUPL-1.2
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from traffpunkt.demo.gavle import GAVLE
from traffpunkt.demo.making import make_town
from traffpunkt.demo.orebro import OREBRO
from traffpunkt.journal import guards
from traffpunkt.places.models import Municipality


class Command(BaseCommand):
    """Fills an empty installation with the demo's two municipalities."""

    help = (
        "Lägger in två påhittade kommuner, Gävle och Örebro, med åtta veckor bakåt och allt framåt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do when something is there already."""
        parser.add_argument(
            "--if-empty", action="store_true", help="gör inget om det redan finns en kommun"
        )
        parser.add_argument(
            "--afresh",
            action="store_true",
            help="töm databasen och börja om från i dag; går bara med TRAFFPUNKT_DEMO=on",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make both towns, unless a municipality is there already."""
        if options["afresh"]:
            self.empty()
        if Municipality.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("Det finns redan en kommun här. Börja med en tom databas.")
        for town in (GAVLE, OREBRO):
            made = make_town(town)
            self.stdout.write(f"{made}: {made.occasions.count()} tillfällen")

    def empty(self) -> None:
        """Throw everything away, if the installation is for show."""
        if not settings.DEMO:
            raise CommandError("Det här är ingen demo (TRAFFPUNKT_DEMO är av). Inget har tömts.")
        with guards.lowered():
            call_command("flush", interactive=False, verbosity=0)
