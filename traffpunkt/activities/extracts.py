# SPDX-License-Identifier: EUPL-1.2
"""All that is kept on one person (GDPR article 15), read from the tables themselves.

Each table that points at a person, directly or by others, is in it without a line here: whoever adds
one has it in the extract.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traffpunkt.activities.models import Occasion, Offer, Series, Signup
from traffpunkt.activities.templatetags.programme import way
from traffpunkt.activities.traces import Trace, changes_of, colleagues, readings_of, who
from traffpunkt.outbox.models import Message, Pile
from traffpunkt.people.models import Account, Person, PersonalPage
from traffpunkt.ui import words

Field: TypeAlias = "models.Field[Any, Any]"
Kind: TypeAlias = "type[models.Model]"

# What opens something, and what only the program reads: marks against doing a thing twice, the
# name as it is compared, how rows were before a merge.
LEFT_OUT = frozenset(
    "id secret press key mark folded_name person municipality touched token_print pin".split()
)
# What is asked for along with a row that is pointed at, to call it by its name.
DEEPER = {"occasion": "occasion__activity", "series": "series__activity", "offer": "offer__venue"}
# What a field is called where its model does not say so in Swedish.
LABELS = {
    "kept": gettext_lazy("personen som finns kvar"),
    "other": gettext_lazy("samma person som"),
    "used": gettext_lazy("senaste tillfället"),
    "erased": gettext_lazy("namnet är borttaget"),
    "no_phone": gettext_lazy("har ingen telefon"),
    "made": gettext_lazy("gjord"),
    "met": gettext_lazy("inskriven"),
    "since": gettext_lazy("sedan"),
    "until": gettext_lazy("till och med"),
    "revoked": gettext_lazy("slutade gälla"),
    "instead_of": gettext_lazy("i stället för"),
    "occasion": gettext_lazy("tillfälle"),
    "offer": gettext_lazy("sätt att delta"),
    "series": gettext_lazy("serie"),
    "page": gettext_lazy("syns på den egna sidan från"),
    "state": gettext_lazy("läge"),
    "entered_by": gettext_lazy("inskriven av"),
    "code": gettext_lazy("anmälningsnummer"),
    "queued": gettext_lazy("plats i kön från"),
    "held_until": gettext_lazy("platsen hålls till"),
    "ended": gettext_lazy("avslutad"),
    "venue": gettext_lazy("plats"),
    "outcome": gettext_lazy("så gick det"),
    "at": gettext_lazy("när"),
    "by": gettext_lazy("av"),
    "pile": gettext_lazy("brevhög"),
    "kind": gettext_lazy("slag"),
    "channel": gettext_lazy("skickas som"),
    "address": gettext_lazy("till"),
    "subject": gettext_lazy("rubrik"),
    "body": gettext_lazy("text"),
    "about": gettext_lazy("gäller"),
    "not_before": gettext_lazy("tidigast"),
    "not_after": gettext_lazy("senast"),
    "retry_at": gettext_lazy("nytt försök"),
    "tries": gettext_lazy("antal försök"),
    "fault": gettext_lazy("fel"),
    "settled": gettext_lazy("klart"),
    "message": gettext_lazy("besked"),
    "parts": gettext_lazy("antal delar"),
    "began": gettext_lazy("började"),
    "number": gettext_lazy("sms-tjänstens nummer"),
}


def ways_to_a_person() -> dict[Kind, str]:
    """Each table that points at a person, with the way from its rows to her."""
    found: dict[Kind, str] = {Person: "pk"}
    ahead: list[Kind] = [Person]
    while ahead:
        model = ahead.pop(0)
        for relation in model._meta.related_objects:
            other = relation.related_model
            if other in found or isinstance(other, str):
                continue
            before = "" if model is Person else f"__{found[model]}"
            found[other] = f"{relation.field.name}{before}"
            ahead.append(other)
    return found


def fields_of(model: Kind) -> list[Field]:
    """What of a table is told."""
    return [field for field in model._meta.concrete_fields if field.name not in LEFT_OUT]


def label_of(field: Field) -> str:
    """What a field is called on the page."""
    return str(LABELS.get(field.name) or field.verbose_name)


def date_and_time(occasion: Occasion) -> str:
    """What is done when: "Stickcafé, tisdag 4 mars 13.00"."""
    return f"{occasion.activity}, {words.day(occasion.starts)} {words.clock(occasion.starts)}"


# Rows that are pointed at, by what people call them; all others as they call themselves.
CALLED: dict[Kind, Callable[[Any], str]] = {
    Occasion: date_and_time,
    Series: lambda series: str(series.activity),
    Offer: way,
    Signup: lambda signup: signup.code,
    PersonalPage: lambda page: words.written(page.made, "j F Y"),
    Pile: lambda pile: words.written(pile.made, "j F Y"),
    Message: lambda message: message.subject or message.get_channel_display(),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of one row, in words and as it is kept."""

    name: str
    label: str
    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table."""

    name: str
    title: str
    rows: list[list[Fact]]


class Extract:
    """All that is kept on one person, and who has looked at it and changed it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.municipality = person.municipality
        self.numbers = [person.pk, *person.tombstones.values_list("pk", flat=True)]
        self.known = colleagues(self.municipality)
        self.secrets = [
            *person.signups.values_list("secret", flat=True),
            *person.pages.values_list("secret", flat=True),
        ]
        self.sections = list(self.filled())
        self.readings: list[Trace] = readings_of(person)
        self.changes: list[Trace] = changes_of(person)

    def filled(self) -> Iterator[Section]:
        """Each table that holds something of hers."""
        for model, path in ways_to_a_person().items():
            fields = fields_of(model)
            rows = model._base_manager.filter(**{f"{path}__in": self.numbers}).order_by("pk")
            near = [DEEPER.get(field.name, field.name) for field in fields if field.remote_field]
            told = [self.facts(row, fields) for row in rows.select_related(*near)]
            if told:
                title = str(model._meta.verbose_name_plural)
                yield Section(model._meta.label_lower, title[:1].upper() + title[1:], told)

    def facts(self, row: models.Model, fields: list[Field]) -> list[Fact]:
        """What is kept in one row; empty fields are not told."""
        found = []
        for field in fields:
            value = getattr(row, field.name)
            if value not in (None, ""):
                said = self.without_secrets(self.in_words(row, field, value))
                kept = said if isinstance(value, str | models.Model) else value
                found.append(Fact(field.name, label_of(field), said, kept))
        return found

    def in_words(self, row: models.Model, field: Field, value: Any) -> str:
        """A value as people read it."""
        if field.choices:
            return str(getattr(row, f"get_{field.name}_display")())
        if field.name in {"by", "revoked_by", "withdrawn_by"}:
            return who(value, self.known)
        if isinstance(value, bool):
            return _("ja") if value else _("nej")
        if isinstance(value, datetime.datetime):
            return f"{words.written(value, 'j F Y')} {words.clock(value)}"
        if isinstance(value, datetime.date):
            return words.written(value, "j F Y")
        return self.named(value)

    def named(self, value: Any) -> str:
        """A row that is pointed at, by what people call it; all else as it is."""
        if isinstance(value, Account):
            return who(str(value.actor), self.known)
        return CALLED.get(type(value), str)(value)

    def without_secrets(self, text: str) -> str:
        """A text in which an address that opens something of hers is left out."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return text

    def as_json(self) -> dict[str, Any]:
        """The same for programs: each table with its rows, and the lines of the journal."""
        return {
            "municipality": self.municipality.name,
            "kept": {
                section.name: [{fact.name: fact.value for fact in row} for row in section.rows]
                for section in self.sections
            },
            "looked": [trace_as_json(trace) for trace in self.readings],
            "changed": [trace_as_json(trace) for trace in self.changes],
        }


def trace_as_json(trace: Trace) -> dict[str, Any]:
    """One line of the journal for programs."""
    return {"at": trace.entry.at, "who": trace.who, "what": trace.words, "verb": trace.entry.verb}
