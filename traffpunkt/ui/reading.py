# SPDX-License-Identifier: EUPL-1.2
"""Reads days and times the way people write them: "4/3", "tisdag 4 mars", "i morgon", "kl 13"."""

import datetime
import re

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
NEAR = {"idag": 0, "i dag": 0, "imorgon": 1, "i morgon": 1, "imorron": 1, "i övermorgon": 2} | {
    "igår": -1,
    "i går": -1,
    "i förrgår": -2,
}
YEARS = range(2000, 2101)

YEAR_FIRST = re.compile(r"(\d{4})[-./ ]?(\d{2})[-./ ]?(\d{2})")
NUMBERS = re.compile(r"(\d{1,2}) ?[/.] ?(\d{1,2})\.?(?:[-/., ]+(\d{4}|\d{2}))?")
MONTH_IN_WORDS = re.compile(r"(\d{1,2})(?::?[ae])?\.? ?([a-zåäö]{3,9})\.?,? ?(\d{4}|[-'’]\d{2})?")
TIME = re.compile(r"(?:kl\.?|klockan)? ?([01]?\d|2[0-3])(?:[.:, ]?([0-5]\d))?")
LEADING = re.compile(r"^(?:nu |den |på |nästa )+")


def tidied(typed: str) -> str:
    """Small letters, single spaces, nothing around."""
    return " ".join(typed.lower().replace("\u2212", "-").replace("–", "-").split())


def day(typed: str, today: datetime.date, *, looks_back: bool = False) -> datetime.date | None:
    """The day that somebody means; None when it is unclear.

    Where no year is said it is the first such day from today on, and the latest one up to today
    where what is asked about has been."""
    text = LEADING.sub("", tidied(typed))
    if text in NEAR:
        return today + datetime.timedelta(days=NEAR[text])
    weekday, text = apart(text)
    if weekday is None:
        return dated(text, today, looks_back)
    if not text:
        ahead = (weekday - today.weekday() - 1) % 7 + 1
        return today + datetime.timedelta(days=ahead - 7 if looks_back else ahead)
    found = dated(text, today, looks_back)
    return found if found and found.weekday() == weekday else None


def apart(text: str) -> tuple[int | None, str]:
    """A weekday that stands first, and what follows it."""
    first, _, rest = text.partition(" ")
    name = first.rstrip(",.").removesuffix("en")
    known = [place for place, each in enumerate(WEEKDAYS) if each.startswith(name)]
    if len(name) >= 3 and known:
        return known[0], LEADING.sub("", rest)
    return None, text


def dated(text: str, today: datetime.date, looks_back: bool) -> datetime.date | None:
    """A date in figures, or with its month in words."""
    if found := YEAR_FIRST.fullmatch(text):
        year, month, number = found.groups()
        return exact(int(year), int(month), int(number))
    if found := NUMBERS.fullmatch(text):
        number, month, year = found.groups()
        return of_year(year, int(month), int(number), today, looks_back)
    if found := MONTH_IN_WORDS.fullmatch(text):
        number, name, year = found.groups()
        year = year and year.lstrip("-'’")
        return of_year(year, month_called(name), int(number), today, looks_back)
    return None


def month_called(name: str) -> int:
    """The number of a month by its name or its first letters; 0 when there is none such."""
    full = (
        "januari februari mars april maj juni juli augusti september oktober november december"
    ).split()
    known = [place for place, month in enumerate(full, 1) if month.startswith(name)]
    return known[0] if len(known) == 1 else 0


def of_year(
    year: str | None, month: int, number: int, today: datetime.date, looks_back: bool
) -> datetime.date | None:
    """The day in the year that was said, else the nearest such day on the side that is meant."""
    if year:
        return exact(int(year) + 2000 if len(year) == 2 else int(year), month, number)
    step = -1 if looks_back else 1
    near = (exact(today.year + step * years, month, number) for years in range(9))
    return next((found for found in near if found and (found - today).days * step >= 0), None)


def exact(year: int, month: int, number: int) -> datetime.date | None:
    """The date, if the calendar has it and it is in our time."""
    try:
        return datetime.date(year, month, number) if year in YEARS else None
    except ValueError:
        return None


def time(typed: str) -> datetime.time | None:
    """The time of day that somebody means: "13", "13.00", "kl 9:30", "0930"; None when unclear."""
    found = TIME.fullmatch(tidied(typed))
    if not found:
        return None
    return datetime.time(int(found[1]), int(found[2] or 0))
