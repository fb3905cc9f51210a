# SPDX-License-Identifier: EUPL-1.2
"""Somebody is found in the register however her name is spelt, by a number's end, by her street."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import make_municipality, make_person
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.finding import find, following
from traffpunkt.people.models import ContactWay, PersonKey, Spelling
from traffpunkt.people.models.person import Reached
from traffpunkt.people.register import rebuild
from traffpunkt.people.sounds import misspellings, name_keys, sound

PHONE = ContactWay.Kind.PHONE


def found(town, typed):
    return [person.name for person in find(town.persons.all(), town, typed).persons]


@pytest.fixture
def town(db):
    return make_municipality()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Astrid", "Astird"),
        ("Astrid", "astrid"),
        ("Astrid", "Astri"),
        ("Astrid", "Ast"),
        ("Astrid", "Astriid"),
        ("Bertil", "Bertl"),
        ("Bertil", "Bärtil"),
        ("Åsa", "Asa"),
        ("Asa", "Åsa"),
        ("Eva Carlsson", "Eva Karlsson"),
        ("Karl Karlsson", "Carlsson"),
        ("Sven Gustafsson", "Gustavson"),
        ("Kristina Wiklund", "Christina Viklund"),
        ("Cecilia", "Sesilia"),
        ("Anna-Karin Berg", "Annakarin"),
        ("Annakarin Berg", "Anna-Karin"),
        ("Annakarin Berg", "Anna Karin Berg"),
        ("Anna-Karin Berg", "Karin Berg"),
        ("Sofie O'Brien", "obrien"),
        ("أحمد الخطيب", "احمد"),
        ("فاطمة", "فاطمه"),
        ("یاسمین", "ياسمين"),
        ("Yusuf", "Yu\u200fsuf"),
        ("Zoë", "Zoe"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(town, name, typed):
    make_person("Lars Lindqvist", municipality=town)
    make_person(name, municipality=town)

    assert found(town, typed) == [name]


@pytest.mark.parametrize(
    "typed", ["605", "0605", "06 05", "740605", "070-174 06 05", "+46701740605"]
)
def test_three_last_figures_of_a_number_are_enough(town, typed):
    make_person("Astrid", municipality=town, phone="+46701740605")
    make_person("Bertil", municipality=town, phone="+46313900606")

    assert found(town, typed) == ["Astrid"]


def test_a_number_that_ends_with_nine_is_found_too(town):
    make_person("Astrid", municipality=town, phone="+46701740699")

    assert found(town, "699") == ["Astrid"]
    assert [following(figure) for figure in "089"] == ["1", "9", "a"]


def test_a_part_of_where_she_lives_finds_her(town):
    astrid = make_person("Astrid", municipality=town, email="vavstugan@post.example")
    home = {"street": "Ängsgatan 14", "postcode": "803 20", "town": "Gävle", "care_of": "Lena Ek"}
    astrid.correct(home, [Reached("email", "vavstugan@post.example")], by=SYSTEM)
    make_person("Bertil", municipality=town)

    for typed in (
        "angsgatan",
        "Ängsg",
        "Ängsgatan 14",
        "803 20",
        "80320",
        "vävstugan@post.example",
        "Ek",
    ):
        assert found(town, typed) == ["Astrid"], typed


def test_words_together_narrow_and_the_surest_stands_first(town):
    for name in ("Astrid Berg", "Astrid Ek", "Ingrid Berg", "Astri Berg"):
        make_person(name, municipality=town)

    assert found(town, "Astrid Berg") == ["Astrid Berg", "Astri Berg"]
    assert found(town, "Berg Astird") == ["Astrid Berg"]


def test_two_names_that_many_bear_find_who_bears_both(town, monkeypatch):
    monkeypatch.setattr("traffpunkt.people.finding.MANY", 2)
    for name in ("Anna Berg", "Anna Ek", "Anna Eva Ek", "Eva Berg", "Eva Ek"):
        make_person(name, municipality=town)

    assert found(town, "Anna Eva") == ["Anna Eva Ek"]


def test_a_longer_name_may_hold_two_slips_and_a_short_one_is_not_guessed(town):
    for name in ("Hallgerdur", "Bo"):
        make_person(name, municipality=town)

    assert found(town, "Halgrdur") == ["Hallgerdur"]
    assert found(town, "Bor") == found(town, "B") == []


def test_a_word_that_nobody_is_known_by_is_told_and_left_out(town):
    make_person("Astrid", municipality=town)

    answer = find(town.persons.all(), town, "Astrid Qwxyzt")
    assert [person.name for person in answer.persons] == ["Astrid"]
    assert answer.unknown == ("qwxyzt",)
    assert find(town.persons.all(), town, "Qwxyzt") == type(answer)([], unknown=("qwxyzt",))


def test_more_than_a_page_is_told_not_listed(town):
    for _one in range(23):
        make_person("Astrid", municipality=town)

    answer = find(town.persons.all(), town, "Astrid")
    assert len(answer.persons) == 20
    assert answer.has_more


def test_what_is_corrected_is_forgotten_and_the_new_is_known(town):
    wrong = make_person("Astird", municipality=town, phone="+46701740605")
    wrong.correct({"name": "Signhild"}, [Reached(PHONE, "+46313900605")], by=SYSTEM)

    assert found(town, "Signhild") == ["Signhild"]
    assert found(town, "Astird") == found(town, "740605") == []
    assert not Spelling.objects.filter(key="astird").exists()


def test_a_name_that_another_still_has_stays_known(town):
    make_person("Astrid", municipality=town)
    other = make_person("Astrid", municipality=town)
    other.correct({"name": "Signhild"}, [], by=SYSTEM)

    assert found(town, "Astird") == ["Astrid"]


def test_nobody_of_another_municipality_is_found(town):
    make_person("Astrid", municipality=make_municipality())

    assert found(town, "Astrid") == []


def test_the_register_is_read_anew_whole(town, monkeypatch):
    monkeypatch.setattr("traffpunkt.people.register.HANDFUL", 2)
    for name in ("Astrid", "Bertil", "Eva"):
        make_person(name, municipality=town, phone="+46701740605")
    rows = set(PersonKey.objects.values_list("person", "key"))
    cuts = set(Spelling.objects.values_list("cut", "key"))
    PersonKey.objects.all().delete()

    assert rebuild(town) == 3
    assert set(PersonKey.objects.values_list("person", "key")) == rows
    assert set(Spelling.objects.values_list("cut", "key")) == cuts


@given(st.text(max_size=80))
def test_any_name_gives_keys_that_fit_and_are_found_again(name):
    for key in name_keys(name):
        assert 0 < len(key) <= 40
        assert all(0 < len(cut) <= 40 for cut in misspellings(key))


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_sound_is_heard_alike_again(word):
    assert sound(word) == sound(word.upper().lower())
    assert sound(word)


@pytest.mark.django_db
def test_what_is_searched_by_is_called_by_its_key():
    person = make_person("Astrid")

    assert str(person.keys.get()) == "astrid"
    assert "astrid" in {str(row) for row in Spelling.objects.all()}
