# SPDX-License-Identifier: EUPL-1.2
"""A series and its dates: what the worker makes, and how the rule reads."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import (
    make_venue,
)
from traffpunkt.activities.models import OfferPlan, Series, SeriesDate
from traffpunkt.activities.models.series import HORIZON
from traffpunkt.activities.tests.unrolling import (
    WEEK,
    days,
    monday_after,
    plain_series,
    unrolled,
)
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.places.models import ClosedDay

pytestmark = pytest.mark.django_db


# Unrolling


def test_unrolling_makes_each_date_with_its_ways_of_taking_part():
    series = plain_series(seats=12)
    made = series.unroll()

    assert len(made) in {25, 26, 27}
    assert all(row.starts.astimezone(timezone.get_default_timezone()).hour == 13 for row in made)
    assert {offer.capacity for row in made for offer in row.offers.all()} == {12}
    assert all(row.slot.weekday() == 1 for row in made)


def test_unrolling_twice_makes_nothing_twice():
    series = unrolled()

    assert series.unroll() == []
    assert Entry.objects.about(series).filter(verb="unrolled").count() == 1


def test_the_horizon_begins_at_the_first_day_when_that_is_far_away():
    far = timezone.localdate() + 2 * HORIZON
    assert unrolled(first=far).occasions.exists()


def test_the_second_half_ends_where_the_whole_did_and_so_does_its_own_second_half():
    series = unrolled()
    whole = days(series)

    for number in (10, 15):
        occasion = series.activity.occasions.order_by("starts")[number]
        occasion.series.change(occasion.slot, {"start_time": datetime.time(10)}, by=SYSTEM)

    assert Series.objects.count() == 3
    assert days(series.activity) == whole
    for half in Series.objects.all():
        assert half.unroll() == []


def test_a_half_that_begins_beyond_the_horizon_has_dates_all_the_same():
    series = unrolled()
    far = days(series)[-1] + 4 * WEEK

    series.change(far, {"start_time": datetime.time(10)}, by=SYSTEM)

    half = Series.objects.get(follows=series)
    assert half.occasions.exists()
    assert half.horizon == half.first + HORIZON


def test_a_cancelled_date_is_not_made_again():
    series = unrolled()
    first = series.occasions.first()
    first.cancel("Sjukdom", by=SYSTEM)

    assert series.unroll() == []
    assert series.occasions.get(slot=first.slot).is_cancelled


def test_a_moved_date_is_not_made_again_on_its_old_day():
    series = unrolled()
    first = series.occasions.first()
    first.move(first.starts + WEEK / 7, first.ends + WEEK / 7, first.venue, by=SYSTEM)

    assert series.unroll() == []


def test_todays_date_is_not_made_once_its_hour_has_passed():
    series = plain_series(first=timezone.localdate(), weekdays=[], start_time=datetime.time(0))
    series.unroll()

    assert timezone.localdate() not in days(series)


def test_dates_on_closed_days_and_holidays_are_skipped_with_their_reason():
    series = plain_series(skip_holidays=True)
    shut = monday_after() + datetime.timedelta(days=1)
    ClosedDay.objects.create(
        municipality=series.municipality,
        venue=series.venue,
        first=shut,
        last=shut,
        reason="målning",
    )
    ClosedDay.objects.create(municipality=series.municipality, first=shut + WEEK, last=shut + WEEK)
    ClosedDay.objects.create(
        municipality=series.municipality, venue=make_venue(), first=shut + 2 * WEEK,
        last=shut + 2 * WEEK,
    )  # fmt: skip

    plan = series.days_ahead()

    assert [skip.reason for skip in plan.skipped[:2]] == ["målning", "stängt"]
    assert shut + 2 * WEEK in plan.days or len(plan.skipped) > 2


def test_a_venue_closed_for_good_gets_no_more_dates():
    venue = make_venue(closed_for_good=monday_after(3))
    series = unrolled(venue=venue)

    assert max(days(series)) < monday_after(3)


def test_a_series_may_keep_closed_days():
    series = plain_series(skip_closed=False)
    shut = monday_after() + datetime.timedelta(days=1)
    ClosedDay.objects.create(municipality=series.municipality, first=shut, last=shut)

    assert shut in series.days_ahead().days


def test_sign_up_opens_and_closes_as_the_plan_says():
    series = plain_series()
    series.plans.update(opens_days=7, closes_minutes=60)
    first = series.unroll()[0]
    offer = first.offers.get()

    assert timezone.localtime(offer.opens).date() == first.slot - WEEK
    assert timezone.localtime(offer.opens).time() == datetime.time(0)
    assert first.starts - offer.closes == datetime.timedelta(hours=1)


def test_a_standing_place_is_filled_on_new_dates(astrid):
    series = plain_series()
    series.grant_standing(astrid, "on_site", by=SYSTEM)
    made = series.unroll()

    assert made[3].signups.get().person == astrid


def test_a_series_without_ways_still_gets_its_dates():
    series = plain_series()
    series.plans.all().delete()

    assert series.unroll()[0].offers.count() == 0


def test_unrolling_costs_the_same_for_few_dates_and_for_many(django_assert_num_queries):
    few, many = plain_series(until=monday_after(3)), plain_series()

    with django_assert_num_queries(13):
        few.unroll()
    with django_assert_num_queries(13):
        many.unroll()


def test_rolling_are_those_that_may_get_more_dates():
    going = plain_series()
    ended = plain_series(first=timezone.localdate() - WEEK, until=timezone.localdate() - WEEK)
    put_away = plain_series()
    put_away.activity.archive(by=SYSTEM)

    assert list(Series.objects.rolling()) == [going]
    assert ended.unroll() == []


# Words


def test_the_rule_in_words():
    series = Series(
        pattern="weekly", every=2, weekdays=[1, 3], first=datetime.date(2031, 9, 2),
        until=datetime.date(2031, 12, 15), start_time=datetime.time(13),
    )  # fmt: skip

    assert series.in_words == (
        "Varannan vecka på tisdag och torsdag klockan 13.00–15.00 från 2 september 2031 "
        "till 15 december 2031"
    )


def test_the_words_of_a_split_series_say_when_it_ends():
    series = unrolled()
    third = series.occasions.order_by("starts")[2]
    series.change(third.slot, {}, by=SYSTEM)

    series.refresh_from_db()
    assert " till " in series.in_words


def test_a_plan_reads_as_its_way():
    assert str(OfferPlan(way="on_site")) == "kom hit"
    assert str(Series(activity_id=7, pattern="weekly", first=monday_after())).startswith("7 weekly")
    assert str(SeriesDate(day=datetime.date(2026, 9, 1), change="added")) == "2026-09-01 added"
