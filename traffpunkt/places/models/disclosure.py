# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.validators import refuse_civic_number


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Questions about what is handed out as public records."""

    def newest_first(self) -> Self:
        """All, the last one that somebody worked on first."""
        return self.order_by("-touched", "-pk")

    def to_mask(self) -> Self:
        """Those that somebody can still work on."""
        return self.filter(emptied__isnull=True).select_related("municipality")

    @transaction.atomic
    def begin(
        self, municipality: Municipality, search: Mapping[str, Any], ground: str, *, by: Actor
    ) -> "Disclosure":
        """Keep a search and on which ground is masked what identifies somebody."""
        begun = self.create(municipality=municipality, search=dict(search), ground=ground)
        record("began", begun, by=by)
        return begun


class Disclosure(models.Model):
    """An utlämnande: what was searched for a public-records request, and what of it is masked.

    Who asked is never written down, nor why: an authority may not ask (2 kap. 18 § TF).
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="disclosures")
    search = models.JSONField(_("vad som söktes"), default=dict)
    # For all that is masked from the beginning, and has no ground of its own.
    ground = models.CharField(_("grund"), max_length=20)
    # What somebody has decided of single fields: a ground, or nothing where it is handed out.
    masks = models.JSONField(_("maskeringar"), default=dict, blank=True)
    words = models.TextField(
        _("ord som maskeras överallt"),
        max_length=2000,
        blank=True,
        validators=[refuse_civic_number],
    )
    words_ground = models.CharField(_("grund för orden"), max_length=20, blank=True)
    begun = models.DateTimeField(_("påbörjat"), default=timezone.now, editable=False)
    touched = models.DateTimeField(_("senast ändrat"), default=timezone.now, editable=False)
    documents = models.PositiveIntegerField(_("antal handlingar"), null=True, editable=False)
    masked = models.PositiveIntegerField(_("antal maskeringar"), null=True, editable=False)
    handed_out = models.DateTimeField(_("utlämnat"), null=True, editable=False)
    emptied = models.DateTimeField(_("maskeringarna togs bort"), null=True, editable=False)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = "utlämnande"
        verbose_name_plural = "utlämnanden"

    def __str__(self) -> str:
        return f"{self.begun:%Y-%m-%d}"

    def reread(self) -> None:
        """Lock the row and read it anew in place, so that two who mask do not overwrite each other."""
        rows = Disclosure.objects.select_for_update(no_key=True)
        self.refresh_from_db(from_queryset=rows)

    @transaction.atomic
    def mask(self, masks: Mapping[str, str], *, by: Actor) -> None:
        """Decide of single fields; what others have decided of other fields stays."""
        self.reread()
        kept = self.masks | dict(masks)
        if kept != self.masks:
            self.masks = kept
            self.keep("masks", verb="masked", by=by)

    @transaction.atomic
    def mask_words(self, words: str, ground: str, *, by: Actor) -> None:
        """Decide which words are masked wherever they stand."""
        self.reread()
        if (words, ground) != (self.words, self.words_ground):
            self.words, self.words_ground = words, ground
            self.keep("words", "words_ground", verb="masked", by=by)

    @transaction.atomic
    def hand_out(self, documents: int, masked: int, *, by: Actor) -> None:
        """Write down that it was made as a file, of how many documents and with how many masks."""
        self.reread()
        self.documents, self.masked, self.handed_out = documents, masked, timezone.now()
        self.keep("documents", "masked", "handed_out", verb="handed-out", by=by)

    def keep(self, *fields: str, verb: str, by: Actor) -> None:
        """Save what was decided, and begin its time anew."""
        self.touched = timezone.now()
        self.save(update_fields=[*fields, "touched"])
        record(verb, self, by=by)
