# SPDX-License-Identifier: EUPL-1.2
"""Atom by the must-rules of RFC 4287, JSON Feed by those of version 1.1."""

import datetime
import json
import re
from xml.etree import ElementTree

import pytest

from tests.makers import (
    in_days,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_signup,
    make_topic,
    make_venue,
)
from traffpunkt.activities.feeds import MOST_COMING
from traffpunkt.activities.models import Occasion

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = re.compile(r"https?://[^\s/]+/\S*$")


@pytest.fixture
def place():
    return make_venue(name="Träffpunkt Ängen")


@pytest.fixture
def dates(place):
    topic = make_topic(key="musik", name="Musik")
    activity = make_activity(title="Sångstund <b>&</b> fika")
    activity.topics.add(topic)
    song = make_occasion(activity=activity, venue=place, note="Ta med glasögon.", starts=in_days(1))
    off = make_occasion(state=Occasion.State.CANCELLED, starts=in_days(2))
    make_occasion(starts=in_days(-2))
    return song, off


ADDRESSES = ("/program", "/plats/{place}/program", "/amne/musik/program")


def xml(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 (it is our own)


def only(element, name):
    [found] = element.findall(ATOM + name)
    return found.text


def links(element):
    return {
        link.get("rel", "alternate"): link.get("href") for link in element.findall(ATOM + "link")
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_atom_keeps_its_must_rules(client, dates, place, address):
    address = address.format(place=place.slug) + ".atom"
    feed = xml(client, address)

    assert feed.tag == f"{ATOM}feed"
    assert only(feed, "title")
    assert ADDRESS.match(only(feed, "id"))
    assert links(feed)["self"] == f"http://testserver{address}"
    assert [author.find(f"{ATOM}name").text for author in feed.findall(f"{ATOM}author")]
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for part in (feed, *entries):
        assert datetime.datetime.fromisoformat(only(part, "updated")).tzinfo
        assert ADDRESS.match(links(part)["alternate"])
    for entry in entries:
        assert only(entry, "title")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", only(entry, "id"))
        assert entry.find(f"{ATOM}summary").get("type") == "html"
    ids = [only(entry, "id") for entry in entries]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_json_feed_keeps_its_must_rules(client, dates, place, address):
    address = address.format(place=place.slug) + ".json"
    response = client.get(address)
    feed = json.loads(response.content)

    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert feed["feed_url"] == f"http://testserver{address}"
    assert ADDRESS.match(feed["home_page_url"])
    assert feed["items"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert ADDRESS.match(item["url"])
        assert item["content_html"]
        assert datetime.datetime.fromisoformat(item["date_modified"]).tzinfo
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    assert all(set(author) & {"name", "url", "avatar"} for author in feed["authors"])
    assert [key for key in feed["items"][0] if key.startswith("_")] == ["_traffpunkt"]


def test_both_tell_the_same_dates_soonest_first(client, dates):
    song, off = dates
    entries = xml(client, "/program.atom").findall(f"{ATOM}entry")
    items = client.get("/program.json").json()["items"]

    ids = [f"urn:uuid:{song.uid}", f"urn:uuid:{off.uid}"]
    assert [only(entry, "id") for entry in entries] == ids
    assert [item["id"] for item in items] == ids
    assert [only(entry, "title") for entry in entries] == [item["title"] for item in items]
    assert items[0]["title"] == "Sångstund <b>&</b> fika"
    assert items[1]["title"].startswith("INSTÄLLT: ")
    facts = items[0]["_traffpunkt"]
    assert datetime.datetime.fromisoformat(facts["starts"]) == song.starts
    assert facts["starts"][-6:] in {"+01:00", "+02:00"}
    assert "Ta med glasögon." in items[0]["content_html"]
    assert "Träffpunkt Ängen, Ängsgatan 1, Ängsby" in items[0]["content_html"]


def test_what_is_typed_is_never_markup_in_a_feed(client):
    activity = make_activity(text="<script>alert(1)</script> & mer")
    make_occasion(activity=activity, note="<img src=x>")

    [item] = client.get("/program.json").json()["items"]
    told = only(xml(client, "/program.atom").find(f"{ATOM}entry"), "summary")

    assert item["content_html"] == told
    assert "<script" not in told
    assert "<img" not in told
    assert "&lt;script&gt;" in told


def test_signs_that_xml_cannot_hold_are_left_out(client):
    make_occasion(activity=make_activity(title="Fika\x0b med\x01 alla\ufffe"))

    entry = xml(client, "/program.atom").find(f"{ATOM}entry")

    assert only(entry, "title") == "Fika med alla"


def test_no_feed_of_news_holds_a_secret_link_or_a_name(client, place):
    occasion = make_occasion(ways=["on_site", "online"], venue=place)
    occasion.offers.filter(way="online").update(link=make_link())
    make_signup(occasion, "Astrid Ängsblom")

    for address in ADDRESSES[:2]:
        for ending in (".atom", ".json"):
            text = client.get(address.format(place=place.slug) + ending).content.decode()
            assert str(occasion.uid) in text
            assert "hemligt" not in text
            assert "Astrid" not in text


def test_drafts_and_the_neighbours_dates_are_no_news(client):
    here, there = make_municipality(slug="gavle"), make_municipality(slug="orebro")
    make_occasion(activity=make_activity(municipality=here, state="draft"))
    make_occasion(activity=make_activity(municipality=there))
    topic = make_topic(municipality=there, key="musik")

    assert client.get("/gavle/program.json").json()["items"] == []
    assert client.get(f"/gavle/amne/{topic.key}/program.atom").status_code == 404


@pytest.mark.parametrize("ending", [".atom", ".json"])
def test_a_feed_of_news_holds_the_next_hundred(client, ending, django_assert_num_queries):
    activity, venue = make_activity(), make_venue()
    for number in range(MOST_COMING + 1):
        make_occasion(activity=activity, venue=venue, starts=in_days(1 + number), ways=[])

    with django_assert_num_queries(5):
        text = client.get(f"/program{ending}").content.decode()

    assert text.count("urn:uuid:") == MOST_COMING


@pytest.mark.parametrize("ending", [".atom", ".json"])
def test_who_has_the_news_is_told_that_they_are_as_before(client, dates, ending):
    first = client.get(f"/program{ending}")
    again = client.get(f"/program{ending}", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_the_pages_say_where_their_feeds_are(client, dates, place):
    programme = client.get("/program/?amne=musik").content.decode()
    venue = client.get(f"/plats/{place.slug}/").content.decode()
    other = client.get("/program/?amne=inget%20s%C3%A5dant").content.decode()

    def told(page):
        found = re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', page)
        for _kind, address in found:
            assert client.get(address).status_code == 200
        return [address for _kind, address in found]

    here = ["/kalender.ics", "/program.atom", "/program.json"]
    topic = ["/kalender/musik.ics", "/amne/musik/program.atom", "/amne/musik/program.json"]
    assert told(programme) == here + topic
    assert told(other) == here
    assert told(venue) == [
        f"/plats/{place.slug}/{name}" for name in ("kalender.ics", "program.atom", "program.json")
    ]
