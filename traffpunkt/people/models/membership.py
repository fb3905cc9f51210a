# SPDX-License-Identifier: EUPL-1.2
import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.models import Municipality, Organisation, Venue


class Role(models.TextChoices):
    """What a membership lets its account do; small named rights come from these."""

    COORDINATOR = "coordinator", _("aktivitetssamordnare")
    HOST = "host", _("värd")
    PARTNER = "partner", _("samverkanspartner")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about many memberships."""

    def current(self, day: datetime.date | None = None) -> Self:
        """Those that hold on a day; access ends the day that the membership ends."""
        today = day or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)

    def within(self, municipality: Municipality) -> Self:
        """Those in one municipality."""
        return self.filter(municipality=municipality)


class Membership(models.Model):
    """An uppdrag: an account's role in a municipality, perhaps only for one organisation or venue."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("uppdrag"), max_length=12, choices=Role)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", null=True, blank=True
    )
    venue = models.ForeignKey(
        Venue, models.CASCADE, related_name="memberships", null=True, blank=True
    )
    since = models.DateField(_("från"), default=timezone.localdate)
    until = models.DateField(_("till och med"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="partner") | Q(organisation__isnull=False),
                name="partner_has_organisation",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} – {self.get_role_display()}"
