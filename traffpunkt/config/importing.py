# SPDX-License-Identifier: EUPL-1.2
"""Bringing an export into an empty installation: all of it or nothing, and looked through first."""

import hashlib
import itertools
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max

from traffpunkt.activities.search.index import reindex
from traffpunkt.config import preparing, running
from traffpunkt.config.backing_up import MANIFEST
from traffpunkt.config.belonging import tables_of
from traffpunkt.config.exporting import BATCH, MEDIA, README, SCHEMA, Package
from traffpunkt.config.proof import PROOF, refuse_unless_it_holds
from traffpunkt.config.restoring import Refusal, swap_media
from traffpunkt.config.tables import Table, tables
from traffpunkt.journal.models import SYSTEM, Entry, record
from traffpunkt.journal.sealing import seal_all
from traffpunkt.people.models import Account
from traffpunkt.people.register import rebuild
from traffpunkt.places.models import Municipality

# What reading a file that is none of ours, or no longer whole, may end in.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError,
    RuntimeError,
)  # fmt: skip

# Where a database keeps the number that it gave last.
GO_ON_AFTER = {
    "sqlite": (
        "DELETE FROM sqlite_sequence WHERE name = %(table)s",
        "INSERT INTO sqlite_sequence (name, seq) VALUES (%(table)s, %(last)s)",
    ),
    "postgresql": ("SELECT setval(pg_get_serial_sequence(%(table)s, %(key)s), %(last)s)",),
}


def bring_in(file: Path) -> Package:
    """Read an export into this installation, if there is nothing in it yet."""
    try:
        with (
            running.alone(),
            tempfile.TemporaryDirectory(dir=settings.VAR, prefix="importing-") as folder,
            opened(file) as packed,
        ):
            manifest = looked_through(packed)
            refuse_unless_empty()
            preparing.bring_database_up_to_date()
            load(packed, manifest, Path(folder) / "media")
    except running.IsRunning:
        raise Refusal("Systemet är igång. Stäng av det först: systemctl stop traffpunkt") from None
    except (IntegrityError, DataError, OverflowError):
        raise Refusal("Raderna i filen hänger inte ihop. Gör en ny export.") from None
    return manifest


def opened(file: Path) -> zipfile.ZipFile:
    """A file that may be an export."""
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError:
        raise Refusal(f"Filen {file} finns inte.") from None
    except zipfile.BadZipFile:
        raise Refusal(f"{file} är ingen hel export. Gör en ny.") from None


def looked_through(packed: zipfile.ZipFile) -> Package:
    """The manifest of an export that fits here and is as it was when it was made."""
    try:
        manifest = Package(**json.loads(packed.read(MANIFEST)))
        refuse_unless_same_steps(manifest)
        refuse_unless_whole(packed, manifest)
    except UNREADABLE:
        raise Refusal(f"{packed.filename} är ingen hel export. Gör en ny.") from None
    return manifest


def parts_of(manifest: Package) -> list[Table]:
    """The tables that a file has: all, or those of a municipality's own."""
    return tables_of() if manifest.municipality else tables()


def refuse_unless_whole(packed: zipfile.ZipFile, manifest: Package) -> None:
    """Refuse a file that lacks a part, has one too many, or one that is not as it was."""
    sums = manifest.parts
    rows = {README, SCHEMA, *(table.file for table in parts_of(manifest))}
    if manifest.municipality:
        rows.add(PROOF)
    if missing := sorted(rows - sums.keys()):
        raise Refusal(f"Filen saknar {missing[0]}. Gör en ny export.")
    if strange := sorted(name for name in sums.keys() - rows if not is_media(name)):
        raise Refusal(f"Filen har en del som inte hör hemma i en export: {strange[0]!r}.")
    if sorted(packed.namelist()) != sorted([*sums, MANIFEST]):
        raise Refusal("Filen har inte de delar som den säger. Gör en ny export.")
    for name, said in sums.items():
        with packed.open(name) as part:
            if hashlib.file_digest(part, "sha256").hexdigest() != said:  # type: ignore[arg-type]
                raise Refusal(f"{name} stämmer inte med sin summa. Gör en ny export.")


