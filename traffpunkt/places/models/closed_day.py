# SPDX-License-Identifier: EUPL-1.2
import datetime
from functools import lru_cache
from typing import Self

import holidays
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.models.venue import Venue
from traffpunkt.ui import words


@lru_cache(maxsize=64)
def swedish_holidays(year: int) -> dict[datetime.date, str]:
    """Public holidays of a year with their Swedish names (lag 1989:253), and the three eves
    that are treated as such in working life: Midsummer's, Christmas and New Year's."""
    found = dict(holidays.country_holidays("SE", years=year, language="sv", include_sundays=False))
    found[datetime.date(year, 12, 24)] = "Julafton"
    found[datetime.date(year, 12, 31)] = "Nyårsafton"
    midsummer = next(day for day, name in found.items() if name.startswith("Midsommardagen"))
    found[midsummer - datetime.timedelta(days=1)] = "Midsommarafton"
    return found


def holiday_name(day: datetime.date) -> str | None:
    """The Swedish name of the holiday on a day, if it is one."""
    return swedish_holidays(day.year).get(day)


def coming_holidays(today: datetime.date) -> list[tuple[datetime.date, str]]:
    """The holidays of the year that begins today, in order."""
    last = today + datetime.timedelta(days=365)
    both = swedish_holidays(today.year) | swedish_holidays(today.year + 1)
    return sorted((day, name) for day, name in both.items() if today <= day < last)


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    """Questions about many closed days."""

    def at(self, venue: Venue | None) -> Self:
        """Those that close a venue: its own and those of the whole municipality."""
        return self.filter(Q(venue=None) | Q(venue=venue)) if venue else self.filter(venue=None)

    def between(self, first: datetime.date, last: datetime.date) -> Self:
        """Those that touch a span of days, both ends included."""
        return self.filter(first__lte=last, last__gte=first)

    def ahead(self) -> Self:
        """Those of the coming two months, soonest first."""
        today = timezone.localdate()
        return self.between(today, today + datetime.timedelta(days=60)).order_by("first")

    def coming(self) -> Self:
        """Those that are not over, with their venue, soonest first."""
        found = self.filter(last__gte=timezone.localdate())
        return found.select_related("venue").order_by("first", "pk")

    @transaction.atomic
    def close(
        self,
        municipality: Municipality,
        venue: Venue | None,
        first: datetime.date,
        last: datetime.date,
        reason: str = "",
        *,
        by: Actor,
    ) -> "ClosedDay":
        """Close a venue, or all, from a day to a day; the same days again are the same row."""
        municipality.hold_still()
        row, is_new = self.get_or_create(
            municipality=municipality,
            venue=venue,
            first=first,
            last=last,
            defaults={"reason": reason},
        )
        if is_new:
            record("closed", row, by=by)
        return row


class ClosedDay(models.Model):
    """Days when a venue, or the whole municipality's träffpunkter, are closed."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="closed_days")
    venue = models.ForeignKey(
        Venue, models.CASCADE, related_name="closed_days", null=True, blank=True
    )
    first = models.DateField(_("första stängda dagen"))
    last = models.DateField(_("sista stängda dagen"))
    reason = models.CharField(_("varför"), max_length=80, blank=True)

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        verbose_name = "stängd dag"
        verbose_name_plural = "stängda dagar"
        ordering = ("first",)
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closed_day_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last} {self.reason}".strip()

    @property
    def in_words(self) -> str:
        """Which days: "Tisdag 4 mars" or "Tisdag 4 mars till torsdag 6 mars"."""
        first, last = capfirst(words.day(self.first)), words.day(self.last)
        if self.first == self.last:
            return first
        return _now("%(first)s till %(last)s") % {"first": first, "last": last}

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        """Open again on these days."""
        record("removed", self, by=by)
        self.delete()
