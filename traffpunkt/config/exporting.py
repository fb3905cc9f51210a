# SPDX-License-Identifier: EUPL-1.2
"""All that an installation, or one municipality of it, holds in open formats: one file for other programs.

Last in it stands a manifest with the sum of each part.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from django.db import connection, models, transaction
from django.utils import timezone

from traffpunkt.config import leaflet, preparing
from traffpunkt.config.backing_up import (
    MANIFEST,
    UNFINISHED,
    Manifest,
    applied,
    beside_the_database,
)
from traffpunkt.config.belonging import tables_of
from traffpunkt.config.proof import PROOF, proof
from traffpunkt.config.restoring import Refusal
from traffpunkt.config.tables import Table, tables
from traffpunkt.config.version import VERSION
from traffpunkt.journal.archive import settle
from traffpunkt.places.models import Municipality

README, SCHEMA, MEDIA = "readme.txt", "schema.json", "media/"
# How many rows are read from the database at a time.
BATCH = 2000


@dataclass
class Package(Manifest):
    """What an export holds: how many rows, and of which municipality if it is one's own."""

    rows: int = 0
    municipality: str = ""


class Part:
    """A part that is being written, with the sum of what has been."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sum = hashlib.sha256()

    def write(self, said: bytes) -> None:
        """Add to the part."""
        self.sum.update(said)
        self.file.write(said)


def described(name: str) -> zipfile.ZipInfo:
    """A part as it stands in the file: its owner's alone, made now."""
    entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry


class Export:
    """A file that is being made, part after part."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Package) -> None:
        self.archive, self.manifest = archive, manifest

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[Part]:
        """Begin a part; its sum stands in the manifest when it is whole."""
        with self.archive.open(described(name), "w", force_zip64=True) as file:
            part = Part(file)
            yield part
        self.manifest.parts[name] = part.sum.hexdigest()

    def say(self, name: str, words: str) -> None:
        """Write a part that is a text."""
        with self.part(name) as part:
            part.write(words.encode())


def export(target: Path, municipality: Municipality | None = None) -> Package:
    """Write everything, or all that is one municipality's; the file has its name only when it is whole."""
    if target.exists():
        raise Refusal(f"{target} finns redan. Välj ett annat namn.")
    if preparing.what_is_to_migrate() or preparing.what_is_newer():
        raise Refusal("Databasen hör till en annan version av programmet. Kör traffpunkt doctor.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=UNFINISHED) as name:
        whole = Path(name) / "whole"
        whole.touch(mode=0o600)
        with whole.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive, one_moment():
                manifest = fill(archive, municipality)
            file.flush()
            os.fsync(file.fileno())
        whole.rename(target)
    settle(target.parent)
    return manifest


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Read all tables as they are at one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    # Who only reads does not take the place of the one who writes.
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


def fill(archive: zipfile.ZipFile, municipality: Municipality | None) -> Package:
    """Write all parts, and the manifest after them."""
    manifest = Package(
        version=VERSION,
        begun=timezone.now().isoformat(),
        database=connection.vendor,
        migrations=applied(),
        municipality=municipality.slug if municipality else "",
    )
    to_fill = Export(archive, manifest)
    all_of_them = tables_of(municipality.pk) if municipality else tables()
    words = leaflet.own(municipality.name, all_of_them) if municipality else leaflet.WELCOME
    when = manifest.begun[:16].replace("T", " ")
    to_fill.say(README, words.format(version=VERSION, begun=when, manifest=MANIFEST))
    to_fill.say(SCHEMA, in_words({table.file: table.schema() for table in all_of_them}))
    files = [name for table in all_of_them for name in write_rows(to_fill, table)]
    if municipality:
        with to_fill.part(PROOF) as part:
            for line in proof(municipality.pk):
                part.write(line)
    lay_files(to_fill, set(files) if municipality else None)
    archive.writestr(described(MANIFEST), in_words(asdict(manifest)))
    return manifest


def write_rows(to_fill: Export, table: Table) -> list[str]:
    """Write one table, row after row; the files that its rows name."""
    places = [
        place
        for place, column in enumerate(table.columns)
        if isinstance(column.field, models.FileField)
    ]
    files = []
    with to_fill.part(table.file) as part:
        for row in table.rows().iterator(BATCH):
            part.write(table.line(row))
            to_fill.manifest.rows += 1
            files += [f"{MEDIA}{row[place]}" for place in places]
    return files


def lay_files(to_fill: Export, own: set[str] | None) -> None:
    """Lay the media files beside the rows; of one municipality only those that its rows name."""
    for name, path in beside_the_database():
        if name.startswith(MEDIA) and (own is None or name in own):
            with (
                contextlib.suppress(FileNotFoundError),
                path.open("rb") as file,
                to_fill.part(name) as part,
            ):
                shutil.copyfileobj(file, part)


def in_words(facts: object) -> str:
    """Facts as JSON that a person can read too."""
    return json.dumps(facts, indent=2, ensure_ascii=False)
