# SPDX-License-Identifier: EUPL-1.2
"""What a reminder says, by each way of taking part; no link is sent."""

import pytest
import time_machine

from tests.makers import make_link, make_offer, make_venue
from traffpunkt.activities.models import Offer
from traffpunkt.activities.tests.reminded import LONG_AGO, make_date, make_rule, put_down, remind

pytestmark = pytest.mark.django_db


@pytest.fixture
def date():
    with time_machine.travel(LONG_AGO, tick=False):
        return make_date()


def test_a_reminder_says_what_when_where_how_and_how_one_says_no(date):
    date.activity.bring = "stickor"
    date.activity.save()
    make_rule()
    signup = put_down(date, headcount=2)

    told = remind(2026, 11, 23, 10)[0]

    assert told.subject == f"Påminnelse: {date.activity.title}, tisdag 24 november"
    when, many = "tisdag 24 november klockan 13.00–15.00", "Antal personer: 2"
    assert told.body.split("\n\n") == [
        "Hej Astrid!",
        "Det här är en påminnelse. Du är anmäld till:",
        f"Vad: {date.activity.title}\nNär: {when}\nVar: {date.venue}, Ängsgatan 1, Ängsby\n{many}",
        f"Du kommer till {date.venue}. Dörren öppnar klockan 12.45.",
        "Ta med: stickor",
        f"Kan du inte komma? Ring 031-390 06 00 och säg ditt anmälningsnummer {signup.code}.",
    ]


def how(date, way, **terms):
    """What a reminder of a way of taking part says of how one does."""
    Offer.objects.filter(occasion=date).delete()
    make_rule()
    put_down(date, offer=make_offer(date, way, **terms))
    return remind(2026, 11, 23, 10)[0].body


def test_from_home_one_opens_ones_own_page_and_no_link_is_sent(date):
    body = how(date, "online", link=make_link())

    assert "Öppna Min sida på vår webbplats och skriv ditt anmälningsnummer." in body
    assert "http" not in body


def test_who_rings_in_reads_which_number_and_code(date):
    body = how(date, "phone", link=make_link())

    assert "Ring 08-465 004 00 och slå mötets kod 123 456 789#." in body


def test_a_number_without_a_code_is_only_rung(date):
    assert "\nRing 08-465 004 00.\n" in how(date, "phone", link=make_link(dial_code=""))


def test_who_rings_in_without_a_number_asks_for_it(date):
    assert "Ring oss på 031-390 06 00, så får du numret." in how(date, "phone")


def test_who_sees_together_reads_where(date):
    body = how(date, "watch_party", venue=make_venue(name="Biblioteket"))

    assert "Du ser tillsammans med andra på Biblioteket." in body
