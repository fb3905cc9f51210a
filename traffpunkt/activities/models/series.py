# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.activity import Activity
from traffpunkt.activities.models.terms import OfferTerms
from traffpunkt.places.models import Municipality, Venue


class Series(models.Model):
    """When an activity comes back: a rule in local wall time, kept and editable.

    The rule gives days; each day becomes one occasion. `every` counts weeks or months from
    `first`. `weekdays` are 0–6, Monday first. `week_of_month` is 1–4, or -1 for the last.
    """

    class Pattern(models.TextChoices):
        SINGLE = "single", _("enstaka datum")
        WEEKLY = "weekly", _("vissa veckodagar")
        MONTHLY = "monthly", _("en viss veckodag i månaden")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="series")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="series")
    pattern = models.CharField(_("kommer tillbaka"), max_length=7, choices=Pattern)
    every = models.PositiveSmallIntegerField(_("hur ofta"), default=1)
    weekdays = models.JSONField(_("veckodagar"), default=list, blank=True)
    week_of_month = models.SmallIntegerField(_("vilken i månaden"), null=True, blank=True)
    first = models.DateField(_("första dagen"))
    until = models.DateField(_("sista dagen"), null=True, blank=True)
    start_time = models.TimeField(_("börjar klockan"))
    minutes = models.PositiveSmallIntegerField(_("längd i minuter"), default=120)
    doors_minutes = models.PositiveSmallIntegerField(_("dörren öppnar, minuter före"), default=15)
    venue = models.ForeignKey(
        Venue, models.PROTECT, related_name="series", null=True, blank=True, verbose_name=_("plats")
    )
    skip_holidays = models.BooleanField(_("hoppa över helgdagar"), default=True)
    skip_closed = models.BooleanField(_("hoppa över stängda dagar"), default=True)
    follows = models.ForeignKey(
        "self", models.SET_NULL, related_name="followed_by", null=True, blank=True
    )

    class Meta:
        verbose_name = "serie"
        verbose_name_plural = "serier"
        ordering = ("first", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("first")), name="series_in_order"
            ),
            models.CheckConstraint(
                condition=Q(every__gte=1, every__lte=52), name="series_every_sensible"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=1440), name="series_minutes_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.pattern} {self.first}"


class SeriesDate(models.Model):
    """A single date added to a series, or taken out of it, by hand."""

    class Change(models.TextChoices):
        ADDED = "added", _("tillagt")
        REMOVED = "removed", _("borttaget")

    series = models.ForeignKey(Series, models.CASCADE, related_name="dates")
    day = models.DateField(_("datum"))
    change = models.CharField(max_length=7, choices=Change)

    class Meta:
        verbose_name = "enstaka datum"
        verbose_name_plural = "enstaka datum"
        ordering = ("day",)
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="series_date_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.change}"


class OfferPlan(OfferTerms):
    """One way of taking part that each new date of a series begins with."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="plans")
    opens_days = models.PositiveSmallIntegerField(
        _("anmälan öppnar, dagar före"), null=True, blank=True
    )
    closes_minutes = models.PositiveIntegerField(_("anmälan stänger, minuter före"), default=0)

    class Meta(OfferTerms.Meta):
        verbose_name = "sätt att delta i serien"
        verbose_name_plural = "sätt att delta i serien"
        ordering = ("pk",)
        constraints = [
            *OfferTerms.Meta.constraints,
            models.UniqueConstraint(
                fields=["series", "way"], condition=~Q(way="watch_party"), name="plan_way_once"
            ),
            models.UniqueConstraint(
                fields=["series", "venue"], condition=Q(way="watch_party"), name="plan_party_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_way_display()
