# SPDX-License-Identifier: EUPL-1.2
"""The round that erases: counts that stay, falls, the night, archive packages, the protocol."""

import json
import os
import random
import zipfile

import pytest
import time_machine
from django.db.models import Count, Sum

from tests.makers import (
    local,
    make_astrid,
    make_municipality,
    make_occasion,
    make_signup,
    the_municipality,
)
from traffpunkt.activities.models import Announcement, Attendance, Signup, Tally
from traffpunkt.home import retention
from traffpunkt.home.retention import Line, erase_at_night, erase_due
from traffpunkt.home.tests.retention_rows import (
    A_DAY,
    DAY,
    decide,
    line_of,
    reported,
    signed_up,
    was_told,
    was_written_to,
)
from traffpunkt.journal import retention as engine
from traffpunkt.journal.erasure import refuse
from traffpunkt.journal.models import SYSTEM, Entry, NeverChangedError, record
from traffpunkt.journal.retention import GoesWithAll
from traffpunkt.journal.sealing import seal_all
from traffpunkt.journal.verifying import verified
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import Person
from traffpunkt.places.models import Erasure, ErasureDecision, FaultReport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


def counted(rows, *names, **sums):
    return list(rows.values(*names).annotate(n=Count("pk"), **sums).order_by(*names))


