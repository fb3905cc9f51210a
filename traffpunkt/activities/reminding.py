# SPDX-License-Identifier: EUPL-1.2
"""When a reminder is sent: reckoned from the start of its date, and never at night.

All is plain reckoning: the start in, a moment out, so that a date that moves takes its reminder along.
"""

import datetime
from dataclasses import dataclass

from traffpunkt.activities.recurrence import moment
from traffpunkt.ui.words import local

A_DAY = datetime.timedelta(days=1)
# What is sent before the night leaves an hour for the sending.
IN_GOOD_TIME = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the night in which nobody is written to, by the clock on the wall."""

    begins: datetime.time
    ends: datetime.time

    def holds(self, at: datetime.datetime) -> bool:
        """Whether it is quiet at a moment."""
        clock = local(at).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def over(self, at: datetime.datetime) -> datetime.datetime:
        """When the quiet that holds at a moment is over."""
        today = local(at).date()
        this_morning = moment(today, self.ends)
        return this_morning if this_morning > at else moment(today + A_DAY, self.ends)

    def ahead_of(self, at: datetime.datetime) -> datetime.datetime:
        """The last good moment before the quiet that holds at a moment."""
        today = local(at).date()
        this_evening = moment(today, self.begins)
        began = this_evening if this_evening <= at else moment(today - A_DAY, self.begins)
        return began - IN_GOOD_TIME

    def spared(self, at: datetime.datetime, limit: datetime.datetime) -> datetime.datetime:
        """A moment that disturbs nobody: after the quiet where that is in time, else before it."""
        if not self.holds(at):
            return at
        over = self.over(at)
        return over if over <= limit else self.ahead_of(at)


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before the start: some days, at an hour of the clock, or some hours; and how late
    is too late."""

    days: int
    clock: datetime.time
    hours: int
    latest: datetime.timedelta

    def limit(self, starts: datetime.datetime) -> datetime.datetime:
        """After which moment a reminder comes too late."""
        return starts - self.latest

    def wished(self, starts: datetime.datetime) -> datetime.datetime:
        """The moment that the rule names, whatever the hour."""
        if self.days:
            return moment(local(starts).date() - self.days * A_DAY, self.clock)
        return starts - datetime.timedelta(hours=self.hours)

    def moment(self, starts: datetime.datetime, quiet: Quiet) -> datetime.datetime:
        """When those who are signed up by then are reminded."""
        limit = self.limit(starts)
        return quiet.spared(min(self.wished(starts), limit), limit)

    def last_moment(self, starts: datetime.datetime, quiet: Quiet) -> datetime.datetime:
        """When those are reminded who signed up later, while the start was more than a day away."""
        limit = self.limit(starts)
        a_day_before = quiet.spared(min(starts - A_DAY, limit), limit)
        return max(self.moment(starts, quiet), a_day_before)

    def due(
        self, starts: datetime.datetime, quiet: Quiet, now: datetime.datetime
    ) -> datetime.datetime | None:
        """The latest of its moments that has come, unless it is too late or quiet now."""
        if now > self.limit(starts) or quiet.holds(now):
            return None
        moments = self.last_moment(starts, quiet), self.moment(starts, quiet)
        return next((each for each in moments if each <= now), None)
