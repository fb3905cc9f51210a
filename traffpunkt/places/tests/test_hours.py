# SPDX-License-Identifier: EUPL-1.2
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.places.hours import Unclear, read, written


def at(hour: int, minute: int = 0) -> datetime.time:
    return datetime.time(hour, minute)


NINE_TO_FOUR = [(at(9), at(16))]
WITH_LUNCH = [(at(9), at(12)), (at(13), at(16))]


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("9–16", NINE_TO_FOUR),
        ("9-16", NINE_TO_FOUR),
        ("9 — 16", NINE_TO_FOUR),
        ("09.00–16.00", NINE_TO_FOUR),
        ("09:00 - 16:00", NINE_TO_FOUR),
        ("0900-1600", NINE_TO_FOUR),
        ("kl 9–16", NINE_TO_FOUR),
        ("klockan 9 till 16", NINE_TO_FOUR),
        ("Öppet 9–16.", NINE_TO_FOUR),
        ("från 9 till klockan 16", NINE_TO_FOUR),
        ("9.00–12.00, 13–16", WITH_LUNCH),
        ("9-12,13-16", WITH_LUNCH),
        ("9–12 och 13–16", WITH_LUNCH),
        ("9–12; 13–16", WITH_LUNCH),
        ("13–16, 9–12", WITH_LUNCH),
        ("9,30–12", [(at(9, 30), at(12))]),
        ("9–12,30", [(at(9), at(12, 30))]),
        ("9,30–12, 13–16,30", [(at(9, 30), at(12)), (at(13), at(16, 30))]),
        ("9–12, 12–16", [(at(9), at(12)), (at(12), at(16))]),
        ("", []),
        ("  ", []),
        ("-", []),
        ("–", []),
        ("stängt", []),
        ("Stängt.", []),
        ("Stängd", []),
        ("håller stängt", []),
    ],
)
def test_hours_are_understood_as_people_write_them(typed, hours):
    assert read(typed) == hours


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("9", "till exempel 9–16"),
        ("9–16–18", "till exempel 9–16"),
        ("9–25", "till exempel 9–16"),
        ("nio till fyra", "till exempel 9–16"),
        ("9–16,", "till exempel 9–16"),
        ("dygnet runt", "till exempel 9–16"),
        ("16–9", "slutar innan"),
        ("9–9", "slutar innan"),
        ("9–13, 12–16", "går in i varandra"),
        ("9" * 60, "till exempel 9–16"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused_with_the_reason(typed, why):
    with pytest.raises(Unclear, match=why):
        read(typed)


def test_a_day_without_hours_is_written_as_closed():
    assert written([]) == "stängt"


def test_hours_are_written_as_they_are_said():
    assert written(WITH_LUNCH) == "09.00–12.00, 13.00–16.00"
    assert written([(at(0), at(0, 30))]) == "00.00–00.30"


times = st.times(min_value=at(0), max_value=at(23, 59)).map(
    lambda time: time.replace(second=0, microsecond=0)
)


@given(st.lists(times, unique=True, max_size=6).map(sorted))
def test_what_is_written_is_read_back_as_it_was(moments):
    spans = list(zip(moments[::2], moments[1::2], strict=False))
    assert read(written(spans)) == spans


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_reader(typed):
    try:
        spans = read(typed)
    except Unclear:
        return
    assert all(opens < closes for opens, closes in spans)
