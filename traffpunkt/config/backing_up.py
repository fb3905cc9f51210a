# SPDX-License-Identifier: EUPL-1.2
"""Copies of all that an installation holds, made while it runs: database, media, archive, key.

A copy is one file. Last in it stands a manifest with the sum of each part.
"""

import contextlib
import datetime
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from traffpunkt.config import locking, postgres
from traffpunkt.config.version import VERSION
from traffpunkt.journal.archive import ARCHIVE, settle

STAMP = "traffpunkt-%Y%m%dT%H%M%SZ.tar.gz"
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
UNFINISHED = ".unfinished-"


@dataclass
class Manifest:
    """What a copy holds, and what it was made of."""

    version: str
    begun: str
    database: str
    migrations: list[str]
    parts: dict[str, str] = field(default_factory=dict)
    format: int = 1


def backups(folder: Path | None = None) -> list[tuple[datetime.datetime, Path]]:
    """The copies in a folder with when they were begun, oldest first; the name says when."""
    found = []
    for path in Path(folder or settings.BACKUPS).glob("traffpunkt-*.tar.gz*"):
        with contextlib.suppress(ValueError):
            name = path.name.removesuffix(locking.ENDING)
            begun = datetime.datetime.strptime(name, STAMP).replace(tzinfo=datetime.UTC)
            found.append((begun, path))
    return sorted(found)


def newest_backup() -> datetime.datetime | None:
    """When the newest copy was begun, if there is one."""
    found = backups()
    return found[-1][0] if found else None


def back_up(folder: Path) -> Path:
    """Make one copy in a folder, locked if somebody holds a key; it has its name only when it is whole."""
    begun, keys = timezone.now(), locking.recipients()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # What is not locked yet stays where the database itself is: the folder may be on another machine.
    at_home = Path(settings.VAR) if keys else folder
    with (
        tempfile.TemporaryDirectory(dir=at_home, prefix=UNFINISHED) as work,
        tempfile.TemporaryDirectory(dir=folder, prefix=UNFINISHED) as beside,
    ):
        whole, target = Path(beside) / "whole", folder / begun.strftime(STAMP)
        if keys:
            fill(Path(work), Path(work) / "whole", begun)
            locking.lock(Path(work) / "whole", whole, keys)
            target = target.with_name(f"{target.name}{locking.ENDING}")
        else:
            fill(Path(work), whole, begun)
        whole.rename(target)
    settle(folder)
    return target


def fill(work: Path, whole: Path, begun: datetime.datetime) -> None:
    """Lay all that there is in one file, by way of a folder to work in."""
    manifest = Manifest(
        version=VERSION,
        begun=begun.isoformat(),
        database=connection.vendor,
        migrations=applied(),
    )
    copy_database(work / DATABASES[connection.vendor])
    whole.touch(mode=0o600)
    pack(whole, work / DATABASES[connection.vendor], manifest)


def applied() -> list[str]:
    """The steps that the database has been brought through."""
    return sorted(".".join(step) for step in MigrationRecorder(connection).applied_migrations())


def copy_database(target: Path) -> None:
    """Copy the database as it is at one moment, while others go on writing."""
    target.touch(mode=0o600)
    if connection.vendor == "postgresql":
        postgres.dump(target)
        return
    with (
        contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        # All pages in one go: one reader's snapshot, which in WAL mode stops no writer.
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


class Summed:
    """A file that keeps the sum of what has been read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, which the sum then holds."""
        read = self.file.read(size)
        self.sum.update(read)
        return read


def pack(target: Path, database: Path, manifest: Manifest) -> None:
    """Lay all parts and the manifest in one file, down on the disk when this returns."""
    with target.open("wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            for name, path in [(database.name, database), *beside_the_database()]:
                with contextlib.suppress(FileNotFoundError), path.open("rb") as part:
                    summed = Summed(part)
                    archive.addfile(described(name, os.fstat(part.fileno()).st_size), summed)
                    manifest.parts[name] = summed.sum.hexdigest()
            words = json.dumps(asdict(manifest), indent=2, ensure_ascii=False).encode()
            archive.addfile(described(MANIFEST, len(words)), io.BytesIO(words))
        file.flush()
        os.fsync(file.fileno())


def described(name: str, size: int) -> tarfile.TarInfo:
    """A part as it stands in the file: its owner's alone, and nobody named."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(timezone.now().timestamp())
    return entry


def beside_the_database() -> list[tuple[str, Path]]:
    """The key, the media files and the archive packages, by what they are called in a copy."""
    own_key = Path(settings.VAR) / "secret-key"
    key = [("secret-key", own_key)] if own_key.exists() else []
    media, packages = Path(settings.MEDIA_ROOT), Path(settings.VAR) / ARCHIVE
    return key + files_of("media", media, "*") + files_of(ARCHIVE, packages, "*.zip")


def files_of(word: str, folder: Path, kind: str) -> list[tuple[str, Path]]:
    """The files of a folder, each by what it is called in a copy."""
    files = sorted(path for path in folder.rglob(kind) if path.is_file())
    return [(f"{word}/{path.relative_to(folder).as_posix()}", path) for path in files]


def prune(folder: Path, keep: int | None = None) -> list[Path]:
    """Throw away what is too old or one too many, never the newest, and what was cut off half-way."""
    there = backups(folder)
    oldest = timezone.now() - datetime.timedelta(days=settings.BACKUP_DAYS)
    surplus = there[:-keep] if keep else []
    old = [path for begun, path in there[:-1] if begun < oldest or (begun, path) in surplus]
    for path in old:
        path.unlink()
    yesterday = timezone.now().timestamp() - 24 * 60 * 60
    for where in {folder, Path(settings.VAR)}:
        for path in where.glob(f"{UNFINISHED}*"):
            if path.stat().st_mtime < yesterday:
                shutil.rmtree(path)
    return old
