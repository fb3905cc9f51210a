# SPDX-License-Identifier: EUPL-1.2
"""The workroom's calendar: a week with its hours, a month at a glance, for what a desk works with."""

import datetime

import pytest
from django.http import QueryDict

from tests.makers import (
    local,
    make_account,
    make_activity,
    make_occasion,
    make_offer,
    make_organisation,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.desk_calendar import Span
from traffpunkt.activities.models import Hosting
from traffpunkt.activities.tests.desk import text
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import ClosedDay

pytestmark = pytest.mark.django_db
ADDRESS = "/arbete/kalender/"


@pytest.fixture(autouse=True)
def _in_november(tuesday):
    """Tuesday 24 November 2026, in week 48."""


def asked(query=""):
    return Span.asked(QueryDict(query))


def week_at(day, hour=13, title="Stickcafé", **given):
    activity = make_activity(title=title, state=given.pop("plan", "published"))
    return make_occasion(activity=activity, starts=local(2026, 11, day, hour), **given)


def test_a_week_begins_on_monday_and_has_its_number(desk):
    page = text(desk.get(ADDRESS))

    assert "Vecka 48, måndag 23 november till söndag 29 november" in page
    assert page.index("Måndag 23 november") < page.index("Söndag 29 november")
    assert page.count("Inget är planerat.") == 7
    assert "Den här veckan" not in page


@pytest.mark.parametrize(
    ("query", "first", "last", "name"),
    [
        ("vecka=2026-12-31", "2026-12-28", "2027-01-03", "Vecka 53, "),
        ("vecka=2027-01-04", "2027-01-04", "2027-01-10", "Vecka 1, "),
        ("vecka=i+morgon", "2026-11-23", "2026-11-29", "Vecka 48, "),
        ("vecka=9999-12-31", "2026-11-23", "2026-11-29", "Vecka 48, "),
        ("manad=2028-02", "2028-02-01", "2028-02-29", "Februari 2028"),
        ("manad=2028-13", "2026-11-23", "2026-11-29", "Vecka 48, "),
    ],
)
def test_the_days_in_an_address_are_understood_or_left_out(query, first, last, name):
    span = asked(query)

    assert (str(span.first), str(span.last)) == (first, last)
    assert span.name.startswith(name)


def test_weeks_and_months_lead_to_their_neighbours_and_to_each_other():
    week, month = asked("vecka=2026-12-07&plats=angen"), asked("manad=2026-12")

    assert week.earlier.query == "?vecka=2026-11-30&plats=angen"
    assert week.later.query == "?vecka=2026-12-14&plats=angen"
    assert week.other_shape.query == "?manad=2026-12&plats=angen"
    assert month.earlier.query == "?manad=2026-11"
    assert month.later.query == "?manad=2027-01"
    assert month.other_shape.query == "?vecka=2026-11-30"
    assert asked("manad=2026-11").other_shape.query == "?vecka=2026-11-23"
    assert month.now.query == "?manad=2026-11"
    assert asked("plats=%00").venue == ""


def test_what_happens_stands_under_its_day_and_place_with_its_hours(desk):
    make_occasion(
        activity=make_activity(title="Stickcafé"), venue=make_venue(name="Träffpunkt Ängen"),
        starts=local(2026, 11, 25, 13),
    )  # fmt: skip
    page = text(desk.get(ADDRESS))

    before, _found, after = page.partition("Träffpunkt Ängen</th>")
    assert before.rindex("Onsdag 25 november") > before.rindex("Tisdag 24 november")
    assert "13.00–15.00" in after.partition("Torsdag")[0]
    assert "Stickcafé</a>" in after.partition("Torsdag")[0]


@pytest.mark.parametrize(
    ("plan", "words"),
    [("draft", "(utkast)"), ("proposed", "(väntar på svar)"), ("idea", "(idé)")],
)
def test_states_are_told_in_words(desk, plan, words):
    week_at(25, title="Visor", plan=plan)

    assert f"Visor</a> <strong>{words}</strong>" in text(desk.get(ADDRESS))
    assert f"Visor {words}" in text(desk.get(ADDRESS + "?manad=2026-11"))


def test_cancelled_and_moved_ones_say_so_and_what_is_put_away_is_gone(desk):
    week_at(25, title="Boule").cancel("Regn.", by=SYSTEM)
    moved = week_at(26, title="Schack")
    moved.move(local(2026, 11, 27, 13), local(2026, 11, 27, 15), moved.venue, by=SYSTEM)
    week_at(25, title="Gammalt", plan="archived")

    page = text(desk.get(ADDRESS))

    assert "Boule</a> <strong>(inställt)</strong>" in page
    assert "Schack</a> <strong>(flyttat)</strong>" in page
    assert "Gammalt" not in page


def test_a_place_shows_its_own_and_what_is_seen_together_there(desk):
    angen = make_venue(name="Träffpunkt Ängen", slug="angen")
    week_at(25, title="Stickcafé", venue=angen)
    concert = week_at(26, title="Konsert")
    make_offer(concert, "watch_party", venue=angen)
    week_at(27, title="Schack")

    page = text(desk.get(ADDRESS + "?plats=angen"))

    assert "Stickcafé" in page
    assert "Konsert</a> <strong>(se tillsammans)</strong>" in page
    assert concert.venue.name not in page.partition("<table")[2]
    assert "Schack" not in page


def test_a_month_says_what_and_how_many(desk):
    venue = make_venue()
    chess = make_activity(title="Schack")
    for hour in (9, 18):
        make_occasion(activity=chess, venue=venue, starts=local(2026, 11, 25, hour))
    week_at(25, title="Boule", venue=venue).cancel("Regn.", by=SYSTEM)

    page = text(desk.get(ADDRESS + "?manad=2026-11"))

    assert "<h2>November 2026</h2>" in page
    assert "2 tillfällen: Schack (2) och Boule (inställt)" in page
    assert "Vecka 44" in page
    assert "Vecka 49" in page


def test_clashes_are_told_in_the_week_and_hinted_at_in_the_month(desk):
    venue = make_venue(name="Träffpunkt Ängen")
    week_at(25, title="Stickcafé", venue=venue)
    week_at(25, 14, title="Schack", venue=venue)

    assert "Två saker samtidigt på Träffpunkt Ängen: även ”Schack”" in text(desk.get(ADDRESS))
    assert "Något krockar. Se veckan." in text(desk.get(ADDRESS + "?manad=2026-11"))


def test_holidays_and_closed_days_are_told(desk):
    venue = make_venue(name="Träffpunkt Ängen")
    here = {"municipality": venue.municipality, "first": datetime.date(2026, 12, 22)}
    ClosedDay.objects.create(
        **here, last=datetime.date(2026, 12, 23), venue=venue, reason="Vi målar"
    )
    ClosedDay.objects.create(**here, last=datetime.date(2026, 12, 22))

    page = text(desk.get(ADDRESS + "?vecka=2026-12-21"))

    assert "Julafton" in page
    assert page.count("Stängt: Träffpunkt Ängen: Vi målar") == 2
    assert "<p>Stängt</p>" in page


def test_the_weeks_of_the_clock_changes_show_the_hours_on_the_wall(desk):
    for month, day in ((10, 24), (10, 25)):
        make_occasion(starts=local(2026, month, day, 13), ends=local(2026, month, day, 15))
    make_occasion(starts=local(2027, 3, 28, 13), ends=local(2027, 3, 28, 15))

    assert text(desk.get(ADDRESS + "?vecka=2026-10-25")).count("13.00–15.00") == 2
    assert text(desk.get(ADDRESS + "?vecka=2027-03-28")).count("13.00–15.00") == 1


def test_each_desk_sees_what_it_works_with(signed_in):
    mine, other = week_at(25, title="Stickcafé"), week_at(25, title="Schack")
    yusuf = make_account("Yusuf", "host")
    Hosting.objects.create(activity=mine.activity, account=yusuf, since=datetime.date(2026, 1, 1))
    choir = make_organisation(name="Kören")
    other.activity.partner = choir
    other.activity.save()
    petra = make_account("Petra", "partner", organisation=choir, municipality=the_municipality())

    assert "Schack</a>" not in text(signed_in(yusuf).get(ADDRESS))
    assert "Stickcafé</a>" in text(signed_in(yusuf).get(ADDRESS))
    assert "Stickcafé</a>" not in text(signed_in(petra).get(ADDRESS))


@pytest.mark.parametrize("query", ["", "?manad=2026-11", "?plats=angen"])
def test_three_dates_ask_as_much_as_one(desk, django_assert_num_queries, query):
    venue = make_venue(slug="angen")
    week_at(25, venue=venue)
    desk.get(ADDRESS + query)
    with django_assert_num_queries(COUNTED):
        desk.get(ADDRESS + query)
    for hour in (14, 15):
        make_offer(week_at(26, hour, venue=venue), "watch_party", venue=make_venue())
    with django_assert_num_queries(COUNTED):
        desk.get(ADDRESS + query)


COUNTED = 14
