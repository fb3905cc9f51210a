# SPDX-License-Identifier: EUPL-1.2
"""A copy is made while others write, and brought back for real, on both databases."""

import contextlib
import datetime
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import threading

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from tests import makers
from traffpunkt.config import postgres, restoring, running
from traffpunkt.config.backing_up import STAMP, applied, back_up, backups, newest_backup, prune
from traffpunkt.config.postgres import ToolTrouble
from traffpunkt.people.models import Person
from traffpunkt.places.models import Municipality

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own(own_var, settings):
    settings.MEDIA_ROOT.mkdir()
    settings.STATIC_ROOT.mkdir()
    (settings.MEDIA_ROOT / "ängen.txt").write_text("en bild")
    (own_var / "secret-key").write_text("the key of the copy")


def made(capsys, **given):
    call_command("backup", **given)
    capsys.readouterr()
    return backups()[-1][1]


def names():
    return sorted(Person.objects.values_list("name", flat=True))


def contents(archive):
    """The parts of a copy: name → bytes."""
    with tarfile.open(archive) as packed:
        return {entry.name: part.read() for entry in packed if (part := packed.extractfile(entry))}


def rewritten(archive, change):
    """The same copy with its parts changed: name → bytes."""
    parts = contents(archive)
    change(parts)
    with tarfile.open(archive, "w:gz") as packed:
        for name, content in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
    return archive


def with_manifest(archive, **facts):
    def change(parts):
        said = json.loads(parts["manifest.json"]) | facts
        parts["manifest.json"] = json.dumps(said).encode()

    return rewritten(archive, change)


def test_what_was_there_comes_back_and_what_came_after_is_gone(settings, own_var, capsys):
    makers.make_astrid()
    archive = made(capsys)
    makers.make_bertil()
    (settings.MEDIA_ROOT / "ny.txt").write_text("senare")
    (own_var / "secret-key").write_text("another key")

    call_command("restore", archive, replace=True)

    assert "är tillbaka" in capsys.readouterr().out
    assert names() == ["Astrid"]
    assert [path.name for path in settings.MEDIA_ROOT.iterdir()] == ["ängen.txt"]
    assert (own_var / "secret-key").read_text() == "the key of the copy"
    makers.make_person("Yusuf")
    assert names() == ["Astrid", "Yusuf"]


def test_a_copy_is_its_owners_alone_and_tells_what_it_holds(own_var, capsys):
    archive = made(capsys)

    assert archive.stat().st_mode & 0o777 == 0o600
    assert archive.parent.stat().st_mode & 0o077 == 0
    parts = contents(archive)
    manifest = json.loads(parts.pop("manifest.json"))
    found = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    assert manifest["parts"] == found
    assert manifest["database"] == connection.vendor
    assert manifest["migrations"] == applied()
    assert {"media/ängen.txt", "secret-key"} < set(manifest["parts"])
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_a_copy_without_media_and_key_is_a_copy_too(own_var, settings, capsys):
    makers.make_astrid()
    (own_var / "secret-key").unlink()
    (settings.MEDIA_ROOT / "ängen.txt").unlink()
    settings.MEDIA_ROOT.rmdir()
    archive = made(capsys)

    call_command("restore", archive, replace=True)

    assert names() == ["Astrid"]


def test_a_copy_is_one_moment_however_much_is_written_meanwhile(own_var):
    municipality = makers.make_municipality()
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            makers.make_person(f"Person {number:05}", municipality=municipality)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        archive = back_up(own_var / "backups")
    finally:
        stop.set()
        writer.join()

    restoring.restore(archive, may_replace=True)
    found = names()
    assert found == [f"Person {number:05}" for number in range(1, len(found) + 1)]


def test_a_municipality_is_not_overwritten_unasked(own_var, capsys):
    makers.make_astrid()
    archive = made(capsys)
    makers.make_bertil()

    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", archive)

    assert names() == ["Astrid", "Bertil"]


def test_into_an_empty_installation_nothing_has_to_be_asked(own_var, capsys):
    archive = made(capsys)

    call_command("restore", archive)

    assert not Municipality.objects.exists()


