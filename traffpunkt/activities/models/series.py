# SPDX-License-Identifier: EUPL-1.2
import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities import rhythm, wording
from traffpunkt.activities.closures import closures
from traffpunkt.activities.models.activity import Activity
from traffpunkt.activities.models.rescheduling import Outcome, fit_offers, key_of, reschedule
from traffpunkt.activities.models.splitting import split
from traffpunkt.activities.models.terms import keep_link
from traffpunkt.activities.recurrence import Plan, Rule, plan, span
from traffpunkt.activities.search.index import refresh
from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.people.models import Person, PersonalPage
from traffpunkt.places.models import Municipality, Venue

if TYPE_CHECKING:
    from traffpunkt.activities.models.occasion import Occasion
    from traffpunkt.activities.models.standing import Standing

# How far ahead the dates of a series are rows; the worker rolls it forward.
HORIZON = datetime.timedelta(weeks=26)


class SeriesQuerySet(models.QuerySet["Series"]):
    """Questions about many series."""

    def going_on(self) -> Self:
        """Those that have not ended."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))

    def rolling(self) -> Self:
        """Those that may still get new dates."""
        return self.going_on().exclude(activity__state=Activity.State.ARCHIVED).order_by("pk")

    def in_full(self) -> Self:
        """Each with what its words need."""
        return self.select_related("venue", "municipality").prefetch_related("dates", "plans")


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

    objects = SeriesQuerySet.as_manager()

    # What a change may say of a series; `added` and `removed` name single days beside these.
    CHANGEABLE = (
        "pattern", "every", "weekdays", "week_of_month", "first", "until", "start_time",
        "minutes", "doors_minutes", "venue", "skip_holidays", "skip_closed",
    )  # fmt: skip

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

    @property
    def rule(self) -> Rule:
        """The days as a rule, with those added and removed by hand."""
        by_hand = list(self.dates.all()) if self.pk else []
        return Rule(
            pattern=self.pattern,
            first=self.first,
            every=self.every,
            weekdays=tuple(self.weekdays),
            week_of_month=self.week_of_month,
            until=self.until,
            added=frozenset(row.day for row in by_hand if row.change == SeriesDate.Change.ADDED),
            removed=frozenset(
                row.day for row in by_hand if row.change == SeriesDate.Change.REMOVED
            ),
        )

    @property
    def in_words(self) -> str:
        """The rule as a sentence: "Varannan vecka på tisdag klockan 13.00–15.00 från …"."""
        return rhythm.in_words(self.rule, self.start_time, self.minutes)

    @property
    def horizon(self) -> datetime.date:
        """The last day that is a row by now.

        A half that follows another reaches as far as the whole did, unless it begins beyond that.
        """
        today = timezone.localdate()
        if self.first > today and self.follows and self.first <= self.follows.horizon:
            return self.follows.horizon
        return max(today, self.first) + HORIZON

    def hours_on(self, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
        """When a date of the series begins and ends."""
        return span(day, self.start_time, self.minutes)

    def days_ahead(self, last: datetime.date | None = None, rule: Rule | None = None) -> Plan:
        """The days from now on through the horizon, and those left out with the reason."""
        since, last = timezone.localdate(), last or self.horizon
        why_not = closures(
            self.municipality, self.venue, since, last,
            holidays=self.skip_holidays, closed=self.skip_closed,
        )  # fmt: skip
        found = plan(rule or self.rule, since, last, why_not)
        now = timezone.now()
        return Plan([day for day in found.days if self.hours_on(day)[0] > now], found.skipped)

    def missing_days(self) -> list[datetime.date]:
        """The days through the horizon that are not yet rows, whatever became of the others."""
        taken = set(self.occasions.order_by().values_list("slot", flat=True))
        return [day for day in self.days_ahead().days if day not in taken]

    def hold_still(self) -> None:
        """Lock the series and read it anew, so that two changes at once come one after the other."""
        self.refresh_from_db(from_queryset=Series.objects.select_for_update())

    @transaction.atomic
    def unroll(self, *, by: Actor = SYSTEM) -> list["Occasion"]:
        """Make the dates that are missing, with their ways of taking part and standing places."""
        self.hold_still()
        made = self.make_occasions(self.missing_days())
        standings = list(self.standings.order_by("pk")) if made else []
        for occasion in made:
            for standing in standings:
                standing.fill(occasion)
        if made:
            record("unrolled", self, by=by)
        return made

    def make_occasions(self, days: list[datetime.date]) -> list["Occasion"]:
        """Dates on these days with their ways of taking part, in two writes."""
        made = self.occasions.bulk_create([self.occasion_on(day) for day in days])
        plans = list(self.plans.all()) if made else []
        offers = [plan.offer_for(occasion) for occasion in made for plan in plans]
        if offers:
            type(offers[0]).objects.bulk_create(offers)
        return made

    def make_occasion(self, day: datetime.date) -> "Occasion":
        """One date on a day, also one that has been, as the series would have made it."""
        return self.make_occasions([day])[0]

    def occasion_on(self, day: datetime.date) -> "Occasion":
        """A date of the series as the rule would have it, not yet saved."""
        starts, ends = self.hours_on(day)
        return self.occasions.model(
            municipality_id=self.municipality_id,
            activity_id=self.activity_id,
            series=self,
            slot=day,
            starts=starts,
            ends=ends,
            doors_minutes=self.doors_minutes,
            venue=self.venue,
        )

    @transaction.atomic
    def change(
        self,
        from_day: datetime.date | None,
        changes: dict[str, Any],
        *,
        plans: list[dict[str, Any]] | None = None,
        by: Actor,
    ) -> Outcome:
        """Change this date and the following, or all that are ahead; tell those concerned.

        Past dates, and those that somebody has changed by hand or cancelled, stay as they are.
        """
        self.hold_still()
        series = self
        if from_day and self.first < from_day:
            same = changes.get("pattern", self.pattern) == self.pattern
            series = split(self, from_day, same_pattern=same)
        before = series.rule
        series.take(changes)
        outcome = reschedule(series, before, by=by)
        if plans is not None:
            planned = list(series.plans.all())
            series.plan_offers(plans)
            touched = [*outcome.same, *(row for row, _before in outcome.moved)]
            fit_offers(touched, list(series.plans.all()), planned, by=by)
        record("changed", series, by=by)
        outcome.created = series.unroll(by=by)
        refresh(series.activity)
        return outcome

    @transaction.atomic
    def change_preview(
        self,
        from_day: datetime.date | None,
        changes: dict[str, Any],
        *,
        plans: list[dict[str, Any]] | None = None,
        by: Actor,
    ) -> Outcome:
        """What a change would do, by doing it and taking all of it back: it cannot be wrong."""
        outcome = type(self).objects.get(pk=self.pk).change(from_day, changes, plans=plans, by=by)
        transaction.set_rollback(True)
        return outcome

    @transaction.atomic
    def grant_standing(
        self,
        person: Person,
        way: str,
        venue: Venue | None = None,
        headcount: int = 1,
        *,
        weekday: int | None = None,
        page: PersonalPage | None = None,
        by: Actor,
    ) -> "Standing":
        """Give somebody a standing place, and sign her up for the dates that there are already.

        With a `weekday`, Monday = 0, only on that of the series' days.
        """
        terms = {
            "way": way,
            "venue": venue,
            "headcount": headcount,
            "weekday": weekday,
            "page": page,
        }
        standing, is_new = self.standings.get_or_create(person=person, until=None, defaults=terms)
        if is_new:
            record("granted-standing", standing, by=by, municipality=self.municipality_id)
            wording.tell_standing(standing)
        # Always in the order of the occasions, so that two who do this never wait for each other.
        for occasion in self.occasions.upcoming().order_by("pk"):
            standing.fill(occasion, by=by)
        return standing

    def take(self, changes: dict[str, Any]) -> None:
        """Set what a change says: the rule and the hours, and the single days."""
        for name in self.CHANGEABLE:
            if name in changes:
                setattr(self, name, changes[name])
        self.save()
        for change in SeriesDate.Change.values:
            if change in changes:
                self.set_days(change, changes[change])

    def set_days(self, change: str, days: Iterable[datetime.date]) -> None:
        """Make these days, and no others, the ones added or removed by hand."""
        self.dates.filter(Q(change=change) | Q(day__in=days)).delete()
        self.dates.bulk_create(
            [SeriesDate(series=self, day=day, change=change) for day in sorted(set(days))]
        )

    def plan_offers(self, plans: list[dict[str, Any]]) -> None:
        """Make these the ways of taking part that new dates begin with, in the order they have."""
        before = {key_of(plan): plan.pk for plan in self.plans.all()}
        for facts in plans:
            plan = self.plans.model(series=self, **keep_link(facts))
            plan.pk = before.pop(key_of(plan), None)
            plan.save()
        self.plans.filter(pk__in=before.values()).delete()


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
