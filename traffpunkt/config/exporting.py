# SPDX-License-Identifier: EUPL-1.2
"""All that an installation holds in open formats: one file that other programs can read.

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
from dataclasses import asdict
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.utils import timezone

from traffpunkt.config import preparing
from traffpunkt.config.backing_up import (
    MANIFEST,
    UNFINISHED,
    Manifest,
    applied,
    beside_the_database,
)
from traffpunkt.config.restoring import Refusal
from traffpunkt.config.tables import tables
from traffpunkt.config.version import VERSION
from traffpunkt.journal.archive import settle

README, SCHEMA, MEDIA = "readme.txt", "schema.json", "media/"
# How many rows are read from the database at a time.
BATCH = 2000

WELCOME = """\
Export ur Träffpunkt {version}, gjord {begun} (UTC)

Här finns allt som installationen höll i det ögonblicket: kommuner, platser, program,
anmälningar, personer, besked och journal. Filen innehåller personuppgifter och hemliga adresser.
Förvara den så att bara ni når den, och ta bort den när den inte behövs.

rows/        En fil för varje tabell. Varje rad i filen är en rad i tabellen, skriven i JSON.
schema.json  Vad varje fil håller: fälten, vad de heter på svenska, och vilken annan fil ett nummer
             pekar på. Skrivet i JSON Schema. Filerna står i en ordning där varje fil bara pekar på
             sig själv och dem före.
media/       Bilder och andra filer.
{manifest}  Version, databasens steg och en kontrollsumma (SHA-256) för varje fil.

Texten är i UTF-8. Tider står i ISO 8601 med zon. Decimaltal och uuid är text.

Det här finns inte med: inloggningar som pågår, koder för att logga in, nycklar, mellanlager och
sökningens index. Indexet byggs om när filen läses in.

Läs in filen i en tom installation: traffpunkt import FILEN
"""


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

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
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


def export(target: Path) -> Manifest:
    """Write everything in one file; it has its name only when it is whole."""
    if target.exists():
        raise Refusal(f"{target} finns redan. Välj ett annat namn.")
    if preparing.what_is_to_migrate() or preparing.what_is_newer():
        raise Refusal("Databasen hör till en annan version av programmet. Kör traffpunkt doctor.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=UNFINISHED) as name:
        whole = Path(name) / "whole"
        whole.touch(mode=0o600)
        with whole.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive, one_moment():
                manifest = fill(archive)
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


def fill(archive: zipfile.ZipFile) -> Manifest:
    """Write all parts, and the manifest after them."""
    begun = timezone.now()
    manifest = Manifest(
        version=VERSION,
        begun=begun.isoformat(),
        database=connection.vendor,
        migrations=applied(),
    )
    to_fill = Export(archive, manifest)
    when = begun.strftime("%Y-%m-%d %H.%M")
    to_fill.say(README, WELCOME.format(version=VERSION, begun=when, manifest=MANIFEST))
    to_fill.say(SCHEMA, in_words({table.file: table.schema() for table in tables()}))
    for table in tables():
        with to_fill.part(table.file) as part:
            for row in table.rows().iterator(BATCH):
                part.write(table.line(row))
    for name, path in beside_the_database():
        if name.startswith(MEDIA):
            with (
                contextlib.suppress(FileNotFoundError),
                path.open("rb") as file,
                to_fill.part(name) as part,
            ):
                shutil.copyfileobj(file, part)
    archive.writestr(described(MANIFEST), in_words(asdict(manifest)))
    return manifest


def in_words(facts: object) -> str:
    """Facts as JSON that a person can read too."""
    return json.dumps(facts, indent=2, ensure_ascii=False)
