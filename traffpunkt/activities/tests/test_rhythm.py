# SPDX-License-Identifier: EUPL-1.2
"""Rules as one says them."""

import datetime

import pytest

from traffpunkt.activities.recurrence import BY_MONTH, BY_WEEK, LAST, SINGLE_DATES, Rule
from traffpunkt.activities.rhythm import in_words

Day = datetime.date
TUESDAY = Day(2031, 9, 2)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"weekdays": (1,)}, "Varje tisdag klockan 13.00–15.00 från 2 september 2031"),
        (
            {"weekdays": (1, 3), "every": 2, "until": Day(2031, 12, 15)},
            (
                "Varannan vecka på tisdag och torsdag klockan 13.00–15.00 "
                "från 2 september 2031 till 15 december 2031"
            ),
        ),
        (
            {"weekdays": (0,), "every": 3},
            "Var tredje vecka på måndag klockan 13.00–15.00 från 22 september 2031",
        ),
        (
            {"weekdays": (1,), "every": 12},
            "Var 12:e vecka på tisdag klockan 13.00–15.00 från 2 september 2031",
        ),
        (
            {"pattern": BY_MONTH, "weekdays": (1,), "week_of_month": 2},
            "Andra tisdagen i månaden klockan 13.00–15.00 från 9 september 2031",
        ),
        (
            {"pattern": BY_MONTH, "weekdays": (4,), "week_of_month": LAST, "every": 2},
            "Sista fredagen varannan månad klockan 13.00–15.00 från 26 september 2031",
        ),
        (
            {"pattern": BY_MONTH, "weekdays": (1, 2), "week_of_month": 1, "every": 3},
            (
                "Första tisdagen och onsdagen var tredje månad klockan 13.00–15.00 "
                "från 2 september 2031"
            ),
        ),
        ({"pattern": SINGLE_DATES}, "2 september 2031 klockan 13.00–15.00"),
        (
            {
                "pattern": SINGLE_DATES,
                "added": frozenset(TUESDAY + datetime.timedelta(days=n) for n in (1, 2, 3, 4)),
            },
            "5 datum klockan 13.00–15.00",
        ),
        (
            {"added": frozenset({Day(2031, 9, 5)}), "removed": frozenset({Day(2031, 9, 9)})},
            (
                "Varje tisdag klockan 13.00–15.00 från 2 september 2031 "
                "och även 5 september 2031 utom 9 september 2031"
            ),
        ),
        (
            {"weekdays": (4,), "until": Day(2031, 9, 3)},
            "Varje fredag klockan 13.00–15.00 från 2 september 2031 till 3 september 2031",
        ),
    ],
)
def test_a_rule_is_said_as_people_say_it(facts, words):
    rule = Rule(**{"pattern": BY_WEEK, "first": TUESDAY} | facts)

    assert in_words(rule, datetime.time(13), 120) == words


def test_this_years_dates_need_no_year(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: Day(2031, 1, 1))

    words = in_words(Rule(BY_WEEK, TUESDAY), datetime.time(13), 90)

    assert words == "Varje tisdag klockan 13.00–14.30 från 2 september"
