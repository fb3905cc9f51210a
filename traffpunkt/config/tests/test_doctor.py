# SPDX-License-Identifier: EUPL-1.2
"""The doctor: each check fails when that which it looks at is wrong, and says how it is mended."""

import datetime
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from tests import makers
from traffpunkt.activities.models.search import SearchHit
from traffpunkt.config import heartbeat, preparing
from traffpunkt.config.backing_up import STAMP
from traffpunkt.config.doctor import folders, program, work
from traffpunkt.config.doctor.rounds import CHECKS, examined
from traffpunkt.config.doctor.verdict import Word
from traffpunkt.journal.models import GUEST, record
from traffpunkt.outbox.models import Message
from traffpunkt.places.models import ErasureDecision

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
# Not even root may write here: a folder that a read-only disk would be like.
LOCKED = Path("/proc/self")


def copy_from(own_var, **ago):
    moment = timezone.now() - datetime.timedelta(**ago)
    (own_var / "backups").mkdir(mode=0o700)
    (own_var / "backups" / moment.strftime(STAMP)).touch(mode=0o600)


def test_an_installation_in_order_has_nothing_but_ok(
    own_var, postbox, settings, monkeypatch, capsys
):
    settings.BACKUP_RECIPIENTS = [str(pyrage.x25519.Identity.generate().to_public())]
    postbox()
    monkeypatch.setattr(folders, "SOON", 0)
    (own_var / "static").mkdir()
    (own_var / "static.stamp").write_text(preparing.fingerprint_of_static())
    heartbeat.beat()
    copy_from(own_var, hours=3)
    here = makers.make_municipality()
    record("created", here, by=GUEST)
    ErasureDecision.objects.state(here, {"is_on": True}, by=GUEST)

    call_command("doctor")

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["ok"] * len(CHECKS)


