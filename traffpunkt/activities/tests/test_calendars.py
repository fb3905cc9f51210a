# SPDX-License-Identifier: EUPL-1.2
import datetime

import pytest
import time_machine
from icalendar import Calendar

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_page,
    make_person,
    make_signup,
    make_topic,
    make_venue,
)
from traffpunkt.activities.models import Occasion, Signup
from traffpunkt.journal.models import GUEST

pytestmark = pytest.mark.django_db


def events(client, address):
    """The events of a calendar file."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_each_date_is_one_event_at_its_local_hour(client):
    occasion = make_occasion(starts=in_days(2, 13))

    [event] = events(client, "/kalender.ics")

    assert event["UID"] == f"{occasion.uid}@traffpunkt"
    assert event["DTSTART"].dt == occasion.starts
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(hours=2)
    assert event["STATUS"] == "CONFIRMED"
    assert str(occasion.venue) in event["LOCATION"]


def test_a_date_that_is_only_online_has_no_place(client):
    occasion = make_occasion(ways=["online"])
    occasion.venue = None
    occasion.save()

    [event] = events(client, "/kalender.ics")

    assert "LOCATION" not in event


def test_a_cancelled_date_stays_in_the_feed_as_cancelled(client):
    make_occasion(state=Occasion.State.CANCELLED)

    [event] = events(client, "/kalender.ics")

    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"].startswith("INSTÄLLT")


def test_feeds_of_a_venue_and_a_topic_hold_only_theirs(client):
    venue = make_venue()
    topic = make_topic(key="musik")
    activity = make_activity()
    activity.topics.add(topic)
    mine = make_occasion(activity=activity, venue=venue)
    party = make_occasion()
    make_offer(party, "watch_party", venue=venue)
    make_occasion()

    assert {e["UID"] for e in events(client, f"/plats/{venue.slug}/kalender.ics")} == {
        f"{mine.uid}@traffpunkt",
        f"{party.uid}@traffpunkt",
    }
    assert len(events(client, "/kalender/musik.ics")) == 1
    assert len(events(client, "/kalender.ics")) == 3
    assert len(events(client, f"/tillfalle/{mine.pk}/kalender.ics")) == 1


def test_no_feed_holds_a_secret_link_or_a_name(client):
    occasion = make_occasion(ways=["on_site", "online"])
    occasion.offers.filter(way="online").update(link=make_link())
    make_signup(occasion, "Astrid Ängsblom")

    for address in ("/kalender.ics", f"/tillfalle/{occasion.pk}/kalender.ics"):
        text = client.get(address).content.decode()
        assert "hemligt" not in text
        assert "Astrid" not in text


def test_drafts_and_the_neighbours_dates_are_in_no_feed(client):
    here = make_municipality(slug="gavle")
    there = make_municipality(slug="orebro")
    draft = make_occasion(activity=make_activity(municipality=here, state="draft"))
    other = make_occasion(activity=make_activity(municipality=there))

    assert events(client, "/gavle/kalender.ics") == []
    assert client.get(f"/gavle/tillfalle/{draft.pk}/kalender.ics").status_code == 404
    assert client.get(f"/gavle/tillfalle/{other.pk}/kalender.ics").status_code == 404


def test_my_calendar_takes_away_what_i_withdrew_and_keeps_what_i_took_back(client):
    astrid = make_person()
    kept = make_signup(make_occasion(), person=astrid)
    gone = make_signup(make_occasion(), person=astrid, state=Signup.State.WITHDRAWN)
    again = make_occasion()
    make_signup(again, person=astrid, state=Signup.State.WITHDRAWN)
    make_signup(again, person=astrid)
    page = make_page(astrid)

    found = events(client, f"/min-sida/{page.secret}/kalender.ics")
    headers = client.get(f"/min-sida/{page.secret}/kalender.ics").headers
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]

    assert {event["UID"].split("@")[0]: str(event["STATUS"]) for event in found} == {
        str(kept.occasion.uid): "CONFIRMED",
        str(gone.occasion.uid): "CANCELLED",
        str(again.uid): "CONFIRMED",
    }


def test_a_revoked_personal_address_gives_no_calendar(client):
    page = make_page(make_person())
    page.renew(by=GUEST)

    assert client.get(f"/min-sida/{page.secret}/kalender.ics").status_code == 404


def test_a_feed_is_as_many_queries_for_three_dates_as_for_one(client, django_assert_num_queries):
    make_occasion()
    with django_assert_num_queries(5):
        client.get("/kalender.ics")
    make_occasion(), make_occasion()
    with django_assert_num_queries(5):
        client.get("/kalender.ics")


HOSTILE = "Fika; prat, skratt \\ sång\nEND:VEVENT\r\nATTACH:x\x07"


@pytest.mark.parametrize(
    "title",
    [
        HOSTILE,
        "Å" * 100,
        "Läsning på arabiska: مقهى القراءة للجميع في بيت اللقاء كل أسبوع مع الشاي والحلوى",
        "👩‍👩‍👧‍👦" * 14,
        "a" * 67 + "åäö",
    ],
)
def test_a_title_of_any_signs_is_read_as_it_was_written(client, title):
    make_occasion(activity=make_activity(title=title), note=title)

    [event] = events(client, "/kalender.ics")

    plain = title.replace("\r", "").replace("\x07", "")
    assert event["SUMMARY"] == plain
    assert plain in event["DESCRIPTION"]
    assert "ATTACH" not in event


def test_no_line_is_longer_than_75_octets_and_no_sign_is_split(client):
    make_occasion(activity=make_activity(title="Träff åäö 👩‍👩‍👧‍👦 مقهى " * 4), note="ö" * 300)

    file = client.get("/kalender.ics").content

    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) == 75
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert lines[-1] == b""
    for line in lines:
        line.decode()


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 27), datetime.date(2026, 10, 23)])
def test_times_are_in_utc_across_both_changes_of_the_clock(client, day):
    with time_machine.travel(local(day.year, day.month, day.day, 9), tick=False):
        before = make_occasion(starts=in_days(0))
        after = make_occasion(starts=in_days(7))
        text = client.get("/kalender.ics").content.decode()

    summer = day.month == 10
    assert f"DTSTART:{before.starts:%Y%m%d}T{11 if summer else 12}0000Z" in text
    assert f"DTSTART:{after.starts:%Y%m%d}T{12 if summer else 11}0000Z" in text


def test_what_changed_has_the_same_name_and_a_higher_number(client, karin):
    occasion = make_occasion()
    [before] = events(client, "/kalender.ics")

    occasion.cancel("Ledaren är sjuk.", by=karin.actor)
    [after] = events(client, "/kalender.ics")

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


def test_what_was_more_than_a_month_ago_is_left_out(client):
    make_occasion(starts=in_days(-29))
    make_occasion(starts=in_days(-32))

    assert len(events(client, "/kalender.ics")) == 1
