# SPDX-License-Identifier: EUPL-1.2
import datetime
from collections.abc import Collection, Mapping
from typing import Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.access import sentence
from traffpunkt.places.hours import Span
from traffpunkt.places.models.changing import take_over
from traffpunkt.places.models.municipality import Municipality


class Known(models.TextChoices):
    """Three answers to a question of access; silence is not a no."""

    YES = "yes", _("ja")
    NO = "no", _("nej")
    UNKNOWN = "unknown", _("vet inte")


class Weekday(models.IntegerChoices):
    """Days of the week as ISO 8601 and Python count them, Monday = 0."""

    MONDAY = 0, _("måndag")
    TUESDAY = 1, _("tisdag")
    WEDNESDAY = 2, _("onsdag")
    THURSDAY = 3, _("torsdag")
    FRIDAY = 4, _("fredag")
    SATURDAY = 5, _("lördag")
    SUNDAY = 6, _("söndag")


def access_fact(words: StrOrPromise) -> "models.CharField[str, str]":
    """A field for one access fact: yes, no, or not known."""
    return models.CharField(words, max_length=7, choices=Known, default=Known.UNKNOWN)


class VenueQuerySet(models.QuerySet["Venue"]):
    """Questions about many venues."""

    def open_ones(self) -> Self:
        """Those that have not closed for good, by name."""
        today = timezone.localdate()
        return self.filter(Q(closed_for_good__isnull=True) | Q(closed_for_good__gt=today))

    def open_or(self, kept: Collection[int | None]) -> Self:
        """Those that have not closed for good, and some that a form holds already."""
        return self.open_ones() | self.filter(pk__in=[key for key in kept if key])

    def another_at(self, slug: str, than: "Venue") -> "Venue | None":
        """The venue that already has an address, if it is another one."""
        return self.filter(slug=slug).exclude(pk=than.pk).first()

    @transaction.atomic
    def open(
        self,
        municipality: Municipality,
        facts: Mapping[str, Any],
        hours: "Mapping[int, list[Span]]",
        *,
        by: Actor,
    ) -> "Venue":
        """Add a venue with its opening hours; the same address again is the same venue."""
        municipality.hold_still()
        venue, is_new = self.get_or_create(
            municipality=municipality, slug=facts["slug"], defaults=dict(facts)
        )
        if is_new:
            venue.keep_hours(hours)
            record("opened", venue, by=by)
        return venue


class Venue(models.Model):
    """A plats: träffpunkt, library or other house where activities are."""

    class Kind(models.TextChoices):
        MEETING_POINT = "meeting_point", _("träffpunkt")
        LIBRARY = "library", _("bibliotek")
        OTHER = "other", _("annan plats")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="venues")
    name = models.CharField(_("namn"), max_length=100)
    slug = models.SlugField(_("adress på webben"))
    kind = models.CharField(_("slag"), max_length=14, choices=Kind, default=Kind.MEETING_POINT)
    street = models.CharField(_("gatuadress"), max_length=120)
    town = models.CharField(_("ort"), max_length=60)
    way_there = models.TextField(_("så hittar du hit"), max_length=600, blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    step_free = access_fact(_("inga trappsteg"))
    lift = access_fact(_("hiss"))
    toilet = access_fact(_("toalett med plats för rullstol"))
    hearing_loop = access_fact(_("hörslinga"))
    parking = access_fact(_("parkering nära"))
    rollator = access_fact(_("plats för rollator"))
    wheelchair = access_fact(_("plats för rullstol"))
    bus = access_fact(_("buss nära"))
    closed_for_good = models.DateField(_("stängd för alltid från"), null=True, blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = "plats"
        verbose_name_plural = "platser"
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slug"], name="venue_slug_in_municipality"
            )
        ]

    ACCESS_FACTS = (
        "step_free", "lift", "toilet", "hearing_loop", "parking", "rollator", "wheelchair", "bus",
    )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def access(self) -> list[str]:
        """Each access fact as a sentence, in a fixed order."""
        return [sentence(self, fact) for fact in self.ACCESS_FACTS]

    @property
    def is_closed_for_good(self) -> bool:
        """Whether its last day has been."""
        return self.closed_for_good is not None and self.closed_for_good <= timezone.localdate()

    @property
    def hours(self) -> dict[int, list[Span]]:
        """Its opening hours by weekday, Monday = 0; a day without any is not there."""
        found: dict[int, list[Span]] = {}
        for row in self.opening_hours.all():
            found.setdefault(row.weekday, []).append((row.opens, row.closes))
        return found

    @transaction.atomic
    def change(
        self, facts: Mapping[str, Any], hours: Mapping[int, list[Span]], *, by: Actor
    ) -> None:
        """Take over changed facts and opening hours."""
        changed = take_over(self, facts)
        if self.keep_hours(hours) or changed:
            record("changed", self, by=by)

    def keep_hours(self, hours: Mapping[int, list[Span]]) -> bool:
        """Let the opening hours be these; whether that changed anything."""
        wanted = {weekday: spans for weekday, spans in hours.items() if spans}
        if wanted == self.hours:
            return False
        self.opening_hours.all().delete()
        self.opening_hours.bulk_create(
            OpeningHours(venue=self, weekday=weekday, opens=opens, closes=closes)
            for weekday, spans in wanted.items()
            for opens, closes in spans
        )
        return True

    @transaction.atomic
    def close_for_good(self, day: datetime.date, *, by: Actor) -> None:
        """Close from a day on; the dates that are planned there stay until they are cancelled."""
        if take_over(self, {"closed_for_good": day}):
            record("closed-for-good", self, by=by)

    @transaction.atomic
    def reopen(self, *, by: Actor) -> None:
        """Take back that it closes for good."""
        if take_over(self, {"closed_for_good": None}):
            record("reopened", self, by=by)


class OpeningHours(models.Model):
    """When a venue is open on one weekday, in local time."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("veckodag"), choices=Weekday)
    opens = models.TimeField(_("öppnar"))
    closes = models.TimeField(_("stänger"))

    class Meta:
        verbose_name = "öppettid"
        verbose_name_plural = "öppettider"
        ordering = ("weekday", "opens")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="venue_closes_after_open"
            )
        ]

    def __str__(self) -> str:
        return f"{Weekday(self.weekday).label} {self.opens:%H.%M}–{self.closes:%H.%M}"
