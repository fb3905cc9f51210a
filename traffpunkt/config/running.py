# SPDX-License-Identifier: EUPL-1.2
"""Whether the system is running: a lock that web and worker share, and a restoration has alone.

The lock goes with the processes: whoever is killed leaves none behind.
"""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

RESTORING = "Innehållet läggs tillbaka just nu. Vänta tills det är klart och starta igen."


class IsRunning(Exception):
    """Somebody holds the lock in the other way."""


def path() -> Path:
    """The file that is locked; it holds nothing."""
    return Path(settings.VAR) / "running.lock"


@contextlib.contextmanager
def held(way: int) -> Iterator[None]:
    """Hold the lock in one way or not at all; forks hold it with us."""
    with path().open("a") as file:
        try:
            fcntl.flock(file, way | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IsRunning from None
        yield


def along_with_others() -> contextlib.AbstractContextManager[None]:
    """For web and worker: as many as like, but never beside a restoration."""
    return held(fcntl.LOCK_SH)


def alone() -> contextlib.AbstractContextManager[None]:
    """For a restoration: only while nothing else runs."""
    return held(fcntl.LOCK_EX)
