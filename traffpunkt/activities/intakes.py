# SPDX-License-Identifier: EUPL-1.2
"""Activities from a list: each row is one date; those with the same title are one activity."""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.actions import plan_activity
from traffpunkt.activities.models import Activity, Series, Way
from traffpunkt.journal.models import Entry
from traffpunkt.people.desk import Desk
from traffpunkt.people.intakes import HAS_CIVIC_NUMBER
from traffpunkt.people.models import Intake
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui import reading, sheets
from traffpunkt.ui.words import local

HEADINGS = sheets.by_heading(
    {
        "name": "titel aktivitet rubrik namn",
        "text": "beskrivning text innehåll vad",
        "venue": "plats lokal träffpunkt var",
        "day": "dag datum när",
        "start": "tid starttid börjar klockan start kl",
        "end": "sluttid slutar slut till",
        "seats": "platser antalplatser antal",
    }
)
TWO_HOURS = 120
MOST_TITLE, MOST_TEXT, MOST_SEATS = 100, 3000, 2000
FROM_TO = re.compile(r"\s*[-–—]\s*|\s+till\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """What one row of a list says: one date of an activity, or why it cannot be planned."""

    number: int
    name: str = ""
    text: str = ""
    venue: Venue | None = None
    day: datetime.date = datetime.date.min
    start: datetime.time = datetime.time.min
    minutes: int = TWO_HOURS
    seats: int | None = None
    fault: str = ""
    is_known: bool = False

    @property
    def is_new(self) -> bool:
        """Whether a press plans it."""
        return not self.fault and not self.is_known


class Unclear(Exception):
    """A row that cannot be planned, with the reason in plain Swedish."""


def understood(intake: Intake) -> list[Found]:
    """Each row as a date; what is planned already, or stands earlier in the list, is known."""
    venues = {venue.name.casefold(): venue for venue in intake.municipality.venues.open_ones()}
    rows = [read(number, row, venues) for number, row in enumerate(intake.rows, start=2) if row]
    there = planned(intake.municipality)
    found = []
    for row in with_one_number_of_seats(rows):
        key = (row.name.casefold(), row.venue.pk if row.venue else None, row.day, row.start)
        found.append(replace(row, is_known=not row.fault and key in there))
        there |= set() if row.fault else {key}
    return found


def with_one_number_of_seats(rows: list[Found]) -> list[Found]:
    """The rows, with those told whose number of seats is another than the first of their title."""
    seats: dict[str, int] = {}
    words = _("Antalet platser är inte samma som på en tidigare rad med samma titel.")
    found = []
    for row in rows:
        first = seats.setdefault(row.name.casefold(), row.seats) if row.seats else row.seats
        found.append(row if first == row.seats else replace(row, fault=words))
    return found


Key = tuple[str, int | None, datetime.date, datetime.time]


def planned(municipality: Municipality) -> set[Key]:
    """The title, place, day and hour of each date that is to come and that somebody works with."""
    dates = municipality.occasions.happening().not_put_away().upcoming()
    named = dates.values_list("activity__title", "venue", "starts")
    moments = [(title, venue, local(starts)) for title, venue, starts in named]
    return {(title.casefold(), venue, when.date(), when.time()) for title, venue, when in moments}


def read(number: int, row: dict[str, str], venues: dict[str, Venue]) -> Found:
    """One row; what cannot be planned is told in words."""
    if "civic" in row:
        return Found(number, fault=str(HAS_CIVIC_NUMBER))
    try:
        day, hours = day_of(row)
        start, minutes = hours_of(row, hours)
        return Found(
            number, title_of(row), text_of(row), venue_of(row, venues), day, start, minutes,
            seats_of(row),
        )  # fmt: skip
    except Unclear as unclear:
        return Found(number, fault=str(unclear))


def title_of(row: dict[str, str]) -> str:
    """What it is called."""
    title = row.get("name", "")
    if not title:
        raise Unclear(_("Raden saknar titel."))
    if len(title) > MOST_TITLE:
        raise Unclear(_("Titeln är för lång. Skriv högst 100 tecken."))
    return title


def text_of(row: dict[str, str]) -> str:
    """What one does there; a text that is too long is cut nowhere."""
    text = row.get("text", "")
    if len(text) > MOST_TEXT:
        raise Unclear(_("Beskrivningen är för lång. Skriv högst 3 000 tecken."))
    return text


def venue_of(row: dict[str, str], venues: dict[str, Venue]) -> Venue | None:
    """Where it is; a place that is not known is not guessed."""
    name = row.get("venue", "")
    if name and name.casefold() not in venues:
        words = _("Platsen ”%(name)s” finns inte. Rätta namnet, eller lägg till platsen först.")
        raise Unclear(words % {"name": name})
    return venues.get(name.casefold())


def day_of(row: dict[str, str]) -> tuple[datetime.date, str]:
    """Which day, and the hour that may stand beside it in the same cell."""
    typed = row.get("day", "")
    words, _space, hour = typed.rpartition(" ")
    today = timezone.localdate()
    day = reading.day(typed, today)
    if day is None and reading.time(hour):
        day = reading.day(words, today)
    else:
        hour = ""
    if day is None:
        raise Unclear(_("Skriv dagen till exempel så här: 2027-03-04 eller 4 mars."))
    if day < today:
        raise Unclear(_("Dagen har redan varit."))
    return day, hour


def hours_of(row: dict[str, str], beside: str) -> tuple[datetime.time, int]:
    """When it begins and how many minutes it lasts; two hours where nothing else is said."""
    first, *last = FROM_TO.split(row.get("start", "") or beside, maxsplit=1)
    start = reading.time(first)
    if start is None:
        raise Unclear(_("Skriv när det börjar till exempel så här: 13.00."))
    typed = row.get("end", "") or "".join(last)
    if not typed:
        return start, TWO_HOURS
    end = reading.time(typed)
    minutes = (end.hour * 60 + end.minute - start.hour * 60 - start.minute) if end else 0
    if minutes <= 0:
        raise Unclear(_("Skriv när det slutar, senare än det börjar, till exempel 15.00."))
    return start, minutes


def seats_of(row: dict[str, str]) -> int | None:
    """How many seats there are, where that is said."""
    typed = row.get("seats", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or not 0 < int(typed) <= MOST_SEATS:
        raise Unclear(_("Skriv antalet platser med siffror, till exempel 12."))
    return int(typed)


@transaction.atomic
def read_in(intake: Intake, desk: Desk) -> bool:
    """Plan the new dates as drafts; False where somebody has done so already."""
    desk.municipality.hold_still()
    fresh = intake.hold_still()
    if fresh.done is not None:
        return False
    by_title: dict[str, list[Found]] = defaultdict(list)
    for row in understood(fresh):
        if row.is_new:
            by_title[row.name.casefold()].append(row)
    made = [plan(rows, desk) for rows in by_title.values()]
    fresh.settle([activity.pk for activity in made], by=desk.actor)
    return True


def plan(rows: list[Found], desk: Desk) -> Activity:
    """One activity of all rows with its title: a series of single dates for each place and hour."""
    facts = {"title": rows[0].name, "text": next((row.text for row in rows if row.text), "")}
    seats = next((row.seats for row in rows if row.seats), None)
    plans = [{"way": Way.ON_SITE, "capacity": seats}]

    def alike(row: Found) -> tuple[int, datetime.time, int]:
        return row.venue.pk if row.venue else 0, row.start, row.minutes

    together = groupby(sorted(rows, key=lambda row: (alike(row), row.day)), key=alike)
    return plan_activity(desk, facts, [rhythm(list(same)) for _key, same in together], plans)


def rhythm(rows: list[Found]) -> dict[str, Any]:
    """The dates at one place and hour as a series of single dates."""
    first, *others = rows
    return {
        "pattern": Series.Pattern.SINGLE, "first": first.day, "added": {row.day for row in others},
        "start_time": first.start, "minutes": first.minutes, "venue": first.venue,
        "skip_holidays": False, "skip_closed": False,
    }  # fmt: skip


@transaction.atomic
def take_back(intake: Intake, desk: Desk) -> int | None:
    """Put away the drafts that a list made; how many stay since somebody has gone on with them.

    None where it cannot be taken back any more.
    """
    fresh = intake.hold_still()
    if not fresh.may_be_undone:
        return None
    made = desk.municipality.activities.filter(pk__in=fresh.made)
    gone = sum(put_away(activity, fresh, desk) for activity in made)
    fresh.take_back(by=desk.actor)
    return len(fresh.made) - gone


def put_away(activity: Activity, intake: Intake, desk: Desk) -> bool:
    """Put away a draft that nobody has touched since it was read in; whether that was so."""
    activity.hold_still()
    if activity.state != Activity.State.DRAFT or gone_on_with(activity, intake):
        return False
    activity.archive(by=desk.actor)
    return True


def gone_on_with(activity: Activity, intake: Intake) -> bool:
    """Whether the journal tells of anything done with an activity or its dates since the reading in."""
    since = Entry.objects.filter(at__gt=intake.done)
    here = Q(noun="activities.activity", number=activity.pk)
    for noun in (activity.series, activity.occasions):
        label = noun.model._meta.label_lower
        here |= Q(noun=label, number__in=noun.values("pk"))
    return since.filter(here).exists()
