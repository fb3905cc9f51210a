# SPDX-License-Identifier: EUPL-1.2
"""Att ordna: what the dates of the coming two weeks still lack, each with where it is mended."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

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

DAYS = 14
MOST = 10


@dataclass(slots=True)
class Gap:
    """One thing to arrange about one activity: what, the first date, where, and how many more."""

    title: str
    words: str
    starts: datetime.datetime
    address: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """The soonest of what is to be arranged, how much there is beside it, and the ways looked at."""

    shown: list[Gap]
    rest: int
    ways: dict[int, list[Offer]]


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
        (row, words, address)
        for row in own
        if is_hers(row, known)
        for words, address in [
            *missing_host(desk, row, hosts),
            *missing_ways(row, ways[row.pk]),
            *((words, calendar_at(row)) for words in clashes.get(row.pk, ())),
        ]
    )
    return Gaps(found[:MOST], max(0, len(found) - MOST), ways)


def known_to(desk: Desk) -> set[int]:
    """The activities that a desk works with."""
    return set(Activity.objects.of_desk(desk).values_list("pk", flat=True))


def is_hers(row: Taken, known: set[int] | None) -> bool:
    """Whether a date is to come, published, and one of those that the desk works with."""
    ahead = timezone.now() < row.starts <= timezone.now() + datetime.timedelta(days=DAYS)
    return ahead and row.is_public and (known is None or row.activity in known)


def ways_of(dates: OccasionQuerySet) -> dict[int, list[Offer]]:
    """The ways of each of some dates, with their links and places."""
    found: dict[int, list[Offer]] = defaultdict(list)
    for offer in Offer.objects.of_dates(dates).select_related("link", "venue").order_by("pk"):
        found[offer.occasion_id].append(offer)
    return found


def seen_together_of(own: list[Taken], ways: dict[int, list[Offer]]) -> list[Taken]:
    """The dates at the places where they are seen together."""
    return [
        replace(
            row, venue=offer.venue_id, venue_name=offer.venue.name,
            closed_for_good=offer.venue.closed_for_good,
        )
        for row in own
        for offer in ways[row.pk]
        if offer.way == Way.WATCH_PARTY and offer.venue
    ]  # fmt: skip


Found = tuple[str, str]


def grouped(found: Iterator[tuple[Taken, str, str]]) -> list[Gap]:
    """The same thing about the same activity once, at its first date."""
    gaps: dict[tuple[int, str], Gap] = {}
    for row, words, address in found:
        gap = gaps.get((row.activity, words))
        if gap:
            gap.more += 1
        else:
            gaps[row.activity, words] = Gap(row.title, words, row.starts, address)
    return list(gaps.values())


def calendar_at(row: Taken) -> str:
    """The week in the calendar where a date stands."""
    day = timezone.localtime(row.starts).date()
    return f"{reverse('activities:staff_calendar')}?vecka={day.isoformat()}"


def missing_host(desk: Desk, row: Taken, hosted: Hosts) -> Iterator[Found]:
    """That nobody is the host on the day."""
    day = timezone.localtime(row.starts).date()
    if not any(hosting.covers(day) for hosting in hosted.get(row.activity, [])):
        page = reverse("activities:staff_activity", args=[row.activity])
        yield (
            _("Ingen är värd."),
            reverse("home:settings_member_new") if desk.is_coordinator else page,
        )


def missing_ways(row: Taken, ways: list[Offer]) -> Iterator[Found]:
    """What somebody who wants to take part would look for and not find."""
    change = reverse("activities:staff_occasion_change", args=[row.pk])
    ways_by_name = {offer.way: offer for offer in ways}
    if Way.ON_SITE in ways_by_name and row.venue is None:
        yield _("Man kan komma hit, men det står inte vart."), change
    addresses = [offer.link.address for offer in ways if offer.link]
    if row.kind == Activity.Kind.BROADCAST and not any(addresses):
        yield _("Direktsändningen har ingen länk än."), change
    elif lacks(ways_by_name.get(Way.ONLINE), "address"):
        yield _("Man kan vara med hemifrån, men länken saknas."), change
    if lacks(ways_by_name.get(Way.PHONE), "dial_in"):
        yield _("Man kan ringa in, men numret saknas."), change


def lacks(offer: Offer | None, name: str) -> bool:
    """Whether a way is offered without what its link should say."""
    return offer is not None and not getattr(offer.link, name, "")