def counts():
    """What the follow-up counts: of each date, way, state, outcome, source and channel."""
    heads, who = Sum("headcount"), Count("person", distinct=True)
    return (
        counted(Signup.objects, "occasion", "offer", "state", "source", heads=heads, who=who),
        counted(Attendance.objects, "occasion", "way", "outcome", "first_time", who=who),
        counted(Message.objects, "kind", "channel", "outcome"),
        list(Tally.objects.order_by("pk").values()),
        list(Announcement.objects.values_list("occasion", "reached")),
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_count_is_the_same_before_and_after(seed, monkeypatch):
    dice = random.Random(seed)
    monkeypatch.setattr(engine, "BATCH", 1 + seed)
    with time_machine.travel(DAY - 60 * A_DAY, tick=False):
        people = [make_astrid()] + [make_signup(name=name).person for name in "ABCDE"]
        for number in range(6):
            occasion = make_occasion(starts=DAY + number * 9 * A_DAY, ways=["on_site", "phone"])
            Tally.objects.create(occasion=occasion, way="on_site", seniors=number, by="x")
            for person in dice.sample(people, 4):
                way = dice.choice(["on_site", "phone"])
                state = dice.choice(["expected", "waiting", "withdrawn"])
                signup = make_signup(
                    occasion, person=person, offer=occasion.offers.get(way=way), state=state,
                    headcount=dice.randint(1, 3),
                )  # fmt: skip
                if state == "expected":
                    signup.tick(dice.choice(["present", "excused", "no_show"]), by=SYSTEM)
                if state == "withdrawn":
                    make_signup(occasion, person=person, offer=signup.offer)
        was_told()
        was_written_to()
    with time_machine.travel(DAY + 60 * A_DAY, tick=False):
        decide()
        before = counts()
        assert erase_due() > 0
        assert counts() == before
        assert erase_due() == 0
    with time_machine.travel(DAY + 800 * A_DAY, tick=False):
        assert erase_due() > 0
        assert counts() == before
    assert not Person.objects.kept().exists()


def test_a_fall_in_the_middle_loses_nothing_and_is_continued(monkeypatch):
    monkeypatch.setattr(engine, "BATCH", 2)
    with time_machine.travel(DAY, tick=False):
        occasion = make_occasion(starts=DAY)
        for name in "ABCDE":
            make_signup(occasion, name)
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        line, done = line_of("signup"), []

        def falls_in_the_second_batch(batch):
            Line.note(line, batch)
            done.append(batch)
            if len(done) == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            engine.carry_out(line.rule, lambda: line.rows, falls_in_the_second_batch)
        assert (Erasure.objects.get().count, line.due) == (2, 3)

        line.erase(lambda: True)
        assert (Erasure.objects.get().count, line.due) == (5, 0)


def test_a_rule_that_leaves_its_rows_as_they_are_comes_to_an_end():
    with time_machine.travel(DAY, tick=False):
        signed_up()
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        line = line_of("signup")
        idle = engine.Rule("x", "", "", "", line.rule.rows, lambda _rows: None, amount=30)

        assert engine.carry_out(idle, lambda: line.rows, lambda _rows: None) == 1


def test_who_comes_back_while_the_lock_is_waited_for_is_left_alone():
    with time_machine.travel(DAY, tick=False):
        signed_up()
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        line, asked = line_of("signup"), []

        def rows():
            asked.append(1)
            return line.rows if len(asked) == 1 else line.rows.none()

        assert engine.carry_out(line.rule, rows, line.note) == 0
    assert not Erasure.objects.exists()
    assert Signup.objects.get().person.name == "Astrid"


def test_many_rows_are_erased_with_few_queries(django_assert_max_num_queries):
    with time_machine.travel(DAY, tick=False):
        occasion = make_occasion(starts=DAY)
        for number in range(60):
            make_signup(occasion, f"Astrid {number}")
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        line = line_of("signup")
        with django_assert_max_num_queries(25):
            assert line.erase(lambda: True) == 60


def test_a_round_of_the_worker_ends_when_its_seconds_are_over(monkeypatch):
    with time_machine.travel(local(2026, 3, 1, 2), tick=False):
        make_signup(make_occasion(starts=DAY))
        decide()
        monkeypatch.setattr(retention, "A_ROUND", 0)
        assert erase_at_night() == 0
        monkeypatch.setattr(retention, "A_ROUND", 60)
        assert erase_at_night() > 0


def test_a_rule_that_may_not_go_on_erases_nothing():
    with time_machine.travel(DAY, tick=False):
        make_signup(make_occasion(starts=DAY))
    with time_machine.travel(DAY + 31 * A_DAY, tick=False):
        line = line_of("signup")

        assert line.erase(lambda: False) == 0
        assert line.due == 1


def test_nothing_is_erased_by_day():
    with time_machine.travel(local(2026, 3, 1, 12), tick=False):
        make_signup(make_occasion(starts=DAY))
        decide()
        assert erase_at_night() == 0


def test_one_municipality_alone_cannot_shorten_the_journal():
    line = line_of("journal")

    with pytest.raises(GoesWithAll):
        line.erase(lambda: True)
    with pytest.raises(NeverChangedError):
        refuse([])
    assert line.due == 0
    assert line.period == "24 månader efter att raden skrevs"


def test_the_journal_is_shortened_when_all_have_decided_after_the_longest_time():
    here, neighbour = the_municipality(), make_municipality(slug="granne", name="Grannkommunen")
    with time_machine.travel(DAY, tick=False):
        make_signup(make_occasion(starts=DAY))
        record("changed", here, by=SYSTEM, municipality=here.pk)
        record("changed", neighbour, by=SYSTEM, municipality=neighbour.pk)
        seal_all()
    with time_machine.travel(DAY + 800 * A_DAY, tick=False):
        decide()
        erase_due()
        assert Entry.objects.filter(at__lt=DAY + A_DAY).exists()
        decide(neighbour, amounts={"journal": 36})
        erase_due()
        assert Entry.objects.filter(at__lt=DAY + A_DAY).exists()
    with time_machine.travel(DAY + 1200 * A_DAY, tick=False):
        erase_due()

    assert not Entry.objects.filter(at__lt=DAY + A_DAY).exists()
    noted = Erasure.objects.filter(rule="journal")
    assert {line.municipality: line.count for line in noted}[neighbour] == 1
    assert noted.count() == 2
    seal_all()
    assert verified().holds


def test_what_is_shared_and_fails_is_told_and_stops_nothing_after_it(monkeypatch, caplog):
    def falls(_decisions, _goes_on):
        raise OSError("the disk is full")

    monkeypatch.setattr(retention, "erase_letters_of_nobody", falls)
    with time_machine.travel(DAY, tick=False):
        decide()
        record("changed", the_municipality(), by=SYSTEM, municipality=the_municipality().pk)
        seal_all()
    with time_machine.travel(DAY + 800 * A_DAY, tick=False), pytest.raises(OSError, match="full"):
        erase_due()

    assert not Entry.objects.filter(at__lt=DAY + A_DAY).exists()
    assert "what is shared failed" in caplog.text


def test_what_is_to_be_kept_for_good_is_written_first(tmp_path):
    with time_machine.travel(DAY, tick=False):
        reported()
    with time_machine.travel(local(2027, 1, 16, 2), tick=False):
        line_of("fault_report").erase(lambda: True)

    kept = Erasure.objects.get()
    assert kept.package == f"arkiv/{the_municipality().slug}/2027-01-16"
    (package,) = (tmp_path / kept.package).iterdir()
    assert oct(package.stat().st_mode)[-3:] == "600"
    with zipfile.ZipFile(package) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert json.loads(parts["rader.json"])[0]["text"] == "Kartan."
    assert json.loads(parts["beskrivning.json"])["columns"][1]["title"] == "skickad"
    assert parts["rader.csv"].startswith("id,sent,text,answered,answer_text")
    assert "KS 2026/14, 2 januari 2026" in parts["lasbar.html"]
    assert "0701740605" not in "".join(parts.values())
    assert not FaultReport.objects.exists()


def test_what_cannot_be_written_is_not_erased(tmp_path):
    (tmp_path / "arkiv").write_text("in the way")
    with time_machine.travel(DAY, tick=False):
        reported()
    with (
        time_machine.travel(local(2027, 1, 16, 2), tick=False),
        pytest.raises(OSError, match="arkiv"),
    ):
        line_of("fault_report").erase(lambda: True)

    assert FaultReport.objects.count() == 1
    assert not Erasure.objects.exists()


def test_no_package_is_written_where_the_municipality_keeps_nothing(tmp_path):
    with time_machine.travel(DAY, tick=False):
        reported()
    with time_machine.travel(local(2027, 1, 16, 2), tick=False):
        line_of("fault_report", kept={"fault_report": False}).erase(lambda: True)

    assert Erasure.objects.get().package == ""
    assert not (tmp_path / "arkiv").exists()


def test_letters_as_files_go_when_all_have_decided(settings):
    folder = settings.EMAIL_FILE_PATH
    folder.mkdir()
    (folder / "inner").mkdir()
    old, new = folder / "old.log", folder / "new.log"
    for path, moment in ((old, DAY), (new, DAY + 80 * A_DAY)):
        path.write_text("Hej")
        os.utime(path, (moment.timestamp(), moment.timestamp()))
    with time_machine.travel(DAY, tick=False):
        neighbour = make_municipality()
        Message.objects.create(
            key="code:1", kind="code", channel="email", body="", address="k@k.example"
        )
    with time_machine.travel(DAY + 91 * A_DAY, tick=False):
        decide(the_municipality())
        make_municipality()
        erase_due()
        assert old.exists()
        for each in type(neighbour).objects.all():
            decide(each)
        erase_due()
        assert (old.exists(), new.exists()) == (False, True)
        assert Message.objects.get().address == ""


def test_the_same_decision_again_leaves_no_trace():
    decide()
    decide()
    decide(reference="KS 2026/15")

    lines = Entry.objects.filter(noun="places.erasuredecision").order_by("pk")
    assert [line.verb for line in lines] == ["decided", "changed"]
    assert str(ErasureDecision.objects.get()) == "KS 2026/15, 2 januari 2026"


def test_a_line_of_the_protocol_says_nothing_of_anybody():
    fields = {field.name for field in Erasure._meta.concrete_fields}

    assert fields == {
        "id",
        "municipality",
        "rule",
        "day",
        "count",
        "reference",
        "decided",
        "package",
    }
    assert str(Erasure(rule="signup", count=3)) == "signup 3"


def test_a_rule_that_fails_is_told_in_the_log_and_stops_none_after_it(monkeypatch, caplog):
    with time_machine.travel(DAY, tick=False):
        make_signup(make_occasion(starts=DAY), "Astrid")
    decide()
    erased = Line.erase

    def falls_at_first(line, goes_on):
        if line.rule.key != "signup":
            raise OSError("the disk is full")
        return erased(line, goes_on)

    monkeypatch.setattr(Line, "erase", falls_at_first)
    with time_machine.travel(DAY + 31 * A_DAY, tick=False), pytest.raises(OSError, match="full"):
        erase_due()

    assert Erasure.objects.get().count == 1
    assert "Erasure by" in caplog.text
