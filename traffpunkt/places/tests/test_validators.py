# SPDX-License-Identifier: EUPL-1.2
"""A personnummer is known however it is written, and other numbers are left in peace."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from traffpunkt.places.civic_numbers import holds_civic_number, passes_luhn
from traffpunkt.places.validators import refuse_civic_number

WRITTEN = [
    "8112189876", "811218-9876", "19811218-9876", "198112189876", "811218+9876", "811218 9876",
    "811218 - 9876", "811218–9876", "811218—9876", "811218−9876", "811218‑9876",
    "811218\u00a09876", "Astrid 811218-9876, 82 år", "701063-2391",
    "1981-12-18-9876", "81-12-18-9876", "81 12 18 9876", "1981 1218 9876", "81 1218 9876",
    "811218.9876", "811218/9876", "811218--9876", "811218_9876", "811218: 9876", "811218, 9876",
    "811218 (9876)", "811218-98 76", "811218 9 8 7 6", "81 12 18 98 76", "8 1 1 2 1 8 9 8 7 6",
    "1 9 8 1 1 2 1 8 - 9 8 7 6", "2 0 0 1 1 2 1 8 9 8 7 3", "811218\uff0d9876", "811218\ufe639876",
    "811218\u20159876", "８１１２１８９８７６", "811218\u200c-9876", "81\u200d1218\u200d9876",
    "811218\u00ad9876", "8112\u200b18\u20609876", "811218-\n9876", "811218\r\n-9876",
    "vecka 10, 11, 12 och 81 12 18 9876 2 personer", "811218-9876@mail.example",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_civic_number_is_known_however_it_is_written(text):
    assert holds_civic_number(text)
    with pytest.raises(ValidationError, match="Vi sparar aldrig personnummer"):
        refuse_civic_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "811218-9875", "811318-9876", "5811218-98761", "026-17 00 01", "kl 13.00–15.00",
     "1 2 3 4 5 6 7 8 9 10", "8 1 1 2 1 8 9 8 7 6 5", "81 12 18 98 76 54", "81 12 18 1990-05-06"],
)  # fmt: skip
def test_other_numbers_are_left_in_peace(text):
    assert not holds_civic_number(text)
    refuse_civic_number(text)


def twelve(born: datetime.date, serial: int) -> str:
    """A number of nobody's: Skatteverket never gives out the serials from 980."""
    ten = f"{born:%y%m%d}{serial}"
    return f"{born:%Y}"[:2] + next(ten + sign for sign in "0123456789" if passes_luhn(ten + sign))


NOBODYS = st.builds(
    twelve, st.dates(datetime.date(1932, 1, 1), datetime.date(1999, 12, 31)), st.integers(980, 999)
)
UNSEEN = st.sampled_from(["", "", "", "\u200c", "\u200d", "\u00ad", "\u200b", "\u2060"])
DASHES = ["-", "–", "—", "−", "‑", "\uff0d", "\ufe63", "\u2015"]
SIGNS = st.sampled_from(["", " ", "\u00a0", ".", "/", "_", ":", ",", *DASHES])
GAPS = st.sampled_from(["+", " - ", "--", "-\n", "\r\n-", " (", ", ", ": ", " -- ", *DASHES])
SPLIT = st.sampled_from(["", " ", "-"])


@st.composite
def spellings(draw):
    """A number as somebody might write it, in the middle of a sentence."""
    number, with_century = draw(NOBODYS), draw(st.booleans())
    year = number[:4] if with_century else number[2:4]
    month, day, last = number[4:6], number[6:8], number[8:]
    how = draw(st.sampled_from(["date", "month and day together", "one by one"]))
    if how == "one by one":
        sign = draw(SIGNS.filter(bool))
        written = sign.join(year + month + day) + draw(GAPS | st.just(sign)) + sign.join(last)
    elif how == "date":
        sign, split = draw(SIGNS), draw(SPLIT)
        written = year + sign + month + sign + day + draw(GAPS | st.just(sign))
        written += last[:2] + split + last[2:]
    else:
        written = (
            year + draw(SIGNS.filter(bool)) + month + day + draw(GAPS | SIGNS.filter(bool)) + last
        )
    hidden = "".join(sign + draw(UNSEEN) for sign in written)
    return draw(st.sampled_from(["", "Astrid ", "(", "rum 12, "])) + hidden


