# SPDX-License-Identifier: EUPL-1.2
"""The cards of the programme: what one says of a date, and no more than that is read for it.

Pages of cards are what everybody asks for, so their rows are read as plain facts: the whole rows
of twenty dates, their activities and their venues would be four fifths of the work.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum, prefetch_related_objects
from django.db.models.functions import Coalesce

from traffpunkt.activities.models import Occasion, Offer
from traffpunkt.activities.models.occasion import Timed
from traffpunkt.activities.models.offer import SEATED, WAITING, Seats, counted_offers


@dataclass(frozen=True, slots=True)
class CardWay(Seats):
    """One way of taking part, as a card says it; the venue by its name."""

    occasion: int
    way: str
    venue: str | None
    capacity: int | None
    has_queue: bool
    booking: str
    taken: int
    queue_length: int


@dataclass(frozen=True, slots=True)
class Card(Timed):
    """One date, as a card says it; the venue by its name."""

    pk: int
    starts: datetime.datetime
    ends: datetime.datetime
    doors_minutes: int
    state: str
    title: str
    venue: str | None
    ways: tuple[CardWay, ...]


Facts = tuple[int, datetime.datetime, datetime.datetime, int, str, str, str | None]


def facts_of(occasions: QuerySet[Occasion]) -> list[Facts]:
    """What a card says of each date but its ways, in the card's own order."""
    return list(
        occasions.values_list(
            "pk", "starts", "ends", "doors_minutes", "state", "activity__title", "venue__name"
        )
    )


def cards(occasions: QuerySet[Occasion]) -> list[Card]:
    """The cards of some occasions, in their order, in two queries."""
    return cards_of(facts_of(occasions))


def cards_of(facts: list[Facts]) -> list[Card]:
    """The cards that go with some facts, in one query for their ways."""
    ways = ways_of([row[0] for row in facts])
    return [Card(*row, tuple(ways[row[0]])) for row in facts]


def lines_of(facts: list[Facts]) -> list[Card]:
    """The same without their ways: enough to say when, what and where in a line."""
    return [Card(*row, ()) for row in facts]


# Questions that are always the same are put together once; asking for some dates copies them.
# The key stands first, so that two ways that are alike are still two.
WAYS = Offer.objects.values_list(
    "pk", "occasion", "way", "venue__name", "capacity", "has_queue", "booking"
).annotate(taken_count=Coalesce(Sum("signups__headcount", filter=SEATED), 0),
           queue_count=Count("signups", filter=WAITING))  # fmt: skip


def ways_of(occasions: list[int]) -> dict[int, list[CardWay]]:
    """The ways of each of some occasions."""
    found: dict[int, list[CardWay]] = defaultdict(list)
    for _pk, *facts in WAYS.filter(occasion__in=occasions).order_by("pk"):
        way = CardWay(*facts)
        found[way.occasion].append(way)
    return found


def with_ways(occasions: list[Occasion]) -> list[Occasion]:
    """Whole rows, for a page that says more than a card: each with its offers, counted, as `ways`."""
    rows = {occasion.pk: occasion for occasion in occasions}
    for occasion in occasions:
        occasion.ways = []
    offers = list(counted_offers().filter(occasion__in=rows).order_by("pk"))
    for offer in offers:
        offer.occasion = rows[offer.occasion_id]
        offer.occasion.ways.append(offer)
    prefetch_related_objects([offer for offer in offers if offer.venue_id], "venue")
    return occasions


def in_full(occasions: QuerySet[Occasion]) -> list[Occasion]:
    """Occasions with activity and venue, and their ways."""
    return with_ways(list(occasions.select_related("activity", "venue")))
