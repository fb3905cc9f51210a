# SPDX-License-Identifier: EUPL-1.2
"""The moment of a reminder: by the clock on the wall, never at night, never too late."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import local
from traffpunkt.activities.reminding import Lead, Quiet
from traffpunkt.ui.words import local as in_stockholm

NIGHT = Quiet(datetime.time(20), datetime.time(8))
HOUR = datetime.timedelta(hours=1)
TEN = datetime.time(10)

# Both clock changes of three years lie in here.
starts = st.datetimes(
    datetime.datetime(2026, 1, 2),  # noqa: DTZ001 - its zone is beside it
    datetime.datetime(2028, 12, 30),  # noqa: DTZ001
    timezones=st.just(datetime.UTC),
)
leads = st.builds(
    Lead,
    days=st.integers(0, 14),
    clock=st.times(),
    hours=st.integers(1, 48),
    latest=st.integers(0, 1440).map(lambda minutes: datetime.timedelta(minutes=minutes)),
)
# At least some hours of the day are open, as the form asks.
nights = st.builds(
    lambda hour, long: Quiet(datetime.time(hour), datetime.time((hour + long) % 24)),
    st.integers(0, 23),
    st.integers(0, 16),
)


def day_before(days=1, clock=TEN, latest=HOUR):
    return Lead(days, clock, 0, latest)


def hours_before(hours, latest=HOUR):
    return Lead(0, TEN, hours, latest)


@given(starts, leads, nights)
def test_a_moment_is_never_at_night_and_never_too_late(start, lead, night):
    for moment in (lead.moment(start, night), lead.last_moment(start, night)):
        assert not night.holds(moment)
        assert moment <= lead.limit(start) <= start


@given(starts, leads, nights)
def test_a_moment_outside_the_night_is_the_one_that_was_wished(start, lead, night):
    wished = lead.wished(start)
    if wished <= lead.limit(start) and not night.holds(wished):
        assert lead.moment(start, night) == wished


@given(starts, st.integers(1, 14), st.times(datetime.time(3), datetime.time(23)))
def test_days_before_at_an_hour_is_that_hour_on_the_wall_whatever_the_clocks_do(start, days, clock):
    wished = in_stockholm(day_before(days, clock).wished(start))

    assert wished.time() == clock
    assert (in_stockholm(start).date() - wished.date()).days == days


@given(starts, leads, nights)
def test_it_is_due_from_its_moment_until_it_is_too_late_and_not_at_night(start, lead, night):
    moment = lead.moment(start, night)
    instant = datetime.timedelta(microseconds=1)

    assert lead.due(start, night, moment) in {moment, lead.last_moment(start, night)}
    assert lead.due(start, night, moment - instant) is None
    assert lead.due(start, night, lead.limit(start) + instant) is None
    assert not (lead.due(start, night, moment + HOUR) and night.holds(moment + HOUR))


@given(starts, leads, nights, st.timedeltas(HOUR, datetime.timedelta(days=40)))
def test_a_date_that_moves_on_is_not_reminded_of_earlier(start, lead, night, distance):
    later = lead.moment(start + distance, night)

    # The night may take an hour before and a morning after.
    assert later >= lead.moment(start, night) - 18 * HOUR


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        (local(2026, 3, 29, 13), local(2026, 3, 28, 10)),
        (local(2026, 3, 30, 13), local(2026, 3, 29, 10)),
        (local(2026, 10, 25, 13), local(2026, 10, 24, 10)),
        (local(2026, 10, 26, 13), local(2026, 10, 25, 10)),
    ],
)
def test_the_day_before_at_ten_is_at_ten_across_both_clock_changes(start, moment):
    assert day_before().moment(start, NIGHT) == moment
    assert in_stockholm(moment).hour == 10


@pytest.mark.parametrize(
    ("lead", "start", "moment"),
    [
        # In the morning after the night, while that is in time ...
        (hours_before(2), local(2026, 11, 24, 9), local(2026, 11, 24, 8)),
        # ... else in the evening before it, an hour before it begins.
        (hours_before(2), local(2026, 11, 24, 8, 30), local(2026, 11, 23, 19)),
        (hours_before(12), local(2026, 11, 24, 10), local(2026, 11, 24, 8)),
        (hours_before(3), local(2026, 11, 24, 2), local(2026, 11, 23, 19)),
        (day_before(clock=datetime.time(22)), local(2026, 11, 24, 13), local(2026, 11, 24, 8)),
        (day_before(clock=datetime.time(6)), local(2026, 11, 24, 13), local(2026, 11, 23, 8)),
        # Later than what is too late is nothing that anybody can have meant.
        (hours_before(1, latest=3 * HOUR), local(2026, 11, 24, 13), local(2026, 11, 24, 10)),
    ],
)
def test_a_reminder_that_would_fall_in_the_night_goes_after_it_or_before(lead, start, moment):
    assert lead.moment(start, NIGHT) == moment


def test_a_night_without_hours_is_never_quiet():
    assert not Quiet(TEN, TEN).holds(local(2026, 11, 24, 10))


def test_a_quiet_hour_at_noon_is_one_as_well():
    noon = Quiet(datetime.time(12), datetime.time(13))

    assert noon.holds(local(2026, 11, 24, 12, 30))
    assert not noon.holds(local(2026, 11, 24, 13))
    assert hours_before(1).moment(local(2026, 11, 24, 14), noon) == local(2026, 11, 24, 13)
    assert timezone.is_aware(noon.ahead_of(local(2026, 11, 24, 12, 30)))


def test_who_signs_up_later_is_reminded_a_day_before():
    start = local(2026, 11, 24, 13)

    assert day_before(3).last_moment(start, NIGHT) == local(2026, 11, 23, 13)
    assert hours_before(2).last_moment(start, NIGHT) == local(2026, 11, 24, 11)
