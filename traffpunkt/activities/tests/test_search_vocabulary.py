# SPDX-License-Identifier: EUPL-1.2
"""What search makes of words that the programme does not have: services, synonyms, slips."""

import pytest

from tests import makers
from traffpunkt.activities.search.queries import Answer, search
from traffpunkt.activities.tests.searching import make_found, titles

pytestmark = pytest.mark.django_db
SERVICES = ["facebook", "facebok", "fejsbok", "swish", "whatsapp", "instagram", "youtub", "1177",
            "sociala medier", "bank", "bank id", "wifi", "hjälp med facebook"]  # fmt: skip


@pytest.mark.parametrize("typed", SERVICES)
def test_who_seeks_a_service_is_led_to_help_where_nothing_is_called_so(typed):
    devices = makers.make_topic(name="Mobil, platta och dator")
    make_found("Digital kurs", topics=[devices])
    make_found("IT-café", kind="help")
    make_found("Promenad", text="Vi vilar på bänkarna och stänger av mobilen.")

    answer = search(makers.the_municipality(), typed)

    assert {found.title for found in answer.found} >= {"IT-café"}
    assert {found.title for found in answer.found} <= {"IT-café", "Digital kurs"}
    assert {found.why for found in answer.found} == {"hjälp med det"}
    assert answer.is_help


def test_help_comes_after_what_tells_of_a_service_and_not_at_all_beside_what_is_called_so():
    soon, late = {"starts": makers.in_days(1)}, {"starts": makers.in_days(9)}
    make_found("IT-café", kind="help", dates=[soon])
    make_found("Bluffjakten", text="Så lurar de dig med Swish.", dates=[late])

    assert titles("swish") == ["Bluffjakten", "IT-café"]
    assert titles("facebook bluffjakten") == ["Bluffjakten", "IT-café"]
    assert not search(makers.the_municipality(), "swish").is_help

    make_found("Kom igång med Swish", dates=[late])
    assert set(titles("swish")) == {"Kom igång med Swish", "Bluffjakten"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("facebok", "facebook"),
        ("fejsbok", "facebook"),
        ("lesplatta", "läsplatta"),
        ("läspplatta", "läsplatta"),
        ("ipd", "ipad"),
        ("datr", "dator"),
        ("youtub", ""),
        ("bank", ""),
        ("gympa", ""),
    ],
)
def test_a_misspelt_synonym_is_told_as_what_it_was_taken_for(typed, meant):
    devices = makers.make_topic(name="Mobil, platta och dator")
    make_found("Digital grundkurs", topics=[devices])
    make_found("Gymnastik", dates=[{"venue": makers.make_venue(name="Träffpunkt Sätra")}])

    answer = search(makers.the_municipality(), typed)

    assert answer.meant == meant
    assert [hit.title for hit in answer.found] == [
        "Gymnastik" if typed == "gympa" else "Digital grundkurs"
    ]


def test_the_municipalitys_own_words_are_known_misspelt_too():
    make_found("Boule")
    makers.the_municipality().synonyms.create(words="boule, petanque")

    answer = search(makers.the_municipality(), "pettanque")

    assert [found.title for found in answer.found] == ["Boule"]
    assert answer.meant == "petanque"


def test_a_misspelt_synonym_that_leads_nowhere_does_not_stand_in_the_way_of_a_kept_word():
    make_found("Torktumling")
    assert search(makers.the_municipality(), "torktumlin").meant == "torktumling"
    make_found("Pädel")
    assert search(makers.the_municipality(), "padle").meant == "pädel", "not padda"


def test_a_known_word_is_another_with_dots_only_when_nothing_else_is_found():
    make_found("Promenad", text="Vi vilar på bänkarna.")

    guess = search(makers.the_municipality(), "bank")
    assert ([found.title for found in guess.found], guess.meant) == (["Promenad"], "bänkarna")
    assert titles("bankärende") == []
    assert search(makers.the_municipality(), "bänk").meant == ""

    make_found("Vad vill banken veta?")
    sure = search(makers.the_municipality(), "bank")
    assert ([found.title for found in sure.found], sure.meant) == (["Vad vill banken veta?"], "")


def test_a_kept_word_is_not_read_as_another_with_dots():
    make_found("Vackra fyrar", text="Vi matar fåglar.")
    make_found("Måta ut en trädgård")

    assert titles("mata") == ["Vackra fyrar"]
    assert titles("tradgard") == titles("trädgard") == ["Måta ut en trädgård"]


def test_a_known_word_that_leads_nowhere_is_not_taken_for_another():
    make_found("Swiss choklad")

    assert search(makers.the_municipality(), "swish") == Answer()
    assert search(makers.the_municipality(), "swisk").meant == "swiss"


def test_words_written_apart_are_one_unless_both_are_kept():
    make_found("Läsplattor")
    assert titles("surf platta") == ["Läsplattor"]

    make_found("Surf för alla")
    make_found("Platta brickor, surf och sol")
    assert set(titles("surf platta")) == {"Platta brickor, surf och sol"}


def test_several_misspelt_words_are_guessed_in_one_question(django_assert_num_queries):
    municipality = makers.make_venue().municipality
    make_found("Schack och canasta")

    with django_assert_num_queries(8):
        answer = search(municipality, "shack cannasta")

    assert answer.meant == "schack canasta"
