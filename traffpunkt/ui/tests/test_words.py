# SPDX-License-Identifier: EUPL-1.2
"""Times and lists are said as people say them."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.makers import local
from traffpunkt.ui import words
from traffpunkt.ui.contrast import contrast

TODAY = local(2026, 11, 23, 9)


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(TODAY, tick=False):
        yield


def test_a_day_says_its_weekday_and_its_year_only_when_far() -> None:
    assert words.day(datetime.date(2026, 12, 1)) == "tisdag 1 december"
    assert words.day(datetime.date(2026, 1, 1)) == "torsdag 1 januari"
    assert words.day(datetime.date(2027, 3, 4)) == "torsdag 4 mars"
    assert words.day(datetime.date(2027, 9, 1)) == "onsdag 1 september 2027"


def test_a_moment_late_in_utc_belongs_to_the_day_it_is_here() -> None:
    moment = datetime.datetime(2026, 11, 23, 23, 30, tzinfo=datetime.UTC)

    assert words.day(moment) == "tisdag 24 november"
    assert words.clock(moment) == "00.30"
    assert timezone.localdate(moment) == datetime.date(2026, 11, 24)


def test_a_span_within_a_day_and_one_over_midnight() -> None:
    starts = local(2026, 11, 24, 13)

    within = words.span(starts, local(2026, 11, 24, 15))
    over = words.span(starts, local(2026, 11, 25, 1))

    assert within == "tisdag 24 november klockan 13.00–15.00"
    assert over == "tisdag 24 november klockan 13.00 till onsdag 25 november klockan 01.00"


def test_today_and_tomorrow_are_said_first() -> None:
    assert words.near_day(local(2026, 11, 23, 13)) == "i dag, måndag 23 november"
    assert words.near_day(local(2026, 11, 24, 13)) == "i morgon, tisdag 24 november"
    assert words.near_day(local(2026, 11, 25, 13)) == "onsdag 25 november"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minuter"),
        (1, "1 minut"),
        (60, "1 timme"),
        (90, "1 timme och 30 minuter"),
        (120, "2 timmar"),
    ],
)
def test_a_length_of_time_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert words.how_long(minutes) == said


@pytest.mark.parametrize(
    ("things", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
)
def test_a_row_of_words_ends_with_and(things: list[str], said: str) -> None:
    assert words.listed(things) == said


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_what_is_no_colour_has_no_contrast() -> None:
    with pytest.raises(ValueError, match="red"):
        contrast("red", "#ffffff")
