# SPDX-License-Identifier: EUPL-1.2
"""The days after today, a line for each date: the rest of this week, or the coming one."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from traffpunkt.activities.cards import Card, lines
from traffpunkt.activities.programme import Question, monday
from traffpunkt.places.models import Municipality
from traffpunkt.ui.words import date_of

SATURDAY = 5
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


def ahead_of(municipality: Municipality, today: datetime.date) -> Ahead:
    """The rest of this week; the coming one too at the weekend, or where nothing else is left."""
    one_day = datetime.timedelta(days=1)
    tomorrow, coming = today + one_day, monday(today) + 7 * one_day
    dates = municipality.occasions.shown()
    if today.weekday() < SATURDAY and (left := lines(dates.between(tomorrow, coming - one_day))):
        return Ahead(_("Resten av veckan"), Question(today), by_date(left))
    found = by_date(lines(dates.between(tomorrow, coming + 6 * one_day)))
    both = found and found[0].question.first < coming
    heading = _("I morgon och nästa vecka") if both else _("Nästa vecka")
    return Ahead(heading, Question(coming), found)


def by_date(dates: list[Card]) -> list[Day]:
    """Each day that something happens on, with its dates."""
    found: dict[datetime.date, list[Card]] = {}
    for date in dates:
        found.setdefault(date_of(date.starts), []).append(date)
    return [Day(Question(day, one_day=True), those) for day, those in found.items()]
