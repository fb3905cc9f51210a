# SPDX-License-Identifier: EUPL-1.2
import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models import Municipality

UNDO_DAYS = datetime.timedelta(days=30)


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Questions about many intakes."""

    def latest_first(self) -> Self:
        """The last ones first, without the lists themselves."""
        return self.defer("rows").order_by("-at", "-pk")

    def forgotten(self, before: datetime.datetime) -> Self:
        """Those that were looked at and never read in, and still hold what stood in the list."""
        return self.filter(done__isnull=True, at__lt=before)


class Intake(models.Model):
    """A list from Excel or CSV that is looked at, read in by a press, and can be taken back.

    Only columns that are understood are kept, and the list itself goes when it has been read in.
    """

    class Kind(models.TextChoices):
        PERSONS = "persons", _("personer")
        ACTIVITIES = "activities", _("aktiviteter")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="intakes")
    kind = models.CharField(_("vad listan innehåller"), max_length=10, choices=Kind)
    fields = models.JSONField(_("kolumner"), default=list)
    left_out = models.JSONField(_("kolumner som inte läses"), default=list)
    rows = models.JSONField(_("rader"), default=list)
    made = models.JSONField(_("det som lades in"), default=list)
    at = models.DateTimeField(_("hämtad"), default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)
    done = models.DateTimeField(_("inläst"), null=True, blank=True, editable=False)
    undone = models.DateTimeField(_("ångrad"), null=True, blank=True, editable=False)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning"
        verbose_name_plural = "inläsningar"

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    @property
    def may_be_undone(self) -> bool:
        """Whether what it made can still be taken back as a whole."""
        if self.done is None or self.undone is not None:
            return False
        return timezone.now() - self.done < UNDO_DAYS

    def hold_still(self) -> "Intake":
        """The row as it is now; whoever presses at the same moment waits."""
        return Intake.objects.select_for_update().get(pk=self.pk)

    def settle(self, made: list[int], *, by: Actor) -> None:
        """Write down what was made, and let go of the list."""
        self.made, self.rows, self.done = made, [], timezone.now()
        self.save(update_fields=["made", "rows", "done"])
        record("read-in", self, by=by)

    def take_back(self, *, by: Actor) -> None:
        """Write down that what it made has been taken away again."""
        self.undone = timezone.now()
        self.save(update_fields=["undone"])
        record("took-back", self, by=by)
