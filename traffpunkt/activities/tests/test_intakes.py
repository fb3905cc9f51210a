# SPDX-License-Identifier: EUPL-1.2
"""Activities from a list: each row a date, the same title one activity, faults told, taken back."""

import datetime

import pytest

from tests.makers import local, make_karin, make_venue, the_municipality
from traffpunkt.activities import intakes
from traffpunkt.activities.models import Activity, Occasion
from traffpunkt.people.desk import Desk
from traffpunkt.people.intakes import look_at
from traffpunkt.ui.words import local as in_stockholm

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(time_machine):
    time_machine.move_to(local(2026, 11, 25, 12), tick=False)
    karin = make_karin()
    return Desk(karin, the_municipality())


@pytest.fixture
def looked_at(desk):
    def look(text):
        here = desk.municipality
        return look_at(here, "activities", text.encode(), intakes.HEADINGS, by=desk.actor)

    return look


def test_the_rows_of_one_title_are_one_draft_with_all_its_dates(desk, looked_at):
    angen = make_venue(name="Ängen")
    made = looked_at(
        "Titel;Beskrivning;Plats;Datum;Tid;Sluttid;Platser\n"
        "Stickcafé;Vi stickar.;ängen;2026-12-03;13.00;15.30;12\n"
        "STICKCAFÉ;;Ängen;10 december;13.00;15.30;\n"
        "Stickcafé;;;17/12;10-11.30;;\n"
        "Bingo;;Ängen;2026-12-04 18.00;;;\n"
    )

    assert intakes.read_in(made, desk)
    assert not intakes.read_in(made, desk)

    bingo, stick = Activity.objects.order_by("title")
    assert (stick.state, stick.text, stick.responsible) == ("draft", "Vi stickar.", desk.account)
    dates = [
        (str(in_stockholm(row.starts))[:16], str(in_stockholm(row.ends))[11:16], row.venue)
        for row in stick.occasions.order_by("starts")
    ]
    assert dates == [
        ("2026-12-03 13:00", "15:30", angen),
        ("2026-12-10 13:00", "15:30", angen),
        ("2026-12-17 10:00", "11:30", None),
    ]
    assert stick.occasions.earliest("starts").offers.get().capacity == 12
    assert str(in_stockholm(bingo.occasions.get().ends))[11:16] == "20:00"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";Ängen;2026-12-03;13;;", "saknar titel"),
        (f"{'x' * 101};;2026-12-03;13;;", "Titeln är för lång"),
        ("Bingo;Okänd;2026-12-03;13;;", "Platsen ”Okänd” finns inte"),
        ("Bingo;;i vår;13;;", "Skriv dagen"),
        ("Bingo;;2026-11-24;13;;", "Dagen har redan varit"),
        ("Bingo;;2026-12-03;;;", "Skriv när det börjar"),
        ("Bingo;;2026-12-03;13;12;", "Skriv när det slutar"),
        ("Bingo;;2026-12-03;13;sent;", "Skriv när det slutar"),
        ("Bingo;;2026-12-03;13;;många", "antalet platser"),
        ("Bingo;;2026-12-03;13;;0", "antalet platser"),
        ("Bingo 121212-1212;;2026-12-03;13;;", "personnummer"),
    ],
)
def test_what_cannot_be_planned_is_told_in_words(looked_at, row, words):
    [wrong] = intakes.understood(looked_at(f"Titel;Plats;Datum;Tid;Sluttid;Platser\n{row}\n"))

    assert words in wrong.fault
    assert not wrong.is_new


def test_what_is_planned_already_is_not_planned_again(desk, looked_at):
    text = "Titel;Datum;Tid\nBingo;2026-12-03;13\nbingo;2026-12-03;13\n"
    intakes.read_in(looked_at(text), desk)

    assert [row.is_known for row in intakes.understood(looked_at(text))] == [True, True]
    intakes.read_in(looked_at(text), desk)
    assert Occasion.objects.count() == 1


def test_what_was_read_in_is_put_away_but_for_what_somebody_has_published(desk, looked_at):
    made = looked_at("Titel;Beskrivning;Datum;Tid\nBingo;B;2026-12-03;13\nKör;Vi;2026-12-03;13\n")
    intakes.read_in(made, desk)
    kor = Activity.objects.get(title="Kör")
    Activity.objects.filter(pk=kor.pk).update(state="published")

    assert intakes.take_back(made, desk) == 1
    assert intakes.take_back(made, desk) is None

    assert Activity.objects.get(title="Bingo").state == "archived"


def test_a_list_that_was_taken_back_can_be_mended_and_read_in_again(desk, looked_at):
    text = "Titel;Datum;Tid\nBingo;2026-12-03;13\n"
    made = looked_at(text)
    intakes.read_in(made, desk)
    intakes.take_back(made, desk)

    assert [row.is_new for row in intakes.understood(looked_at(text))] == [True]


def test_a_draft_that_somebody_has_gone_on_with_stays(desk, looked_at, time_machine):
    made = looked_at("Titel;Datum;Tid\nBingo;2026-12-03;13\nKör;2026-12-03;14\n")
    intakes.read_in(made, desk)
    time_machine.move_to(local(2026, 11, 25, 13), tick=False)
    Activity.objects.get(title="Kör").change({"text": "Vi sjunger."}, by=desk.actor)

    assert intakes.take_back(made, desk) == 1

    assert Activity.objects.get(title="Kör").state == "draft"


def test_the_same_at_two_places_is_two(desk, looked_at):
    make_venue(name="Ängen")
    make_venue(name="Höjden")
    made = looked_at(
        "Titel;Plats;Datum;Tid;Platser\nBingo;Ängen;2026-12-03;13;12\n"
        "Bingo;Höjden;2026-12-03;13;12\nBingo;Höjden;2026-12-10;13;30\n"
    )

    first, second, third = intakes.understood(made)

    assert (first.is_new, second.is_new) == (True, True)
    assert "Antalet platser är inte samma" in third.fault


def test_a_text_is_cut_nowhere(looked_at):
    [row] = intakes.understood(
        looked_at(f"Titel;Beskrivning;Datum;Tid\nBingo;{'x' * 3001};2026-12-03;13\n")
    )

    assert "Beskrivningen är för lång" in row.fault


def test_a_title_is_needed_as_a_heading(desk):
    with pytest.raises(Exception, match="Titel"):
        look_at(
            desk.municipality, "activities", b"Datum;Tid\n2026-12-03;13\n", intakes.HEADINGS,
            by=desk.actor,
        )  # fmt: skip


def test_the_night_of_the_clock_change_keeps_wall_time(desk, looked_at):
    intakes.read_in(looked_at("Titel;Datum;Tid\nNattvak;2027-03-28;13\n"), desk)

    starts = Occasion.objects.get().starts
    assert in_stockholm(starts).time() == datetime.time(13)
