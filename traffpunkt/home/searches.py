# SPDX-License-Identifier: EUPL-1.2
"""What a public-records request is about, and the documents that a municipality has of it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Activity
from traffpunkt.home.kinds import BY_NAME, KINDS, Kind, Rows, of_person
from traffpunkt.people.models import Person
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui.words import listed, written

# So much is masked by hand in a day or two; who needs more divides the time.
MOST = 1000


@dataclass(frozen=True)
class Search:
    """A span of days, and what else narrows it; the tables are asked anew each time."""

    municipality: Municipality
    first: datetime.date
    last: datetime.date
    kinds: tuple[str, ...] = ()
    venue: int | None = None
    activities: tuple[int, ...] = ()
    person: int | None = None
    # Each look at the documents writes a line of the journal: what came after this is not asked for.
    begun: datetime.datetime | None = None

    @classmethod
    def of(
        cls,
        municipality: Municipality,
        kept: dict[str, Any],
        begun: datetime.datetime | None = None,
    ) -> "Search":
        """A search as it was kept, when the masking was begun."""
        first, last = (datetime.date.fromisoformat(kept[key]) for key in ("first", "last"))
        kinds, activities = (tuple(kept.get(key, ())) for key in ("kinds", "activities"))
        more = (kept.get("venue"), activities, kept.get("person"), begun)
        return cls(municipality, first, last, kinds, *more)

    def as_kept(self) -> dict[str, Any]:
        """The search as it is kept: days and numbers, no names."""
        kept = {
            "first": self.first.isoformat(), "last": self.last.isoformat(),
            "kinds": list(self.kinds), "activities": list(self.activities),
            "venue": self.venue, "person": self.person, "by_person": bool(self.person),
        }  # fmt: skip
        return {key: value for key, value in kept.items() if value}

    @cached_property
    def parts(self) -> list[tuple[Kind, Rows]]:
        """Each kind that can be asked in this way, with its rows in the order they were made."""
        chosen = [BY_NAME[key] for key in self.kinds] or list(KINDS)
        asked = ((kind, self.rows_of(kind)) for kind in chosen)
        return [(kind, rows) for kind, rows in asked if rows is not None]

    def rows_of(self, kind: Kind) -> "Rows | None":
        """The rows of one kind; None where it knows nothing of what narrows the search."""
        found = kind.rows(self.municipality).filter(self.in_span(kind))
        if self.begun and kind.key == "entry":
            found = found.filter(at__lt=self.begun)
        venues = (self.venue,) if self.venue else ()
        for way, wanted in ((kind.activity, self.activities), (kind.venue, venues)):
            if wanted and not way:
                return None
            if wanted:
                found = found.filter(**{f"{way}__in": wanted})
        if self.person:
            asked = of_person(kind, found, self.whom) if self.whom else None
            if asked is None:
                return None
            found = asked
        if "occasions__" in kind.when + kind.venue:
            found = found.distinct()
        return found.select_related(*kind.near).order_by("pk")

    @cached_property
    def whom(self) -> Person | None:
        """The person as she is found now, perhaps as another row; None where she has been erased."""
        rows = Person.objects.filter(municipality=self.municipality, erased__isnull=True)
        found = rows.select_related("merged_into").filter(pk=self.person or 0).first()
        return found and (found.merged_into or found)

    def in_span(self, kind: Kind) -> Q:
        """That a row is of these days, or goes on during some of them."""
        first, end = self.first, self.last + datetime.timedelta(days=1)
        begins, ends = (first, end) if kind.is_day else (midnight(first), midnight(end))
        if not kind.until:
            return Q(**{f"{kind.when}__gte": begins, f"{kind.when}__lt": ends})
        goes_on = Q(**{f"{kind.until}__gte": begins}) | Q(**{f"{kind.until}__isnull": True})
        return Q(**{f"{kind.when}__lt": ends}) & goes_on

    @cached_property
    def counts(self) -> list[tuple[Kind, int]]:
        """How many documents there are of each kind."""
        counted = ((kind, rows.count()) for kind, rows in self.parts)
        return [(kind, number) for kind, number in counted if number]

    def count(self) -> int:
        """How many documents there are in all."""
        return sum(number for _kind, number in self.counts)

    @property
    def is_too_much(self) -> bool:
        """Whether it has to be narrowed before anybody can mask it."""
        return self.count() > MOST

    def __getitem__(self, span: slice) -> list[tuple[Kind, Any]]:
        """Some of the documents in their order, asked from no more tables than they lie in."""
        found: list[tuple[Kind, Any]] = []
        before, stop = 0, int(span.stop)
        counted = {kind.key: number for kind, number in self.counts}
        for kind, rows in self.parts:
            number = counted.get(kind.key, 0)
            start, end = max(int(span.start) - before, 0), min(stop - before, number)
            if start < end:
                found += [(kind, row) for row in rows[start:end]]
            before += number
        return found

    def facts(self) -> Iterator[tuple[str, str]]:
        """What was searched, in words; a person is not named."""
        yield _("Tid"), f"{written(self.first, 'j F Y')} – {written(self.last, 'j F Y')}"
        if self.kinds:
            yield _("Slag"), ", ".join(str(BY_NAME[key].title) for key in self.kinds)
        if self.venue:
            yield _("Plats"), str(Venue.objects.get(pk=self.venue))
        if self.activities:
            named = Activity.objects.filter(pk__in=self.activities)
            yield _("Aktivitet"), listed(sorted({str(activity) for activity in named}))
        if self.person:
            gone = _("Personen finns inte längre i registret.")
            yield _("Person"), _("En person. Namnet är maskerat.") if self.whom else gone


def midnight(day: datetime.date) -> datetime.datetime:
    """The moment at which a day begins."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
