# SPDX-License-Identifier: EUPL-1.2
"""Search learns a municipality's own words, at once and without a new index."""

import pytest

from tests.makers import make_activity, make_municipality, the_municipality
from traffpunkt.activities.models import Synonym
from traffpunkt.activities.search import index
from traffpunkt.activities.search.queries import search
from traffpunkt.home.tests.settings_rooms import at, browser, verbs

pytestmark = pytest.mark.django_db

CIVIC_NUMBER = "811218-9876"


@pytest.fixture
def desk(karin):
    return browser(karin)


def add(desk, one, other):
    return desk.post(at("sokord/"), {"one": one, "other": other}, follow=True)


def found(words: str) -> list[str]:
    return [hit.title for hit in search(the_municipality(), words).found]


def test_search_finds_by_the_new_word_at_once_and_not_after_it_is_removed(desk):
    index.refresh(make_activity(title="Petanque i parken"))
    assert found("boule") == []

    page = add(desk, "Boule", "petanque")

    assert "Sökningen vet nu" in page.content.decode()
    assert "Boule, petanque" in page.content.decode()
    assert "1 rad med ord" in desk.get(at("")).content.decode()
    assert found("boule") == ["Petanque i parken"]

    row = Synonym.objects.get()
    for _press in range(2):
        page = desk.post(at(f"sokord/{row.pk}/borttagning/"), follow=True)
        assert "Orden är borttagna." in page.content.decode()
    assert found("boule") == []
    assert verbs("activities.synonym") == ["added", "removed"]


def test_the_same_words_again_are_the_same_row_whatever_order_and_ending(desk):
    for pair in [("boule", "klot"), ("klot", "boule"), ("BOULE", "klotet")]:
        assert add(desk, *pair).status_code == 200

    assert Synonym.objects.get().words == "boule, klot"
    assert verbs("activities.synonym") == ["added"]


def test_the_neighbour_keeps_words_of_its_own(desk):
    the_municipality()
    make_municipality().synonyms.create(words="boule, klot")

    assert "klot" not in desk.get(at("sokord/")).content.decode()
    assert add(desk, "boule", "klot").status_code == 200
    assert Synonym.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("", "klot", "Skriv något här."),
        ("boule", "", "Skriv något här."),
        ("stora klot", "boule", "Skriv ett enda ord"),
        ("boule", "klot, kulor", "Skriv ett enda ord"),
        ("och", "boule", "Skriv ett enda ord"),
        ("boule", "?!", "Skriv ett enda ord"),
        ("ipad", "läsplattan", "Sökningen vet redan"),
        ("klot", "kloten", "Sökningen vet redan"),
        ("boule", CIVIC_NUMBER, "personnummer"),
        ("x" * 41, "boule", "Skriv högst 40 tecken"),
    ],
)
def test_words_that_search_cannot_use_are_refused_and_not_lost(desk, one, other, words):
    page = add(desk, one, other)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert f'value="{one}"' in page.content.decode() or not one
    assert f'value="{other}"' in page.content.decode() or not other
    assert not Synonym.objects.exists()
