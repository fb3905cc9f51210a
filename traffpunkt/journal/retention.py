# SPDX-License-Identifier: EUPL-1.2
"""Retention (gallring): rules that stand beside the models, and the batches that carry them out."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from dateutil.relativedelta import relativedelta
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

Rows: TypeAlias = "models.QuerySet[Any]"
# Small enough that whoever signs up meanwhile hardly waits for the lock.
BATCH = 200


class GoesWithAll(Exception):
    """Rows that no municipality owns alone are not erased by the rule of one."""


@dataclass(frozen=True)
class Rule:
    """What is erased of one kind of rows, how long after what, unless a municipality decides else."""

    key: str
    title: StrOrPromise
    happens: StrOrPromise
    after: StrOrPromise
    rows: Callable[[int, datetime.datetime], Rows]
    erase: Callable[[list[Any]], None]
    amount: int
    unit: str = "days"
    least: int = 7
    most: int = 365
    # The fields that an archive package holds, where the rows can be kept for good.
    archived: tuple[str, ...] = ()
    is_kept: bool = False
    # How the rows go, where they hang together with those of all municipalities.
    with_all: StrOrPromise = ""

    def cutoff(self, amount: int) -> datetime.datetime:
        """The beginning of the first day that is kept, today."""
        day = timezone.localdate() - relativedelta(**{self.unit: amount})  # type: ignore[arg-type]
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))

    def due(self, municipality: int, amount: int) -> Rows:
        """The rows of a municipality that have been kept for as long as they may."""
        return self.rows(municipality, self.cutoff(amount))

    def in_words(self, amount: int) -> str:
        """How long: "30 dagar", "12 månader"."""
        if self.unit == "months":
            words = ngettext("%(n)s månad", "%(n)s månader", amount)
        else:
            words = ngettext("%(n)s dag", "%(n)s dagar", amount)
        return words % {"n": amount}


def locked(rows: Rows, last: int) -> list[int]:
    """The keys of the next rows, held so that nobody ties anything to them meanwhile."""
    held = rows.filter(pk__gt=last).select_for_update(of=("self",)).order_by("pk")[:BATCH]
    return [row.pk for row in held]


def carry_out(
    rule: Rule,
    rows: Callable[[], Rows],
    note: Callable[[list[Any]], None],
    *,
    goes_on: Callable[[], bool] = lambda: True,
) -> int:
    """Erase the rows batch by batch; each is noted in its own transaction, so that a fall loses nothing."""
    if rule.with_all:
        raise GoesWithAll(str(rule.with_all))
    gone = last = 0
    while goes_on():
        with transaction.atomic():
            keys = locked(rows(), last)
            if not keys:
                break
            last = keys[-1]
            # Asked again: somebody may have come back while we waited for the lock.
            batch = list(rows().filter(pk__in=keys).order_by("pk"))
            if batch:
                note(batch)
                rule.erase(batch)
        gone += len(batch)
    return gone


def remove(batch: Iterable[models.Model]) -> None:
    """Remove rows, and what belongs to them alone."""
    found = list(batch)
    type(found[0])._base_manager.filter(pk__in=[row.pk for row in found]).delete()
