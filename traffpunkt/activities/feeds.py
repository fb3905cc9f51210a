# SPDX-License-Identifier: EUPL-1.2
"""What others take in of the programme: dates as plain facts, and when any of it last changed.

Whole rows of five thousand dates would be most of the work, as for the cards (ADR 16). No personal
fact and no secret link is among them: people share calendars and feeds without knowing.
"""

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Activity, Occasion, Series, Topic
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet, end_of
from traffpunkt.journal.models import Entry
from traffpunkt.places.models import Municipality, Venue

PAST = datetime.timedelta(days=31)
# As many as somebody reads in a feed; a calendar holds all.
MOST_COMING = 100
# Raised when the same facts are written in another way, so that nobody is told "as before".
WRITING = 1
# What a feed tells of: a line about any of them makes it new.
TOLD_OF = [
    row._meta.label_lower for row in (Activity, Occasion, Series, Topic, Venue, Municipality)
]


class Happening(NamedTuple):
    """One date as a feed tells of it."""

    pk: int
    uid: uuid.UUID
    sequence: int
    changed: datetime.datetime
    starts: datetime.datetime
    ends: datetime.datetime
    state: str
    note: str
    title: str
    venue: str | None
    street: str | None
    town: str | None

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.state == Occasion.State.CANCELLED

    @property
    def place(self) -> str:
        """Where it is, in one line; nothing for what is only online."""
        return f"{self.venue}, {self.street}, {self.town}" if self.venue else ""

    @property
    def name(self) -> str:
        """The title, with what a glance must not miss."""
        return _("INSTÄLLT: %(title)s") % {"title": self.title} if self.is_cancelled else self.title


FACTS = (
    "pk", "uid", "sequence", "changed", "starts", "ends", "state", "note", "activity__title",
    "venue__name", "venue__street", "venue__town",
)  # fmt: skip


def happenings(occasions: QuerySet[Occasion]) -> Iterable[Happening]:
    """The facts of some dates, in their order."""
    return map(Happening._make, occasions.values_list(*FACTS))


def coming(occasions: OccasionQuerySet) -> list[tuple[Happening, str]]:
    """The next dates that have not ended, soonest first, each with what one does there."""
    rows = occasions.upcoming().values_list(*FACTS, "activity__text")[:MOST_COMING]
    return [(Happening(*facts), text) for *facts, text in rows]


def for_calendars(occasions: OccasionQuerySet) -> OccasionQuerySet:
    """The dates that a calendar holds: from a month back, soonest first; others come at midnight."""
    return occasions.after(timezone.localdate() - PAST)


@dataclass(frozen=True, slots=True)
class Version:
    """What a feed is the same as long as: its tag, and when it last became another."""

    tag: str
    changed: datetime.datetime


def version_of(municipality: Municipality, occasions: QuerySet[Occasion]) -> Version:
    """How new a feed of some dates is, without reading them: two queries, whatever their number.

    The dates count and say when they changed; what stands in the journal about their activities,
    places and municipality counts too, since a line is written in the transaction of each change.
    A midnight changes the words for days, and which dates are still told of.
    """
    dates = occasions.order_by().aggregate(count=Count("pk"), newest=Max("changed"))
    lines = Entry.objects.within(municipality.pk, TOLD_OF).aggregate(
        count=Count("pk"), newest=Max("at")
    )
    today = timezone.localdate()
    midnight = end_of(today - datetime.timedelta(days=1))
    facts = (WRITING, today, dates["count"], dates["newest"], lines["count"], lines["newest"])
    tag = hashlib.sha256(repr(facts).encode()).hexdigest()[:20]
    moments = [each for each in (dates["newest"], lines["newest"]) if each]
    return Version(f'"{tag}"', max([midnight, *moments]))
