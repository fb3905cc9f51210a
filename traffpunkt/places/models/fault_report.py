# SPDX-License-Identifier: EUPL-1.2
from typing import Self

from django.db import models, transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.validators import refuse_civic_number


class FaultReportQuerySet(models.QuerySet["FaultReport"]):
    """Questions about many fault reports."""

    def waiting(self) -> Self:
        """Those that nobody has answered, the oldest first."""
        return self.filter(answered__isnull=True).order_by("sent", "pk")

    def in_turn(self) -> Self:
        """Those that wait, the oldest first; then the answered, the latest answer first."""
        return self.order_by(
            F("answered").desc(nulls_first=True),
            Case(When(answered__isnull=True, then="sent")),
            "pk",
        )


class FaultReport(models.Model):
    """Something on the site that somebody could not use, as the accessibility law lets her report."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="fault_reports")
    text = models.TextField(
        _("vad som inte gick"), max_length=2000, validators=[refuse_civic_number]
    )
    contact = models.CharField(
        _("telefon eller e-post"), max_length=120, blank=True, validators=[refuse_civic_number]
    )
    sent = models.DateTimeField(_("skickad"), default=timezone.now, editable=False)
    answered = models.DateTimeField(_("besvarad"), null=True, editable=False)
    answer_text = models.TextField(_("svar"), max_length=2000, blank=True)

    objects = FaultReportQuerySet.as_manager()

    class Meta:
        verbose_name = "anmäld brist"
        verbose_name_plural = "anmälda brister"
        ordering = ("-sent",)

    def __str__(self) -> str:
        return self.text[:40]

    @transaction.atomic
    def answer(self, text: str, *, by: Actor) -> None:
        """Note what was answered and when; a later answer takes the place of the first."""
        if text == self.answer_text:
            return
        self.answer_text = text
        self.answered = timezone.now()
        self.save(update_fields=["answer_text", "answered"])
        record("answered", self, by=by)
