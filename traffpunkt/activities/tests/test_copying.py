# SPDX-License-Identifier: EUPL-1.2
"""A new activity that begins as another one, and the dates that are told while one writes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    make_activity,
    make_link,
    make_municipality,
    make_series,
    make_topic,
    make_venue,
)
from traffpunkt.activities.models import Activity, OfferPlan, Series
from traffpunkt.activities.recurrence import SINGLE_DATES
from traffpunkt.activities.tests.desk import text
from traffpunkt.activities.tests.planning import new, typed
from traffpunkt.activities.tests.untouched import fields_of

pytestmark = pytest.mark.django_db

NEW = reverse("activities:staff_activity_new")
WEEK = datetime.timedelta(weeks=1)


@pytest.fixture
def knitting(db):
    """A hybrid activity in two rhythms, one of them over since long."""
    activity = make_activity(title="Stickcafé", bring="Garn", cost="20 kronor")
    activity.topics.add(make_topic(municipality=activity.municipality))
    today = timezone.localdate()
    make_series(activity=activity, first=today - 60 * WEEK, until=today - 50 * WEEK)
    series = make_series(activity=activity, first=today - 20 * WEEK, weekdays=[1, 3], every=2)
    OfferPlan.objects.create(
        series=series, way="online", booking="required", capacity=30,
        link=make_link(municipality=activity.municipality),
    )  # fmt: skip
    return activity


def filled_in(desk, activity):
    return fields_of(desk.get(f"{NEW}?av={activity.pk}").content.decode())


def test_the_form_begins_as_the_other_one_and_saves_a_new_one(desk, knitting):
    fields = filled_in(desk, knitting)

    assert fields["title"] == ["Stickcafé"]
    assert fields["bring"] == ["Garn"]
    assert new(desk, fields | {"title": "Stickcafé i vår", "gor": "publish"}).status_code == 302
    made = Activity.objects.get(title="Stickcafé i vår")
    assert (made.bring, made.cost, made.state) == ("Garn", "20 kronor", "published")
    assert list(made.topics.all()) == list(knitting.topics.all())
    series = made.series.get()
    assert (series.weekdays, series.every, series.until) == ([1, 3], 2, None)
    assert series.first > timezone.localdate()
    assert {plan.way for plan in series.plans.all()} == {"on_site", "online"}
    online = series.plans.get(way="online")
    assert (online.booking, online.capacity) == ("required", 30)
    assert online.link
    assert online.link.address == "https://teams.example/mote/hemligt"
    knitting.refresh_from_db()
    assert knitting.title == "Stickcafé"


def test_who_answers_for_it_is_whoever_makes_the_new_one(desk, karin, knitting):
    fields = filled_in(desk, knitting)

    new(desk, fields | {"title": "Ny", "gor": "utkast"})

    made = Activity.objects.get(title="Ny")
    assert (made.responsible, made.state, made.link) == (karin, "draft", None)


def test_a_series_that_has_not_begun_keeps_its_first_day(desk):
    first = timezone.localdate() + 3 * WEEK
    series = make_series(first=first, weekdays=[first.weekday()])

    new(desk, filled_in(desk, series.activity) | {"title": "Ny", "gor": "utkast"})

    assert Series.objects.get(activity__title="Ny").first == first


def test_of_a_single_date_the_day_is_asked_for_anew(desk):
    series = make_series(pattern=SINGLE_DATES)

    assert filled_in(desk, series.activity)["r0-first"] == [""]


def test_a_film_begins_with_its_link_and_a_series_without_a_place_with_none(desk):
    film = make_activity(kind="on_demand", link=make_link())
    from_home = make_series()
    Series.objects.filter(pk=from_home.pk).update(venue=None)

    assert filled_in(desk, film)["film"] == ["https://teams.example/mote/hemligt"]
    assert "r0-venues" not in filled_in(desk, from_home.activity)


@pytest.mark.parametrize("asked", ["", "x", "999999999999999", "4²"])
def test_what_is_no_activity_gives_the_empty_form(desk, asked):
    assert "Allt är ifyllt som i" not in text(desk.get(NEW, {"av": asked}))


def test_the_neighbours_activity_is_not_copied(desk):
    theirs = make_activity(municipality=make_municipality(slug="granne"), title="Deras")

    assert "Deras" not in text(desk.get(NEW, {"av": theirs.pk}))


def test_the_activity_leads_to_its_copy(desk, knitting):
    page = text(desk.get(reverse("activities:staff_activity", args=[knitting.pk])))

    assert f'href="{NEW}?av={knitting.pk}"' in page


class TestTheDatesWhileOneWrites:
    """The part of the page that a script asks for; the button shows the same without script."""

    @pytest.mark.parametrize("missing", [{}, {"title": ""}, {"address": "", "ways": []}])
    def test_they_are_told_as_soon_as_the_rhythm_can_be_understood(self, desk, missing):
        answer = new(desk, typed(make_venue(name="Ängen"), bit="datum", gor="visa") | missing)

        assert answer.status_code == 200
        assert "Varannan vecka på måndag klockan 13.00" in text(answer)
        assert "Plats: Ängen" in text(answer)
        assert "<html" not in text(answer)
        assert not Activity.objects.exists()

    @pytest.mark.parametrize("missing", [{"r0-start": ""}, {"r0-first": "hej"}, {"r0-first": None}])
    def test_what_is_not_written_yet_is_no_fault(self, desk, missing):
        facts = typed(make_venue(), bit="datum", gor="visa") | missing
        answer = new(desk, {name: value for name, value in facts.items() if value is not None})

        assert (answer.status_code, text(answer)) == (200, "")

    def test_nothing_is_saved_whatever_else_was_pressed(self, desk):
        new(desk, typed(make_venue(), bit="datum", gor="publish"))

        assert not Activity.objects.exists()

    def test_more_dates_of_an_activity_are_told_too(self, desk):
        activity = make_activity()
        address = reverse("activities:staff_series_new", args=[activity.pk])

        answer = desk.post(address, typed(make_venue(), bit="datum", gor="spara"))

        assert "Varannan vecka på måndag klockan 13.00" in text(answer)
        assert not activity.series.exists()
