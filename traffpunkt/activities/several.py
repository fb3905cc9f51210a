# SPDX-License-Identifier: EUPL-1.2
"""Several dates of an activity changed in one go: all of it is done, or nothing."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Occasion, Signup
from traffpunkt.activities.recurrence import moment
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import Actor
from traffpunkt.places.models import Venue
from traffpunkt.ui.words import date_of, day, span


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall happen to each of the dates: called off for a reason, or moved."""

    reason: str = ""
    venue: Venue | None = None
    moves_venue: bool = False
    start: datetime.time | None = None
    end: datetime.time | None = None

    def place_of(self, date: Occasion) -> Venue | None:
        """Where a date will be."""
        return self.venue if self.moves_venue else date.venue

    def hours_of(self, date: Occasion) -> tuple[datetime.datetime, datetime.datetime]:
        """When a date will be: on its own day, at the hours of the clock that are wanted."""
        if self.start is None or self.end is None:
            return date.starts, date.ends
        on = date_of(date.starts)
        return moment(on, self.start), moment(on, self.end)

    def words_of(self, date: Occasion) -> str:
        """What becomes of a date: "tisdag 1 december klockan 13.00–15.00: ställs in"."""
        before = span(date.starts, date.ends)
        if self.reason:
            return _("%s: ställs in") % before
        starts, ends = self.hours_of(date)
        place = self.place_of(date) or _("bara hemifrån")
        if (starts, ends, self.place_of(date)) == (date.starts, date.ends, date.venue):
            return _("%s: blir som förut") % before
        return _("%(before)s: flyttas till %(after)s, %(place)s") % {
            "before": before, "after": span(starts, ends), "place": place,
        }  # fmt: skip

    def is_news_of(self, date: Occasion) -> bool:
        """Whether a date will be another than it is."""
        after = (*self.hours_of(date), self.place_of(date))
        return bool(self.reason) or after != (date.starts, date.ends, date.venue)

    def do(self, date: Occasion, *, by: Actor) -> None:
        """Let the verb of a single date do it, so that each concerned is told once."""
        if self.reason:
            date.cancel(self.reason, by=by)
        else:
            date.move(*self.hours_of(date), self.place_of(date), by=by)


@transaction.atomic
def change_all(dates: Iterable[Occasion], wanted: Wanted, *, by: Actor) -> None:
    """Change each of some dates; where one says no, none is changed, and it says which."""
    for date in dates:
        try:
            wanted.do(date, by=by)
        except Refusal as refusal:
            words = _("%(day)s: %(why)s Inget är ändrat.")
            told = {"day": day(date.starts).capitalize(), "why": refusal.words}
            raise Refusal(words % told) from refusal


def people_of(dates: Iterable[Occasion]) -> int:
    """How many people are signed up for any of some dates, and so are told."""
    keys = [date.pk for date in dates]
    theirs = Signup.objects.standing_now().at_dates(Occasion.objects.filter(pk__in=keys))
    return theirs.order_by().values("person").distinct().count()
