# SPDX-License-Identifier: EUPL-1.2
"""The folders: whether there is room, whether they can be written in, and who may read them."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from traffpunkt.config.doctor.verdict import Verdict, broken, doubtful, sound

GB = 1024**3
# Below the first one should see to it; below the second a busy day may fill the disk.
SOON = 2 * GB
NOW = GB // 4


def database_file() -> Path | None:
    """The file that SQLite keeps everything in; None for PostgreSQL."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def written_in() -> list[Path]:
    """The folders that the program writes in."""
    file = database_file()
    own = [
        Path(settings.VAR),
        settings.BACKUPS,
        settings.MEDIA_ROOT,
        *([file.parent] if file else []),
    ]
    return sorted({Path(folder) for folder in own if Path(folder).exists()} | {Path(settings.VAR)})


def writable() -> Verdict:
    """Whether a file can be laid in each folder."""
    for folder in written_in():
        try:
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"x")
                file.flush()
        except OSError as fault:
            return broken(
                f"Det går inte att skriva i {folder} ({fault.strerror}).",
                f"Låt den som kör Träffpunkt äga mappen: chown -R traffpunkt: {folder}. "
                "Är disken full eller låst för skrivning, laga det först.",
            )
    return sound("Det går att skriva i alla mappar.")


def room(soon: int = SOON, now: int = NOW) -> Verdict:
    """Whether there is room left on the disks that are written to."""
    folders = [folder for folder in written_in() if folder.exists()]
    if not folders:
        return broken(f"{settings.VAR} finns inte.", "Kör traffpunkt prepare.")
    folder = min(folders, key=lambda each: shutil.disk_usage(each).free)
    free = shutil.disk_usage(folder).free
    said = f"Det finns {free / GB:.1f} GB ledigt vid {folder}."
    remedy = "Ge disken mer plats, eller flytta gamla säkerhetskopior från maskinen."
    if free < now:
        return broken(said, remedy)
    return doubtful(said, remedy) if free < soon else sound(said)


def private() -> list[Path]:
    """What holds personal facts or secrets; nobody else on the machine may read it."""
    var, file = Path(settings.VAR), database_file()
    names = [f"{file}{ending}" for ending in ("", "-wal", "-shm")] if file else []
    own = [var / "secret-key", Path(settings.EMAIL_FILE_PATH), Path(settings.BACKUPS)]
    return [path for path in [*own, *map(Path, names)] if path.exists()]


def rights() -> Verdict:
    """Whether only the one who runs the program can read and change what is its own."""
    var = Path(settings.VAR)
    if open_to_all := [path for path in private() if path.stat().st_mode & 0o007]:
        names = " ".join(map(str, open_to_all))
        return broken(
            f"Andra på maskinen får läsa eller ändra {names}.", f"Kör: chmod o-rwx {names}"
        )
    if var.stat().st_mode & 0o002:
        return broken(f"Vem som helst på maskinen får skriva i {var}.", f"Kör: chmod o-w {var}")
    if var.stat().st_uid != os.geteuid():
        return doubtful(
            f"{var} ägs av {var.owner()}, och du är någon annan.",
            f"Kör kommandona som den som äger mappen: runuser -u {var.owner()} -- bin/traffpunkt doctor",
        )
    return sound("Bara den som kör Träffpunkt kan läsa det som är hemligt.")
