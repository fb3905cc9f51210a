# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.journal.retention import Rule
from traffpunkt.places.models.changing import take_over
from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.validators import refuse_civic_number
from traffpunkt.ui import words


class ErasureDecisionQuerySet(models.QuerySet["ErasureDecision"]):
    """Questions about the decisions on erasure; each municipality has at most one."""

    def of(self, municipality: Municipality) -> "ErasureDecision":
        """The decision of a municipality, or an empty one that nobody has stated."""
        stated: ErasureDecision | None = self.filter(municipality=municipality).first()
        return stated if stated is not None else ErasureDecision(municipality=municipality)

    def in_force(self) -> Self:
        """Those by which rows are erased, with their municipality."""
        return self.filter(is_on=True).select_related("municipality").order_by("pk")

    @transaction.atomic
    def state(
        self, municipality: Municipality, facts: Mapping[str, Any], *, by: Actor
    ) -> "ErasureDecision":
        """Write down what a municipality has decided; the same again changes nothing."""
        municipality.hold_still()
        decision = self.of(municipality)
        if decision._state.adding:
            decision = self.create(municipality=municipality, **facts)
            record("decided", decision, by=by)
        elif take_over(decision, facts):
            record("changed", decision, by=by)
        return decision


class ErasureDecision(models.Model):
    """A gallringsbeslut: what a municipality erases when, and under which decision of its own."""

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="erasure_decision"
    )
    is_on = models.BooleanField(_("gallra varje natt"), default=False)
    reference = models.CharField(
        _("beslutets diarienummer"), max_length=60, blank=True, validators=[refuse_civic_number]
    )
    decided = models.DateField(_("beslutets dag"), null=True, blank=True)
    plan = models.CharField(
        _("dokumenthanteringsplan"), max_length=120, blank=True, validators=[refuse_civic_number]
    )
    # Only what differs from what the rules say: the amount of a rule by its key.
    amounts = models.JSONField(_("egna tider"), default=dict, blank=True)
    kept = models.JSONField(_("det som bevaras"), default=dict, blank=True)

    objects = ErasureDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "gallringsbeslut"
        verbose_name_plural = "gallringsbeslut"

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """Which decision: "KS 2026/14, 3 mars 2026"."""
        said = [self.reference, words.written(self.decided, "j F Y") if self.decided else ""]
        return ", ".join(filter(None, said))

    def amount(self, rule: Rule) -> int:
        """How long a rule waits here."""
        return int(self.amounts.get(rule.key, rule.amount))

    def keeps(self, rule: Rule) -> bool:
        """Whether what a rule takes is written to an archive package first."""
        return bool(rule.archived) and bool(self.kept.get(rule.key, rule.is_kept))

    def note(self, rule: Rule, count: int, package: str) -> "Erasure":
        """Write in the protocol that so many rows have gone; one line for each rule and day."""
        line, is_new = self.municipality.erasures.get_or_create(
            rule=rule.key,
            day=timezone.localdate(),
            reference=self.reference,
            decided=self.decided,
        )
        line.count += count
        line.package = package or line.package
        line.save(update_fields=["count", "package"])
        if is_new:
            record("erased", line, by=SYSTEM)
        return line


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Questions about the protocol."""

    def newest_first(self) -> Self:
        """The lines, the newest first."""
        return self.order_by("-day", "rule", "-pk")


class Erasure(models.Model):
    """A line of the protocol: what has been erased, how many, when, under which decision."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="erasures")
    rule = models.CharField(_("vad"), max_length=30)
    day = models.DateField(_("dag"), default=timezone.localdate)
    count = models.PositiveIntegerField(_("antal"), default=0)
    reference = models.CharField(_("beslut"), max_length=60, blank=True)
    decided = models.DateField(_("beslutets dag"), null=True)
    package = models.CharField(_("arkivpaket"), max_length=120, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = "rad i gallringsprotokollet"
        verbose_name_plural = "gallringsprotokoll"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "rule", "day", "reference", "decided"],
                name="one_erasure_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.count}"

    @property
    def decision(self) -> str:
        """Under which decision it went."""
        return ErasureDecision(reference=self.reference, decided=self.decided).in_words
