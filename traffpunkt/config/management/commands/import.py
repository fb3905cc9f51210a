# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: N999 - Django calls a command by the name of its module
import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from traffpunkt.config.importing import bring_in
from traffpunkt.config.restoring import Refusal


class Command(BaseCommand):
    """Reads an export into an empty installation."""

    help = "Läs in en export i en tom installation. Systemet ska vara avstängt."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="exporten")

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            manifest = bring_in(Path(given["file"]))
        except (Refusal, OSError, DatabaseError) as fault:
            raise CommandError(f"Ingenting är inläst. {fault}") from fault
        self.stdout.write(
            f"Exporten från {manifest.begun[:16].replace('T', ' ')} (UTC) är inläst. Starta systemet."
        )
