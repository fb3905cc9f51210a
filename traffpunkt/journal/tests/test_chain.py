# SPDX-License-Identifier: EUPL-1.2
"""The chain of the journal: nobody changes, removes or puts in a line without its being seen."""

import datetime
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.makers import make_venue
from traffpunkt.journal import guards, sealing
from traffpunkt.journal.models import GUEST, SYSTEM, Entry, Seal, Stamp, Weeding, record
from traffpunkt.journal.sealing import anchors, seal_all, seal_new, weed
from traffpunkt.journal.verifying import verified

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def lines():
    """Six lines about a venue, in two sealed stretches."""
    venue = make_venue()
    made = [record(verb, venue, by=GUEST) for verb in ("one", "two", "three")]
    seal_new()
    made += [record(verb, venue, by=GUEST) for verb in ("four", "five", "six")]
    seal_new()
    return made


def run(words, *facts):
    with connection.cursor() as cursor:
        cursor.execute(words, facts)


def tampered(words, *facts):
    """Somebody with the keys to the database takes the guards down, changes, and puts them up."""
    with guards.lowered():
        run(words, *facts)


def aged(hours):
    """Let all that has been sealed be from some hours ago, as if the clock had gone on."""
    with guards.lowered():
        for seal in Seal.objects.all():
            moved = seal.at - hours * HOUR
            run("UPDATE journal_seal SET at = %s WHERE number = %s", stored(moved), seal.number)


def stored(moment):
    return connection.ops.adapt_datetimefield_value(moment)


class TestTheChain:
    def test_each_line_has_its_place_and_the_chain_holds(self, lines):
        assert [stamp.entry for stamp in Stamp.objects.all()] == lines
        assert [(seal.first, seal.last) for seal in Seal.objects.all()] == [(1, 3), (4, 6)]
        assert (verified().holds, verified().lines, verified().waiting) == (True, 6, 0)

    def test_a_journal_without_lines_holds(self):
        assert verified().holds
        assert seal_new() == 0

    def test_a_line_that_nobody_has_sealed_yet_waits_for_the_next_round(self, lines):
        record("seven", make_venue(), by=GUEST)

        assert verified().waiting == 1
        assert seal_new() == 1
        assert verified().waiting == 0

    def test_a_round_takes_so_many_and_the_next_goes_on(self, lines, monkeypatch):
        monkeypatch.setattr(sealing, "BATCH", 2)
        for _line in range(5):
            record("more", make_venue(), by=GUEST)

        assert seal_all() == 5
        assert verified().lines == 11

    def test_a_line_that_is_written_late_with_a_lower_number_is_sealed_when_it_is_seen(self, lines):
        line = Entry(actor="guest", verb="late", noun="places.venue", number=1, pk=lines[-1].pk + 5)
        line.save()
        seal_new()
        early = Entry(
            actor="guest", verb="early", noun="places.venue", number=1, pk=lines[-1].pk + 3
        )
        early.save()

        assert seal_new() == 1
        assert Stamp.objects.latest("number").entry == early
        assert verified().holds

    def test_what_was_written_for_very_long_is_sealed_at_night(self, lines):
        aged(hours=3)
        early = Entry(actor="guest", verb="early", noun="places.venue", number=1)
        early.pk = -1
        early.save()

        assert seal_new() == 0
        assert seal_all() == 1
        assert verified().holds

    def test_two_rounds_at_once_give_no_place_twice(self, lines, monkeypatch):
        record("seven", make_venue(), by=GUEST)
        first = Seal.objects.first()
        monkeypatch.setattr(Seal.objects, "last", lambda: first)

        assert seal_new() == 0

        monkeypatch.undo()
        assert seal_new() == 1


