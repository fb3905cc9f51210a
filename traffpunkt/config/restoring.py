# SPDX-License-Identifier: EUPL-1.2
"""Bringing back a copy: everything is looked through before anything is touched."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from traffpunkt.config import locking, postgres, preparing, running
from traffpunkt.config.backing_up import DATABASES, MANIFEST, Manifest
from traffpunkt.journal.archive import ARCHIVE
from traffpunkt.people.models import Account
from traffpunkt.places.models import Municipality

OPENED = ".opened"


class Refusal(Exception):
    """Why a copy is not brought back; nothing has been touched."""


def restore(archive: Path, *, may_replace: bool, key: Path | None = None) -> Manifest:
    """Put a copy in the place of what is here, and bring it up to this version."""
    try:
        with running.alone():
            if not may_replace and holds_something():
                raise Refusal(
                    "Här finns redan innehåll. Ta en kopia av det, och skriv sedan --replace om det ska ersättas."
                )
            with tempfile.TemporaryDirectory(dir=settings.VAR, prefix="restoring-") as name:
                manifest = unpacked(opened(archive, Path(name), key), Path(name))
                refuse_unless_it_fits(manifest)
                refuse_if_damaged(Path(name) / DATABASES["sqlite"])
                swap(manifest, Path(name))
    except running.IsRunning:
        raise Refusal("Systemet är igång. Stäng av det först: systemctl stop traffpunkt") from None
    preparing.bring_database_up_to_date()
    return manifest


def opened(archive: Path, folder: Path, key: Path | None) -> Path:
    """A copy that can be read: itself, or what the key to it opens."""
    if not archive.exists():
        raise Refusal(f"Filen {archive} finns inte.")
    if not locking.is_locked(archive):
        return archive
    locking.unlock(archive, folder / OPENED, key)
    return folder / OPENED


def holds_something() -> bool:
    """Whether somebody has begun to use this installation."""
    tables = set(connection.introspection.table_names())
    return any(
        model._meta.db_table in tables and model._default_manager.exists()
        for model in (Municipality, Account)
    )


def unpacked(archive: Path, folder: Path) -> Manifest:
    """Lay the parts of a copy in a folder; each must have the sum that the manifest says."""
    try:
        with tarfile.open(archive) as packed:
            for part in packed:
                lay(packed, part, folder)
        said: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        manifest = Manifest(**said)
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError):
        raise Refusal(f"{archive} är ingen hel säkerhetskopia. Välj en annan.") from None
    (folder / MANIFEST).unlink()
    (folder / OPENED).unlink(missing_ok=True)
    if sums(folder) != manifest.parts:
        raise Refusal(f"Innehållet i {archive} stämmer inte med sina summor. Välj en annan kopia.")
    return manifest


def lay(packed: tarfile.TarFile, part: tarfile.TarInfo, folder: Path) -> None:
    """Lay one file of a copy in a folder; links, devices and ways out of it are no part of a copy.

    The filter of `extractall` that does the same is not in the Python of Debian 12.
    """
    if part.isdir():
        return
    way = PurePosixPath(part.name)
    file = packed.extractfile(part) if part.isreg() else None
    if file is None or way.is_absolute() or ".." in way.parts:
        raise tarfile.TarError(part.name)
    target = folder / way
    target.parent.mkdir(parents=True, exist_ok=True)
    with file, target.open("xb") as laid:
        shutil.copyfileobj(file, laid)
    # As it was, but always for its owner, and for nobody else to write in.
    target.chmod(part.mode & 0o755 | 0o600)


def sums(folder: Path) -> dict[str, str]:
    """The sum of each file in a folder."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = digest
    return found


def refuse_unless_it_fits(manifest: Manifest) -> None:
    """Refuse a copy of another kind of database, or of a newer version."""
    if manifest.database != connection.vendor:
        raise Refusal(
            f"Kopian är gjord på {manifest.database}, men här är databasen {connection.vendor}. "
            "Hur man flyttar mellan dem står i docs/gora/flytta.md."
        )
    loader = MigrationExecutor(connection).loader
    known = {".".join(step) for step in loader.disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise Refusal(
            f"Kopian är gjord av en nyare version, {manifest.version} (steget {newer[0]}). "
            "Lägg in den versionen först."
        )


def refuse_if_damaged(file: Path) -> None:
    """Refuse a file of SQLite's that does not hang together."""
    if not file.exists():
        return
    with contextlib.closing(sqlite3.connect(file)) as copy:
        try:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as fault:
            verdict = str(fault)
    if verdict != "ok":
        raise Refusal("Databasen i kopian är skadad. Välj en annan kopia.")


def swap(manifest: Manifest, folder: Path) -> None:
    """Put the parts in the place of those that are here, the database first: it may refuse."""
    source = folder / DATABASES[manifest.database]
    if manifest.database == "postgresql":
        postgres.load(source)
    else:
        swap_sqlite(source)
    swap_media(folder / "media")
    add_packages(folder / ARCHIVE)
    if (key := folder / "secret-key").exists():
        key.replace(Path(settings.VAR) / "secret-key")


def swap_media(media: Path) -> None:
    """Put a folder of media in the place of the one that is here."""
    here = Path(settings.MEDIA_ROOT)
    # Beside the one that is here: what cannot be put in its place must not take it along.
    before = here.with_name(f"{here.name}-before")
    if here.exists():
        shutil.move(here, before)
    try:
        if media.exists():
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(media, here)
    except OSError:
        if before.exists():
            shutil.rmtree(here, ignore_errors=True)
            shutil.move(before, here)
        raise
    shutil.rmtree(before, ignore_errors=True)


def add_packages(packages: Path) -> None:
    """Lay the archive packages of a copy beside those that are here: what is kept for good never goes."""
    here = Path(settings.VAR) / ARCHIVE
    for path in sorted(packages.rglob("*.zip")):
        target = here / path.relative_to(packages)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(path, target)


def swap_sqlite(source: Path) -> None:
    """Put a file in the place of the database, in one step that a power cut leaves done or undone."""
    here = Path(connection.settings_dict["NAME"])
    connections.close_all()
    if here.exists():
        # What waits in the journal beside the old file must not be read into the new one.
        with contextlib.closing(sqlite3.connect(here)) as old:
            try:
                old.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError:
                raise Refusal(
                    "Någon annan har databasen öppen. Stäng det som använder den."
                ) from None
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.chmod(0o600)
    source.replace(here)