def test_one_fault_makes_the_answer_one_and_each_line_says_how_it_is_mended(own_var, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("doctor")

    said = capsys.readouterr().out
    assert end.value.code == 1
    assert len(said.splitlines()) == len(CHECKS)
    assert "fel      Arbetaren: Arbetaren har inte hörts av än." in said
    for line in said.splitlines():
        assert line.startswith("ok") or "Gör så här: " in line


def test_surveillance_reads_the_same_as_json(own_var, capsys):
    with pytest.raises(SystemExit):
        call_command("doctor", json=True)

    rows = json.loads(capsys.readouterr().out)
    assert [row["check"] for row in rows] == list(CHECKS)
    assert {row["word"] for row in rows} <= {"ok", "varning", "fel"}


def test_it_runs_as_a_command_of_its_own_where_nothing_is_prepared(tmp_path):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRAFFPUNKT_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    answer = subprocess.run(
        [sys.executable, "-m", "traffpunkt", "doctor"],
        cwd=ROOT, env=kept | {"TRAFFPUNKT_VAR": str(tmp_path / "var")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert answer.returncode == 1, answer.stderr
    assert "Databasen är inte förd till den här versionen." in answer.stdout
    assert "traffpunkt prepare" in answer.stdout


@pytest.mark.parametrize(
    ("limits", "word"), [((10**18, 0), Word.WARNING), ((10**18, 10**18), Word.FAULT)]
)
def test_a_disk_that_is_nearly_full_is_told(own_var, limits, word):
    assert folders.room(*limits).word == word


def test_a_folder_that_is_not_there_has_no_room(settings, tmp_path, own_var, monkeypatch):
    settings.VAR = tmp_path / "gone"
    monkeypatch.setattr(folders, "database_file", lambda: None)

    assert folders.room().word == Word.FAULT


def test_a_folder_that_cannot_be_written_in_is_told(settings, own_var):
    assert folders.writable().word == Word.OK
    settings.MEDIA_ROOT = LOCKED

    assert str(LOCKED) in folders.writable().said
    assert folders.writable().word == Word.FAULT


def test_a_key_that_others_can_read_is_told(own_var):
    assert folders.rights().word == Word.OK
    (own_var / "secret-key").chmod(0o644)

    assert folders.rights().word == Word.FAULT
    assert "secret-key" in folders.rights().remedy


def test_preparing_takes_from_others_what_they_could_read(settings, own_var):
    settings.MAIL = "files"
    (own_var / "secret-key").chmod(0o644)

    preparing.keep_private()

    assert folders.rights().word == Word.OK
    assert (own_var / "mail").stat().st_mode & 0o007 == 0


def test_a_folder_that_anybody_writes_in_is_told(own_var):
    own_var.chmod(0o733)

    assert folders.rights().word == Word.FAULT


def test_who_is_not_the_owner_is_told_whom_to_be(own_var, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 12345)

    assert "runuser -u" in folders.rights().remedy


@pytest.mark.parametrize("secret", ["", "kort", "a" * 80])
def test_a_key_that_is_missing_or_weak_is_told(settings, own_var, secret):
    settings.SECRET_KEY = secret

    assert program.key().word == Word.FAULT


def test_a_database_that_lacks_a_step_is_told(own_var):
    assert program.database().word == Word.OK
    newest = max(
        name for app, name in MigrationLoader(connection).disk_migrations if app == "outbox"
    )
    MigrationRecorder(connection).record_unapplied("outbox", newest)

    verdict = program.database()
    assert verdict.word == Word.FAULT
    assert f"outbox.{newest}" in verdict.said


def test_a_database_that_is_newer_than_the_program_is_told(own_var):
    MigrationRecorder(connection).record_applied("outbox", "9999_of_tomorrow")

    assert "outbox.9999_of_tomorrow" in program.database().said


def test_a_clock_that_the_database_and_the_disk_disagree_with_is_told(own_var, monkeypatch):
    assert program.clock().word == Word.OK
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=5)):
        assert "databasens klocka" in program.clock().said
        monkeypatch.setattr(program, "clock_of_database", timezone.now)
        assert "diskens klocka" in program.clock().said


def test_a_clock_that_has_gone_back_is_told(own_var):
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
        record("created", makers.make_municipality(), by=GUEST)

    assert "framtiden" in program.clock().said


def test_missing_and_old_files_for_the_web_are_told(own_var):
    assert program.static().word == Word.FAULT
    (own_var / "static").mkdir()
    (own_var / "static.stamp").write_text("an older version")
    assert program.static().word == Word.FAULT


@pytest.mark.parametrize(
    ("given", "word", "said"),
    [
        ((True, 1, ["traff.example"], False), Word.OK, "stämmer"),
        ((True, 0, ["traff.example"], False), Word.FAULT, "ring"),
        ((True, 1, ["localhost"], False), Word.FAULT, "egna maskinens"),
        ((True, 1, ["*"], False), Word.WARNING, "vilket värdnamn"),
        ((True, 1, ["traff.example"], True), Word.WARNING, "Påhittat"),
        ((False, 0, ["localhost"], False), Word.OK, "prov"),
        ((False, 1, ["localhost"], False), Word.WARNING, "krävs inte"),
        ((False, 0, ["traff.example"], False), Word.WARNING, "krävs inte"),
    ],
)
def test_settings_that_contradict_one_another_are_told(settings, given, word, said):
    settings.HTTPS, settings.TRUSTED_PROXIES, settings.ALLOWED_HOSTS, settings.DEMO = given

    assert program.door().word == word
    assert said in program.door().said


def test_a_municipality_at_an_address_that_is_not_answered_is_told(settings):
    settings.ALLOWED_HOSTS = ["traff.example"]
    makers.make_municipality(host="gavle.example")

    assert "gavle.example" in program.door().said
    assert program.door().word == Word.FAULT


def test_a_worker_that_has_fallen_silent_is_told(own_var):
    heartbeat.beat()
    assert work.worker().word == Word.OK
    os.utime(heartbeat.path(), (1_700_000_000, 1_700_000_000))

    assert work.worker().word == Word.FAULT
    assert "2023-11-14" in work.worker().said


def letter(**facts):
    return Message.objects.create(key="k", kind="promotion", channel="email", body="Hej", **facts)


def test_a_letter_that_nobody_sends_is_told():
    letter()
    assert work.messages().word == Word.OK
    Message.objects.update(not_before=timezone.now() - datetime.timedelta(hours=1))

    assert work.messages().word == Word.FAULT


def test_a_letter_that_did_not_arrive_is_told():
    letter(state=Message.State.FAILED)

    assert work.messages().word == Word.WARNING


def test_a_search_that_has_lost_an_activity_is_told():
    makers.make_occasion()
    assert work.search().word == Word.FAULT
    call_command("reindex", stdout=io.StringIO())
    assert work.search().word == Word.OK


def test_a_search_that_shows_what_is_put_away_is_told():
    activity = makers.make_activity(state="draft")
    word = activity.municipality.search_words.create(
        word="stick", plain="stick", head="sti", tail="tick", shown="stick"
    )
    SearchHit.objects.create(activity=activity, word=word, weight=SearchHit.Weight.TEXT)

    assert work.search().word == Word.FAULT


@pytest.mark.parametrize(
    ("ago", "word"),
    [({"hours": 5}, Word.OK), ({"hours": 40}, Word.WARNING), ({"days": 4}, Word.FAULT)],
)
def test_a_copy_that_is_too_old_is_told(own_var, ago, word):
    copy_from(own_var, **ago)
    (own_var / "backups" / "traffpunkt-something.tar.gz").touch()

    assert work.backup().word == word


def test_that_there_is_no_copy_is_told(own_var):
    assert work.backup().word == Word.WARNING


@pytest.mark.django_db(transaction=True)
def test_a_check_that_falls_says_so_and_stops_no_other(settings, own_var, monkeypatch):
    def without_its_table():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")
        return program.key()

    monkeypatch.setattr(program, "database", without_its_table)
    assert "Databasen svarar inte" in examined(program.database).said
    settings.VAR = own_var / "gone"
    assert "Det gick inte att se efter" in examined(program.clock).said


def test_what_needs_a_database_that_is_down_points_at_it_and_is_no_fault_of_its_own():
    def without_its_table():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")
        return program.clock()

    verdict = examined(without_its_table)

    assert (verdict.word, verdict.said) == ("varning", "Det syns först när databasen svarar.")
