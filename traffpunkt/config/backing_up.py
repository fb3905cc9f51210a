# SPDX-License-Identifier: EUPL-1.2
"""Copies of all that an installation holds: where they lie and what they are called."""

import contextlib
import datetime
from pathlib import Path

from django.conf import settings

STAMP = "traffpunkt-%Y%m%dT%H%M%SZ.tar.gz"


def backups(folder: Path | None = None) -> list[tuple[datetime.datetime, Path]]:
    """The copies in a folder with when they were begun, oldest first; the name says when."""
    found = []
    for path in Path(folder or settings.BACKUPS).glob("traffpunkt-*.tar.gz"):
        with contextlib.suppress(ValueError):
            begun = datetime.datetime.strptime(path.name, STAMP).replace(tzinfo=datetime.UTC)
            found.append((begun, path))
    return sorted(found)


def newest_backup() -> datetime.datetime | None:
    """When the newest copy was begun, if there is one."""
    found = backups()
    return found[-1][0] if found else None
