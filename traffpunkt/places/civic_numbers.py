# SPDX-License-Identifier: EUPL-1.2
"""Knows a personnummer or samordningsnummer however it is spelt, and leaves other numbers alone."""

import datetime
import itertools
import re
import unicodedata

from django.utils import timezone

# Six or eight figures and four, with at most a sign between: nothing else is written so.
PLAIN = re.compile(r"(?<!\d)(?:19|20)?(\d\d)(\d\d)(\d\d)\s?[-+‐-—−]?\s?(\d{4})(?!\d)")
# The same written apart: the date with one and the same sign between its parts or none, then any
# signs, then four figures that may be parted too. Phone numbers, times and prices are parted elsewhere.
# It only looks ahead, so that a number which seems to be the beginning hides none after it.
PARTED = re.compile(
    r"""(?<![\d+])(?=(?P<all>
    (?P<century>19|20)?(?P<year>\d\d)
    (?:(?P<sign>[\W_]{1,3})\d\d(?P=sign)\d\d[\W_]{1,4}
      |[\W_]{1,3}(?P<joined>\d{4})[\W_]{1,4}
      |\d{4}[\W_]{0,4})
    (?P<last>\d{4}(?!\d|[-./]\d\d?[-./]\d)|\d(?:[ -]?\d){3}(?![ ./-]?\d))
    ))""",
    re.VERBOSE,
)
# Every figure by itself.
SPELT = re.compile(
    r"(?<!\d)(?:1([\W_]{1,2})9\1|2([\W_]{1,2})0\2)?"
    r"(\d)([\W_]{1,2})(\d)\4(\d)\4(\d)\4(\d)\4(\d)[\W_]{1,4}(\d)\4(\d)\4(\d)\4(\d)(?!\4?\d)"
)
FROM_TO = re.compile(r"(\d\d)-(\d\d)")
# Around these years a date with figures after it rather says when something takes place.
YEARS_BACK, YEARS_AHEAD = 3, 5


def holds_civic_number(text: str) -> bool:
    """Whether the text holds a personnummer or samordningsnummer."""
    plain = shown_signs(text)
    if any(is_civic_number("".join(found)) for found in PLAIN.findall(plain)):
        return True
    if any(is_civic_number("".join(found[2:3] + found[4:])) for found in SPELT.findall(plain)):
        return True
    return any(
        is_civic_number(figures(found["all"])[-10:])
        for found in PARTED.finditer(plain)
        if not (is_list(found) or is_phone(found) or is_moment(found))
    )


def shown_signs(text: str) -> str:
    """The text as it is seen: wide and small forms made plain, signs that do not show left out."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def figures(text: str) -> str:
    """Only the figures of a text."""
    return "".join(sign for sign in text if sign.isdecimal())


def is_civic_number(ten: str) -> bool:
    """Whether ten figures begin with a date and end with the right check digit (SKV 704)."""
    return is_date(ten[:2], ten[2:4], ten[4:6]) and passes_luhn(ten)


def passes_luhn(ten: str) -> bool:
    """Whether ten digits carry the check digit of a Swedish civic number (SKV 704)."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def is_date(year: str, month: str, day: str) -> bool:
    """Whether six digits are a date; co-ordination numbers add 60 to the day."""
    number = int(day) - 60 if int(day) > 60 else int(day)
    try:
        datetime.date(2000 + int(year), int(month), number)
    except ValueError:
        return False
    return True


def is_list(found: re.Match[str]) -> bool:
    """Whether the numbers only rise, as weeks and years do: 10, 11, 12, 2026."""
    numbers = [int(each) for each in re.findall(r"\d+", found["all"])]
    return len(numbers) > 3 and all(low < high for low, high in itertools.pairwise(numbers))


def is_phone(found: re.Match[str]) -> bool:
    """Whether it begins with 0 and is parted as phone numbers are, not as birthdays."""
    begins = not found["century"] and found["year"].startswith("0")
    return begins and (bool(found["joined"]) or not found["last"].isdecimal())


def is_moment(found: re.Match[str]) -> bool:
    """Whether it rather says when something takes place: 2026-11-25 1300, or hours from 13-15."""
    last = found["last"]
    if (span := FROM_TO.fullmatch(last)) and int(span[1]) < int(span[2]) <= 24:
        return True
    this_year = timezone.localdate().year
    around = {year % 100 for year in range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)}
    four = figures(last)
    is_clock = int(four[:2]) <= 24 and int(four[2:]) < 60
    return is_clock and found["century"] != "19" and int(found["year"]) in around