@given(text=spellings())
def test_no_spelling_of_a_civic_number_is_let_through(text):
    assert holds_civic_number(text)


DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 12, 31))
HOURS = st.integers(7, 21)
QUARTERS = st.sampled_from(["00", "15", "30", "45"])
FIGURES = st.text("0123456789", min_size=10, max_size=10)


@st.composite
def phones(draw):
    """A Swedish or foreign number, parted as they are parted."""
    figures = draw(FIGURES)
    form = draw(
        st.sampled_from(
            ["07{0}-{1}{2}{3} {4}{5} {6}{7}", "07{0} {1}{2} {3}{4} {5}{6}{7}", "08-{0}{1}{2} {3}{4}{5} {6}{7}",
             "08 {0}{1} {2}{3} {4}{5} {6}{7}", "0{0}{1}-{2}{3}{4} {5}{6} {7}{8}", "0{0}{1}-{2}{3} {4}{5} {6}{7}",
             "+46 7{0} {1}{2}{3} {4}{5} {6}{7}", "+46 (0)7{0}-{1}{2}{3} {4}{5} {6}{7}",
             "+45 {0}{1} {2}{3} {4}{5} {6}{7}",
             "07{0}{1}-{2}{3} {4}{5} {6}{7}", "0771-{0}{1}{2} {3}{4}{5}", "020-{0}{1} {2}{3} {4}{5}"]
        )
    )  # fmt: skip
    return "Ring " + form.format(*figures)


@st.composite
def moments(draw):
    """A day with its hours, as one writes them in a programme."""
    day, hour, minutes = draw(DAYS), draw(HOURS), draw(QUARTERS)
    date = draw(
        st.sampled_from(
            [f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day:%y-%m-%d}", f"{day:%d/%m}", f"{day.day}/{day.month}",
             f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%d-%m-%y}", f"{day:%y %m %d}"]
        )
    )  # fmt: skip
    time = draw(
        st.sampled_from(
            [f"{hour:02}.{minutes}", f"{hour:02}.{minutes}-{hour + 2:02}.{minutes}",
             f"{hour:02}:{minutes}–{hour + 2:02}:{minutes}", f"{hour:02}-{hour + 2:02}", f"kl {hour:02}{minutes}"]
        )
    )  # fmt: skip
    return (
        draw(st.sampled_from(["", "Ny tid: "])) + date + draw(st.sampled_from([" ", ", "])) + time
    )


@st.composite
def counts(draw):
    """Years, weeks, prices and codes, one after another."""
    weeks = sorted(draw(st.sets(st.integers(10, 53), min_size=3, max_size=8)))
    years = draw(st.lists(st.integers(1900, 2100), min_size=2, max_size=6))
    prices = draw(st.lists(st.sampled_from([20, 50, 120, 350, 1000, 1250]), min_size=2, max_size=6))
    figures = draw(FIGURES)
    written = [
        "vecka " + ", ".join(map(str, weeks)), " ".join(map(str, [*weeks, 2027])), ", ".join(map(str, years)),
        "–".join(map(str, years)), " kr, ".join(map(str, prices)), f"kod {figures[:3]} {figures[3:6]} {figures[6:]}",
        f"Bg {figures[:3]}-{figures[3:7]}", f"{figures[:4]} {figures[4:8]}", f"{figures[:6]}",
        f"{figures[:5]} {figures[5:9]}",
    ]  # fmt: skip
    return draw(st.sampled_from(written))


@given(text=phones() | moments() | counts())
@example(text="2026-11-25 13.00-15.00")
@example(text="25/11 13.00–15.00, 2/12 13.00–15.00")
@example(text="2026-11-25, 2026-12-02, 2026-12-09")
@example(text="Ring 070-174 06 05 eller 026-17 80 00.")
@example(text="10, 11, 12 2026")
def test_phones_days_hours_prices_codes_and_lists_are_left_in_peace(text):
    assert not holds_civic_number(text)
