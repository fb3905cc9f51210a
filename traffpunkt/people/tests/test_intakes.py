# SPDX-License-Identifier: EUPL-1.2
"""Persons from a list: who is new, who is known, what is refused, and taking it back."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import (
    make_municipality,
    make_person,
    make_signup,
    the_municipality,
)
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.people import intakes
from traffpunkt.people.finding import find
from traffpunkt.people.models import Intake, Person, Spelling
from traffpunkt.people.models.person import Reached
from traffpunkt.people.register import forget_spellings
from traffpunkt.ui.sheets import Unreadable

pytestmark = pytest.mark.django_db


def looked_at(text, municipality=None):
    here = municipality or the_municipality()
    return intakes.look_at(here, "persons", text.encode(), intakes.HEADINGS, by=SYSTEM)


def found(text):
    return intakes.understood(looked_at(text))


def test_a_row_says_how_a_person_is_called_and_reached():
    [row] = found(
        "Förnamn;Efternamn;Mobil;Telefon;E-post;Gata;Postnr;Ort;Bra att veta\n"
        "Åsa;Öberg;070 174 06 05;031-390 06 05;ASA@exempel.se;Ängsgatan 1;80320;Gävle;Hörslinga\n"
    )

    assert row.is_new
    assert row.name == "Åsa Öberg"
    assert row.ways == (
        ("phone", "+46313900605"), ("phone", "+46701740605"), ("email", "asa@exempel.se")
    )  # fmt: skip
    assert row.facts["postcode"] == "803 20"
    assert row.facts["needs"] == "Hörslinga"


@pytest.mark.parametrize("typed", ["701740605", "70-174 06 05", "0701740605", "+46701740605"])
def test_a_number_that_excel_has_shorn_is_a_number_still(typed):
    assert found(f"Namn;Mobil\nAstrid;{typed}\n")[0].ways == (("phone", "+46701740605"),)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Astrid;12;;;", "Kontrollera telefonnumret"),
        ("Astrid;;astrid@;;", "Kontrollera e-postadressen"),
        ("---;;;;", "Skriv ett namn"),
        ("Astrid;;;12;", "fem siffror"),
        (f"Astrid;;;;{'x' * 61}", "är för långt"),
        ("Astrid 121212-1212;;;;", "personnummer"),
        ("Astrid;121212-1212;;;", "personnummer"),
    ],
)
def test_what_cannot_be_kept_is_told_in_words_and_the_rest_is_read(row, words):
    wrong, right = found(f"Namn;Mobil;E-post;Postnr;Gata\n{row}\nBertil;;;;\n")

    assert words in wrong.fault
    assert not wrong.is_new
    assert right.is_new


def test_a_personnummer_is_never_kept_not_even_for_the_time_of_looking():
    made = looked_at(
        "Namn;Personnummer;Bra att veta;121212-1212\nAstrid;121212-1212;121212-1212;x\n"
    )

    made.refresh_from_db()
    assert made.left_out == ["Personnummer"]
    assert made.rows == [{"name": "Astrid", "civic": "1"}]


def test_an_empty_row_is_no_person_and_keeps_the_numbers_of_the_rows_after_it():
    [row] = found("Namn;Mobil\n;\nfel;12\n")

    assert (row.number, bool(row.fault)) == (3, True)


def test_a_list_without_names_is_refused():
    with pytest.raises(Unreadable, match="Namn"):
        looked_at("Telefon\n0701740605\n")


def test_who_is_known_is_not_read_in_again():
    make_person("Astrid", phone="+46701740605")
    make_person("Bertil")
    other = make_municipality()
    make_person("Cecilia", phone="+46701740606", municipality=other)

    rows = found(
        "Namn;Mobil\nASTRID;0701740605\nastrid;070-174 06 07\nBertil;\nCecilia;0701740606\n"
        "Cecilia;0701740606\n"
    )

    assert [row.is_known for row in rows] == [True, False, True, False, True]


def test_a_press_reads_in_and_a_second_changes_nothing():
    made = looked_at("Namn;Mobil\nAstrid;0701740605\nBertil;\nfel 121212-1212;\n")

    assert intakes.read_in(made, by=SYSTEM)
    assert not intakes.read_in(made, by=SYSTEM)

    astrid, bertil = the_municipality().persons.order_by("name")
    assert (astrid.phone, astrid.folded_name) == ("+46701740605", "astrid")
    assert bertil.phone == ""
    made.refresh_from_db()
    assert made.rows == []
    assert made.made == [astrid.pk, bertil.pk]
    assert Entry.objects.about(astrid).get().verb == "met"
    here = the_municipality()
    assert [row.pk for row in find(here.persons.all(), here, "astird").persons] == [astrid.pk]


def test_what_was_read_in_is_taken_back_but_for_whom_somebody_uses():
    made = looked_at("Namn;Mobil\nAstrid;0701740605\nBertil;0701740606\nCecilia;0701740607\n")
    intakes.read_in(made, by=SYSTEM)
    astrid, bertil, cecilia = the_municipality().persons.order_by("name")
    make_signup(person=astrid)
    bertil.correct({"name": "Bertil B"}, [Reached("phone", "+46701740606")], by=SYSTEM)

    assert intakes.take_back(made, by=SYSTEM) == 2
    assert intakes.take_back(made, by=SYSTEM) is None

    assert list(Person.objects.order_by("name")) == [astrid, bertil]
    before = Spelling.objects.count()
    assert forget_spellings() > 0
    assert 0 < Spelling.objects.count() < before
    assert Entry.objects.about(cecilia).filter(verb="removed").exists()


def test_after_a_month_it_stays(time_machine):
    made = looked_at("Namn\nAstrid\n")
    assert not made.may_be_undone
    intakes.read_in(made, by=SYSTEM)

    time_machine.move_to(timezone.now() + datetime.timedelta(days=31))

    assert intakes.take_back(made, by=SYSTEM) is None
    assert Person.objects.exists()


def test_a_list_that_nobody_reads_in_is_let_go(time_machine):
    forgotten = looked_at("Namn\nAstrid\n")
    done = looked_at("Namn\nBertil\n")
    intakes.read_in(done, by=SYSTEM)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=8))
    fresh = looked_at("Namn\nCecilia\n")

    intakes.let_go_of_forgotten()

    assert set(Intake.objects.all()) == {done, fresh}
    assert str(forgotten).startswith("persons ")


def test_many_rows_ask_the_database_as_often_as_few(django_assert_max_num_queries):
    rows = "".join(f"Person {n};07017{n:05}\n" for n in range(300))
    made = looked_at(f"Namn;Mobil\n{rows}")

    with django_assert_max_num_queries(25):
        intakes.read_in(made, by=SYSTEM)

    assert Person.objects.count() == 300
