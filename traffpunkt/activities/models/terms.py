# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from traffpunkt.channels.models import Link
from traffpunkt.places.models import Venue
from traffpunkt.places.validators import refuse_civic_number


class Way(models.TextChoices):
    """The four ways of taking part."""

    ON_SITE = "on_site", _("kom hit")
    ONLINE = "online", _("var med hemifrån")
    PHONE = "phone", _("ring in")
    WATCH_PARTY = "watch_party", _("se tillsammans")


class Booking(models.TextChoices):
    """Whether one signs up before one takes part."""

    NONE = "none", _("kom som du är")
    OPTIONAL = "optional", _("anmäl dig gärna")
    REQUIRED = "required", _("anmäl dig")


class OfferTerms(models.Model):
    """What an offer and its plan share: the way, the room, the seats, the words, the link."""

    way = models.CharField(_("sätt att delta"), max_length=11, choices=Way)
    venue = models.ForeignKey(
        Venue, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("plats")
    )
    capacity = models.PositiveIntegerField(_("antal platser"), null=True, blank=True)
    has_queue = models.BooleanField(_("kö när det är fullt"), default=True)
    booking = models.CharField(
        _("anmälan"), max_length=8, choices=Booking, default=Booking.OPTIONAL
    )
    instructions = models.TextField(
        _("så gör du"), max_length=1000, blank=True, validators=[refuse_civic_number]
    )
    easy_instructions = models.TextField(
        _("så gör du, lättläst"), max_length=600, blank=True, validators=[refuse_civic_number]
    )
    link = models.ForeignKey(Link, models.PROTECT, related_name="+", null=True, blank=True)

    TERMS = (
        "way", "venue", "capacity", "has_queue", "booking", "instructions", "easy_instructions", "link",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(way="watch_party") | Q(venue__isnull=False),
                name="%(class)s_watch_party_has_venue",
            )
        ]

    @property
    def terms(self) -> dict[str, object]:
        """The shared facts by field name, to make one row like another."""
        return {field: getattr(self, field) for field in self.TERMS}


def keep_link(facts: dict[str, Any]) -> dict[str, Any]:
    """Save the link that some terms bring, if it is new; the terms."""
    link = facts.get("link")
    if link is not None and link.pk is None:
        link.save()
    return facts
