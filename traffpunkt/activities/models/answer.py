# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.activity import Activity
from traffpunkt.places.validators import refuse_civic_number


class Answer(models.Model):
    """What a coordinator answered to a proposal: that it is published, or what is to be changed."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="answers")
    approved = models.BooleanField(_("publicerad"))
    words = models.TextField(
        _("vad som ska ändras"), max_length=500, blank=True, validators=[refuse_civic_number]
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)

    class Meta:
        verbose_name = "svar på ett förslag"
        verbose_name_plural = "svar på förslag"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.words or str(_("publicerad"))
