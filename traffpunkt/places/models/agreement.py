# SPDX-License-Identifier: EUPL-1.2
import datetime
from typing import Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.models.organisation import Organisation


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions about many agreements."""

    def in_force(self, day: datetime.date) -> Self:
        """The agreements that hold on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


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
