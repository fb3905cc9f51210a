# SPDX-License-Identifier: EUPL-1.2
"""The texts that people sign or agree to, each in versions that stay as they were signed (ADR 33)."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models import Municipality, Organisation
from traffpunkt.places.validators import refuse_civic_number


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    """Questions about many texts."""

    def in_full(self) -> Self:
        """With their versions and whose they are, the municipality's own first."""
        full = self.select_related("organisation").prefetch_related("versions")
        return full.order_by("kind", models.F("organisation__name").asc(nulls_first=True), "pk")

    def of_kinds(self, *kinds: str) -> Self:
        """Those of some kinds."""
        return self.filter(kind__in=kinds)

    @transaction.atomic
    def begin(
        self,
        municipality: Municipality,
        kind: str,
        organisation: Organisation | None,
        facts: Mapping[str, str],
        *,
        by: Actor,
    ) -> "LegalText":
        """A new text with its first draft; the same press again is the same text."""
        municipality.hold_still()
        same = self.filter(municipality=municipality, kind=kind, organisation=organisation)
        again = same.filter(versions__published__isnull=True, versions__title=facts["title"])
        text = again.first()
        if text is None:
            text = self.create(municipality=municipality, kind=kind, organisation=organisation)
        text.write(facts, by=by)
        return text


class LegalText(models.Model):
    """What a municipality asks people to sign or agree to; each organisation may have its own."""

    class Kind(models.TextChoices):
        SECRECY = "secrecy", _("löfte om tystnad")
        FILMING = "filming", _("samtycke till foto och film")
        RELATIVE = "relative", _("samtycke till att en anhörig kontaktas")
        RULES = "rules", _("ordningsregler")
        OTHER = "other", _("annan text")

    # What a new version takes over from the last.
    TOLD = ("title", "words", "decision")
    # What one says yes or no to, and may take back.
    CONSENTS = (Kind.FILMING, Kind.RELATIVE)
    # What those who work here sign.
    OF_STAFF = (Kind.SECRECY, Kind.RULES)

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="legal_texts")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="legal_texts", null=True, blank=True
    )
    kind = models.CharField(_("slag"), max_length=8, choices=Kind)
    made = models.DateTimeField(default=timezone.now, editable=False)

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = "text att skriva under"
        verbose_name_plural = "texter att skriva under"
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.newest.title

    @property
    def newest(self) -> "LegalVersion":
        """The last version, published or not; there is always one."""
        return max(self.versions.all(), key=lambda version: version.number)

    @property
    def draft(self) -> "LegalVersion | None":
        """The version that is still being written."""
        return None if self.newest.published else self.newest

    @property
    def published(self) -> list["LegalVersion"]:
        """The versions that have been published, the last first."""
        found = [version for version in self.versions.all() if version.published]
        return sorted(found, key=lambda version: -version.number)

    @property
    def in_force(self) -> list["LegalVersion"]:
        """The versions that have begun to hold, the one that holds now first."""
        today = timezone.localdate()
        return [one for one in self.published if one.starts and one.starts <= today]

    @property
    def current(self) -> "LegalVersion | None":
        """The version that holds today."""
        return next(iter(self.in_force), None)

    @property
    def least(self) -> int:
        """The number of the oldest version whose signature still counts."""
        return max((one.number for one in self.in_force if one.asks_again), default=1)

    @property
    def is_consent(self) -> bool:
        """Whether one says yes or no to it."""
        return self.kind in self.CONSENTS

    @property
    def earliest(self) -> datetime.date:
        """The first day from which a new version can hold: no earlier than today, nor than the last."""
        days = [one.starts for one in self.published if one.starts]
        return max([timezone.localdate(), *days])

    def hold_still(self) -> None:
        """Let one at a time write in it."""
        LegalText.objects.select_for_update(no_key=True).get(pk=self.pk)

    @transaction.atomic
    def write(self, facts: Mapping[str, Any], *, by: Actor) -> "LegalVersion":
        """Write the draft, a new one where the last version has been published."""
        self.hold_still()
        last = self.versions.order_by("number").last()
        number = last.number + 1 if last else 1
        before = {name: getattr(last, name) for name in self.TOLD} if last else {}
        fresh = LegalVersion(text=self, number=number, **before)
        draft = last if last and not last.published else fresh
        changed = [name for name in facts if getattr(draft, name) != facts[name]]
        if changed or draft.pk is None:
            for name in changed:
                setattr(draft, name, facts[name])
            draft.save()
            record("wrote", draft, by=by, municipality=self.municipality_id)
        return draft

    @transaction.atomic
    def publish(self, starts: datetime.date, *, asks_again: bool, by: Actor) -> bool:
        """Let the draft hold from a day, and be changed by nobody after; False where there is none.

        The first version has nothing before it, so that it always asks for a signature.
        """
        self.hold_still()
        draft = self.versions.filter(published__isnull=True).first()
        if draft is None:
            return False
        draft.starts, draft.published = max(starts, self.earliest), timezone.now()
        draft.asks_again = asks_again or draft.number == 1
        draft.save(update_fields=["starts", "published", "asks_again"])
        record("published", draft, by=by, municipality=self.municipality_id)
        return True


class LegalVersionQuerySet(models.QuerySet["LegalVersion"]):
    """Questions about many versions."""

    def within(self, municipality: Municipality) -> Self:
        """Those of one municipality."""
        return self.filter(text__municipality=municipality).select_related("text__organisation")


class LegalVersion(models.Model):
    """One version of a text: once published it is never changed, a new one comes after it."""

    text = models.ForeignKey(LegalText, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("rubrik"), max_length=100, validators=[refuse_civic_number])
    words = models.TextField(_("text"), max_length=6000, validators=[refuse_civic_number])
    decision = models.CharField(
        _("beslut"), max_length=80, blank=True, validators=[refuse_civic_number]
    )
    starts = models.DateField(_("gäller från"), null=True, blank=True)
    asks_again = models.BooleanField(_("måste skrivas under på nytt"), default=True)
    published = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LegalVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version av en text"
        verbose_name_plural = "versioner av texter"
        ordering = ("text", "number")
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="legal_version_once"),
            models.UniqueConstraint(
                fields=["text"], condition=Q(published__isnull=True), name="legal_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(published__isnull=True) | Q(starts__isnull=False),
                name="legal_published_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def print(self) -> str:
        """What tells these words from any others, so that nobody publishes what she has not read."""
        told = "\n".join(getattr(self, name) for name in LegalText.TOLD)
        return hashlib.sha256(told.encode()).hexdigest()
