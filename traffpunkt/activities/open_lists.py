# SPDX-License-Identifier: EUPL-1.2
"""The lists of the open interface: pages in an order that stands, from plain facts."""

import base64
import binascii
import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from traffpunkt.activities.models import Activity, Offer
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.open_shapes import LAST_DAY, ActivityQuestion, OccasionQuestion
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui.words import local

Row = TypeVar("Row")
Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
Address = Callable[[str, Any], str]
Told = dict[str, Any]
LARGEST_KEY = 2**63 - 1
DATE_FACTS = {
    "id": "pk", "uid": "uid", "sequence": "sequence", "changed": "changed",
    "activity": "activity_id", "title": "activity__title", "starts": "starts", "ends": "ends",
    "state": "state", "note": "note", "venue": "venue__slug",
}  # fmt: skip
MOMENTS = ("changed", "starts", "ends")
ACTIVITY_FACTS = (
    "title", "text", "easy_text", "kind", "language", "bring", "cost", "filming", "captions",
    "sign_language", "seated",
)  # fmt: skip
VENUE_FACTS = ("slug", "name", "kind", "street", "town", "way_there", "phone")


class NoSuchPlaceError(Exception):
    """A list was to go on from where no list of ours ends."""


def mark_of(moment: datetime.datetime, key: int) -> str:
    """Where a list in order of time ends, as an address carries it."""
    said = f"{moment.astimezone(datetime.UTC).isoformat()} {key}"
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_mark(mark: str) -> tuple[datetime.datetime, int]:
    """The moment and key that a list ended with."""
    try:
        said = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode("ascii")
        moment, key = said.split(" ")
        found = datetime.datetime.fromisoformat(moment), int(key)
    except (ValueError, binascii.Error) as error:
        raise NoSuchPlaceError from error
    is_ours = found[0].tzinfo is datetime.UTC and 1900 < found[0].year < 9000
    if not is_ours or not 0 <= found[1] <= LARGEST_KEY:
        raise NoSuchPlaceError
    return found


def after_mark(rows: Rows, mark: str | None, by: str) -> Rows:
    """The rows in order of a moment and their key, from where the page before ended."""
    ordered = rows.order_by(by, "pk")
    if not mark:
        return ordered
    moment, key = read_mark(mark)
    further = Q(**{f"{by}__gt": moment}) | Q(**{by: moment, "pk__gt": key})
    return ordered.filter(further, **{f"{by}__gte": moment})


def page_of(rows: Iterable[Row], size: int, mark: Callable[[Row], str]) -> tuple[list[Row], str]:
    """A page of rows of which one more was read, and the mark of its end if more follow."""
    found = list(rows)
    return found[:size], mark(found[size - 1]) if len(found) > size else ""


def dates(
    municipality: Municipality, asked: OccasionQuestion, address: Address
) -> tuple[list[Told], str]:
    """A page of dates with their ways, and the mark of its end if more follow."""
    by = "changed" if asked.andrad_sedan else "starts"
    rows = after_mark(narrowed(municipality.occasions.shown(), asked), asked.efter, by)
    found, end = page_of(
        dates_of(rows[: asked.antal + 1]), asked.antal, lambda row: mark_of(row[by], row["id"])
    )
    return with_ways(found, address), end


def narrowed(found: OccasionQuerySet, asked: OccasionQuestion) -> OccasionQuerySet:
    """The dates that were asked for, in no order yet."""
    found = found.narrowed(asked.plats, asked.satt or "", asked.amne)
    if asked.andrad_sedan:
        return found.changed_since(asked.andrad_sedan)
    return found.between(asked.fran or timezone.localdate(), asked.till or LAST_DAY)


def dates_of(rows: OccasionQuerySet) -> list[Told]:
    """The facts of some dates, their moments in local time."""
    found = [
        dict(zip(DATE_FACTS, row, strict=True)) for row in rows.values_list(*DATE_FACTS.values())
    ]
    return [told | {name: local(told[name]) for name in MOMENTS} for told in found]


def with_ways(dates: list[Told], address: Address) -> list[Told]:
    """Dates with their ways of taking part, and the page of each."""
    ways: dict[int, list[Told]] = defaultdict(list)
    offers = Offer.objects.filter(occasion__in=[date["id"] for date in dates]).order_by("pk")
    for occasion, way, booking, venue in offers.values_list(
        "occasion", "way", "booking", "venue__slug"
    ):
        ways[occasion].append({"way": way, "booking": booking, "venue": venue})
    return [
        date | {"ways": ways[date["id"]], "url": address("activities:occasion", date["id"])}
        for date in dates
    ]


def activities(
    municipality: Municipality, asked: ActivityQuestion, address: Address
) -> tuple[list[Told], str]:
    """A page of activities, the first made first, and the mark of its end if more follow."""
    rows = municipality.activities.published().order_by("pk").prefetch_related("topics")
    rows = rows.about_topic(asked.amne) if asked.amne else rows
    if asked.efter:
        rows = rows.made_after(read_key(asked.efter))
    found, end = page_of(rows[: asked.antal + 1], asked.antal, lambda row: str(row.pk))
    return [activity(row, address) for row in found], end


def read_key(mark: str) -> int:
    """The key that a list of activities ended with."""
    if not re.fullmatch("[0-9]{1,18}", mark):
        raise NoSuchPlaceError
    return int(mark)


def activity(row: Activity, address: Address) -> Told:
    """The facts of an activity."""
    return {name: getattr(row, name) for name in ACTIVITY_FACTS} | {
        "id": row.pk,
        "topics": sorted(topic.key for topic in row.topics.all()),
        "url": address("activities:activity", row.pk),
    }


def venue(row: Venue, address: Address) -> Told:
    """The facts of a venue, with its access and its hours."""
    hours = sorted(row.hours.items())
    return {name: getattr(row, name) for name in VENUE_FACTS} | {
        "access": {name: getattr(row, name) for name in Venue.ACCESS_FACTS},
        "opening_hours": [
            {"weekday": weekday, "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
            for weekday, spans in hours
            for opens, closes in spans
        ],
        "url": address("activities:venue", row.slug),
    }
