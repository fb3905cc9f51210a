# SPDX-License-Identifier: EUPL-1.2
"""The days of a rule, the hours of a day, and which new day an old one becomes."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.activities.recurrence import (
    BY_MONTH,
    BY_WEEK,
    LAST,
    SINGLE_DATES,
    Plan,
    Rule,
    Skip,
    match,
    moment,
    nth_of_month,
    plan,
    span,
)

Day = datetime.date
FIRST = Day(2026, 9, 1)  # a Tuesday
END = Day(2026, 9, 30)
some_days = st.dates(Day(2026, 1, 1), Day(2028, 12, 31))
few_days = st.frozensets(some_days, max_size=5)
rules = st.builds(
    Rule,
    pattern=st.sampled_from([BY_WEEK, BY_MONTH, SINGLE_DATES]),
    first=some_days,
    every=st.integers(1, 6),
    weekdays=st.lists(st.integers(0, 6), max_size=4).map(tuple),
    week_of_month=st.sampled_from([None, 1, 2, 3, 4, LAST]),
    until=st.none() | some_days,
    added=few_days,
    removed=few_days,
)


def monday(day):
    return day - datetime.timedelta(days=day.weekday())


def never(_day):
    return ""


def test_every_other_week_on_two_weekdays_counts_from_the_week_of_the_first_day():
    rule = Rule(BY_WEEK, Day(2026, 9, 3), every=2, weekdays=(1, 3))

    days = rule.days(Day(2026, 10, 1))

    assert days == [Day(2026, 9, n) for n in (3, 15, 17, 29)] + [Day(2026, 10, 1)]


def test_second_tuesday_of_the_month():
    rule = Rule(BY_MONTH, FIRST, weekdays=(1,), week_of_month=2)

    assert rule.days(Day(2026, 11, 30)) == [
        Day(2026, 9, 8), Day(2026, 10, 13), Day(2026, 11, 10)
    ]  # fmt: skip


def test_last_friday_of_every_other_month():
    rule = Rule(BY_MONTH, FIRST, every=2, weekdays=(4,), week_of_month=LAST)

    assert rule.days(Day(2026, 12, 31)) == [Day(2026, 9, 25), Day(2026, 11, 27)]


def test_a_rule_that_says_no_weekday_takes_that_of_its_first_day():
    assert Rule(BY_WEEK, FIRST).days(Day(2026, 9, 8)) == [FIRST, Day(2026, 9, 8)]
    assert Rule(BY_MONTH, FIRST).days(Day(2026, 10, 31)) == [FIRST, Day(2026, 10, 6)]


def test_a_fifth_weekday_counts_as_the_last():
    assert nth_of_month(Day(2026, 9, 29)) == LAST
    assert nth_of_month(Day(2026, 9, 22)) == 4


def test_single_dates_are_the_first_and_the_added():
    rule = Rule(SINGLE_DATES, FIRST, added=frozenset({Day(2026, 9, 20)}))

    assert rule.days(Day(2026, 12, 31)) == [FIRST, Day(2026, 9, 20)]
    assert rule.days(Day(2026, 8, 31)) == []


@given(rules, some_days)
def test_every_day_given_satisfies_the_rule(rule, last):
    for day in set(rule.days(last)) - rule.added:
        assert rule.first <= day <= last
        assert rule.until is None or day <= rule.until
        if rule.pattern == SINGLE_DATES:
            assert day == rule.first
            continue
        assert day.weekday() in (rule.weekdays or (rule.first.weekday(),))
        if rule.pattern == BY_WEEK:
            assert (monday(day) - monday(rule.first)).days // 7 % rule.every == 0
        else:
            months = (day.year - rule.first.year) * 12 + day.month - rule.first.month
            assert months % rule.every == 0
            assert is_nth(day, rule.nth)


def is_nth(day, nth):
    if nth == LAST:
        return (day + datetime.timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


@given(rules, some_days)
def test_no_day_that_satisfies_a_weekly_rule_is_forgotten(rule, last):
    days = set(rule.days(last))
    day, stop = rule.first, min(last, rule.until or last)
    while rule.pattern == BY_WEEK and day <= stop:
        in_step = (monday(day) - monday(rule.first)).days // 7 % rule.every == 0
        if in_step and day.weekday() in rule.days_of_week and day not in rule.removed:
            assert day in days
        day += datetime.timedelta(days=1)


@given(rules, some_days)
def test_added_days_are_always_in_and_removed_days_never(rule, last):
    days = rule.days(last)

    assert {day for day in rule.added - rule.removed if day <= last} <= set(days)
    assert not rule.removed & set(days)
    assert days == sorted(set(days))


@given(rules, some_days, some_days, st.sets(st.integers(0, 6)))
def test_a_plan_has_each_day_once_either_held_or_skipped_with_a_reason(rule, since, last, shut):
    answer = plan(rule, since, last, lambda day: "stängt" if day.weekday() in shut else "")

    skipped = [skip.day for skip in answer.skipped]
    assert not set(answer.days) & set(skipped)
    assert set(rule.days(last)) - set(answer.days) <= set(skipped) | {
        day for day in rule.days(last) if day < since
    }
    assert all(skip.reason for skip in answer.skipped)
    assert all(day >= since for day in [*answer.days, *skipped])
    assert not [day for day in answer.days if day.weekday() in shut and day not in rule.added]


def test_a_plan_says_why_a_day_is_left_out():
    rule = Rule(BY_WEEK, FIRST, removed=frozenset({Day(2026, 9, 8)}))

    answer = plan(rule, FIRST, Day(2026, 9, 15), lambda day: "inventering" if day.day == 15 else "")

    assert answer == Plan(
        [FIRST],
        [Skip(Day(2026, 9, 8), "borttaget för hand"), Skip(Day(2026, 9, 15), "inventering")],
    )


def test_a_day_added_by_hand_is_held_although_it_is_closed():
    rule = Rule(SINGLE_DATES, FIRST, added=frozenset({Day(2026, 12, 24)}))

    assert Day(2026, 12, 24) in plan(rule, FIRST, Day(2026, 12, 31), lambda _day: "stängt").days


@given(st.dates(Day(2026, 1, 1), Day(2035, 12, 31)))
def test_one_o_clock_is_one_o_clock_all_year(day):
    starts, ends = span(day, datetime.time(13), 120)

    assert timezone.localtime(starts).time() == datetime.time(13)
    assert timezone.localtime(starts).date() == day
    assert timezone.localtime(ends).time() == datetime.time(15)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (Day(2026, 3, 28), 12),
        (Day(2026, 3, 29), 11),
        (Day(2026, 10, 24), 11),
        (Day(2026, 10, 25), 12),
    ],
)
def test_the_wall_clock_holds_across_both_clock_changes(day, utc_hour):
    starts = moment(day, datetime.time(13))

    assert starts.astimezone(datetime.UTC).hour == utc_hour
    assert f"{starts:%H.%M}" == "13.00"


def test_a_time_that_spring_leaps_over_becomes_an_hour_later():
    leapt = moment(Day(2026, 3, 29), datetime.time(2, 30))

    assert f"{leapt:%H.%M %z}" == "03.30 +0200"


def test_a_time_that_autumn_repeats_is_the_first_of_the_two():
    assert f"{moment(Day(2026, 10, 25), datetime.time(2, 30)):%z}" == "+0200"


def test_minutes_are_lived_across_the_clock_change():
    starts, ends = span(Day(2026, 10, 25), datetime.time(1), 180)

    assert (ends.astimezone(datetime.UTC) - starts.astimezone(datetime.UTC)).seconds == 180 * 60
    assert f"{ends:%H.%M}" == "03.00"


def weekly(*weekdays, first=FIRST, every=1):
    return Rule(BY_WEEK, first, every=every, weekdays=weekdays)


def matched(before, after, last=END, rank=lambda _day: 0):
    return match(before.days(last), after.days(last), rank, before, after)


def test_a_tuesday_becomes_the_wednesday_of_its_week():
    assert matched(weekly(1), weekly(2), Day(2026, 9, 9)) == {
        FIRST: Day(2026, 9, 2), Day(2026, 9, 8): Day(2026, 9, 9)
    }  # fmt: skip


def test_a_day_that_stays_is_matched_with_itself():
    assert matched(weekly(1, 3), weekly(1, 4), Day(2026, 9, 4)) == {
        FIRST: FIRST, Day(2026, 9, 3): Day(2026, 9, 4)
    }  # fmt: skip


def test_two_days_become_two_days_in_order():
    assert matched(weekly(0, 2, first=Day(2026, 8, 31)), weekly(1, 3), Day(2026, 9, 4)) == {
        Day(2026, 8, 31): FIRST, Day(2026, 9, 2): Day(2026, 9, 3)
    }  # fmt: skip


def test_when_weeks_become_every_other_the_days_between_fit_nowhere():
    found = matched(weekly(1), weekly(2, every=2))

    assert found == {FIRST: Day(2026, 9, 2), Day(2026, 9, 15): Day(2026, 9, 16),
                     Day(2026, 9, 29): Day(2026, 9, 30)}  # fmt: skip


def test_the_other_weeks_take_over_from_these():
    before, after = weekly(1, every=2), weekly(1, every=2, first=Day(2026, 9, 8))

    assert matched(before, after, Day(2026, 9, 22)) == {
        FIRST: Day(2026, 9, 8), Day(2026, 9, 15): Day(2026, 9, 22)
    }  # fmt: skip


def test_who_has_people_goes_before_who_has_none():
    busy = Day(2026, 9, 3)

    found = matched(
        weekly(1, 3), weekly(2), Day(2026, 9, 4), rank=lambda day: 0 if day == busy else 1
    )

    assert found == {busy: Day(2026, 9, 2)}


def test_fewer_old_days_take_the_nearest_new():
    assert matched(weekly(3), weekly(0, 4, first=FIRST), Day(2026, 9, 6)) == {
        Day(2026, 9, 3): Day(2026, 9, 4)
    }


def test_weeks_become_months_within_the_month():
    after = Rule(BY_MONTH, FIRST, weekdays=(2,), week_of_month=2)

    assert matched(weekly(1), after) == {FIRST: Day(2026, 9, 9)}


@given(rules, rules, some_days)
def test_no_two_old_days_become_the_same_new_day(before, after, last):
    old, new = before.days(last), after.days(last)

    found = match(old, new, lambda _day: 0, before, after)

    assert set(found) <= set(old)
    assert set(found.values()) <= set(new)
    assert len(set(found.values())) == len(found)
    assert all(found[day] == day for day in set(old) & set(new))