class TestTampering:
    def test_a_changed_line_is_named(self, lines):
        tampered("UPDATE journal_entry SET actor = 'account:1' WHERE id = %s", lines[3].pk)

        found = verified()
        assert not found.holds
        assert f"rad {lines[3].pk} " in found.fault
        assert "är inte som den skrevs (plats 4)" in found.fault

    @pytest.mark.parametrize(
        "change",
        ["at = '2020-01-01 00:00:00'", "verb = 'x'", "noun = 'x'", "number = 0",
         "municipality_number = 0"],
    )  # fmt: skip
    def test_each_fact_of_a_line_is_guarded(self, lines, change):
        tampered(f"UPDATE journal_entry SET {change} WHERE id = %s", lines[1].pk)  # noqa: S608

        assert "(plats 2)" in verified().fault

    def test_a_removed_line_is_named(self, lines):
        tampered("DELETE FROM journal_entry WHERE id = %s", lines[2].pk)

        assert f"rad {lines[2].pk} är borttagen (plats 3)" in verified().fault

    def test_a_line_that_is_removed_with_its_place_is_missed(self, lines):
        tampered("DELETE FROM journal_stamp WHERE number = 5")

        assert "Plats 5 i kedjan är borta" in verified().fault

    def test_an_end_that_is_cut_off_is_missed(self, lines):
        tampered("DELETE FROM journal_stamp WHERE number > 4")

        assert "slutar på plats 4" in verified().fault

    def test_a_line_that_is_put_in_afterwards_is_named(self, lines):
        aged(hours=2)
        put_in = Entry(actor="account:1", verb="x", noun="x", number=1)
        put_in.at = timezone.now() - 30 * HOUR
        put_in.save()
        seal_all()

        assert f"rad {put_in.pk} " in verified().fault
        assert "är insatt i efterhand" in verified().fault

    def test_a_line_that_waited_while_all_waited_is_no_forgery(self, lines, monkeypatch):
        monkeypatch.setattr("traffpunkt.journal.verifying.BATCH", 3)
        aged(hours=-2)
        Entry(actor="guest", verb="x", noun="x", number=1, at=timezone.now()).save()
        seal_all()

        assert verified().holds

    def test_a_changed_seal_is_named(self, lines):
        tampered("UPDATE journal_seal SET hash = 'x' WHERE number = 1")

        assert "Sigill 1 är inte som det sattes (plats 3)" in verified().fault

    def test_a_chain_that_is_made_anew_lacks_the_seal_that_somebody_kept(self, lines, capsys):
        kept = Seal.objects.latest("number").in_groups
        call_command("journal", sigill=kept.upper() + " ")
        assert "Sigillet finns kvar" in capsys.readouterr().out
        tampered("UPDATE journal_entry SET actor = 'account:1' WHERE id = %s", lines[0].pk)
        with guards.lowered():
            run("DELETE FROM journal_stamp")
            run("DELETE FROM journal_seal")
        seal_all()

        assert verified().holds
        with pytest.raises(CommandError, match="finns inte i kedjan"):
            call_command("journal", sigill=kept)


