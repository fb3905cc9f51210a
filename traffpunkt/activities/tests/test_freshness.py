# SPDX-License-Identifier: EUPL-1.2
import datetime

import pytest
import time_machine
from django.utils.http import http_date

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_municipality,
    make_occasion,
    make_signup,
    make_topic,
    make_venue,
)
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db

NOON = local(2026, 3, 3, 12)


@pytest.fixture
def clock():
    """A clock that stands until it is moved."""
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def again(client, before, address="/kalender.ics"):
    """What is told to whoever comes back with the tag of what she has."""
    return client.get(address, headers={"If-None-Match": before["ETag"]}).status_code


def test_who_has_the_feed_is_told_that_it_is_as_before(client, clock):
    make_occasion()
    first = client.get("/kalender.ics")

    same = client.get("/kalender.ics", headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == first["ETag"]
    assert not first["ETag"].startswith("W/")


@pytest.mark.parametrize("address", ["/kalender.ics", "/program.atom", "/program.json"])
def test_who_has_it_already_costs_no_reading_of_the_dates(
    client, clock, address, django_assert_num_queries
):
    make_occasion()
    before = client.get(address)

    with django_assert_num_queries(4) as asked:
        assert again(client, before, address) == 304
    assert not [query for query in asked if "note" in query["sql"]]


def test_who_says_when_she_asked_last_is_told_too(client, clock):
    make_occasion()
    changed = client.get("/kalender.ics")["Last-Modified"]
    earlier = http_date((NOON - datetime.timedelta(days=1)).timestamp())

    def since(moment):
        return client.get("/kalender.ics", headers={"If-Modified-Since": moment}).status_code

    assert since(changed) == 304
    assert since(earlier) == 200


def cancelled(occasion):
    occasion.cancel("Sjuk.", by=SYSTEM)


def called_otherwise(occasion):
    occasion.activity.change({"title": "Sångstund"}, by=SYSTEM)


def taken_away(occasion):
    occasion.activity.unpublish(by=SYSTEM)


def on_another_street(occasion):
    occasion.venue.change({"street": "Storgatan 2"}, {}, by=SYSTEM)


def rung_on_another_number(occasion):
    occasion.municipality.change({"help_phone": "031-390 06 09"}, by=SYSTEM)


def one_more(occasion):
    make_occasion(activity=occasion.activity, venue=occasion.venue)


@pytest.mark.parametrize(
    "verb",
    [cancelled, called_otherwise, taken_away, on_another_street, rung_on_another_number, one_more],
)
def test_whatever_a_feed_tells_makes_it_new_when_it_changes(client, clock, verb):
    occasion = make_occasion()
    before = client.get("/kalender.ics")
    clock.shift(1)

    verb(occasion)
    after = client.get("/kalender.ics", headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after.content != before.content


def test_two_changes_at_one_moment_are_two(client, clock):
    """A line that is written first may be seen last: its transaction took longer."""
    occasion = make_occasion()
    on_another_street(occasion)
    before = client.get("/kalender.ics")
    rung_on_another_number(occasion)

    assert again(client, before) == 200


def test_a_signup_changes_no_feed(client, clock):
    occasion = make_occasion()
    before = client.get("/kalender.ics")
    clock.shift(1)

    make_signup(occasion).withdraw(by=SYSTEM)

    assert again(client, before) == 304


def test_what_the_neighbour_changes_is_no_news_here(client, clock):
    here, there = make_municipality(slug="gavle"), make_municipality(slug="orebro")
    make_occasion(municipality=here)
    before = client.get("/gavle/kalender.ics")
    clock.shift(1)

    called_otherwise(make_occasion(municipality=there))

    assert again(client, before, "/gavle/kalender.ics") == 304


def test_midnight_makes_a_feed_new(client, clock):
    make_occasion(starts=in_days(3))
    before = client.get("/kalender.ics")
    clock.move_to(local(2026, 3, 3, 23, 59))
    assert again(client, before) == 304

    clock.move_to(local(2026, 3, 4))

    after = client.get("/kalender.ics", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["Last-Modified"] == http_date(local(2026, 3, 4).timestamp())


def test_a_place_and_a_topic_have_their_own_freshness(client, clock):
    venue, topic = make_venue(), make_topic(key="musik")
    activity = make_activity()
    activity.topics.add(topic)
    make_occasion(activity=activity, venue=venue)
    addresses = (f"/plats/{venue.slug}/kalender.ics", "/kalender/musik.ics")
    before = {address: client.get(address) for address in addresses}
    make_occasion()

    for address in addresses:
        assert again(client, before[address], address) == 304
