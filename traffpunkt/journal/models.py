# SPDX-License-Identifier: EUPL-1.2
"""The journal: one line per verb, ids only, never changed."""

import datetime
from dataclasses import dataclass
from typing import Any, Never, Self

from django.db import models
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a signed-in account, a guest without one, or the system itself."""

    kind: str
    number: int | None = None

    def __str__(self) -> str:
        return self.kind if self.number is None else f"{self.kind}:{self.number}"


GUEST = Actor("guest")
SYSTEM = Actor("system")


class NeverChangedError(Exception):
    """Somebody tried to change or remove a journal line."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about many journal lines. They can be added and read, nothing else."""

    def update(self, **kwargs: Any) -> Never:
        """Refuse: what has been written stands."""
        raise NeverChangedError

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse: what has been written stands."""
        raise NeverChangedError

    def delete(self) -> Never:
        """Refuse: what has been written stays."""
        raise NeverChangedError

    def about(self, thing: models.Model) -> Self:
        """The lines about one row, oldest first."""
        noun = thing._meta.label_lower
        return self.filter(noun=noun, number=thing.pk).order_by("pk")

    def lately(
        self, verb: str, noun: type[models.Model], municipality: int, since: datetime.datetime
    ) -> Self:
        """The lines of one verb about rows of a noun since a moment, the newest first."""
        label = noun._meta.label_lower
        found = self.filter(municipality_number=municipality, noun=label, at__gt=since, verb=verb)
        return found.order_by("-at", "-pk")

    def by_actor(self, actor: Actor) -> Self:
        """Those of what one actor has done."""
        return self.filter(actor=str(actor))

    def within(self, municipality: int, nouns: list[str]) -> Self:
        """The lines of one municipality about rows of some nouns."""
        return self.filter(municipality_number=municipality, noun__in=nouns)

    def in_span(
        self, municipality: int, begins: datetime.datetime, ends: datetime.datetime
    ) -> Self:
        """The lines of one municipality from one moment up to another, oldest first."""
        found = self.filter(municipality_number=municipality, at__gte=begins, at__lt=ends)
        return found.order_by("pk")

    def unsealed(self) -> Self:
        """The lines that no round has sealed into the chain yet, in the order of their numbers."""
        return self.filter(stamp=None).order_by("pk")

    def numbered_up_to(self, noun: type[models.Model]) -> int:
        """The highest number that the lines about rows of a noun tell of; 0 if there are none."""
        about = self.filter(noun=noun._meta.label_lower)
        return about.aggregate(last=models.Max("number"))["last"] or 0

    def tells_of_removal(self, noun: type[models.Model], number: int, municipality: int) -> bool:
        """Whether a municipality had such a row and removed it."""
        return self.filter(
            verb="removed",
            noun=noun._meta.label_lower,
            number=number,
            municipality_number=municipality,
        ).exists()


class Entry(models.Model):
    """Who did what to which row and when. Ids only: no names, no free text."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=60)
    number = models.BigIntegerField()
    municipality_number = models.BigIntegerField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "journalrad"
        verbose_name_plural = "journalrader"
        indexes = [
            models.Index(fields=["noun", "number"], name="journal_about"),
            # How new the programme is, is asked by everybody who subscribes to it.
            models.Index(fields=["municipality_number", "noun", "at"], name="journal_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.noun} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line; an old one is never written again."""
        if not self._state.adding:
            raise NeverChangedError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse: what has been written stays."""
        raise NeverChangedError


class Stamp(models.Model):
    """The place of a line in the chain, with the sum of all that it says and of the line before it."""

    number = models.BigIntegerField("plats i kedjan", primary_key=True)
    # No constraint: that a line is gone shall show, not be impossible to say.
    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, related_name="stamp", db_constraint=False
    )
    hash = models.CharField("kontrollsumma", max_length=64)

    class Meta:
        verbose_name = "journalens stämpel"
        verbose_name_plural = "journalens stämplar"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class Seal(models.Model):
    """A stretch of the chain that one round has sealed: it holds the sum of its last line."""

    number = models.BigIntegerField("nummer", primary_key=True)
    first = models.BigIntegerField("första raden i kedjan")
    last = models.BigIntegerField("sista raden i kedjan", unique=True)
    # The highest number of a line that had been seen by then.
    reached = models.BigIntegerField("högsta journalrad")
    hash = models.CharField("kontrollsumma", max_length=64)
    at = models.DateTimeField("när", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "journalens sigill"
        verbose_name_plural = "journalens sigill"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"

    @property
    def in_groups(self) -> str:
        """The sum in groups of eight signs: on paper it is read aloud and typed."""
        return " ".join(self.hash[start : start + 8] for start in range(0, 64, 8))


class Weeding(models.Model):
    """A removal of the oldest lines, by whole sealed stretches; the sum of the last one stays."""

    last = models.BigIntegerField("sista raden i kedjan", unique=True)
    hash = models.CharField("kontrollsumma", max_length=64)
    before = models.DateTimeField("äldre än")
    at = models.DateTimeField("när", default=timezone.now)

    class Meta:
        verbose_name = "gallring av journalen"
        verbose_name_plural = "gallringar av journalen"
        ordering = ("last",)

    def __str__(self) -> str:
        return f"{self.last} {self.hash}"


def record(verb: str, thing: models.Model, *, by: Actor, municipality: int | None = None) -> Entry:
    """Write the journal line of a verb, in the verb's own transaction."""
    return write(verb, thing, noun_of(thing), by, municipality)


def record_names(
    thing: models.Model, *, by: Actor, verb: str = "read", municipality: int | None = None
) -> Entry:
    """Write that somebody has a page with names before her: those that hang on one row.

    The noun is not the row's own: who reads a list has not changed what the list is about, and the
    programme is no newer for it.
    """
    return write(verb, thing, names_of(thing), by, municipality)


def noun_of(thing: "models.Model | type[models.Model]") -> str:
    """What the journal calls a row."""
    return thing._meta.label_lower


def names_of(thing: "models.Model | type[models.Model]") -> str:
    """What the journal calls the names that hang on a row."""
    return f"{noun_of(thing)}.names"


def write(verb: str, thing: models.Model, noun: str, by: Actor, municipality: int | None) -> Entry:
    """Write one line; a row that knows its municipality need not be told it."""
    return Entry.objects.create(
        actor=str(by),
        verb=verb,
        noun=noun,
        number=thing.pk,
        municipality_number=municipality
        if municipality is not None
        else getattr(thing, "municipality_id", None),
    )
