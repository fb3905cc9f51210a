# SPDX-License-Identifier: EUPL-1.2
"""A queue as it stands: who is called, who waits, how long it takes, and what it came to."""

import datetime
import math
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from traffpunkt.activities.models import Occasion
from traffpunkt.cafe.models import EARLY, Ticket
from traffpunkt.places.models import Venue

# With fewer nobody can tell how long it takes today.
LEAST_SERVED = 3
# The latest turns tell more of the next one than those of two hours ago.
LATEST = 10
STEP = 5
MOST_MINUTES = 60


def minutes_up(time: datetime.timedelta) -> int:
    """How many minutes, rounded up: what was promised shall hold."""
    return math.ceil(time / datetime.timedelta(minutes=1))


@dataclass(frozen=True)
class Queue:
    """The numbers of one date at this moment."""

    occasion: Occasion
    tickets: list[Ticket]

    def in_state(self, *states: str) -> list[Ticket]:
        """Those in one of some states, in the order of their numbers."""
        return [ticket for ticket in self.tickets if ticket.state in states]

    @cached_property
    def waiting(self) -> list[Ticket]:
        """Those whose turn has not come."""
        return self.in_state(Ticket.State.WAITING)

    @cached_property
    def called(self) -> list[Ticket]:
        """Those at the desk or on their way to it."""
        return self.in_state(Ticket.State.CALLED)

    @property
    def now(self) -> Ticket | None:
        """The number that was called last and has not ended."""
        by_call = sorted(self.called, key=lambda ticket: (ticket.last_call, ticket.number))
        return by_call[-1] if by_call else None

    @property
    def just_ended(self) -> list[Ticket]:
        """Those that ended so lately that it can be undone, the latest first."""
        ended = self.in_state(Ticket.State.DONE, Ticket.State.GONE)
        lately = [ticket for ticket in ended if ticket.is_undoable]
        return sorted(lately, key=lambda ticket: (ticket.ended, ticket.number), reverse=True)

    def before(self, ticket: Ticket) -> int:
        """How many wait before one."""
        return sum(other.number < ticket.number for other in self.waiting)

    @property
    def reached(self) -> list[Ticket]:
        """Those who have been called, in that order."""
        called = [ticket for ticket in self.tickets if ticket.called]
        return sorted(called, key=lambda ticket: (ticket.called, ticket.number))

    @property
    def turn(self) -> datetime.timedelta | None:
        """How long whoever was first in the line stood there, lately; nothing while few were helped.

        Time in which nobody waited is no part of it, nor how many help at once.
        """
        if len(self.in_state(Ticket.State.DONE)) < LEAST_SERVED:
            return None
        turns, before = [], None
        for ticket in self.reached:
            assert ticket.called is not None  # noqa: S101 - that is what reached says
            since = max(ticket.taken, before or ticket.taken)
            turns.append(ticket.called - since)
            before = ticket.called
        latest = turns[-LATEST:]
        return sum(latest, datetime.timedelta()) / len(latest)

    def wait_in_words(self, ticket: Ticket) -> str:
        """About how long one waits, rounded up; no word while nobody can tell."""
        turn = self.turn
        if turn is None or ticket.state != Ticket.State.WAITING:
            return ""
        minutes = minutes_up(turn * (self.before(ticket) + 1))
        if minutes > MOST_MINUTES:
            return _("mer än en timme")
        return _("ungefär %(n)s minuter") % {"n": max(STEP, math.ceil(minutes / STEP) * STEP)}

    @property
    def waits(self) -> list[int]:
        """How many minutes each waited who was called."""
        return [minutes_up(row.called - row.taken) for row in self.tickets if row.called]

    @property
    def mean_wait(self) -> int:
        """How many minutes they waited on the average, rounded up."""
        return math.ceil(sum(self.waits) / len(self.waits)) if self.waits else 0

    @property
    def longest_wait(self) -> int:
        """How many minutes the one who waited longest did."""
        return max(self.waits, default=0)

    @property
    def missed(self) -> int:
        """How many did not come when they were called."""
        return len(self.in_state(Ticket.State.GONE))


def queue_of(occasion: Occasion) -> Queue:
    """The queue of one date."""
    return Queue(occasion, list(Ticket.objects.of(occasion)))


def queues_at(venue: Venue) -> list[Queue]:
    """The queues of a venue where one can take a number now, soonest first."""
    held = Occasion.objects.held_at(venue).shown().happening().taking_numbers()
    dates = list(held.soon_or_now(EARLY).select_related("activity"))
    numbers: dict[int, list[Ticket]] = {date.pk: [] for date in dates}
    for ticket in Ticket.objects.of_all(dates) if dates else ():
        numbers[ticket.occasion_id].append(ticket)
    return [Queue(date, numbers[date.pk]) for date in dates]
