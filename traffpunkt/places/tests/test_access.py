# SPDX-License-Identifier: EUPL-1.2
import pytest

from traffpunkt.places.access import SENTENCES
from traffpunkt.places.models import Venue
from traffpunkt.places.models.venue import Known


def test_each_fact_has_a_sentence_of_its_own_for_each_answer():
    said = [SENTENCES[fact][answer] for fact in Venue.ACCESS_FACTS for answer in Known.values]

    assert set(SENTENCES) == set(Venue.ACCESS_FACTS)
    assert len({str(words) for words in said}) == len(said)
    assert all(str(words).endswith(".") for words in said)


def test_a_venue_says_what_there_is_what_not_and_what_is_not_known():
    venue = Venue(step_free="no", lift="yes", hearing_loop="no")

    assert venue.access[:4] == [
        "Det finns trappsteg.",
        "Det finns hiss.",
        "Vi vet inte om toaletten har plats för rullstol. Ring och fråga.",
        "Det finns ingen hörslinga.",
    ]


@pytest.mark.parametrize(
    ("steps", "lift", "words"),
    [
        ("yes", "no", "Ingen hiss behövs."),
        ("yes", "unknown", "Ingen hiss behövs."),
        ("yes", "yes", "Det finns hiss."),
        ("no", "no", "Det finns ingen hiss."),
        ("unknown", "unknown", "Vi vet inte om det finns hiss. Ring och fråga."),
    ],
)
def test_a_lift_is_not_missed_where_there_are_no_steps(steps, lift, words):
    assert Venue(step_free=steps, lift=lift).access[1] == words