def test_nothing_is_brought_back_while_the_system_runs(own_var, capsys):
    archive = made(capsys)

    with (
        running.along_with_others(),
        running.along_with_others(),
        pytest.raises(CommandError, match="Systemet är igång"),
    ):
        call_command("restore", archive)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file that somebody has open")
def test_nothing_is_brought_back_while_somebody_has_the_file_open(own_var, capsys):
    archive = made(capsys)
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("SELECT 1 FROM people_person").fetchall()

    with contextlib.closing(other), pytest.raises(CommandError, match="databasen öppen"):
        call_command("restore", archive)


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_the_system_does_not_start_while_a_copy_is_brought_back(own_var, command):
    with running.alone(), pytest.raises(CommandError, match="läggs tillbaka"):
        call_command(command)


def test_a_copy_with_a_changed_part_is_refused_before_anything_is_touched(own_var, capsys):
    makers.make_astrid()
    archive = made(capsys)
    rewritten(archive, lambda parts: parts.update({"media/ängen.txt": b"en annan bild"}))
    makers.make_bertil()

    with pytest.raises(CommandError, match="summor"):
        call_command("restore", archive, replace=True)

    assert names() == ["Astrid", "Bertil"]


def test_half_a_copy_is_refused(own_var, capsys):
    archive = made(capsys)
    archive.write_bytes(archive.read_bytes()[:-2000])

    with pytest.raises(CommandError, match="ingen hel säkerhetskopia"):
        call_command("restore", archive, replace=True)


def test_a_copy_that_is_not_there_is_refused(own_var):
    with pytest.raises(CommandError, match="finns inte"):
        call_command("restore", own_var / "gone.tar.gz")


def test_a_copy_of_a_newer_version_is_refused(own_var, capsys):
    archive = with_manifest(made(capsys), migrations=[*applied(), "people.9999_tomorrow"])

    with pytest.raises(CommandError, match=r"nyare version.*people\.9999_tomorrow"):
        call_command("restore", archive, replace=True)


def test_a_copy_of_another_kind_of_database_is_refused(own_var, capsys):
    archive = with_manifest(made(capsys), database="oracle")

    with pytest.raises(CommandError, match="docs/gora/flytta"):
        call_command("restore", archive, replace=True)


def test_a_damaged_database_is_refused(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    with sqlite3.connect(broken) as file:
        file.execute("CREATE TABLE a (b)")
        file.executemany("INSERT INTO a VALUES (?)", [("x" * 3000,)] * 50)
    file.close()
    whole = broken.read_bytes()
    for damage in (b"no database at all" * 100, whole[:8192] + os.urandom(8192) + whole[16384:]):
        broken.write_bytes(damage)
        with pytest.raises(restoring.Refusal, match="skadad"):
            restoring.refuse_if_damaged(broken)
    restoring.refuse_if_damaged(tmp_path / "none")


def test_old_copies_are_thrown_away_and_the_newest_kept(own_var, capsys):
    folder = own_var / "backups"
    for days in (3, 2, 1):
        with time_machine.travel(timezone.now() - datetime.timedelta(days=days)):
            back_up(folder)
    left = folder / ".unfinished-x"
    left.mkdir()
    os.utime(left, (0, 0))
    (folder / ".unfinished-y").mkdir()

    call_command("backup", "--keep", "2")

    assert "2 äldre kopior" in capsys.readouterr().out
    assert len(backups()) == 2
    newest = newest_backup()
    assert newest
    assert timezone.now() - newest < datetime.timedelta(minutes=5)
    assert not left.exists()
    assert (folder / ".unfinished-y").exists()
    assert prune(folder, 2) == []


def test_to_keep_none_is_refused(own_var):
    with pytest.raises(CommandError, match="minst 1"):
        call_command("backup", "--keep", "0")


def test_a_folder_that_cannot_be_written_in_gives_no_copy(own_var):
    with pytest.raises(CommandError, match="Det blev ingen säkerhetskopia"):
        call_command("backup", to="/proc/self/backups")


def test_the_first_copy_brings_its_database_where_there_is_none(own_var, tmp_path, monkeypatch):
    archive = back_up(own_var / "backups")
    source = tmp_path / "source"
    source.mkdir()
    restoring.unpacked(archive, source)
    database = source / "database.sqlite3"
    if database.exists():
        new = tmp_path / "new.sqlite3"
        monkeypatch.setitem(connection.settings_dict, "NAME", new)
        restoring.swap_sqlite(database)
        assert new.exists()


@pytest.mark.postgres_only
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own programs")
class TestPostgres:
    """What only PostgreSQL can get wrong."""

    def test_a_table_of_a_later_version_goes_with_what_is_replaced(self, own_var, capsys):
        makers.make_astrid()
        archive = made(capsys)
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE of_tomorrow (id int, person bigint REFERENCES people_person)"
            )
        try:
            call_command("restore", archive, replace=True)

            assert "of_tomorrow" not in connection.introspection.table_names()
        finally:
            # Where it stays, no later test could empty the table that it refers to.
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS of_tomorrow")
        assert names() == ["Astrid"]

    def test_what_fails_half_way_leaves_everything_as_it_was(self, own_var, capsys):
        makers.make_astrid()
        archive = rewritten(made(capsys), lambda parts: None)
        digest = hashlib.sha256(b"PGDMP not a dump").hexdigest()

        def change(parts):
            said = json.loads(parts["manifest.json"])
            parts["database.dump"] = b"PGDMP not a dump"
            said["parts"]["database.dump"] = digest
            parts["manifest.json"] = json.dumps(said).encode()

        rewritten(archive, change)
        with pytest.raises(CommandError, match="pg_restore klarade det inte"):
            call_command("restore", archive, replace=True)

        assert names() == ["Astrid"]


