# SPDX-License-Identifier: EUPL-1.2
import datetime
from typing import Self

from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import Account, Membership
from traffpunkt.places.models import Municipality

# The states of a letter before and after it is on paper, as a message writes them.
TO_PRINT, PRINTED = "to_print", "printed"
# As many letters as one prints and folds in a go; the rest make the next pile.
MOST = 200


class PileQuerySet(models.QuerySet["Pile"]):
    """Questions about many piles."""

    def told(self) -> Self:
        """Each with who made it and how many letters are in it, the latest first."""
        on_paper = Q(messages__state__in=[TO_PRINT, PRINTED])
        here = Membership.objects.filter(
            account=OuterRef("by"), municipality=OuterRef("municipality")
        )
        called = Subquery(here.order_by("pk").values("name")[:1])
        counted = self.annotate(letters=Count("messages", filter=on_paper), maker=called)
        return counted.filter(letters__gt=0).select_related("by").order_by("-pk")


class Pile(models.Model):
    """The letters that somebody has made one paper of, until they are said to be printed."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="piles")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now, editable=False)
    printed = models.DateTimeField(null=True, blank=True)

    objects = PileQuerySet.as_manager()

    class Meta:
        verbose_name = "brevhög"
        verbose_name_plural = "brevhögar"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.made:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def gather(cls, municipality: Municipality, account: Account) -> "Pile | None":
        """Lay what waits in one pile. What lies in somebody else's pile stays there; None for none."""
        municipality.hold_still()
        waiting = municipality.messages.to_print().in_no_pile()
        few = list(waiting.values_list("pk", flat=True)[:MOST])
        if not few:
            return None
        pile = cls.objects.create(municipality=municipality, by=account)
        waiting.filter(pk__in=few).update(pile=pile)
        record("gathered", pile, by=account.actor)
        return pile

    def note_reading(self, *, by: Actor) -> None:
        """Write down that somebody has its letters on a paper before her."""
        record("read", self, by=by)

    @transaction.atomic
    def be_printed(self, *, by: Actor) -> bool:
        """Say that the letters are on paper; False when somebody has said so already."""
        return self.settle(TO_PRINT, PRINTED, timezone.now(), by=by)

    @transaction.atomic
    def be_unprinted(self, *, by: Actor) -> bool:
        """Take that back: the paper jammed. False when it has been taken back already."""
        return self.settle(PRINTED, TO_PRINT, None, by=by)

    def settle(self, before: str, after: str, at: datetime.datetime | None, *, by: Actor) -> bool:
        """Move the letters of the pile from one state to another, once."""
        row = Pile.objects.select_for_update().get(pk=self.pk)
        if (row.printed is None) == (at is None):
            return False
        row.printed = at
        row.save(update_fields=["printed"])
        row.messages.filter(state=before).update(state=after, settled=at)
        record(after if at else "unprinted", row, by=by)
        return True
