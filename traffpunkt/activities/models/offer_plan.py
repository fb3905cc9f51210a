# SPDX-License-Identifier: EUPL-1.2
import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.series import Series
from traffpunkt.activities.models.terms import OfferTerms
from traffpunkt.activities.recurrence import moment

if TYPE_CHECKING:
    from traffpunkt.activities.models.occasion import Occasion
    from traffpunkt.activities.models.offer import Offer


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

    def opens(self, occasion: "Occasion") -> datetime.datetime | None:
        """When sign-up opens for a date: the local midnight some days before."""
        if self.opens_days is None:
            return None
        day = timezone.localtime(occasion.starts).date()
        return moment(day - datetime.timedelta(days=self.opens_days), datetime.time.min)

    def closes(self, occasion: "Occasion") -> datetime.datetime | None:
        """When sign-up closes for a date; nothing where it stays open until the end."""
        if not self.closes_minutes:
            return None
        return occasion.starts - datetime.timedelta(minutes=self.closes_minutes)

    def facts_for(self, occasion: "Occasion") -> dict[str, object]:
        """What an offer of a date is, by field name."""
        return self.terms | {"opens": self.opens(occasion), "closes": self.closes(occasion)}

    def news_for(self, offer: "Offer", before: "OfferPlan | None") -> dict[str, object]:
        """What this plan changes of an offer, by field name, where an earlier plan held before it.

        What the earlier plan said already is no news: a date may have got its own since. A time of
        sign-up that reads the same stays to the second; after a move it may read otherwise.
        """
        facts = self.facts_for(offer.occasion)
        old = before.terms if before else {}
        news = {
            name: value for name, value in facts.items() if name not in old or old[name] != value
        }
        if offer.opens_days == self.opens_days:
            del news["opens"]
        if offer.closes_minutes == self.closes_minutes:
            del news["closes"]
        return news

    def offer_for(self, occasion: "Occasion") -> "Offer":
        """The offer that a date begins with, not yet saved."""
        return occasion.offers.model(occasion=occasion, **self.facts_for(occasion))
