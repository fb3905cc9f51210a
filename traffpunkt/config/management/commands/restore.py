# SPDX-License-Identifier: EUPL-1.2
import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from traffpunkt.config.locking import LockTrouble
from traffpunkt.config.postgres import ToolTrouble
from traffpunkt.config.restoring import Refusal, restore


class Command(BaseCommand):
    """Brings back a copy, in the place of what is here."""

    help = "Lägg tillbaka en säkerhetskopia. Systemet ska vara avstängt."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="säkerhetskopian")
        parser.add_argument(
            "--key", type=Path, help="filen med den hemliga nyckeln, när kopian är låst"
        )
        parser.add_argument("--replace", action="store_true", help="ersätt det som redan finns här")

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            manifest = restore(Path(given["file"]), may_replace=given["replace"], key=given["key"])
        except (Refusal, ToolTrouble, LockTrouble, OSError) as fault:
            raise CommandError(f"Ingenting är tillbakalagt. {fault}") from fault
        self.stdout.write(
            f"Kopian från {manifest.begun[:16].replace('T', ' ')} (UTC) är tillbaka, "
            f"gjord av version {manifest.version}. Starta systemet igen."
        )
