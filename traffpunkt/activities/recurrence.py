# SPDX-License-Identifier: EUPL-1.2
"""Which days a rule gives, in local wall time. Pure: no rows, no clock of its own."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday, weekdays
from django.utils import timezone
from django.utils.translation import gettext as _

SINGLE_DATES, BY_WEEK, BY_MONTH = "single", "weekly", "monthly"
LAST = -1
Day = datetime.date


def nth_of_month(day: Day) -> int:
    """Which one of its weekday a day is in its month, 1–4; a fifth is the last."""
    nth = (day.day - 1) // 7 + 1
    return nth if nth < 5 else LAST


@dataclass(frozen=True, slots=True)
class Rule:
    """When something comes back. `every` counts ISO weeks, or months, from that of `first`.

    Single dates added by hand are always given, removed ones never, whatever the rest says.
    """

    pattern: str
    first: Day
    every: int = 1
    weekdays: tuple[int, ...] = ()
    week_of_month: int | None = None
    until: Day | None = None
    added: frozenset[Day] = field(default_factory=frozenset)
    removed: frozenset[Day] = field(default_factory=frozenset)

    @property
    def days_of_week(self) -> tuple[int, ...]:
        """The weekdays, Monday = 0; that of the first day when none is said."""
        return tuple(sorted(set(self.weekdays))) or (self.first.weekday(),)

    @property
    def nth(self) -> int:
        """Which one in the month; that of the first day when none is said."""
        return self.week_of_month or nth_of_month(self.first)

    def pattern_days(self, last: Day) -> list[Day]:
        """The days of the pattern alone, through `last` or the rule's own end."""
        stop = min(last, self.until or last)
        if self.pattern == SINGLE_DATES:
            return [self.first] if self.first <= stop else []
        monthly = self.pattern == BY_MONTH
        found = rrule(
            MONTHLY if monthly else WEEKLY,
            dtstart=datetime.datetime.combine(self.first, datetime.time.min),
            until=datetime.datetime.combine(stop, datetime.time.min),
            interval=self.every,
            byweekday=[self._on(number) for number in self.days_of_week],
            wkst=0,
        )
        return [moment.date() for moment in found]

    def _on(self, number: int) -> weekday:
        return weekdays[number](self.nth) if self.pattern == BY_MONTH else weekdays[number]

    def days(self, last: Day) -> list[Day]:
        """All days through `last`: the pattern's and the added, without the removed."""
        added = {day for day in self.added if day <= last}
        return sorted((set(self.pattern_days(last)) | added) - self.removed)

    def period(self, day: Day, length: int) -> tuple[str, int]:
        """Which stretch of so many weeks or months, counted from the first day's, a day is in."""
        if self.pattern == BY_WEEK:
            monday = self.first - datetime.timedelta(days=self.first.weekday())
            return BY_WEEK, (day - monday).days // 7 // length
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return BY_MONTH, months // length

    def start_of_period(self, day: Day) -> Day:
        """The Monday of a day's week, or the first of its month."""
        if self.pattern == BY_MONTH:
            return day.replace(day=1)
        return day - datetime.timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Skip:
    """A day that the rule gives but that is left out, and why, in words."""

    day: Day
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The days to hold, and those left out."""

    days: list[Day]
    skipped: list[Skip]


def plan(rule: Rule, since: Day, last: Day, why_not: Callable[[Day], str]) -> Plan:
    """The days of a rule from `since` through `last`; `why_not` gives a reason to skip, or ""."""
    days, skipped = [], []
    for day in sorted({*rule.pattern_days(last), *rule.days(last)}):
        if day < since:
            continue
        reason = why_left_out(rule, day, why_not)
        if reason:
            skipped.append(Skip(day, reason))
        else:
            days.append(day)
    return Plan(days, skipped)


def why_left_out(rule: Rule, day: Day, why_not: Callable[[Day], str]) -> str:
    """Why a day of the rule is not held: taken out by hand, or closed unless added by hand."""
    if day in rule.removed:
        return _("borttaget för hand")
    return "" if day in rule.added else why_not(day)


def moment(day: Day, clock: datetime.time) -> datetime.datetime:
    """A wall-clock time on a day. A time that the spring change leaps over becomes an hour later;
    one that the autumn change repeats is the first of the two."""
    zone = timezone.get_default_timezone()
    wall = datetime.datetime.combine(day, clock, zone)
    return wall.astimezone(datetime.UTC).astimezone(zone)


def exists(day: Day, clock: datetime.time) -> bool:
    """Whether clocks ever show a time on a day: the spring change leaps over an hour."""
    return moment(day, clock).time() == clock


def wall_end(clock: datetime.time, minutes: int) -> datetime.time:
    """When something ends by the clock on the wall, on a day without a change of clocks."""
    begins = datetime.datetime.combine(datetime.date.min, clock)
    return (begins + datetime.timedelta(minutes=minutes)).time()


def span(
    day: Day, clock: datetime.time, minutes: int
) -> tuple[datetime.datetime, datetime.datetime]:
    """When something that lasts some minutes begins and ends; minutes are lived, not read."""
    starts = moment(day, clock)
    ends = starts.astimezone(datetime.UTC) + datetime.timedelta(minutes=minutes)
    return starts, ends.astimezone(starts.tzinfo)


def match(
    old: Iterable[Day], new: Iterable[Day], rank: Callable[[Day], int], before: Rule, after: Rule
) -> dict[Day, Day]:
    """Which new day each old day becomes: itself, else one of the same weeks or months.

    Where a stretch has fewer new days than old, those of the lowest rank go first.
    """
    kept = set(old) & set(new)
    found = {day: day for day in kept}
    alike = before.pattern == after.pattern
    ruler = before if alike else Rule(BY_MONTH, before.first)
    counted = [rule.every for rule in (before, after) if alike or rule.pattern == BY_MONTH]
    length = max(counted, default=1)
    homeless = grouped(set(old) - kept, ruler, length)
    vacant = grouped(set(new) - kept, ruler, length)
    for stretch, days in homeless.items():
        found |= paired(days, vacant.get(stretch, []), rank)
    return found


def grouped(days: Iterable[Day], ruler: Rule, length: int) -> dict[tuple[str, int], list[Day]]:
    """Days in order, by the stretch they are in."""
    found: dict[tuple[str, int], list[Day]] = {}
    for day in sorted(days):
        found.setdefault(ruler.period(day, length), []).append(day)
    return found


def paired(old: list[Day], new: list[Day], rank: Callable[[Day], int]) -> dict[Day, Day]:
    """Old days with new ones: in order when as many, else each with the nearest that is free."""
    chosen = sorted(sorted(old, key=lambda day: (rank(day), day))[: len(new)])
    if len(chosen) == len(new):
        return dict(zip(chosen, new, strict=True))
    free, found = list(new), {}
    for day in chosen:
        nearest = min(free, key=lambda other: abs((other - day).days))
        free.remove(nearest)
        found[day] = nearest
    return found