def is_media(name: str) -> bool:
    """Whether a part is a media file with a place of its own below the folder for them."""
    path = PurePosixPath(name)
    is_plain = str(path) == name and "\\" not in name and ".." not in path.parts
    return is_plain and name.startswith(MEDIA)


def refuse_unless_same_steps(manifest: Package) -> None:
    """Refuse an export whose tables are not those of this version."""
    ours = {table.model._meta.app_label for table in tables()}
    steps = MigrationExecutor(connection).loader.disk_migrations
    here = {f"{app}.{name}" for app, name in steps if app in ours}
    there = {step for step in manifest.migrations if step.split(".")[0] in ours}
    if newer := sorted(there - here):
        raise Refusal(
            f"Exporten är gjord av en nyare version, {manifest.version} (steget {newer[0]}). "
            "Lägg in den versionen först."
        )
    if here - there:
        raise Refusal(
            f"Exporten är gjord av en äldre version, {manifest.version}. "
            "Lägg in den versionen, läs in exporten där, och uppgradera sedan."
        )


def refuse_unless_empty() -> None:
    """Refuse to mix what comes with what is here."""
    there = set(connection.introspection.table_names())
    for table in tables():
        if table.model._meta.db_table in there and table.model._base_manager.exists():
            raise Refusal(
                "Här finns redan innehåll. En export läses in i en tom installation, "
                "också när den är av en enda kommun."
            )
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise Refusal(f"Mappen {media} håller redan filer. Flytta dem härifrån först.")


@transaction.atomic
def load(packed: zipfile.ZipFile, manifest: Package, media: Path) -> None:
    """Write all rows, then the media files; what fails leaves nothing behind."""
    for table in parts_of(manifest):
        with packed.open(table.file) as part:
            rows = read(table, part)
            while batch := list(itertools.islice(rows, BATCH)):
                table.model._base_manager.bulk_create(batch)
    connection.check_constraints()
    for table in tables():
        go_on_counting(table.model)
    if manifest.municipality:
        go_on_in_the_journal(packed)
    for municipality in Municipality.objects.order_by("pk"):
        reindex(municipality)
        rebuild(municipality)
        record("imported", municipality, by=SYSTEM, municipality=municipality.pk)
    lay_media(packed, manifest, media)


def read(table: Table, part: IO[bytes]) -> Iterator[models.Model]:
    """The rows that a part tells of, one after the other."""
    for number, line in enumerate(part, 1):
        try:
            yield table.row(line)
        except (ValueError, TypeError, ArithmeticError, RecursionError):
            raise Refusal(
                f"Rad {number} i {table.file} går inte att läsa. Gör en ny export."
            ) from None


def go_on_counting(model: type[models.Model]) -> None:
    """Let new rows have numbers that no row has had, also none that the journal tells was removed."""
    highest = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    told = max(Entry.objects.numbered_up_to(model), doer_up_to(model))
    key = model._meta.pk
    if last := max(highest, told):
        facts = {"table": model._meta.db_table, "key": key.column, "last": last}
        with connection.cursor() as cursor:
            for words in GO_ON_AFTER[connection.vendor]:
                cursor.execute(words, facts)


def doer_up_to(model: type[models.Model]) -> int:
    """The highest number of an account that the journal names as a doer, though its row is elsewhere."""
    if model is not Account:
        return 0
    doers = Entry.objects.filter(actor__startswith="account:").values_list("actor", flat=True)
    written = (doer.removeprefix("account:") for doer in doers.distinct().iterator(BATCH))
    # A line that was changed on its way may name anything.
    return max((int(number) for number in written if number.isdecimal()), default=0)


def go_on_in_the_journal(packed: zipfile.ZipFile) -> None:
    """Begin a chain of this installation's own with the lines that came, if their sums hold."""
    with packed.open(PROOF) as part:
        refuse_unless_it_holds(part)
    seal_all()


def lay_media(packed: zipfile.ZipFile, manifest: Package, folder: Path) -> None:
    """Lay the media files in a folder, and the folder in its place."""
    folder.mkdir()
    for name in manifest.parts:
        if is_media(name):
            target = folder / PurePosixPath(name).relative_to(MEDIA)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch(mode=0o600)
            with packed.open(name) as part, target.open("wb") as file:
                shutil.copyfileobj(part, file)
    swap_media(folder)
