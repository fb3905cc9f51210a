# SPDX-License-Identifier: EUPL-1.2
"""Copies are locked so that only who has the key opens them, and hold the archive too."""

import datetime
import os
import subprocess
import tarfile
import tracemalloc
from pathlib import Path

import pyrage
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import makers
from traffpunkt.config import locking
from traffpunkt.config.backing_up import UNFINISHED, back_up, backups, prune
from traffpunkt.config.doctor import keeping
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own(own_var, settings):
    settings.MEDIA_ROOT.mkdir()
    settings.STATIC_ROOT.mkdir()


def key_in(file, settings):
    """A new key in a file, whose public part is the one that copies are locked with."""
    key = pyrage.x25519.Identity.generate()
    file.write_text(f"# created: today\n# public key: {key.to_public()}\n{key}\n")
    settings.BACKUP_RECIPIENTS = [*settings.BACKUP_RECIPIENTS, str(key.to_public())]
    return file


@pytest.fixture
def key(tmp_path, settings):
    return key_in(tmp_path / "key.txt", settings)


def names():
    return sorted(Person.objects.values_list("name", flat=True))


def left_over(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith((UNFINISHED, "resto"))]


def test_a_locked_copy_comes_back_with_the_key(own_var, key, capsys):
    makers.make_astrid()
    call_command("backup")
    archive = backups()[-1][1]
    makers.make_bertil()

    call_command("restore", archive, replace=True, key=key)

    assert archive.name.endswith(".tar.gz.age")
    assert archive.stat().st_mode & 0o777 == 0o600
    assert "inte låst" not in capsys.readouterr().out
    assert names() == ["Astrid"]
    assert left_over(own_var) + left_over(own_var / "backups") == []
    assert not tarfile.is_tarfile(archive)


def test_the_program_age_opens_what_we_lock_and_we_open_what_it_locks(own_var, key, tmp_path):
    makers.make_astrid()
    archive, plain = back_up(own_var / "backups"), tmp_path / "plain.tar.gz"
    subprocess.run(["age", "-d", "-i", key, "-o", plain, archive], check=True)  # noqa: S607
    with tarfile.open(plain) as opened:
        assert "manifest.json" in opened.getnames()
    public = str(locking.identities(key)[0].to_public())
    archive.unlink()
    subprocess.run(["age", "-r", public, "-o", archive, plain], check=True)  # noqa: S607
    makers.make_bertil()

    call_command("restore", archive, replace=True, key=key)

    assert names() == ["Astrid"]


def test_each_of_several_holders_opens_a_copy(own_var, key, tmp_path, settings):
    second = key_in(tmp_path / "second.txt", settings)
    archive = back_up(own_var / "backups")

    for each in (key, second):
        call_command("restore", archive, replace=True, key=each)


def test_a_wrong_or_missing_key_changes_nothing(own_var, key, tmp_path, settings):
    makers.make_astrid()
    archive = back_up(own_var / "backups")
    other = key_in(tmp_path / "other.txt", settings)
    broken, none = tmp_path / "broken.txt", tmp_path / "none.txt"
    broken.write_text("AGE-SECRET-KEY-1HALF")
    none.write_text(key.read_text().splitlines()[1])

    for given, said in (
        (other, "passar inte"),
        (None, "är låst. Skriv --key"),
        (broken, "ingen hel hemlig nyckel"),
        (none, "ingen hel hemlig nyckel"),
        (tmp_path / "gone.txt", "gick inte att läsa"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("restore", archive, replace=True, key=given)
    assert names() == ["Astrid"]
    assert left_over(own_var) == []


def test_half_a_locked_copy_is_refused(own_var, key):
    makers.make_astrid()
    archive = back_up(own_var / "backups")
    archive.write_bytes(archive.read_bytes()[:-1000])

    with pytest.raises(CommandError, match="inte att låsa upp till slutet"):
        call_command("restore", archive, replace=True, key=key)
    assert names() == ["Astrid"]


def test_what_cannot_be_locked_to_the_end_leaves_no_file(own_var, key, monkeypatch):
    def half(source, target, keys):
        target.write_bytes(source.read_bytes()[:100])
        raise locking.LockTrouble("Är disken full?")

    monkeypatch.setattr(locking, "lock", half)

    with pytest.raises(CommandError, match=r"Det blev ingen säkerhetskopia\. Är disken full"):
        call_command("backup")

    assert list((own_var / "backups").iterdir()) == left_over(own_var) == []


def test_that_the_disk_is_full_is_said(tmp_path, key):
    source = tmp_path / "big"
    source.write_bytes(b"x" * 1_000_000)

    with pytest.raises(locking.LockTrouble, match="Är disken full"):
        locking.lock(source, Path("/dev/full"), locking.recipients())


def test_a_wrong_public_key_is_told_before_anything_is_copied_and_never_shown(own_var, settings):
    settings.BACKUP_RECIPIENTS = ["AGE-SECRET-KEY-1MISTAKE"]

    with pytest.raises(CommandError, match="börjar med age1") as told:
        call_command("backup")

    assert "MISTAKE" not in str(told.value)
    assert not (own_var / "backups").exists()
    assert keeping.locked_backups().word == "fel"


def test_the_doctor_and_the_command_say_plainly_that_copies_are_not_locked(key, settings, capsys):
    assert keeping.locked_backups().word == "ok"
    settings.BACKUP_RECIPIENTS = []

    call_command("backup")

    assert "Den är inte låst." in capsys.readouterr().out
    assert "inte krypterade" in keeping.locked_backups().said


def test_to_lock_much_takes_little_memory(tmp_path, key):
    source = tmp_path / "big"
    with source.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    tracemalloc.start()
    locking.lock(source, tmp_path / "locked", locking.recipients())
    locking.unlock(tmp_path / "locked", tmp_path / "opened", key)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (tmp_path / "opened").stat().st_size == source.stat().st_size
    assert most < 4 * 1024 * 1024


def test_copies_older_than_the_days_they_may_be_kept_go_but_never_the_newest(own_var, capsys):
    folder = own_var / "backups"
    for days in (80, 36, 34):
        with time_machine.travel(timezone.now() - datetime.timedelta(days=days)):
            back_up(folder)
    left = own_var / ".unfinished-x"
    left.mkdir()
    os.utime(left, (0, 0))

    call_command("backup")

    assert "2 äldre kopior är borttagna" in capsys.readouterr().out
    assert len(backups()) == 2
    assert not left.exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=90)):
        prune(folder)
    assert len(backups()) == 1


def test_packages_of_the_archive_come_back_and_those_that_are_here_stay(own_var):
    folder = own_var / "arkiv" / "gavle" / "2026-11-25"
    folder.mkdir(parents=True)
    (folder / "signup-1-2.zip").write_text("as it was")
    (folder / "signup-3-4.half").write_text("half")
    archive = back_up(own_var / "backups")
    (folder / "signup-1-2.zip").unlink()
    (folder / "signup-5-6.zip").write_text("later")

    call_command("restore", archive, replace=True)

    assert (folder / "signup-1-2.zip").read_text() == "as it was"
    assert (folder / "signup-5-6.zip").read_text() == "later"
    with tarfile.open(archive) as packed:
        found = [name for name in packed.getnames() if name.startswith("arkiv")]
    assert found == ["arkiv/gavle/2026-11-25/signup-1-2.zip"]
