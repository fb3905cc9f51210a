# SPDX-License-Identifier: EUPL-1.2
"""What does not go together is told: at one place at once, of one host at two, on a closed day."""

import datetime

import pytest

from tests.makers import (
    local,
    make_account,
    make_activity,
    make_municipality,
    make_occasion,
    make_offer,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.clashes import clashes_of
from traffpunkt.activities.models import Hosting, Occasion
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import ClosedDay
from traffpunkt.ui.words import local as local_time

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _in_november(tuesday):
    """All this happens in the week after a Tuesday in November."""


@pytest.fixture
def venue():
    return make_venue(name="Träffpunkt Ängen", slug="angen")


def date(title, begins, ends, venue, **given):
    """A date on the first of December between two hours."""
    activity = given.pop("activity", None) or make_activity(
        title=title, municipality=venue.municipality, state=given.pop("activity_state", "published")
    )
    return make_occasion(
        activity=activity, venue=venue, starts=local(2026, 12, 1, begins),
        ends=local(2026, 12, 1, ends), **given,
    )  # fmt: skip


def told(first=DAY, last=DAY, mine=()):
    return clashes_of(the_municipality(), mine, first, last)


def test_two_things_at_a_place_at_once_are_told_at_both(venue):
    knitting = date("Stickcafé", 13, 15, venue)
    chess = date("Schack", 14, 16, venue)

    assert told() == {
        knitting.pk: [
            "Två saker samtidigt på Träffpunkt Ängen: även ”Schack” klockan 14.00–16.00."
        ],
        chess.pk: [
            "Två saker samtidigt på Träffpunkt Ängen: även ”Stickcafé” klockan 13.00–15.00."
        ],
    }


def test_what_begins_as_the_other_ends_is_no_clash(venue):
    date("Stickcafé", 13, 14, venue)
    date("Schack", 14, 16, venue)
    date("Bingo", 9, 10, venue)

    assert told() == {}


def test_cancelled_ones_those_put_away_and_other_places_do_not_clash(venue):
    date("Stickcafé", 13, 15, venue)
    date("Inställt", 13, 15, venue).cancel("Sjuk.", by=SYSTEM)
    date("Arkiverat", 13, 15, venue, activity_state="archived")
    date("Schack", 13, 15, make_venue())
    neighbour = make_municipality()
    date("Bingo", 13, 15, make_venue(municipality=neighbour))

    assert told() == {}


def test_who_sees_together_at_a_place_takes_it_up_too(venue):
    concert = date("Konsert", 13, 15, make_venue(name="Biblioteket"))
    make_offer(concert, "watch_party", venue=venue)
    make_offer(concert, "watch_party", venue=concert.venue)
    chess = date("Schack", 14, 16, venue)

    found = told()

    assert set(found) == {concert.pk, chess.pk}
    assert "på Träffpunkt Ängen: även ”Konsert”" in found[chess.pk][0]


def test_the_plan_of_somebody_else_has_no_name(venue):
    knitting = date("Stickcafé", 13, 15, venue)
    secret = date("Överraskningen", 13, 15, venue, activity_state="draft")

    assert "även något som planeras klockan" in told()[knitting.pk][0]
    assert "även ”Överraskningen”" in told(mine=[secret.activity_id])[knitting.pk][0]


def test_what_began_the_day_before_clashes_after_midnight(venue):
    late = make_occasion(venue=venue, starts=local(2026, 11, 30, 22), ends=local(2026, 12, 1, 1))
    early = make_occasion(venue=venue, starts=local(2026, 12, 1, 0), ends=local(2026, 12, 1, 2))

    assert set(told()) == {late.pk, early.pk}


def test_the_night_when_the_clock_goes_back_holds_both_hours(venue):
    night = datetime.datetime(2026, 10, 25, tzinfo=datetime.UTC)
    make_occasion(venue=venue, starts=night, ends=night.replace(minute=50))
    hour = datetime.timedelta(hours=1)
    make_occasion(venue=venue, starts=night + hour, ends=night.replace(minute=50) + hour)
    sunday = datetime.date(2026, 10, 25)

    assert {local_time(one).strftime("%H.%M") for one in (night, night + hour)} == {"02.00"}
    assert told(sunday, sunday) == {}


def hosted(account, activity, **given):
    since = given.pop("since", datetime.date(2026, 1, 1))
    return Hosting.objects.create(activity=activity, account=account, since=since, **given)


def test_a_host_at_two_places_at_once_is_told_by_name(venue):
    yusuf = make_account("Yusuf", "host")
    knitting = date("Stickcafé", 13, 15, venue)
    chess = date("Schack", 14, 16, make_venue())
    for one in (knitting, chess):
        hosted(yusuf, one.activity)

    found = told()

    assert found[knitting.pk] == [
        "Yusuf är värd på två ställen samtidigt: även ”Schack” klockan 14.00–16.00."
    ]
    assert "även ”Stickcafé”" in found[chess.pk][0]


def test_hosts_of_the_same_place_of_other_hours_or_no_longer_are_no_clash(venue):
    yusuf, maj = make_account("Yusuf", "host"), make_account("Maj", "host")
    knitting = date("Stickcafé", 13, 15, venue)
    chess = date("Schack", 14, 16, make_venue())
    bingo = date("Bingo", 16, 17, make_venue())
    hosted(yusuf, knitting.activity)
    hosted(yusuf, chess.activity, until=datetime.date(2026, 11, 30))
    hosted(yusuf, bingo.activity)
    hosted(maj, chess.activity)
    hosted(maj, knitting.activity, since=datetime.date(2026, 12, 2))

    assert told() == {}


def test_a_host_of_two_things_in_one_room_reads_only_of_the_room(venue):
    yusuf = make_account("Yusuf", "host")
    for title in ("Stickcafé", "Schack"):
        hosted(yusuf, date(title, 13, 15, venue).activity)

    assert all(
        "Två saker" in words and len(found) == 1 for found in told().values() for words in found
    )


def test_a_host_of_two_meetings_from_home_is_at_two_places(venue):
    yusuf = make_account("Yusuf", "host")
    dates = [date(title, 13, 15, venue) for title in ("Stickcafé", "Schack")]
    for one in dates:
        hosted(yusuf, one.activity)
    Occasion.objects.update(venue=None)

    assert set(told()) == {one.pk for one in dates}


def test_a_closed_day_and_a_place_that_is_gone_are_told(venue):
    here = {"first": DAY, "last": DAY, "municipality": venue.municipality}
    knitting = date("Stickcafé", 13, 15, venue)
    elsewhere = date("Schack", 13, 15, make_venue())
    ClosedDay.objects.create(**here, venue=venue, reason="Vi målar om.")
    gone = date("Bingo", 13, 15, make_venue(name="Gamla huset", closed_for_good=DAY))
    date("Boule", 13, 15, make_venue(closed_for_good=DAY + datetime.timedelta(days=1)))

    assert told() == {
        knitting.pk: ["Träffpunkt Ängen har stängt den dagen: Vi målar om."],
        gone.pk: ["Gamla huset är stängd för alltid då."],
    }
    ClosedDay.objects.create(**here)
    Occasion.objects.filter(pk=elsewhere.pk).update(venue=None)

    assert told()[elsewhere.pk] == ["Träffpunkterna har stängt den dagen."]


def test_the_same_is_asked_of_three_as_of_one(venue, django_assert_num_queries):
    yusuf = make_account("Yusuf", "host")
    for title in ("Stickcafé", "Schack"):
        hosted(yusuf, date(title, 13, 15, venue).activity)
    with django_assert_num_queries(5):
        told()
    for title in ("Bingo", "Boule", "Kören"):
        hosted(yusuf, date(title, 13, 15, make_venue()).activity)
    with django_assert_num_queries(5):
        assert len(told()) == 5
