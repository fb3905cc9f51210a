# SPDX-License-Identifier: EUPL-1.2
import argparse
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from traffpunkt.config import metrics, running
from traffpunkt.config.greeting import greeting
from traffpunkt.config.serving import serve

# One process a core up to two: more gain little on SQLite, and each costs memory.
PROCESSES = min(os.cpu_count() or 1, 2)
THREADS = 4


class Command(BaseCommand):
    """Serves the web and does the worker's work, until told to stop."""

    help = "Svara på webben, med arbetaren bredvid, tills Ctrl-C eller SIGTERM."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--address", default=os.environ.get("TRAFFPUNKT_ADDRESS", "127.0.0.1"))
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("TRAFFPUNKT_PORT", "8000"))
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=int(os.environ.get("TRAFFPUNKT_PROCESSES", str(PROCESSES))),
        )
        parser.add_argument(
            "--threads", type=int, default=int(os.environ.get("TRAFFPUNKT_THREADS", str(THREADS)))
        )

    def handle(self, *args: Any, **given: Any) -> None:
        words = greeting(given["port"])
        try:
            with running.along_with_others():
                metrics.forget()
                serve(
                    given["address"],
                    given["port"],
                    given["processes"],
                    given["threads"],
                    lambda: self.stdout.write(words),
                )
        except running.IsRunning:
            raise CommandError(running.RESTORING) from None
        except OSError as fault:
            raise CommandError(
                f"Det gick inte att svara på port {given['port']} ({fault}). "
                "Är den upptagen? Välj en annan med --port."
            ) from fault