class TestTheDatabaseItself:
    @pytest.mark.parametrize("table", guards.TABLES)
    @pytest.mark.parametrize("words", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
    def test_refuses_each_change_and_each_removal(self, lines, table, words):
        Weeding.objects.create(last=0, hash="x", before=timezone.now())
        key = {"journal_entry": "id", "journal_weeding": "id"}.get(table, "number")

        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            run(words.format(table, key, key))

    @pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no such word")
    def test_refuses_to_empty_a_table_in_one_go(self, lines):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            run("TRUNCATE journal_entry")

    def test_a_guard_that_is_down_is_missed(self, lines):
        assert guards.missing() == []
        with guards.lowered():
            assert len(guards.missing()) == len(guards.named())
            assert verified().missing
            assert not verified().holds
            with pytest.raises(CommandError, match="Skyddet i databasen saknas"):
                call_command("journal")
        assert verified().holds


class TestWeeding:
    def test_whole_old_stretches_leave_and_the_chain_holds(self, lines):
        before = Seal.objects.earliest("number")
        moment = lines[4].at

        assert weed(moment, by=SYSTEM) == 3

        assert list(Entry.objects.filter(pk__in=[line.pk for line in lines])) == lines[3:]
        assert Weeding.objects.get().hash == before.hash
        seal_new()
        assert (verified().holds, verified().lines) == (True, 4)

    def test_what_is_weeded_already_is_not_weeded_again(self, lines):
        moment = lines[4].at
        weed(moment, by=SYSTEM)

        assert weed(moment, by=SYSTEM) == 0
        assert weed(timezone.now() - 9 * HOUR, by=SYSTEM) == 0
        assert Weeding.objects.count() == 1

    def test_everything_may_be_old(self, lines):
        assert weed(timezone.now(), by=SYSTEM) == 6
        seal_new()

        assert Entry.objects.get().verb == "weeded"
        assert verified().holds

    def test_a_weeding_that_the_program_did_not_make_is_seen(self, lines):
        Weeding.objects.create(
            last=3, hash=Seal.objects.earliest("number").hash, before=timezone.now()
        )
        run("DELETE FROM journal_entry WHERE id <= %s", lines[2].pk)

        assert "Gallringen fram till plats 3 är inte gjord av programmet" in verified().fault


class TestTheNewestPart:
    def test_the_walk_can_begin_at_a_seal_near_the_end(self, lines):
        tampered("UPDATE journal_entry SET actor = 'x' WHERE id = %s", lines[0].pk)

        assert verified(at_most=3).holds
        assert verified(at_most=3).lines == 3
        assert not verified(at_most=4).holds
        assert not verified().holds

    def test_it_begins_after_what_is_weeded(self, lines):
        weed(lines[4].at, by=SYSTEM)

        assert verified(at_most=3).holds
        assert verified(at_most=1000).holds


class TestTheDaysSeal:
    def test_it_is_the_last_of_each_day(self, lines):
        aged(hours=24)
        record("seven", make_venue(), by=GUEST)
        seal_new()

        assert [seal.number for seal in anchors()] == [3, 2]

    def test_the_command_shows_it(self, lines, capsys):
        record("seven", make_venue(), by=GUEST)
        call_command("journal")

        said = capsys.readouterr().out
        assert "Kedjan håller. 6 rader är som de skrevs." in said
        assert "1 rader väntar på sitt sigill" in said
        assert Seal.objects.latest("number").hash in said

    def test_without_a_line_there_is_none(self, capsys):
        call_command("journal")

        assert "sigill" not in capsys.readouterr().out.lower()

    def test_the_command_names_the_first_line_that_does_not_hold(self, lines):
        tampered("DELETE FROM journal_entry WHERE id = %s", lines[2].pk)

        with pytest.raises(CommandError, match=r"Kedjan håller inte\. Journalens rad"):
            call_command("journal")


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_many_writers_wait_for_nobody_and_each_line_gets_one_place():
    venue = make_venue()
    held, go_on = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            record("slow", venue, by=GUEST)
            held.set()
            go_on.wait(10)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    held.wait(10)
    record("quick", venue, by=GUEST)
    seal_new()
    assert "quick" in [stamp.entry.verb for stamp in Stamp.objects.all()]

    go_on.set()
    slow.join()
    seal_new()
    verbs = [stamp.entry.verb for stamp in Stamp.objects.select_related("entry")]
    assert verbs[-1] == "slow"
    assert verified().holds


def test_each_row_of_the_chain_is_called_by_its_place_and_sum():
    record("opened", make_venue(), by=GUEST)
    seal_all()
    weed(timezone.now() + datetime.timedelta(days=1), by=SYSTEM)
    record("opened", make_venue(), by=GUEST)
    seal_all()

    for row in (Stamp.objects.get(number=2), Seal.objects.latest("number"), Weeding.objects.get()):
        assert str(row).endswith(f" {row.hash}")
