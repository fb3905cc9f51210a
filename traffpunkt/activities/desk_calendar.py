# SPDX-License-Identifier: EUPL-1.2
"""The workroom's calendar: what happens where, a week with its hours or a month at a glance."""

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities.clashes import clashes_of
from traffpunkt.activities.models import Activity, Occasion, Offer, Way
from traffpunkt.activities.programme import monday
from traffpunkt.people.desk import Desk
from traffpunkt.places.models.closed_day import holiday_name
from traffpunkt.ui.words import date_of, day, listed, written

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(weeks=1)
YEARS = range(2000, 2101)


def read_any_day(typed: str) -> datetime.date | None:
    """A day from an address, of any year that we may have lived or planned in."""
    try:
        found = datetime.date.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.year in YEARS else None


@dataclass(frozen=True, slots=True)
class Span:
    """The days to show: a week from its Monday or a month from its first, at a place or at all."""

    first: datetime.date
    is_month: bool = False
    venue: str = ""

    @classmethod
    def asked(cls, given: QueryDict) -> Self:
        """The days in an address; what cannot be understood is this week."""
        today = timezone.localdate()
        month = read_any_day(given.get("manad", "") + "-01")
        week = read_any_day(given.get("vecka", "")) or today
        # No slug of ours holds a NUL or its like, and PostgreSQL refuses to look for one.
        slug = given.get("plats", "")[:50]
        venue = slug if slug.isprintable() else ""
        return cls(month or monday(week), month is not None, venue)

    @property
    def last(self) -> datetime.date:
        """The Sunday, or the last of the month."""
        if self.is_month:
            _weekday, length = calendar.monthrange(self.first.year, self.first.month)
            return self.first.replace(day=length)
        return self.first + WEEK - DAY

    @property
    def name(self) -> str:
        """What it is called: "Vecka 48, måndag 23 november till söndag 29 november"."""
        if self.is_month:
            return capfirst(written(self.first, "F Y"))
        words = {"week": week_words(self.first), "first": day(self.first), "last": day(self.last)}
        return _("%(week)s, %(first)s till %(last)s") % words

    @property
    def query(self) -> str:
        """The same as an address writes it."""
        shape = "%Y-%m" if self.is_month else "%Y-%m-%d"
        facts = {"manad" if self.is_month else "vecka": f"{self.first:{shape}}"}
        return "?" + urlencode(facts | ({"plats": self.venue} if self.venue else {}))

    @property
    def earlier(self) -> "Span":
        """The week or month before."""
        before = self.first - DAY
        return replace(self, first=before.replace(day=1) if self.is_month else monday(before))

    @property
    def later(self) -> "Span":
        """The week or month after."""
        return replace(self, first=self.last + DAY)

    @property
    def now(self) -> "Span":
        """This week or this month."""
        today = timezone.localdate()
        return replace(self, first=today.replace(day=1) if self.is_month else monday(today))

    @property
    def is_now(self) -> bool:
        """Whether today is among the days."""
        return self.first == self.now.first

    @property
    def other_shape(self) -> "Span":
        """The month of a week, or the first week of a month: this one, if it is this month."""
        if not self.is_month:
            return replace(self, first=self.first.replace(day=1), is_month=True)
        day_in_it = timezone.localdate() if self.is_now else self.first
        return replace(self, first=monday(day_in_it), is_month=False)

    def week_of(self, date: datetime.date) -> "Span":
        """The week of a day."""
        return replace(self, first=monday(date), is_month=False)

    def at(self, slug: str) -> "Span":
        """The same days at another place."""
        return replace(self, venue=slug)


def week_words(date: datetime.date) -> str:
    """The number of a day's week, as Swedes say when something is."""
    return _("Vecka %s") % date.isocalendar().week


