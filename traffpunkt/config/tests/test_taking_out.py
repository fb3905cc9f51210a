# SPDX-License-Identifier: EUPL-1.2
"""The worker makes the file that a municipality asked for, and removes it after a day."""

import datetime
import errno
import zipfile

import pytest
import time_machine
from django.utils import timezone

from tests import makers
from traffpunkt.config import taking_out
from traffpunkt.config.restoring import Refusal
from traffpunkt.config.taking_out import let_go_of_takeouts, take_out
from traffpunkt.journal.models import GUEST, Entry
from traffpunkt.people.models import Takeout
from traffpunkt.people.models.takeout import takeouts_folder

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def takeout(own_var):
    here = makers.make_municipality()
    makers.make_person("Astrid", municipality=here)
    return Takeout.objects.ask(here, by=GUEST)


def verbs(takeout):
    return [line.verb for line in Entry.objects.about(takeout)]


def fails(monkeypatch, fault):
    def export(_target, _municipality):
        raise fault

    monkeypatch.setattr(taking_out, "export", export)


def test_the_file_is_made_for_its_owner_alone_and_the_journal_says_so(takeout):
    take_out()

    takeout.refresh_from_db()
    assert takeout.is_to_fetch
    assert takeout.file.stat().st_mode & 0o777 == 0o600
    assert takeouts_folder().stat().st_mode & 0o777 == 0o700
    assert takeout.size == takeout.file.stat().st_size
    with zipfile.ZipFile(takeout.file) as packed:
        rows = sum(
            len(packed.read(name).splitlines())
            for name in packed.namelist()
            if name.startswith("rows/")
        )
    assert takeout.rows == rows
    assert verbs(takeout) == ["asked-for", "took-out"]


def test_with_nothing_asked_for_nothing_is_made(own_var):
    take_out()

    assert not takeouts_folder().exists()


def test_who_asks_twice_gets_one_file(takeout):
    again = Takeout.objects.ask(takeout.municipality, by=GUEST)

    assert again == takeout
    take_out()
    assert Takeout.objects.ask(takeout.municipality, by=GUEST) != takeout


def test_what_a_crash_cut_off_is_begun_anew(takeout):
    (takeouts_folder() / ".unfinished-x").mkdir(parents=True)
    (takeouts_folder() / ".unfinished-x" / "whole").write_text("hal")
    takeout.file.write_text("a file that nobody had said was made")

    take_out()

    takeout.refresh_from_db()
    assert takeout.is_to_fetch
    assert zipfile.is_zipfile(takeout.file)
    assert [path.name for path in takeouts_folder().iterdir()] == [takeout.file.name]


def test_a_fault_that_nobody_foresaw_leaves_the_takeout_waiting(takeout, monkeypatch):
    fails(monkeypatch, RuntimeError("a bolt from the blue"))

    with pytest.raises(RuntimeError):
        take_out()

    takeout.refresh_from_db()
    assert takeout.is_waiting


FAULTS = [
    (OSError(errno.ENOSPC, "full"), "Disken är full. Be den som sköter driften"),
    (PermissionError(errno.EACCES, "no"), "Filen gick inte att skriva."),
    (Refusal("Databasen hör till en annan version."), "Databasen hör till en annan version."),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_why_there_is_no_file_is_said_in_words(takeout, monkeypatch, fault, words):
    fails(monkeypatch, fault)

    take_out()

    takeout.refresh_from_db()
    assert takeout.fault.startswith(words)
    assert not takeout.is_waiting
    assert not takeout.is_to_fetch
    assert takeout.lasts_until is None
    assert verbs(takeout) == ["asked-for", "failed"]


def test_the_file_is_gone_after_a_day_and_the_row_tells_of_it(takeout):
    take_out()
    let_go_of_takeouts()
    assert takeout.file.exists()

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25), tick=False):
        takeout.refresh_from_db()
        assert not takeout.is_to_fetch
        let_go_of_takeouts()

    takeout.refresh_from_db()
    assert not takeout.file.exists()
    assert takeout.gone
    assert not takeout.is_to_fetch
    assert verbs(takeout) == ["asked-for", "took-out", "let-go"]
    assert str(takeout).startswith(f"{takeout.municipality_id} ")


def test_what_the_worker_never_came_to_is_let_go_after_a_day(takeout):
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25), tick=False):
        let_go_of_takeouts()
        take_out()

    assert not takeout.file.exists()
    assert not Takeout.objects.waiting()
