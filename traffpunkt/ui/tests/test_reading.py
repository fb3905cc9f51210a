# SPDX-License-Identifier: EUPL-1.2
"""Days and times are understood as people write them, and refused when unclear."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.ui import reading
from traffpunkt.ui.words import clock

TUESDAY = datetime.date(2026, 11, 24)

DAYS = {
    "idag": "2026-11-24",
    "i dag": "2026-11-24",
    "Imorgon": "2026-11-25",
    "i  morgon": "2026-11-25",
    "i övermorgon": "2026-11-26",
    "I går": "2026-11-23",
    "onsdag": "2026-11-25",
    "på tisdag": "2026-12-01",
    "nu på fredag": "2026-11-27",
    "måndagen den 30 november": "2026-11-30",
    "4/3": "2027-03-04",
    "24/11": "2026-11-24",
    "24.11": "2026-11-24",
    "24.11.": "2026-11-24",
    "4/3 2026": "2026-03-04",
    "4/3-26": "2026-03-04",
    "4.3.2026": "2026-03-04",
    "4 mars": "2027-03-04",
    "4:e mars": "2027-03-04",
    "den 4 mars 2026": "2026-03-04",
    "4 dec.": "2026-12-04",
    "onsdag, 4 mars 2026": "2026-03-04",
    "2026-03-04": "2026-03-04",
    "2026–03–04": "2026-03-04",
    "20260304": "2026-03-04",
    "29/2": "2028-02-29",
}
DAYS_THAT_HAVE_BEEN = {
    "4 november": "2026-11-04",
    "4/11": "2026-11-04",
    "24 november": "2026-11-24",
    "25 november": "2025-11-25",
    "4 december": "2025-12-04",
    "4/12 2026": "2026-12-04",
    "29/2": "2024-02-29",
    "i går": "2026-11-23",
    "i förrgår": "2026-11-22",
    "i dag": "2026-11-24",
    "tisdag": "2026-11-24",
    "i tisdags": None,
    "onsdag": "2026-11-18",
    "måndag": "2026-11-23",
    "onsdag 4 november": "2026-11-04",
    "tisdag 4 november": None,
    "31/2": None,
}
NOT_DAYS = [
    "",
    "snart",
    "31/2",
    "31 februari 2026",
    "32/1",
    "0/0",
    "4/13",
    "4 ma",
    "4 juu",
    "4 jul jul",
    "tisdag 4 mars 2026",
    "tisdag hela veckan",
    "1/1 1999",
    "2026-13-01",
    "9999-01-01",
    "4 ju 2026",
    "4/3/2/1",
]
TIMES = {
    "13": "13.00",
    "9": "09.00",
    "13.00": "13.00",
    "13:00": "13.00",
    "13,30": "13.30",
    "13 30": "13.30",
    "0930": "09.30",
    "kl 13": "13.00",
    "kl. 13.15": "13.15",
    "Klockan 9.30": "09.30",
    "0": "00.00",
    "23.59": "23.59",
}
NOT_TIMES = ["", "24", "24.00", "13.60", "13.5", "99", "halv två", "13.00.00", "-1", "١٣", "1e3"]


@pytest.mark.parametrize(("typed", "meant"), DAYS.items())
def test_a_day_is_understood(typed: str, meant: str) -> None:
    assert str(reading.day(typed, TUESDAY)) == meant


@pytest.mark.parametrize(("typed", "meant"), DAYS_THAT_HAVE_BEEN.items())
def test_where_something_has_been_a_day_without_a_year_is_the_latest(
    typed: str, meant: str | None
) -> None:
    found = reading.day(typed, TUESDAY, looks_back=True)

    assert (str(found) if found else None) == meant


@pytest.mark.parametrize("typed", NOT_DAYS)
def test_an_unclear_day_is_not_guessed(typed: str) -> None:
    assert reading.day(typed, TUESDAY) is None


@pytest.mark.parametrize(("typed", "meant"), TIMES.items())
def test_a_time_is_understood(typed: str, meant: str) -> None:
    found = reading.time(typed)
    assert found is not None
    assert clock(found) == meant


@pytest.mark.parametrize("typed", NOT_TIMES)
def test_an_unclear_time_is_not_guessed(typed: str) -> None:
    assert reading.time(typed) is None


@given(st.text(max_size=60))
def test_nonsense_never_breaks_the_reading(typed: str) -> None:
    assert reading.day(typed, TUESDAY) is None or reading.day(typed, TUESDAY)
    assert reading.time(typed) is None or clock(reading.time(typed))  # type: ignore[arg-type]


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))
def test_every_written_day_means_itself(day: datetime.date) -> None:
    months = "jan feb mars apr maj juni juli aug sep okt nov dec".split()
    for typed in (f"{day}", f"{day:%d/%m %Y}", f"{day.day} {months[day.month - 1]} {day.year}"):
        assert reading.day(typed, TUESDAY) == day


@pytest.mark.parametrize(
    "typed", ["tis 12 januari", "tisd. 12 jan", "12 januari -27", "12 jan '27"]
)
def test_short_weekdays_and_short_years_are_read(typed):
    assert reading.day(typed, datetime.date(2026, 11, 25)) == datetime.date(2027, 1, 12)
