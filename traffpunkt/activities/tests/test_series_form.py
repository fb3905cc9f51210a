# SPDX-License-Identifier: EUPL-1.2
"""The forms of a series: one more of them, and changes shown before they are done."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    make_series,
    make_venue,
)
from traffpunkt.activities.models import Occasion, Series
from traffpunkt.activities.tests.planning import said, typed
from traffpunkt.channels.models import Link
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue(karin):
    return make_venue(name="Träffpunkt Ängen")


def test_one_more_series_begins_with_the_ways_of_the_last(desk, venue):
    series = make_series(seats=7)
    series.plans.update(instructions="Ring på", opens_days=9)
    address = reverse("activities:staff_series_new", args=[series.activity_id])

    page = desk.get(address).content.decode()
    assert 'value="7"' in page
    data = typed(
        venue,
        gor="spara",
        ways=["on_site"],
        address="",
        **{"on_site-seats": "7", "on_site-opens": "9"},
    )
    shown = desk.post(address, data | {"gor": "visa"})
    assert shown.status_code == 200
    assert Series.objects.count() == 1
    for _press in range(2):
        assert "Datumen är sparade." in desk.post(address, data, follow=True).content.decode()

    added = Series.objects.latest("pk")
    assert Series.objects.count() == 2
    assert added.plans.get().opens_days == 9


def change(client, series, **given):
    """The form of a series as it is, with some answers changed."""
    address = reverse("activities:staff_series", args=[series.pk])
    sheet = client.get(address).context["sheet"]
    data = {}
    for form in sheet.forms:
        for name in form.fields:
            field = form[name]
            value = field.field.prepare_value(field.value()) if name != "ways" else field.value()
            if value not in (None, "", False):
                data[form.add_prefix(name)] = value
    return client.post(address, data | given)


def test_a_form_that_is_sent_as_it_stands_changes_nothing(desk):
    series = make_series(seats=7, skip_holidays=False)
    series.unroll()
    before = list(
        Occasion.objects.order_by("pk").values("starts", "ends", "venue", "sequence", "slot")
    )

    answer = change(desk, series, gor="spara")

    assert answer.status_code == 302
    assert (
        list(Occasion.objects.order_by("pk").values("starts", "ends", "venue", "sequence", "slot"))
        == before
    )
    assert series.plans.get().capacity == 7


def test_what_a_change_does_is_shown_before_it_is_done(desk, astrid):
    series = make_series(skip_holidays=False)
    series.unroll()
    first = series.occasions.earliest("starts")
    first.sign_up(astrid, first.offers.get(), by=SYSTEM)

    page = change(desk, series, weekdays=["2"], gor="visa").content.decode()

    assert "Det här händer" in page
    assert "1 besked går till dem som är anmälda." in page
    assert "Spara ändringen" in page
    assert not Message.objects.filter(kind="moved").exists()
    first.refresh_from_db()
    assert timezone.localtime(first.starts).weekday() == 1

    assert change(desk, series, weekdays=["2"], gor="spara").status_code == 302
    first.refresh_from_db()
    assert timezone.localtime(first.starts).weekday() == 2
    assert Message.objects.filter(kind="moved").count() == 1


def test_this_and_following_begins_at_the_day_one_comes_from(desk):
    series = make_series(skip_holidays=False)
    series.unroll()
    third = series.occasions.order_by("starts")[2]
    page = desk.get(reverse("activities:staff_series", args=[series.pk]) + f"?fran={third.slot}")
    assert said(third.slot) in page.content.decode()

    answer = change(desk, series, from_day=said(third.slot), start="9", end="11", gor="spara")

    assert answer.status_code == 302
    assert series.occasions.count() == 2
    assert Series.objects.get(follows=series).start_time == datetime.time(9)


def test_a_last_day_before_the_change_is_said_to_be_so(desk):
    series = make_series(skip_holidays=False)
    series.until = series.first + datetime.timedelta(days=60)
    series.save()

    answer = change(
        desk, series, from_day=said(series.until + datetime.timedelta(days=7)), gor="visa"
    )

    assert answer.status_code == 422
    assert "Den sista dagen är före den dag som ändringen gäller från." in answer.content.decode()


def test_a_place_that_has_closed_stays_until_somebody_changes_it(desk):
    shut = make_venue(closed_for_good=timezone.localdate())
    series = make_series(skip_holidays=False, venue=shut)

    change(desk, series, gor="spara")

    series.refresh_from_db()
    assert series.venue == shut


@pytest.mark.parametrize("asked", ["blaj", "2026-13-45", ""])
def test_a_day_that_is_no_day_is_left_out_of_the_form(desk, asked):
    series = make_series()

    page = desk.get(reverse("activities:staff_series", args=[series.pk]) + f"?fran={asked}")

    assert page.context["sheet"].rhythm["from_day"].value() is None


def test_a_change_that_cannot_be_understood_is_said(desk):
    series = make_series()

    answer = change(desk, series, start="blaj", gor="spara")

    assert answer.status_code == 422
    assert "blaj" in answer.content.decode()


def test_an_unusual_rhythm_can_be_kept(desk):
    weekly = make_series(every=6, skip_holidays=False)
    monthly = make_series(every=3, pattern="monthly", week_of_month=1, skip_holidays=False)
    single = make_series(pattern="single")

    page = desk.get(reverse("activities:staff_series", args=[weekly.pk])).content.decode()
    assert "Var 6:e vecka" in page
    for series in (weekly, monthly, single):
        rule = series.rule
        assert change(desk, series, gor="spara").status_code == 302
        series.refresh_from_db()
        assert (series.rule.every, series.rule.pattern) == (rule.every, rule.pattern)


def test_days_are_added_and_removed_in_the_form(desk):
    series = make_series(skip_holidays=False)
    series.unroll()
    first, second = (
        row.slot or row.starts.date() for row in series.occasions.order_by("starts")[:2]
    )
    sunday = second + datetime.timedelta(days=5)

    change(desk, series, removed=said(first), added=f"{said(sunday)}, ", gor="spara")

    slots = set(series.occasions.values_list("slot", flat=True))
    assert first not in slots
    assert sunday in slots
    page = desk.get(reverse("activities:staff_series", args=[series.pk])).content.decode()
    assert said(sunday) in page


def test_the_link_of_a_series_stays_one_until_it_is_changed(desk):
    series = make_series(skip_holidays=False)
    online = {"ways": ["on_site", "online"], "address": "https://teams.live.com/a", "gor": "spara"}
    change(desk, series, **online)
    change(desk, series, **online)
    assert Link.objects.count() == 1

    change(desk, series, **online | {"address": "https://teams.live.com/b"})
    assert series.plans.get(link__address="https://teams.live.com/b").way == "online"
