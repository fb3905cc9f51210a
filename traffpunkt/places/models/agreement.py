# SPDX-License-Identifier: EUPL-1.2
import datetime
from collections.abc import Mapping
from typing import Any, Self

from dateutil.relativedelta import relativedelta
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models.changing import take_over
from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.models.organisation import Organisation


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions about many agreements."""

    def in_force(self, day: datetime.date) -> Self:
        """The agreements that hold on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)

    def lasting(self) -> Self:
        """Those that are not over, also those that have not begun."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=timezone.localdate()))

    def in_full(self) -> Self:
        """With the organisation of each, by its name, the latest first."""
        return self.select_related("organisation").order_by("organisation__name", "-starts", "pk")

    @transaction.atomic
    def agree(
        self,
        municipality: Municipality,
        name: str,
        kind: str,
        terms: Mapping[str, Any],
        *,
        by: Actor,
    ) -> "Agreement":
        """Write down an agreement; the one that begins the same day under the same reference stands."""
        municipality.hold_still()
        organisation = Organisation.objects.meet(name, kind, by=by)
        agreement, is_new = self.get_or_create(
            municipality=municipality,
            organisation=organisation,
            reference=terms["reference"],
            starts=terms["starts"],
            defaults=dict(terms),
        )
        if is_new:
            record("agreed", agreement, by=by)
        return agreement


class Agreement(models.Model):
    """An avtal: what a municipality buys or agrees with an organisation, and until when."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    reference = models.CharField(_("diarienummer"), max_length=60, blank=True)
    starts = models.DateField(_("börjar"))
    ends = models.DateField(_("slutar"), null=True, blank=True)
    earliest_notice = models.DateField(_("kan sägas upp tidigast"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("uppsägningstid i månader"), default=3)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "avtal"
        verbose_name_plural = "avtal"
        ordering = ("municipality", "-starts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="agreement_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.organisation}"

    def earliest_end(self, noticed: datetime.date) -> datetime.date:
        """The day the agreement ends if notice is given on a day."""
        given = max(noticed, self.earliest_notice or noticed)
        end = given + relativedelta(months=self.notice_months)
        return end if self.ends is None else min(end, self.ends)

    @property
    def end_if_noticed_today(self) -> datetime.date:
        """The first day that the agreement can have ended, if notice is given today."""
        return self.earliest_end(timezone.localdate())

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.ends is not None and self.ends < timezone.localdate()

    @transaction.atomic
    def change(self, terms: Mapping[str, Any], *, by: Actor) -> None:
        """Take over changed terms."""
        if take_over(self, terms):
            record("changed", self, by=by)
