# SPDX-License-Identifier: EUPL-1.2
"""How long things are kept: copies, and what a decision of the municipality lets go."""

import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from traffpunkt.config.backing_up import UNFINISHED
from traffpunkt.config.doctor.verdict import Verdict, doubtful, sound
from traffpunkt.home.retention import undecided

LONGEST = datetime.timedelta(days=35)


def old_backups() -> Verdict:
    """Whether copies are kept for so long that what has been erased lives on in them."""
    folder, now = Path(settings.BACKUPS), timezone.now().timestamp()
    files = folder.iterdir() if folder.is_dir() else ()
    old = [
        path
        for path in files
        if path.is_file()
        and not path.name.startswith(UNFINISHED)
        and now - path.stat().st_mtime > LONGEST.total_seconds()
    ]
    if old:
        return doubtful(
            f"{len(old)} säkerhetskopior är äldre än 35 dagar. Det som har gallrats finns kvar i dem.",
            "Ta backup med --keep, så att de gamla tas bort, och radera dem som ligger på annat håll.",
        )
    return sound("Ingen säkerhetskopia är äldre än 35 dagar.")


def erasure() -> Verdict:
    """Whether each municipality has decided on what is erased."""
    names = [municipality.name for municipality in undecided()]
    if names:
        return doubtful(
            f"Inget gallras i {', '.join(names)}. Uppgifter om människor blir kvar.",
            "Be samordnaren skriva in kommunens gallringsbeslut under Inställningar, Gallring.",
        )
    return sound("Alla kommuner har ett gallringsbeslut.")
