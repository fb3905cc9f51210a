# SPDX-License-Identifier: EUPL-1.2
"""The page where one signs up, while one cannot: it says when, and what to do instead."""

import re

import pytest

from tests.makers import in_days, local, make_occasion, make_page, make_person
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.tests.test_signup_page import address, sign_up
from traffpunkt.ui.numbers import dialled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wednesday(time_machine):
    time_machine.move_to(local(2026, 11, 25, 10), tick=False)


def asked_for(page):
    """The names of the fields that somebody is to fill in."""
    return re.findall(r'<(?:input type="(?:text|radio)"|textarea) name="(\w+)"', page)


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        (local(2026, 11, 30), "Anmälan öppnar måndag 30 november."),
        (local(2026, 11, 26, 9), "Anmälan öppnar i morgon, torsdag 26 november klockan 09.00."),
    ],
)
def test_before_sign_up_opens_the_page_says_when_and_asks_nothing(client, opens, words):
    occasion = make_occasion(starts=in_days(9))
    occasion.offers.update(opens=opens)

    page = client.get(address(occasion)).content.decode()

    assert words in page
    assert asked_for(page) == []
    assert "button-main" not in page
    assert dialled(occasion.municipality.help_phone) in page.partition("Det här kan du göra nu")[2]
    assert 'href="/program/"' in page.partition("</h1>")[2]


def test_beside_a_way_that_is_not_open_yet_stand_those_that_are(client):
    occasion = make_occasion(starts=in_days(9), ways=["on_site", "online", "phone"])
    ways = {offer.way: offer for offer in occasion.offers.all()}
    occasion.offers.filter(way="on_site").update(opens=in_days(3))
    occasion.offers.filter(way="phone").update(booking="none")
    own = make_page(make_person()).secret

    page = client.get(address(occasion), {"satt": ways["on_site"].pk, "jag": own}).content.decode()

    assert (
        f'href="/tillfalle/{occasion.pk}/anmalan/?satt={ways["online"].pk}&amp;jag={own}"' in page
    )
    assert f"satt={ways['phone'].pk}" not in page
    phone = page[page.index("<strong>Ring in</strong>") :]
    assert phone.startswith("<strong>Ring in</strong>Du behöver inte anmäla dig.")


def test_among_several_ways_each_that_waits_says_so_and_all_that_wait_ask_nothing(client):
    occasion = make_occasion(starts=in_days(9), ways=["on_site", "online"])
    occasion.offers.filter(way="on_site").update(opens=local(2026, 11, 30))

    some = client.get(address(occasion)).content.decode()
    occasion.offers.update(opens=local(2026, 12, 1))
    none = client.get(address(occasion)).content.decode()

    assert "Hur vill du delta?" in some
    assert "<p>Kom hit: Anmälan öppnar måndag 30 november.</p>" in some
    assert "Hur vill du delta?" not in none
    assert "Kom hit: Anmälan öppnar tisdag 1 december." in none
    assert "Var med hemifrån: Anmälan öppnar tisdag 1 december." in none


def test_what_was_typed_while_sign_up_closed_stays(client):
    occasion = make_occasion(starts=in_days(9))
    occasion.offers.update(closes=in_days(-1))

    page = sign_up(client, occasion).content.decode()

    assert 'value="Astrid"' in page
    assert "Anmälan har stängt." in page


def test_what_is_called_off_offers_no_other_way_in(client):
    occasion = make_occasion(state=Occasion.State.CANCELLED, ways=["on_site", "phone"])
    occasion.offers.filter(way="phone").update(booking="none")

    page = client.get(address(occasion)).content.decode()

    assert "Det här tillfället är inställt." in page
    assert 'class="choice"' not in page
