# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.terms import OfferTerms


class Offer(OfferTerms):
    """One way of taking part in one occasion, with its own seats, queue, words and link."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="offers")
    opens = models.DateTimeField(_("anmälan öppnar"), null=True, blank=True)
    closes = models.DateTimeField(_("anmälan stänger"), null=True, blank=True)

    class Meta(OfferTerms.Meta):
        verbose_name = "sätt att delta"
        verbose_name_plural = "sätt att delta"
        ordering = ("pk",)
        constraints = [
            *OfferTerms.Meta.constraints,
            models.UniqueConstraint(
                fields=["occasion", "way"], condition=~Q(way="watch_party"), name="offer_way_once"
            ),
            models.UniqueConstraint(
                fields=["occasion", "venue"],
                condition=Q(way="watch_party"),
                name="offer_party_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_way_display()
