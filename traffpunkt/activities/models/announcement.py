# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.offer import Offer
from traffpunkt.places.validators import refuse_civic_number

if TYPE_CHECKING:
    from traffpunkt.activities.models.signup_questions import SignupQuerySet


class Announcement(models.Model):
    """That something was said to all who are signed up for one date, or to some of them."""

    class Audience(models.TextChoices):
        SEATED = "seated", _("alla som har plats")
        WAY = "way", _("de som deltar på ett sätt")
        WAITING = "waiting", _("de som står i kö")

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="announcements")
    audience = models.CharField(_("till vilka"), max_length=7, choices=Audience)
    offer = models.ForeignKey(
        Offer, models.SET_NULL, related_name="announcements", null=True, blank=True
    )
    words = models.TextField(_("vad som sades"), max_length=1000, validators=[refuse_civic_number])
    reached = models.PositiveIntegerField(_("hur många det gällde"), default=0)
    press = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)

    class Meta:
        verbose_name = "meddelande till alla"
        verbose_name_plural = "meddelanden till alla"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.words

    @property
    def concerned(self) -> "SignupQuerySet":
        """The sign-ups of those it is said to, each person's most telling one last."""
        rows = self.occasion.signups.with_contacts()
        if self.audience == self.Audience.WAITING:
            return rows.queue()
        seated = rows.expected()
        return seated.filter(offer=self.offer_id) if self.offer_id else seated
