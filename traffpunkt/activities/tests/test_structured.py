# SPDX-License-Identifier: EUPL-1.2
import datetime
import json

import pytest

from tests.makers import (
    in_days,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_signup,
    make_venue,
)
from tests.pages import Page
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org/"


def facts(client, occasion, before=""):
    """What the page of a date tells search engines."""
    text = client.get(f"{before}/tillfalle/{occasion.pk}/").content.decode()
    page = Page(text)
    [block] = [each for each in page.all("script") if each["type"] == "application/ld+json"]
    return json.loads("".join(map(str, block.inside)))


def test_a_date_is_told_with_its_hours_place_and_organiser(client):
    here = make_municipality(slug="gavle", sender_name="Träffpunkterna i Gävle")
    make_municipality(slug="orebro")
    activity = make_activity(
        municipality=here, title="Stickcafé", text="Vi stickar.", language="fi"
    )
    occasion = make_occasion(activity=activity)

    told = facts(client, occasion, "/gavle")

    page = f"http://testserver/gavle/tillfalle/{occasion.pk}/"
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Event")
    assert (told["name"], told["description"], told["inLanguage"]) == (
        "Stickcafé", "Vi stickar.", "fi",
    )  # fmt: skip
    assert told["url"] == page
    assert datetime.datetime.fromisoformat(told["startDate"]) == occasion.starts
    assert datetime.datetime.fromisoformat(told["endDate"]) == occasion.ends
    assert told["startDate"][10:19] == "T13:00:00"
    assert told["eventStatus"] == SCHEMA + "EventScheduled"
    assert told["organizer"] == {
        "@type": "Organization",
        "name": "Träffpunkterna i Gävle",
        "url": "http://testserver/gavle/",
    }
    [place] = told["location"]
    assert place["name"] == str(occasion.venue)
    assert place["address"]["streetAddress"] == "Ängsgatan 1"
    assert "remainingAttendeeCapacity" not in told


@pytest.mark.parametrize(
    ("ways", "mode", "kinds"),
    [
        (["on_site"], "Offline", ["Place"]),
        ([], "Offline", ["Place"]),
        (["online"], "Online", ["VirtualLocation"]),
        (["phone"], "Online", ["VirtualLocation"]),
        (["on_site", "online"], "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_the_ways_say_whether_one_comes_or_takes_part_from_home(client, ways, mode, kinds):
    occasion = make_occasion(ways=ways)
    occasion.offers.update(link=make_link())

    told = facts(client, occasion)

    assert told["eventAttendanceMode"] == f"{SCHEMA}{mode}EventAttendanceMode"
    assert [place["@type"] for place in told["location"]] == kinds
    assert all(
        place["url"] == told["url"]
        for place in told["location"]
        if place["@type"] == "VirtualLocation"
    )


def test_a_place_where_one_sees_it_together_is_a_place_too(client):
    occasion = make_occasion(ways=["online"])
    library = make_venue(name="Biblioteket")
    make_offer(occasion, "watch_party", venue=library)

    told = facts(client, occasion)

    assert told["eventAttendanceMode"] == SCHEMA + "MixedEventAttendanceMode"
    assert [place.get("name") for place in told["location"]] == ["Biblioteket", None]


def test_a_date_without_place_or_ways_says_no_place(client):
    occasion = make_occasion(ways=[])
    occasion.venue = None
    occasion.save()

    assert "location" not in facts(client, occasion)


def test_a_cancelled_date_is_told_as_cancelled(client):
    occasion = make_occasion()
    occasion.cancel("Sjuk.", by=SYSTEM)

    assert facts(client, occasion)["eventStatus"] == SCHEMA + "EventCancelled"


def test_a_date_at_another_time_says_when_it_was_before(client):
    occasion = make_occasion(starts=in_days(3))
    before = occasion.starts
    occasion.move(in_days(4), in_days(4, 15), occasion.venue, by=SYSTEM)

    told = facts(client, occasion)

    assert told["eventStatus"] == SCHEMA + "EventRescheduled"
    assert datetime.datetime.fromisoformat(told["previousStartDate"]) == before


def test_a_date_in_another_place_at_its_time_is_as_planned(client):
    occasion = make_occasion(starts=in_days(3))
    occasion.move(occasion.starts, occasion.ends, make_venue(), by=SYSTEM)

    told = facts(client, occasion)

    assert told["eventStatus"] == SCHEMA + "EventScheduled"
    assert "previousStartDate" not in told


@pytest.mark.parametrize(
    ("cost", "free", "price"),
    [
        ("", True, None),
        ("20 kronor", False, "20.00"),
        ("45,50 kr", False, "45.50"),
        ("0 kr", True, "0.00"),
        ("Kaffe 20 kronor", None, None),
        ("Medlemmar 20 kr, andra 40 kr", None, None),
    ],
)
def test_a_price_is_told_where_it_is_known_for_certain(client, cost, free, price):
    told = facts(client, make_occasion(activity=make_activity(cost=cost)))

    assert told.get("isAccessibleForFree") is free
    assert told.get("offers", {}).get("price") == price


HOSTILE = '</script><script>alert("1")</script>'


def test_what_is_typed_cannot_end_the_block(client):
    """A title that tries to get out is read as it was written."""
    occasion = make_occasion(
        activity=make_activity(title=HOSTILE, text=f"<!--<script>&amp;{HOSTILE}]]>"),
        venue=make_venue(name=HOSTILE, street='Å\'gatan "1"'),
    )
    text = client.get(f"/tillfalle/{occasion.pk}/").content.decode()

    told = facts(client, occasion)

    assert told["name"] == HOSTILE
    assert told["description"].startswith("<!--<script>&amp;")
    assert told["location"][0]["name"] == HOSTILE
    assert HOSTILE not in text
    assert "<!--" not in text


def test_no_secret_link_and_nobody_is_told_of(client):
    occasion = make_occasion(ways=["on_site", "online"])
    occasion.offers.filter(way="online").update(link=make_link())
    make_signup(occasion, "Astrid Ängsblom")

    text = json.dumps(facts(client, occasion), ensure_ascii=False)

    assert "hemligt" not in text
    assert "Astrid" not in text
