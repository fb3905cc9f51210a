# SPDX-License-Identifier: EUPL-1.2
"""All checks in their order, and what they come to."""

from collections.abc import Callable, Iterator

from django.db import DatabaseError

from traffpunkt.config.doctor import folders, keeping, program, work
from traffpunkt.config.doctor.verdict import Verdict, broken, doubtful

Check = Callable[[], Verdict]

CHECKS: dict[str, Check] = {
    "Plats på disken": folders.room,
    "Mapparna": folders.writable,
    "Filernas rättigheter": folders.rights,
    "Nyckeln": program.key,
    "Databasen": program.database,
    "Klockan": program.clock,
    "Filer till webben": program.static,
    "Kryptering och namn": program.door,
    "Arbetaren": work.worker,
    "Mejlservern": work.mail,
    "Breven": work.messages,
    "Sökningen": work.search,
    "Journalen": work.journal,
    "Säkerhetskopian": work.backup,
    "Kopiornas lås": keeping.locked_backups,
    "Gamla kopior": keeping.old_backups,
    "Gallringen": keeping.erasure,
}


def examined(check: Check) -> Verdict:
    """What a check sees; one that itself falls says so and stops none of the others."""
    try:
        return check()
    except DatabaseError as fault:
        if check is not program.database:
            return doubtful("Det syns först när databasen svarar.", "Laga databasen först.")
        return broken(
            f"Databasen svarar inte som den ska ({type(fault).__name__}).",
            "Se efter DATABASE_URL och att databasen är igång, och kör sedan traffpunkt prepare.",
        )
    except OSError as fault:
        return broken(
            f"Det gick inte att se efter ({fault.strerror or type(fault).__name__}).",
            "Laga det som raderna ovanför säger, och kör traffpunkt doctor igen.",
        )


def rounds() -> Iterator[tuple[str, Verdict]]:
    """Each check by its name, with what it saw."""
    return ((name, examined(check)) for name, check in CHECKS.items())
