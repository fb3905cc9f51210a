# SPDX-License-Identifier: EUPL-1.2
"""What does not go together: two things at a place at once, a host who is to be at two, a closed day.

It is told and never forbids anything: a place may have several rooms, and a host a colleague.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from traffpunkt.activities.models import Activity, Hosting, Offer, Way
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet, end_of
from traffpunkt.places.models import ClosedDay, Municipality
from traffpunkt.ui.words import clock, date_of


@dataclass(frozen=True, slots=True)
class Taken:
    """A date as it takes up a place: its own, or one where it is seen together."""

    pk: int
    starts: datetime.datetime
    ends: datetime.datetime
    activity: int
    title: str
    is_public: bool
    kind: str
    venue: int | None
    venue_name: str
    closed_for_good: datetime.date | None
    takes_numbers: bool

    @property
    def hours(self) -> str:
        """From and to o'clock."""
        return f"{clock(self.starts)}–{clock(self.ends)}"


def clashes_of(
    municipality: Municipality, mine: Iterable[int], first: datetime.date, last: datetime.date
) -> dict[int, list[str]]:
    """What does not go together on some days, in words, for each date that it concerns.

    `mine` are the activities of whoever reads; what others have not published is not named. The
    same number of questions, however many dates there are.
    """
    dates = dates_of(municipality, first, last)
    own = in_order(own_places(dates))
    scene = Scene(
        own=own,
        together=list(seen_together(dates)),
        hosts=hosts_of(municipality, own),
        closed=list(municipality.closed_days.between(first, last)),
    )
    return scene.clashes(set(mine))


def dates_of(
    municipality: Municipality, first: datetime.date, last: datetime.date
) -> OccasionQuerySet:
    """What may clash on some days: what somebody plans and has not cancelled."""
    begins = end_of(first - datetime.timedelta(days=1))
    return municipality.occasions.happening().not_put_away().touching(begins, end_of(last))


@dataclass(frozen=True, slots=True)
class Scene:
    """All that takes up places, hosts and days on some days."""

    own: list[Taken]
    together: list[Taken]
    hosts: "Hosts"
    closed: list[ClosedDay]

    def clashes(self, known: "set[int] | None") -> dict[int, list[str]]:
        """What does not go together, in words, for each date; `known` are the activities that may be
        named though they are not public, None where all may."""
        rows = in_order([*self.own, *self.together])
        notes: dict[int, list[str]] = defaultdict(list)
        for one, other in at_one_place(rows):
            notes[one.pk].append(place_words(one, other, known))
        for one, hosting, other in of_one_host(self.own, self.hosts):
            notes[one.pk].append(host_words(hosting, other, known))
        for one in rows:
            notes[one.pk] += closed_words(one, self.closed)
        return {pk: list(dict.fromkeys(words)) for pk, words in notes.items() if words}


def own_places(dates: OccasionQuerySet) -> Iterator[Taken]:
    """Each date at its own place."""
    named = dates.values_list(
        "pk", "starts", "ends", "activity", "activity__title", "activity__state", "activity__kind",
        "venue", "venue__name", "venue__closed_for_good", "activity__takes_numbers",
    )  # fmt: skip
    return map(taken, named)


def seen_together(dates: OccasionQuerySet) -> Iterator[Taken]:
    """Each date at the places where it is seen together."""
    parties = Offer.objects.of_dates(dates).in_way(Way.WATCH_PARTY)
    named = parties.values_list(
        "occasion", "occasion__starts", "occasion__ends", "occasion__activity",
        "occasion__activity__title", "occasion__activity__state", "occasion__activity__kind",
        "venue", "venue__name", "venue__closed_for_good", "occasion__activity__takes_numbers",
    )  # fmt: skip
    return map(taken, named)


def taken(row: tuple[Any, ...]) -> Taken:
    """One row of either as a fact."""
    pk, starts, ends, activity, title, state, kind, venue, name, closed, numbers = row
    is_public = state == Activity.State.PUBLISHED
    return Taken(
        pk, starts, ends, activity, title, is_public, kind, venue, name or "", closed, numbers
    )


def in_order(rows: Iterable[Taken]) -> list[Taken]:
    """Soonest first."""
    return sorted(rows, key=lambda row: (row.starts, row.pk))


def meetings(rows: list[Taken]) -> Iterator[tuple[Taken, Taken]]:
    """Each two that go on at the same time, both ways round; soonest first is taken for granted."""
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            if other.starts >= one.ends:
                break
            if other.pk != one.pk:
                yield one, other
                yield other, one


def at_one_place(rows: list[Taken]) -> Iterator[tuple[Taken, Taken]]:
    """Each two that are at the same place at the same time."""
    here = sorted((row for row in rows if row.venue), key=lambda row: row.venue or 0)
    for _venue, those in groupby(here, key=lambda row: row.venue):
        yield from meetings(in_order(those))


Hosts = dict[int, list[Hosting]]


def hosts_of(municipality: Municipality, rows: list[Taken]) -> Hosts:
    """Who hosts which of the activities, by the activity's key."""
    found: Hosts = defaultdict(list)
    for hosting in Hosting.objects.within(municipality).of_activities(
        {row.activity for row in rows}
    ):
        found[hosting.activity_id].append(hosting)
    return found


def of_one_host(rows: list[Taken], hosts: Hosts) -> Iterator[tuple[Taken, Hosting, Taken]]:
    """Each two that the same person is to host at the same time at two different places."""
    for one, other in meetings([row for row in rows if row.activity in hosts]):
        theirs = {
            hosting.account_id
            for hosting in hosts[other.activity]
            if hosting.covers(date_of(other.starts))
        }
        elsewhere = one.venue is None or one.venue != other.venue
        for hosting in hosts[one.activity] if elsewhere else ():
            if hosting.account_id in theirs and hosting.covers(date_of(one.starts)):
                yield one, hosting, other


def title_of(other: Taken, known: set[int] | None) -> str:
    """What the other one is called, unless it is a plan of somebody else's."""
    if known is None or other.is_public or other.activity in known:
        return f"”{other.title}”"
    return _("något som planeras")


def place_words(one: Taken, other: Taken, known: set[int] | None) -> str:
    """That two things are at a place at once."""
    return _("Två saker samtidigt på %(venue)s: även %(title)s klockan %(hours)s.") % {
        "venue": one.venue_name, "title": title_of(other, known), "hours": other.hours,
    }  # fmt: skip


def host_words(hosting: Hosting, other: Taken, known: set[int] | None) -> str:
    """That a host is to be at two places at once."""
    return _("%(name)s är värd på två ställen samtidigt: även %(title)s klockan %(hours)s.") % {
        "name": hosting.name, "title": title_of(other, known), "hours": other.hours,
    }  # fmt: skip


def closed_words(one: Taken, closed: list[ClosedDay]) -> list[str]:
    """That its place is closed on the day."""
    day = date_of(one.starts)
    if one.closed_for_good and one.closed_for_good <= day:
        return [_("%s är stängd för alltid då.") % one.venue_name]
    these = (row for row in closed if row.venue_id in (None, one.venue))
    where = one.venue_name or _("Träffpunkterna")
    reasons = [row.reason.rstrip(".") for row in these if row.first <= day <= row.last]
    return [
        _("%(where)s har stängt den dagen: %(why)s.") % {"where": where, "why": why}
        if why
        else _("%s har stängt den dagen.") % where
        for why in reasons[:1]
    ]