@dataclass(frozen=True, slots=True)
class Line:
    """One date at one place, with its state in words and what does not go together."""

    pk: int
    starts: datetime.datetime
    ends: datetime.datetime
    title: str
    state: str
    activity_state: str
    place: str
    is_party: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.state == Occasion.State.CANCELLED

    @property
    def said(self) -> str:
        """What is to be known of it beside when and where: "inställt", "utkast"."""
        plan = {
            Activity.State.IDEA: _("idé"),
            Activity.State.DRAFT: _("utkast"),
            Activity.State.PROPOSED: _("väntar på svar"),
        }.get(Activity.State(self.activity_state), "")
        date = {
            Occasion.State.CANCELLED: _("inställt"),
            Occasion.State.MOVED: _("flyttat"),
        }.get(Occasion.State(self.state), "")
        return ", ".join(filter(None, [date, plan, _("se tillsammans") if self.is_party else ""]))


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what happens, place by place, and why it is an unusual one."""

    date: datetime.date
    lines: list[Line]
    news: list[str]

    @property
    def places(self) -> list[tuple[str, list[Line]]]:
        """What happens at each place, by the place's name; those without any last."""
        names = sorted({line.place for line in self.lines}, key=lambda name: (not name, name))
        return [(name, [line for line in self.lines if line.place == name]) for name in names]

    @property
    def count(self) -> int:
        """How many dates there are that are not cancelled."""
        return len({line.pk for line in self.lines if not line.is_cancelled})

    @property
    def clashes(self) -> bool:
        """Whether something does not go together."""
        return any(line.notes for line in self.lines)

    @property
    def in_words(self) -> str:
        """How many things, and which: "3 tillfällen: Stickcafé, Schack (2) och Bingo (inställt)"."""
        once = {line.pk: line for line in self.lines if not line.is_party}.values()
        named = Counter((line.title, line.said) for line in once)
        titles = [
            " ".join([title, *(f"({more})" for more in (said, str(n) if n > 1 else "") if more)])
            for (title, said), n in named.items()
        ]
        count = ngettext("%(n)s tillfälle", "%(n)s tillfällen", self.count) % {"n": self.count}
        return f"{count}: {listed(titles)}"


class DeskCalendar:
    """The days of a span as one desk may see them. The same number of questions for any of them."""

    def __init__(self, desk: Desk, span: Span) -> None:
        self.desk, self.span = desk, span
        self.municipality = desk.municipality
        self.mine = Activity.objects.of_desk(desk)

    @cached_property
    def days(self) -> list[Day]:
        """Each day of the span, Monday first."""
        length = (self.span.last - self.span.first).days + 1
        lines = self.lines
        return [
            Day(date, [line for line in lines if date_of(line.starts) == date], self.news_of(date))
            for date in (self.span.first + step * DAY for step in range(length))
        ]

    @property
    def weeks(self) -> list[tuple[str, Span, list[Day]]]:
        """The days on which something happens, by week: its number, its own page, its days."""
        weeks: dict[datetime.date, list[Day]] = {}
        for one in self.days:
            weeks.setdefault(monday(one.date), []).append(one)
        return [
            (week_words(first), self.span.week_of(first), [one for one in days if one.lines or one.news])
            for first, days in weeks.items()
        ]  # fmt: skip

    @cached_property
    def lines(self) -> list[Line]:
        """All that happens, soonest first; what is seen together stands at both places."""
        found = self.municipality.occasions.about(self.mine).not_put_away()
        found = found.between(self.span.first, self.span.last)
        if self.span.venue:
            found = found.in_place(self.span.venue)
        known = self.mine.values_list("pk", flat=True)
        notes = clashes_of(self.municipality, known, self.span.first, self.span.last)
        return sorted(
            (replace(line, notes=tuple(notes.get(line.pk, ()))) for line in self.rows_of(found)),
            key=lambda line: (line.starts, line.title, line.pk),
        )

    def rows_of(self, found: QuerySet[Occasion]) -> Iterable[Line]:
        """Each date at its own place and where it is seen together, if the place is asked for."""
        facts = ("pk", "starts", "ends", "activity__title", "state", "activity__state")
        own = found.values_list(*facts, "venue__name", "venue__slug")
        parties = Offer.objects.of_dates(found).in_way(Way.WATCH_PARTY).values_list(
            "occasion", *(f"occasion__{name}" for name in facts[1:]), "venue__name", "venue__slug"
        )  # fmt: skip
        for is_party, rows in ((False, own), (True, parties)):
            for pk, starts, ends, title, state, activity_state, place, slug in rows:
                if self.span.venue in ("", slug):
                    yield Line(
                        pk, starts, ends, title, state, activity_state, place or "", is_party
                    )

    @cached_property
    def closed(self) -> list[tuple[datetime.date, datetime.date, str]]:
        """The closed days: from, to and why, with the place where it is only one."""
        rows = self.municipality.closed_days.between(self.span.first, self.span.last)
        return [
            (
                row.first,
                row.last,
                ": ".join(filter(None, [_("Stängt"), str(row.venue or ""), row.reason])),
            )
            for row in rows.select_related("venue")
        ]

    def news_of(self, date: datetime.date) -> list[str]:
        """The holiday and the closed places of a day."""
        closed = [why for first, last, why in self.closed if first <= date <= last]
        return [*filter(None, [holiday_name(date)]), *closed]
