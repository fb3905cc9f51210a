# SPDX-License-Identifier: EUPL-1.2
"""How long things are kept: copies, and what a decision of the municipality lets go."""

import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from traffpunkt.config import locking
from traffpunkt.config.backing_up import UNFINISHED
from traffpunkt.config.doctor.verdict import Verdict, broken, doubtful, sound
from traffpunkt.home.retention import undecided


def old_backups() -> Verdict:
    """Whether copies are kept for so long that what has been erased lives on in them."""
    folder, now = Path(settings.BACKUPS), timezone.now().timestamp()
    longest = datetime.timedelta(days=settings.BACKUP_DAYS)
    files = folder.iterdir() if folder.is_dir() else ()
    old = [
        path
        for path in files
        if path.is_file()
        and not path.name.startswith(UNFINISHED)
        and now - path.stat().st_mtime > longest.total_seconds()
    ]
    if old:
        return doubtful(
            f"{len(old)} säkerhetskopior är äldre än {longest.days} dagar. Det som har gallrats finns kvar i dem.",
            "Kör traffpunkt backup, som tar bort de gamla, och radera själv dem som den inte har gjort.",
        )
    return sound(f"Ingen säkerhetskopia är äldre än {longest.days} dagar.")


def locked_backups() -> Verdict:
    """Whether copies are locked with a key that this machine does not have."""
    try:
        keys = locking.recipients()
    except locking.LockTrouble as trouble:
        return broken("Det blir inga säkerhetskopior: nyckeln att låsa med är fel.", str(trouble))
    if keys:
        return sound(
            "Säkerhetskopiorna låses. Se till att den hemliga nyckeln finns på två ställen."
        )
    return doubtful(
        "Säkerhetskopiorna är inte krypterade. Den som får tag i en fil kan läsa allt.",
        "Gör en nyckel på en annan dator, och skriv den öppna delen i TRAFFPUNKT_BACKUP_RECIPIENTS.",
    )


def erasure() -> Verdict:
    """Whether each municipality has decided on what is erased."""
    names = [municipality.name for municipality in undecided()]
    if names:
        return doubtful(
            f"Inget gallras i {', '.join(names)}. Uppgifter om människor blir kvar.",
            "Be samordnaren skriva in kommunens gallringsbeslut under Inställningar, Gallring.",
        )
    return sound("Alla kommuner har ett gallringsbeslut.")
