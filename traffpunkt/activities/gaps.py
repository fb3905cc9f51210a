# SPDX-License-Identifier: EUPL-1.2
"""Att ordna: what the dates of the coming two weeks still lack, each with where it is mended."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_noop as _

from traffpunkt.activities.clashes import (
    Hosts,
    Scene,
    Taken,
    dates_of,
    hosts_of,
    in_order,
    own_places,
)
from traffpunkt.activities.models import Activity, Offer, Way
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.people.desk import Desk
from traffpunkt.ui.words import date_of

DAYS = 14
MOST = 10


class OfferedWay(NamedTuple):
    """One way of taking part in a date, with what its link says."""

    way: str
    venue: int | None
    venue_name: str | None
    closed_for_good: datetime.date | None
    address: str | None
    dial_in: str | None


@dataclass(slots=True)
class Gap:
    """One thing to arrange about one activity: what, the first date, where, and how many more."""

    row: Taken
    what: str
    where: "Where"
    more: int = 0

    @property
    def words(self) -> str:
        """What it is. Sixty dates are asked the same; the words are looked up for the ten shown."""
        return _now(self.what)

    @property
    def address(self) -> str:
        """Where it is mended."""
        return self.where(self.row)


@dataclass(frozen=True, slots=True)
class Gaps:
    """The soonest of what is to be arranged, how much there is beside it, and what was looked at."""

    shown: list[Gap]
    rest: int
    ways: dict[int, list[OfferedWay]]
    # The dates at which visitors take a number.
    numbered: frozenset[int]


def gaps_of(desk: Desk) -> Gaps:
    """What a desk has to arrange, soonest first; four questions for any town, five where a desk does
    not see all."""
    today = timezone.localdate()
    last = today + datetime.timedelta(days=DAYS)
    dates = dates_of(desk.municipality, today, last)
    own = in_order(own_places(dates))
    ways = ways_of(dates)
    hosts = hosts_of(desk.municipality, own)
    closed = list(desk.municipality.closed_days.between(today, last))
    known = None if desk.is_coordinator else known_to(desk)
    clashes = Scene(own, seen_together_of(own, ways), hosts, closed).clashes(known)
    found = grouped(
        (row, words, where)
        for row in ahead(own, known)
        for words, where in [
            *missing_host(desk, row, hosts),
            *missing_ways(row, ways[row.pk]),
            *((words, calendar_at) for words in clashes.get(row.pk, ())),
        ]
    )
    numbered = frozenset(row.pk for row in own if row.takes_numbers)
    return Gaps(found[:MOST], max(0, len(found) - MOST), ways, numbered)


def known_to(desk: Desk) -> set[int]:
    """The activities that a desk works with."""
    return set(Activity.objects.of_desk(desk).values_list("pk", flat=True))


def ahead(rows: list[Taken], known: set[int] | None) -> Iterator[Taken]:
    """The dates to come that are published, as far as the desk works with them."""
    now = timezone.now()
    last = now + datetime.timedelta(days=DAYS)
    for row in rows:
        if now < row.starts <= last and row.is_public and (known is None or row.activity in known):
            yield row


def ways_of(dates: OccasionQuerySet) -> dict[int, list[OfferedWay]]:
    """The ways of each of some dates, with what their links say and where they are."""
    found: dict[int, list[OfferedWay]] = defaultdict(list)
    named = Offer.objects.of_dates(dates).values_list(
        "occasion", "way", "venue", "venue__name", "venue__closed_for_good",
        "link__address", "link__dial_in",
    )  # fmt: skip
    for row in named.order_by("pk"):
        found[row[0]].append(OfferedWay(*row[1:]))
    return found


def seen_together_of(own: list[Taken], ways: dict[int, list[OfferedWay]]) -> list[Taken]:
    """The dates at the places where they are seen together."""
    return [
        replace(
            row,
            venue=way.venue,
            venue_name=way.venue_name or "",
            closed_for_good=way.closed_for_good,
        )
        for row in own
        for way in ways[row.pk]
        if way.way == Way.WATCH_PARTY
    ]


Where = Callable[[Taken], str]
Found = tuple[str, Where]
NO_HOST = _("Ingen är värd.")
NO_PLACE = _("Man kan komma hit, men det står inte vart.")
NO_BROADCAST = _("Direktsändningen har ingen länk än.")
NO_MEETING = _("Man kan vara med hemifrån, men länken saknas.")
NO_NUMBER = _("Man kan ringa in, men numret saknas.")


def grouped(found: Iterator[tuple[Taken, str, Where]]) -> list[Gap]:
    """The same thing about the same activity once, at its first date."""
    gaps: dict[tuple[int, str], Gap] = {}
    for row, words, where in found:
        gap = gaps.get((row.activity, words))
        if gap:
            gap.more += 1
        else:
            gaps[row.activity, words] = Gap(row, words, where)
    return list(gaps.values())


def calendar_at(row: Taken) -> str:
    """The week in the calendar where a date stands."""
    return f"{reverse('activities:staff_calendar')}?vecka={date_of(row.starts).isoformat()}"


def activity_at(row: Taken) -> str:
    """The page of the activity."""
    return reverse("activities:staff_activity", args=[row.activity])


def new_member_at(_row: Taken) -> str:
    """Where a host is given her task."""
    return reverse("home:settings_member_new")


def change_at(row: Taken) -> str:
    """Where the date is changed."""
    return reverse("activities:staff_occasion_change", args=[row.pk])


def missing_host(desk: Desk, row: Taken, hosted: Hosts) -> Iterator[Found]:
    """That nobody is the host on the day."""
    day = date_of(row.starts)
    if not any(hosting.covers(day) for hosting in hosted.get(row.activity, [])):
        yield NO_HOST, new_member_at if desk.is_coordinator else activity_at


def missing_ways(row: Taken, ways: list[OfferedWay]) -> Iterator[Found]:
    """What somebody who wants to take part would look for and not find."""
    offered = {way.way: way for way in ways}
    if Way.ON_SITE in offered and row.venue is None:
        yield NO_PLACE, change_at
    if row.kind == Activity.Kind.BROADCAST and not any(way.address for way in ways):
        yield NO_BROADCAST, change_at
    elif Way.ONLINE in offered and not offered[Way.ONLINE].address:
        yield NO_MEETING, change_at
    if Way.PHONE in offered and not offered[Way.PHONE].dial_in:
        yield NO_NUMBER, change_at
