# SPDX-License-Identifier: EUPL-1.2
import datetime
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import SYSTEM, Actor, record, record_names
from traffpunkt.places.models import Municipality

A_DAY = datetime.timedelta(days=1)


def takeouts_folder() -> Path:
    """Where the files wait to be fetched: where the database is, and nothing that the web serves."""
    return Path(settings.VAR) / "takeouts"


class TakeoutQuerySet(models.QuerySet["Takeout"]):
    """Questions about many takeouts."""

    def waiting(self) -> Self:
        """Those that the worker is still to make, the oldest first."""
        return self.filter(made=None, gone=None, fault="").order_by("pk")

    def to_fetch(self) -> Self:
        """Those whose file can be fetched now."""
        return self.filter(made__gt=timezone.now() - A_DAY, gone=None)

    def overdue(self) -> Self:
        """Those whose day is over, made or not."""
        day_ago = timezone.now() - A_DAY
        return self.filter(Q(made__lte=day_ago) | Q(made=None, at__lte=day_ago), gone=None)

    def newest(self) -> "Takeout | None":
        """The last one that somebody asked for."""
        return self.order_by("-pk").first()

    @transaction.atomic
    def ask(self, municipality: Municipality, *, by: Actor) -> "Takeout":
        """Ask for all that is the municipality's; while one is being made, it is that one."""
        municipality.hold_still()
        if underway := self.filter(municipality=municipality).waiting().first():
            return underway
        row = self.create(municipality=municipality, by=str(by))
        record("asked-for", row, by=by)
        return row


class Takeout(models.Model):
    """An uttag: all that is one municipality's in a file, made by the worker and kept for a day.

    The row stays when the file is gone: it tells who took out how much, and when.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="takeouts")
    by = models.CharField(max_length=40, editable=False)
    at = models.DateTimeField(_("beställt"), default=timezone.now, editable=False)
    made = models.DateTimeField(_("gjort"), null=True, editable=False)
    rows = models.PositiveBigIntegerField(_("rader"), default=0, editable=False)
    size = models.PositiveBigIntegerField(_("storlek"), default=0, editable=False)
    fault = models.CharField(_("vad som gick fel"), max_length=200, blank=True, editable=False)
    gone = models.DateTimeField(_("borttaget"), null=True, editable=False)

    objects = TakeoutQuerySet.as_manager()

    class Meta:
        verbose_name = "uttag"
        verbose_name_plural = "uttag"

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.at:%Y-%m-%d}"

    @property
    def file(self) -> Path:
        """Where its file is, when it is made."""
        return takeouts_folder() / f"{self.pk}.zip"

    @property
    def file_name(self) -> str:
        """What the file is called by whoever fetches it."""
        return f"uttag-{self.municipality.slug}-{timezone.localtime(self.made):%Y-%m-%d}.zip"

    @property
    def lasts_until(self) -> datetime.datetime | None:
        """Until when the file can be fetched."""
        return self.made + A_DAY if self.made else None

    @property
    def is_waiting(self) -> bool:
        """Whether the worker is still to make it."""
        return not (self.made or self.gone or self.fault)

    @property
    def is_to_fetch(self) -> bool:
        """Whether its file can be fetched now."""
        last = self.lasts_until
        return self.gone is None and last is not None and last > timezone.now()

    @transaction.atomic
    def deliver(self, rows: int, size: int) -> None:
        """Say that the file is whole, and how much it holds."""
        self.made, self.rows, self.size = timezone.now(), rows, size
        self.save(update_fields=["made", "rows", "size"])
        record("took-out", self, by=SYSTEM)

    @transaction.atomic
    def fail(self, words: str) -> None:
        """Say in plain Swedish why there is no file."""
        self.fault = words[:200]
        self.save(update_fields=["fault"])
        record("failed", self, by=SYSTEM)

    def fetched(self, *, by: Actor) -> None:
        """Write down that somebody has fetched the file, with all the names in it."""
        record_names(self, by=by, verb="fetched")

    @transaction.atomic
    def let_go(self) -> None:
        """Say that the file is gone."""
        self.gone = timezone.now()
        self.save(update_fields=["gone"])
        record("let-go", self, by=SYSTEM)
