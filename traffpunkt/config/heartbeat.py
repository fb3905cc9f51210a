# SPDX-License-Identifier: EUPL-1.2
"""That the worker lives: a file that it touches, so that nobody has to ask the database."""

import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

# A night's round of search may take minutes; after this long a silent worker is taken for dead.
FRESH = datetime.timedelta(minutes=5)


def path() -> Path:
    """Where the sign of life is left."""
    return Path(settings.VAR) / "worker-alive"


def beat() -> None:
    """Leave a sign of life."""
    path().touch()


def last_seen() -> datetime.datetime | None:
    """When the worker was last heard of; None if it never was."""
    try:
        seconds = path().stat().st_mtime
    except FileNotFoundError:
        return None
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)


def is_fresh() -> bool:
    """Whether the worker has been heard of lately."""
    seen = last_seen()
    return seen is not None and timezone.now() - seen <= FRESH
