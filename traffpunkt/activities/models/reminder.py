# SPDX-License-Identifier: EUPL-1.2
import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from traffpunkt.activities.models.activity import Activity
from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.terms import Way
from traffpunkt.activities.reminding import Lead
from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models import Municipality
from traffpunkt.places.models.changing import take_over
from traffpunkt.ui.words import clock


def every_way() -> list[str]:
    """All ways of taking part."""
    return list(Way.values)


class ReminderRuleQuerySet(models.QuerySet["ReminderRule"]):
    """Questions about many rules of reminding."""

    def for_all(self) -> "ReminderRule | None":
        """The one of a municipality for every activity that has none of its own."""
        return self.filter(activity__isnull=True).first()

    def of(self, activity: Activity) -> "ReminderRule | None":
        """An activity's own."""
        return self.filter(activity=activity).first()

    def in_force(self, activity: Activity) -> "ReminderRule | None":
        """The one that an activity follows: its own, else the one for all, if there is any."""
        found = self.filter(Q(activity=activity) | Q(activity__isnull=True))
        return found.order_by(F("activity").desc(nulls_last=True)).first()

    @transaction.atomic
    def lay_down(
        self,
        municipality: Municipality,
        activity: Activity | None,
        facts: Mapping[str, Any] | None,
        *,
        by: Actor,
    ) -> None:
        """Remind by this rule from now on; without facts an activity has none of its own any more."""
        municipality.hold_still()
        rules = municipality.reminder_rules
        rule = rules.of(activity) if activity else rules.for_all()
        if facts is None:
            if rule is not None:
                record("removed", rule, by=by)
                rule.delete()
        elif rule is None:
            made = self.create(municipality=municipality, activity=activity, **facts)
            record("added", made, by=by)
        elif take_over(rule, facts):
            record("changed", rule, by=by)


class ReminderRule(models.Model):
    """When people are reminded: a municipality's rule for all its activities, or one's own."""

    class Measure(models.TextChoices):
        DAYS = "days", _("dagar före, ett visst klockslag")
        HOURS = "hours", _("timmar före")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="reminder_rules")
    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="reminder_rules", null=True, blank=True
    )
    is_on = models.BooleanField(_("påminn"), default=True)
    measure = models.CharField(max_length=5, choices=Measure, default=Measure.DAYS)
    amount = models.PositiveSmallIntegerField(_("hur många dagar eller timmar"), default=1)
    clock = models.TimeField(_("klockan"), default=datetime.time(10))
    latest_minutes = models.PositiveSmallIntegerField(_("senast så många minuter före"), default=60)
    ways = models.JSONField(_("sätt att delta"), default=every_way)
    rings = models.BooleanField(_("ring om påminnelser"), default=False)

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "påminnelseregel"
        verbose_name_plural = "påminnelseregler"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(activity__isnull=True), name="one_rule_for_all"
            ),
            models.UniqueConstraint(fields=["activity"], name="one_rule_of_its_own"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.activity_id}"

    @property
    def lead(self) -> Lead:
        """How long before the start."""
        in_days = self.measure == self.Measure.DAYS
        days, hours = (self.amount, 0) if in_days else (0, self.amount)
        return Lead(days, self.clock, hours, datetime.timedelta(minutes=self.latest_minutes))

    @property
    def in_words(self) -> str:
        """When: "dagen före klockan 10.00", "2 timmar före"."""
        if not self.is_on:
            return _now("ingen påminnelse")
        if self.measure == self.Measure.HOURS:
            words = ngettext("%(n)s timme före", "%(n)s timmar före", self.amount)
            return words % {"n": self.amount}
        words = ngettext(
            "dagen före klockan %(clock)s", "%(n)s dagar före klockan %(clock)s", self.amount
        )
        return words % {"n": self.amount, "clock": clock(self.clock)}


class ReminderRoundQuerySet(models.QuerySet["ReminderRound"]):
    """Questions about many rounds of reminding."""

    def keys(self, occasions: list[int]) -> set[tuple[int, datetime.datetime, datetime.datetime]]:
        """Those of some dates that are done, each by its date, start and moment."""
        found = self.filter(occasion__in=occasions)
        return set(found.values_list("occasion_id", "starts", "moment"))


class ReminderRound(models.Model):
    """That all who were signed up by a moment have been reminded of a date and its start.

    Without it every round of the worker would look through everybody again until the start.
    """

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="reminder_rounds")
    starts = models.DateTimeField()
    moment = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReminderRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "påminnelseomgång"
        verbose_name_plural = "påminnelseomgångar"
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "starts", "moment"], name="reminder_round_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occasion_id} {self.moment:%Y-%m-%d %H.%M}"
