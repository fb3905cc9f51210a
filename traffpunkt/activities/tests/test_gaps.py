# SPDX-License-Identifier: EUPL-1.2
"""Att ordna: what the coming two weeks lack, once for each activity, with where it is mended."""

import datetime

import pytest

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_link,
    make_occasion,
    make_offer,
    make_venue,
)
from traffpunkt.activities.gaps import gaps_of
from traffpunkt.activities.models import Hosting, Occasion
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november(tuesday):
    """A Tuesday in November."""


@pytest.fixture
def gaps(karin):
    """What Karin has to arrange, as title and words."""

    def found():
        desk = Desk(karin, karin.memberships.get().municipality)
        return [(gap.row.title, gap.words, gap.more) for gap in gaps_of(desk).shown]

    return found


def hosted(title="Stickcafé", **given):
    """An activity that Yusuf hosts, so that only what a test is about is missing."""
    activity = make_activity(title=title, **given)
    host(activity)
    return activity


def host(activity, **given):
    since = datetime.date(2026, 1, 1)
    Hosting.objects.create(
        activity=activity, account=make_account("Yusuf", "host"), **{"since": since} | given
    )


def test_dates_without_a_host_are_one_line_at_the_first(gaps):
    activity = make_activity(title="Stickcafé")
    for days in (1, 8, 13, 15):
        make_occasion(activity=activity, starts=in_days(days))

    assert gaps() == [("Stickcafé", "Ingen är värd.", 2)]


def test_a_host_who_has_ended_or_not_begun_is_none(gaps):
    ended, later, lasting = (make_activity(title=title) for title in "ABC")
    host(ended, until=in_days(0).date())
    host(later, since=in_days(2).date())
    host(lasting, until=in_days(1).date())
    for activity in (ended, later, lasting):
        make_occasion(activity=activity)

    assert {title for title, *_rest in gaps()} == {"A", "B"}


def test_what_is_complete_cancelled_or_not_published_lacks_nothing(gaps):
    whole = make_occasion(activity=hosted(), ways=["on_site", "online", "phone"])
    whole.offers.exclude(way="on_site").update(link=make_link())
    make_occasion(activity=make_activity(title="Boule")).cancel("Regn.", by=SYSTEM)
    make_occasion(activity=make_activity(title="Visor", state="draft"))

    assert gaps() == []


def test_the_way_there_and_the_ways_from_home_are_missed(gaps):
    occasion = make_occasion(activity=hosted(), ways=["on_site", "online", "phone"])
    Occasion.objects.update(venue=None)
    occasion.offers.filter(way="phone").update(link=make_link(dial_in=""))

    assert [words for _title, words, _more in gaps()] == [
        "Man kan komma hit, men det står inte vart.",
        "Man kan vara med hemifrån, men länken saknas.",
        "Man kan ringa in, men numret saknas.",
    ]


def test_a_broadcast_without_its_address_is_missed_once(gaps):
    occasion = make_occasion(activity=hosted(kind="broadcast"), ways=["online"])
    assert gaps() == [("Stickcafé", "Direktsändningen har ingen länk än.", 0)]

    occasion.offers.update(link=make_link())

    assert gaps() == []


def test_clashes_stand_there_too(gaps):
    venue = make_venue(name="Träffpunkt Ängen")
    for title in ("Stickcafé", "Schack"):
        make_occasion(activity=hosted(title), venue=venue)

    found = gaps()

    assert len(found) == 2
    assert all("Två saker samtidigt på Träffpunkt Ängen" in words for _t, words, _m in found)


def test_only_the_soonest_are_shown_and_the_rest_is_counted(desk):
    for number in range(12):
        make_occasion(activity=make_activity(title=f"Träff {number}"), starts=in_days(1 + number))

    page = " ".join(desk.get("/arbete/").content.decode().split())

    assert "<h2>Att ordna</h2>" in page
    assert page.count("Ingen är värd.") == 10
    assert "Och 2 saker till de närmaste två veckorna." in page
    assert "Att ordna" not in desk.get("/arbete/?dag=2026-12-24").content.decode()


def test_each_thing_leads_to_where_it_is_mended(desk, signed_in):
    lacking = make_occasion(activity=make_activity(title="Visor"), ways=["online"])
    venue = make_venue()
    for title in ("Stickcafé", "Schack"):
        make_occasion(activity=hosted(title), venue=venue)
    partner = make_account("Petra", "partner")
    lacking.activity.partner = partner.memberships.get().organisation
    lacking.activity.save()

    page = desk.get("/arbete/").content.decode()
    hers = signed_in(partner).get("/arbete/").content.decode()

    assert 'href="/arbete/installningar/medarbetare/' in page
    assert f'href="/arbete/tillfallen/{lacking.pk}/andring/"' in page
    assert 'href="/arbete/kalender/?vecka=2026-11-25"' in page
    assert f'href="/arbete/aktiviteter/{lacking.activity_id}/"' in hers
    assert "installningar" not in hers


def test_three_dates_ask_as_much_as_one(gaps, karin, django_assert_num_queries):
    make_offer(make_occasion(activity=hosted("A")), "online")
    with django_assert_num_queries(COUNTED):
        gaps()
    for title in "BC":
        make_offer(make_occasion(activity=hosted(title)), "phone")
    with django_assert_num_queries(COUNTED):
        assert len(gaps()) == 3


COUNTED = 7
