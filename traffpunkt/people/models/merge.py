# SPDX-License-Identifier: EUPL-1.2
import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models.person import Person
from traffpunkt.places.models import Municipality

UNDO_DAYS = datetime.timedelta(days=30)


class MergeQuerySet(models.QuerySet["Merge"]):
    """Questions about many merges."""

    def standing(self) -> Self:
        """Those that have not been undone, the last first."""
        return self.filter(undone__isnull=True).order_by("-at", "-pk")

    def within(self, municipality: Municipality) -> Self:
        """Those in one municipality's register."""
        return self.filter(kept__municipality=municipality)

    def in_full(self) -> Self:
        """With both persons of each."""
        return self.select_related("kept__municipality", "other__municipality")

    def undoable(self) -> Self:
        """Those that one press still undoes."""
        return self.standing().filter(at__gt=timezone.now() - UNDO_DAYS)

    def forget(self) -> int:
        """Let go of how the rows were before, where nothing is undone any more; of how many."""
        over = Q(undone__isnull=False) | Q(at__lte=timezone.now() - UNDO_DAYS)
        return self.filter(over).exclude(touched=[]).update(touched=[])


class Merge(models.Model):
    """That two rows of the register turned out to be one person: who said so, and what it touched."""

    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    other = models.ForeignKey(Person, models.CASCADE, related_name="merges_away")
    # Each row that it touched: model, number, the fields as they were and as they became.
    touched = models.JSONField(_("det som ändrades"), default=list)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)
    undone = models.DateTimeField(_("ångrad"), null=True, blank=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "sammanslagning"
        verbose_name_plural = "sammanslagningar"
        constraints = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone__isnull=True), name="merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kept_id} {self.other_id}"

    @property
    def may_be_undone(self) -> bool:
        """Whether one press still takes the two apart."""
        return self.undone is None and timezone.now() - self.at < UNDO_DAYS

    def settle(self, touched: list[dict[str, Any]], *, by: Actor) -> None:
        """Write down what it touched, of both persons."""
        self.touched = touched
        self.save()
        self.note("merged", by=by)

    def take_apart(self, *, by: Actor) -> None:
        """Write down that they are two again."""
        self.undone, self.touched = timezone.now(), []
        self.save(update_fields=["undone", "touched"])
        self.note("unmerged", by=by)

    def note(self, verb: str, *, by: Actor) -> None:
        """Write the journal lines, one for each of the two."""
        for person in (self.kept, self.other):
            record(verb, person, by=by)
