# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from traffpunkt.config import running
from traffpunkt.config.worker import work


class Command(BaseCommand):
    """Does the worker's work alone, where the web is served by something else."""

    help = "Bara arbetaren: skicka det som väntar, släpp platser, planera nya tillfällen, städa."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            with running.along_with_others():
                work()
        except running.IsRunning:
            raise CommandError(running.RESTORING) from None
