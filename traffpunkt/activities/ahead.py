# SPDX-License-Identifier: EUPL-1.2
"""Today, and the days after it with a line for each date: the rest of this week, or the coming one."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from traffpunkt.activities.cards import Card, cards_of, facts_of, lines_of
from traffpunkt.activities.programme import Question, monday
from traffpunkt.places.models import Municipality
from traffpunkt.ui.words import date_of

SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)
# As many lines of one day as one takes in at a glance; the rest of the day is a press away.
ON_A_DAY = 8


@dataclass(frozen=True, slots=True)
class Day:
    """One day ahead with its dates; the question is the programme of that day."""

    question: Question
    dates: list[Card]

    @property
    def shown(self) -> list[Card]:
        """The dates that get a line, all of them but on a very full day."""
        return self.dates[: ON_A_DAY if self.left_out else None]

    @property
    def left_out(self) -> int:
        """How many dates have no line here; never a single one, whose line takes no more room."""
        beyond = len(self.dates) - ON_A_DAY
        return beyond if beyond > 1 else 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """Some days on which something happens, what they are called together, and their programme."""

    heading: str
    week: Question
    days: list[Day]


def coming(municipality: Municipality, today: datetime.date) -> tuple[list[Card], Ahead]:
    """The cards of what today still holds, and the days ahead: the rest of this week, and the
    coming one too at the weekend or where nothing else is left.

    All is read in one question, and one more for the ways of today's cards.
    """
    this_week = today.weekday() < SATURDAY
    next_monday = monday(today) + 7 * ONE_DAY
    dates = municipality.occasions.shown()
    last = next_monday + (-1 if this_week else 6) * ONE_DAY
    # What began last night and has not ended is of today.
    rows = facts_of(dates.between(today - ONE_DAY, last).upcoming())
    of_today = [row for row in rows if date_of(row[1]) <= today]
    later = rows[len(of_today) :]
    if this_week and not later:
        later = facts_of(dates.between(next_monday, next_monday + 6 * ONE_DAY))
    return cards_of(of_today), told(by_date(lines_of(later)), today, next_monday)


def told(days: list[Day], today: datetime.date, next_monday: datetime.date) -> Ahead:
    """Some days ahead with what one calls them together."""
    if days and days[0].question.first < next_monday:
        if today.weekday() < SATURDAY:
            return Ahead(_("Resten av veckan"), Question(today), days)
        return Ahead(_("I morgon och nästa vecka"), Question(next_monday), days)
    return Ahead(_("Nästa vecka"), Question(next_monday), days)


def by_date(dates: list[Card]) -> list[Day]:
    """Each day that something happens on, with its dates."""
    found: dict[datetime.date, list[Card]] = {}
    for date in dates:
        found.setdefault(date_of(date.starts), []).append(date)
    return [Day(Question(day, one_day=True), those) for day, those in found.items()]