@pytest.fixture
def tools(monkeypatch, tmp_path):
    """Stand-ins for PostgreSQL's programs, of some versions; the server is version 15."""
    monkeypatch.setattr(type(connection), "pg_version", 150004, raising=False)
    monkeypatch.setattr(postgres, "FOLDERS", tmp_path / "versions")
    monkeypatch.setenv("PATH", "/nowhere")

    def lay(version, *, says=None):
        folder = tmp_path / "versions" / str(version) / "bin"
        folder.mkdir(parents=True)
        said = says or f"pg_dump (PostgreSQL) {version}.3"
        (folder / "pg_dump").write_text(f'#!/bin/sh\necho "{said}"; echo "det brann" >&2; exit 1\n')
        (folder / "pg_dump").chmod(0o755)

    return lay


def test_the_program_of_the_servers_own_version_is_taken(tools):
    for version in (14, 15, 17):
        tools(version)

    assert "/15/" in postgres.tool("pg_dump")


def test_a_newer_program_serves_as_well(tools):
    tools(17)

    assert "/17/" in postgres.tool("pg_dump")


def test_a_program_that_is_too_old_is_told_with_what_to_install(tools):
    tools(13)
    tools(9, says="something else")

    with pytest.raises(ToolTrouble, match=r"version 13.*postgresql-client-15"):
        postgres.tool("pg_dump")


def test_that_there_is_no_program_is_told_with_what_to_install(tools):
    with pytest.raises(ToolTrouble, match="apt-get install postgresql-client"):
        postgres.tool("pg_dump")


def test_what_a_program_complains_of_is_told(tools, tmp_path):
    tools(15)

    with pytest.raises(ToolTrouble, match="det brann"):
        postgres.dump(tmp_path / "dump")


def test_programs_are_told_where_the_database_is_and_never_on_the_command_line(monkeypatch):
    given = {
        "HOST": "db.example", "PORT": 5433, "USER": "traffpunkt", "PASSWORD": "hemligt", "NAME": "x",
        "OPTIONS": {"sslmode": "require", "pool": True},
    }  # fmt: skip
    for name, said in given.items():
        monkeypatch.setitem(connection.settings_dict, name, said)

    told = postgres.environment()

    assert (told["PGHOST"], told["PGPORT"], told["PGPASSWORD"]) == ("db.example", "5433", "hemligt")
    assert told["PGSSLMODE"] == "require"
    assert "PGPOOL" not in told


def test_names_of_copies_say_when_they_were_begun(own_var):
    with time_machine.travel(datetime.datetime(2026, 11, 25, 3, 15, tzinfo=datetime.UTC)):
        assert back_up(own_var / "backups").name == "traffpunkt-20261125T031500Z.tar.gz"
    assert STAMP.startswith("traffpunkt-")
