# SPDX-License-Identifier: EUPL-1.2
"""A wish at the door: one field, one press, and the first page is back."""

import pytest

from tests.makers import make_account, make_karin
from traffpunkt.home.tests.doors import kiosk_at, press_of

pytestmark = pytest.mark.django_db


def says(answer):
    return answer.content.decode()


def wishes(client, press=None, **given):
    page = says(client.get("/skarm/onskan/"))
    facts = {"press": press or press_of(page), "text": "Schack"} | given
    return client.post("/skarm/onskan/", facts, follow=True)


def test_a_wish_is_left_in_one_press_and_the_first_page_comes_back():
    client, venue = kiosk_at()
    make_karin()
    make_account("Vera Ström", "coordinator", venue=venue)
    assert "Önska något" in says(client.get("/skarm/"))

    answer = wishes(client)

    wish = venue.wishes.get()
    assert (wish.text, wish.names) == ("Schack", [])
    assert wish.by.startswith("screen:")
    assert "Tack. Vera läser det." in says(answer)
    assert "<h1>Välkommen!</h1>" in says(answer)


def test_where_nobody_answers_for_the_place_we_read_it():
    client, _venue = kiosk_at()

    assert "Tack. Vi läser det." in says(wishes(client))


@pytest.mark.parametrize("text", ["", "Ring 19121212-1212"])
def test_a_wish_that_says_nothing_or_a_personnummer_is_asked_for_again(text):
    client, venue = kiosk_at()

    answer = wishes(client, text=text)

    assert answer.status_code == 422
    assert text in says(answer)
    assert not venue.wishes.exists()


def test_who_presses_without_end_waits_and_the_same_press_is_one_wish():
    client, venue = kiosk_at()
    press = press_of(says(client.get("/skarm/onskan/")))

    answers = [wishes(client, press) for _press in range(11)]

    assert venue.wishes.count() == 1
    assert "Vänta en stund" in says(answers[-1])
    assert "Tack" in says(answers[0])
