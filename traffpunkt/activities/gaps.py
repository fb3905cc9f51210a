# SPDX-License-Identifier: EUPL-1.2
"""Att ordna: what the dates of the coming two weeks still lack, each with where it is mended."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.clashes import clashes_of
from traffpunkt.activities.models import Activity, Hosting, Offer, Way
from traffpunkt.people.desk import Desk

DAYS = 14
MOST = 10


@dataclass(frozen=True, slots=True)
class Lacking:
    """A date to come, with what is needed to see what it lacks."""

    pk: int
    starts: datetime.datetime
    activity: int
    title: str
    is_broadcast: bool
    has_venue: bool


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
    """The soonest of what is to be arranged, and how much there is beside it."""

    shown: list[Gap]
    rest: int


def gaps_of(desk: Desk) -> Gaps:
    """What a desk has to arrange, soonest first; the same number of questions for any town."""
    mine = Activity.objects.of_desk(desk)
    dates = desk.municipality.occasions.shown().happening().about(mine).near(DAYS)
    rows = [
        Lacking(pk, starts, activity, title, kind == Activity.Kind.BROADCAST, venue is not None)
        for pk, starts, activity, title, kind, venue in dates.values_list(
            "pk", "starts", "activity", "activity__title", "activity__kind", "venue"
        )
    ]
    ways: dict[int, list[Offer]] = defaultdict(list)
    for offer in Offer.objects.of_dates(dates).select_related("link").order_by("pk"):
        ways[offer.occasion_id].append(offer)
    clashes = clashes_near(desk)
    hosted = hosted_until(desk, rows)
    return grouped(
        (row, words, address)
        for row in rows
        for words, address in [
            *missing_host(desk, row, hosted),
            *missing_ways(row, ways[row.pk]),
            *((words, calendar_at(row)) for words in clashes.get(row.pk, ())),
        ]
    )


Found = tuple[str, str]


def grouped(found: Iterator[tuple[Lacking, str, str]]) -> Gaps:
    """The same thing about the same activity once, at its first date."""
    gaps: dict[tuple[int, str], Gap] = {}
    for row, words, address in found:
        gap = gaps.get((row.activity, words))
        if gap:
            gap.more += 1
        else:
            gaps[row.activity, words] = Gap(row.title, words, row.starts, address)
    rows = list(gaps.values())
    return Gaps(rows[:MOST], max(0, len(rows) - MOST))


def clashes_near(desk: Desk) -> dict[int, list[str]]:
    """What does not go together in the coming two weeks."""
    today = timezone.localdate()
    known = Activity.objects.of_desk(desk).values_list("pk", flat=True)
    return clashes_of(desk.municipality, known, today, today + datetime.timedelta(days=DAYS))


def calendar_at(row: Lacking) -> str:
    """The week in the calendar where a date stands."""
    day = timezone.localtime(row.starts).date()
    return f"{reverse('activities:staff_calendar')}?vecka={day.isoformat()}"


def hosted_until(desk: Desk, rows: list[Lacking]) -> dict[int, list[Hosting]]:
    """The hostings of some activities, by the activity's key."""
    found: dict[int, list[Hosting]] = defaultdict(list)
    hostings = Hosting.objects.within(desk.municipality)
    for hosting in hostings.of_activities({row.activity for row in rows}):
        found[hosting.activity_id].append(hosting)
    return found


def missing_host(desk: Desk, row: Lacking, hosted: dict[int, list[Hosting]]) -> Iterator[Found]:
    """That nobody is the host on the day."""
    day = timezone.localtime(row.starts).date()
    if not any(hosting.covers(day) for hosting in hosted[row.activity]):
        page = reverse("activities:staff_activity", args=[row.activity])
        yield (
            _("Ingen är värd."),
            reverse("home:settings_member_new") if desk.is_coordinator else page,
        )


def missing_ways(row: Lacking, ways: list[Offer]) -> Iterator[Found]:
    """What somebody who wants to take part would look for and not find."""
    change = reverse("activities:staff_occasion_change", args=[row.pk])
    ways_by_name = {offer.way: offer for offer in ways}
    if Way.ON_SITE in ways_by_name and not row.has_venue:
        yield _("Man kan komma hit, men det står inte vart."), change
    addresses = [offer.link.address for offer in ways if offer.link]
    if row.is_broadcast and not any(addresses):
        yield _("Direktsändningen har ingen länk än."), change
    elif lacks(ways_by_name.get(Way.ONLINE), "address"):
        yield _("Man kan vara med hemifrån, men länken saknas."), change
    if lacks(ways_by_name.get(Way.PHONE), "dial_in"):
        yield _("Man kan ringa in, men numret saknas."), change


def lacks(offer: Offer | None, name: str) -> bool:
    """Whether a way is offered without what its link should say."""
    return offer is not None and not getattr(offer.link, name, "")
