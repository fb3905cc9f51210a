# SPDX-License-Identifier: EUPL-1.2
"""The command line of an installation: `traffpunkt serve`, `worker`, `migrate`, `demo` …"""

import os
import sys

from django.core.management import execute_from_command_line


def main(words: list[str] | None = None) -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traffpunkt.config.settings")
    execute_from_command_line(words or sys.argv)
