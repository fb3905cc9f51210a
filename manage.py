#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Django's own commands, for developers; operators use `traffpunkt`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traffpunkt.config.settings")
    execute_from_command_line(sys.argv)
