# SPDX-License-Identifier: EUPL-1.2
"""Copies of all that an installation holds, made while it runs: database, media, key.

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

from traffpunkt.config import postgres
from traffpunkt.config.version import VERSION

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
    for path in Path(folder or settings.BACKUPS).glob("traffpunkt-*.tar.gz"):
        with contextlib.suppress(ValueError):
            begun = datetime.datetime.strptime(path.name, STAMP).replace(tzinfo=datetime.UTC)
            found.append((begun, path))
    return sorted(found)


def newest_backup() -> datetime.datetime | None:
    """When the newest copy was begun, if there is one."""
    found = backups()
    return found[-1][0] if found else None


def back_up(folder: Path) -> Path:
    """Make one copy in a folder; it has its name only when it is whole."""
    begun = timezone.now()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=UNFINISHED) as name:
        work = Path(name)
        manifest = Manifest(
            version=VERSION,
            begun=begun.isoformat(),
            database=connection.vendor,
            migrations=applied(),
        )
        copy_database(work / DATABASES[connection.vendor])
        whole = work / "whole"
        whole.touch(mode=0o600)
        pack(whole, work / DATABASES[connection.vendor], manifest)
        target = folder / begun.strftime(STAMP)
        whole.rename(target)
    settle(folder)
    return target


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
    """The key and the media files, by what they are called in a copy."""
    media = Path(settings.MEDIA_ROOT)
    files = sorted(path for path in media.rglob("*") if path.is_file())
    own_key = Path(settings.VAR) / "secret-key"
    key = [("secret-key", own_key)] if own_key.exists() else []
    return key + [(f"media/{path.relative_to(media).as_posix()}", path) for path in files]


def settle(folder: Path) -> None:
    """See that the name of a finished copy is down on the disk too."""
    line = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(line)
    finally:
        os.close(line)


def prune(folder: Path, keep: int) -> list[Path]:
    """Throw away all but the newest copies, and what a copy that was cut off has left behind."""
    old = [path for _begun, path in backups(folder)[:-keep]]
    for path in old:
        path.unlink()
    yesterday = timezone.now().timestamp() - 24 * 60 * 60
    for path in folder.glob(f"{UNFINISHED}*"):
        if path.stat().st_mtime < yesterday:
            shutil.rmtree(path)
    return old
