# SPDX-License-Identifier: EUPL-1.2
"""That somebody signed a text, or said yes or no to it, and perhaps took it back (ADR 33)."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models.activity import Activity
from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import LegalText, LegalVersion, Person
from traffpunkt.places.models import Municipality
from traffpunkt.places.validators import refuse_civic_number

# What two answers have alike that are one answer, given twice.
SAME = ("version", "answer", "way", "on_behalf", "withdrawn")


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Questions about many signatures."""

    def within(self, municipality: Municipality) -> Self:
        """Those of one municipality's texts."""
        return self.filter(version__text__municipality=municipality)

    def of_persons(self) -> Self:
        """Those of the register, not of those who work here."""
        return self.filter(person__isnull=False)

    def standing(self) -> Self:
        """Those that say yes and that nobody has taken back."""
        return self.filter(answer=Signature.Answer.YES, withdrawn__isnull=True)

    def newest_first(self) -> Self:
        """What was said or taken back last stands first."""
        return self.annotate(last=Coalesce("withdrawn", "at")).order_by("-last", "-pk")

    def in_full(self) -> Self:
        """With the text of each and its versions, and the activity that it is about."""
        full = self.select_related("version__text", "activity", "person")
        return full.prefetch_related("version__text__versions")

    @transaction.atomic
    def give(self, version: LegalVersion, *, by: Actor, **told: Any) -> "Signature":
        """Write down an answer; the last one again, while it stands, is the same row."""
        version.text.hold_still()
        # A yes to one activity is not a yes to all, and one in her place is not her own.
        told = {"activity": None, "answer": Signature.Answer.YES, "on_behalf": ""} | told
        if told.get("person"):
            told["person"] = told["person"].hold_still()
        about = {name: told.get(name) for name in ("person", "account", "activity")}
        found = self.filter(version__text=version.text, **about).newest_first().first()
        same = {"version": version, "withdrawn": None} | told
        # Only the last word counts: a no between two yes is not forgotten.
        if found is None or any(getattr(found, name) != same[name] for name in SAME):
            found = self.create(version=version, by=str(by), **told)
            record("signed", found, by=by, municipality=version.text.municipality_id)
        return found


class Signature(models.Model):
    """What a person of the register, or an account, has answered to a version of a text."""

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nej")

    class Way(models.TextChoices):
        PAPER = "paper", _("på papper")
        PHONE = "phone", _("på telefon")
        PRESS = "press", _("med en tryckning")

    version = models.ForeignKey(
        LegalVersion, models.PROTECT, related_name="signatures", verbose_name=_("text")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="signatures", null=True, blank=True
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="signatures", null=True, blank=True,
        verbose_name=_("kontot"),
    )  # fmt: skip
    # What the yes is only about; without one it is about all.
    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="signatures", null=True, blank=True,
        verbose_name=_("gäller bara"),
    )  # fmt: skip
    answer = models.CharField(_("svar"), max_length=3, choices=Answer, default=Answer.YES)
    way = models.CharField(_("hur"), max_length=5, choices=Way)
    signed = models.DateField(_("dag"), default=timezone.localdate)
    kept_where = models.CharField(
        _("var pappret finns"), max_length=80, blank=True, validators=[refuse_civic_number]
    )
    on_behalf = models.CharField(
        _("svarade i personens ställe"), max_length=80, blank=True,
        validators=[refuse_civic_number],
    )  # fmt: skip
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)
    withdrawn = models.DateTimeField(_("togs tillbaka"), null=True, blank=True, editable=False)
    withdrawn_by = models.CharField(
        _("togs tillbaka av"), max_length=40, blank=True, editable=False
    )

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "underskrift eller samtycke"
        verbose_name_plural = "underskrifter och samtycken"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, account__isnull=True)
                | Q(person__isnull=True, account__isnull=False),
                name="signature_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.get_answer_display()}"

    @property
    def text(self) -> LegalText:
        """The text that it is about."""
        return self.version.text

    @property
    def is_standing(self) -> bool:
        """Whether it says yes, and nobody has taken it back."""
        return self.answer == self.Answer.YES and self.withdrawn is None

    @property
    def is_barred(self) -> bool:
        """Whether "visa aldrig namn eller bild" stands against it, whatever was answered."""
        is_filming = self.text.kind == LegalText.Kind.FILMING
        return is_filming and self.person is not None and self.person.hidden

    @property
    def holds(self) -> bool:
        """Whether one may go by it today."""
        is_new_enough = self.version.number >= self.text.least
        return self.is_standing and is_new_enough and not self.is_barred

    @property
    def last_said(self) -> datetime.datetime:
        """When it was answered, or taken back."""
        return self.withdrawn or self.at

    @transaction.atomic
    def take_back(self, *, by: Actor) -> bool:
        """Let it hold no more from this moment; a second press changes nothing."""
        facts = {"withdrawn": timezone.now(), "withdrawn_by": str(by)}
        mine = Signature.objects.filter(pk=self.pk, withdrawn__isnull=True)
        is_new = bool(mine.update(**facts))
        if is_new:
            record("took-back", self, by=by, municipality=self.text.municipality_id)
        return is_new
