# SPDX-License-Identifier: EUPL-1.2
"""What the open interface answers with, and what it may be asked: only what everybody may see."""

import datetime
import uuid
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema
from pydantic import AwareDatetime

WayName = Literal["on_site", "online", "phone", "watch_party"]
BookingName = Literal["none", "optional", "required"]
KindName = Literal["open_house", "course", "event", "help", "broadcast", "on_demand"]
StateName = Literal["planned", "cancelled", "moved"]
FilmingName = Literal["none", "live", "recorded"]
VenueKind = Literal["meeting_point", "library", "other"]
KnownName = Literal["yes", "no", "unknown"]

FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
FAR_AHEAD = datetime.datetime(2101, 1, 1, tzinfo=datetime.UTC)
MOST, USUAL = 100, 50

# How each word of a question is written, for whoever wrote it otherwise.
HINTS: dict[str, Promise] = {
    "fran": _("Skriv en dag så här: 2026-03-04."),
    "till": _("Skriv en dag så här: 2026-03-04."),
    "plats": _("Skriv platsens ord i adressen, högst 50 tecken."),
    "amne": _("Skriv ämnets ord i adressen, högst 50 tecken."),
    "satt": _("Välj on_site, online, phone eller watch_party."),
    "andrad_sedan": _("Skriv dag, klockslag och tidszon så här: 2026-03-04T13:00:00Z."),
    "efter": _("Använd adressen i next eller i huvudet Link som den är."),
    "antal": _("Skriv ett tal från 1 till 100."),
}


class Paged(Schema):
    """Where in a list to go on, and how much to take."""

    efter: str | None = Field(
        None, max_length=120, description="Var listan fortsätter; ta adressen i next."
    )
    antal: int = Field(USUAL, ge=1, le=MOST, description="Hur många på en sida.")


class ActivityQuestion(Paged):
    """Which activities."""

    amne: str = Field("", max_length=50, description="Ämnets key.")


class OccasionQuestion(Paged):
    """Which dates."""

    fran: datetime.date | None = Field(
        None, ge=FIRST_DAY, le=LAST_DAY, description="Första dagen. I dag om den utelämnas."
    )
    till: datetime.date | None = Field(
        None, ge=FIRST_DAY, le=LAST_DAY, description="Sista dagen, som räknas med."
    )
    plats: str = Field("", max_length=50, description="Platsens slug.")
    amne: str = Field("", max_length=50, description="Ämnets key.")
    satt: WayName | None = Field(None, description="Sätt att delta.")
    andrad_sedan: AwareDatetime | None = Field(
        None,
        ge=LONG_AGO,
        lt=FAR_AHEAD,
        description="Bara tillfällen som ändrats då eller senare, i den ordningen; alla dagar.",
    )


class OpenTopic(Schema):
    """A topic."""

    key: str
    name: str


class OpenHours(Schema):
    """When a venue is open on one weekday, in local time; Monday is 0."""

    weekday: int = Field(ge=0, le=6)
    opens: str = Field(pattern=r"^\d\d:\d\d$")
    closes: str = Field(pattern=r"^\d\d:\d\d$")


class OpenVenue(Schema):
    """A venue with its access facts."""

    slug: str
    name: str
    kind: VenueKind
    street: str
    town: str
    way_there: str
    phone: str
    access: dict[str, KnownName]
    opening_hours: list[OpenHours]
    url: str = Field(json_schema_extra={"format": "uri"})


class OpenActivity(Schema):
    """An activity that everybody sees."""

    id: int
    title: str
    text: str
    easy_text: str
    kind: KindName
    topics: list[str]
    language: str
    bring: str
    cost: str = Field(description="Tom när det inte kostar något.")
    filming: FilmingName
    captions: bool
    sign_language: bool
    seated: bool
    url: str = Field(json_schema_extra={"format": "uri"})


class OpenWay(Schema):
    """One way of taking part; the link to a meeting is never told."""

    way: WayName
    booking: BookingName
    venue: str | None = Field(description="Platsens slug, där man ser tillsammans.")


class OpenOccasion(Schema):
    """One date of an activity."""

    id: int
    uid: uuid.UUID
    sequence: int
    changed: datetime.datetime
    activity: int
    title: str
    starts: datetime.datetime
    ends: datetime.datetime
    state: StateName
    note: str
    venue: str | None = Field(description="Platsens slug.")
    ways: list[OpenWay]
    url: str = Field(json_schema_extra={"format": "uri"})


class Topics(Schema):
    """All topics."""

    items: list[OpenTopic]


class Venues(Schema):
    """All venues."""

    items: list[OpenVenue]


class Activities(Schema):
    """A page of activities, and where the next one is."""

    items: list[OpenActivity]
    next: str | None


class Occasions(Schema):
    """A page of dates, and where the next one is."""

    items: list[OpenOccasion]
    next: str | None


class Fault(Schema):
    """One word of the question that could not be read."""

    parameter: str
    detail: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    title: str
    status: int
    detail: str
    errors: list[Fault] = []


def faults(errors: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Each word that could not be read, and how to write it."""
    names = dict.fromkeys(str(error["loc"][-1]) for error in errors)
    return [
        {"parameter": name, "detail": str(HINTS.get(name, _("Skriv det på ett annat sätt.")))}
        for name in names
    ]
