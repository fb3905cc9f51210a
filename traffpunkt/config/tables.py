# SPDX-License-Identifier: EUPL-1.2
"""What an export holds: the tables of ours, their fields, and how each value is written in JSON."""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.db.models import Q

from traffpunkt.activities.models.search import SearchGram, SearchHit, SearchWord
from traffpunkt.outbox.models import CODE, Message
from traffpunkt.people.models import (
    CodeNumber,
    FirstWord,
    PersonKey,
    ProviderSignIn,
    SignIn,
    Spelling,
    Takeout,
)

# What search keeps is made anew from the programme and the register; everybody signs in anew, and a
# file that was asked for here is not there.
MADE_ANEW: tuple[type[models.Model], ...] = (
    SearchWord, SearchGram, SearchHit, PersonKey, Spelling, SignIn, FirstWord, CodeNumber, Takeout,
    ProviderSignIn,
)  # fmt: skip
# A letter that still holds a code to sign in with stays at home.
STAYS: dict[type[models.Model], Q] = {Message: Q(kind=CODE) & ~Q(body="")}

Field: TypeAlias = "models.Field[Any, Any]"


def same(value: Any) -> Any:
    """A value that JSON holds as it is."""
    return value


def moment(value: datetime.datetime) -> str:
    """A moment with its zone, the same wherever the database keeps it."""
    return value.astimezone(datetime.UTC).isoformat()


def zoned(words: str) -> datetime.datetime:
    """A moment from its words; one without a zone could be any of several."""
    value = datetime.datetime.fromisoformat(words)
    if value.tzinfo is None:
        raise ValueError("no zone")
    return value.astimezone(datetime.UTC)


def in_order(value: Any) -> Any:
    """A value of several parts with its names in order: PostgreSQL keeps them in an order of its own."""
    return json.loads(json.dumps(value, sort_keys=True))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: how JSON Schema tells of it, how it is written and read again."""

    schema: dict[str, str]
    write: Callable[[Any], Any] = same
    read: Callable[[Any], Any] = same

    @property
    def held_as(self) -> type:
        """What JSON makes of it."""
        return HELD_AS.get(self.schema.get("type", ""), object)


HELD_AS: dict[str, type] = {"integer": int, "string": str, "boolean": bool, "number": float}


def string(form: str = "", **more: str) -> dict[str, str]:
    """A value that JSON holds as a string, perhaps of some form."""
    return {"type": "string"} | ({"format": form} if form else {}) | more


TEXT, INTEGER = Kind(string()), Kind({"type": "integer"})
KINDS = {
    **dict.fromkeys("CharField TextField SlugField FileField".split(), TEXT),
    **dict.fromkeys(
        "BigAutoField BigIntegerField IntegerField SmallIntegerField PositiveIntegerField "
        "PositiveSmallIntegerField PositiveBigIntegerField".split(),
        INTEGER,
    ),
    "BooleanField": Kind({"type": "boolean"}),
    "FloatField": Kind({"type": "number"}),
    "DateTimeField": Kind(string("date-time"), moment, zoned),
    "DateField": Kind(string("date"), datetime.date.isoformat, datetime.date.fromisoformat),
    "TimeField": Kind(string("time"), datetime.time.isoformat, datetime.time.fromisoformat),
    "UUIDField": Kind(string("uuid"), str, uuid.UUID),
    "DecimalField": Kind(string("decimal"), str, decimal.Decimal),
    "BinaryField": Kind(
        string(contentEncoding="base64"),
        lambda value: base64.b64encode(value).decode(),
        lambda words: base64.b64decode(words, validate=True),
    ),
    "JSONField": Kind({}, in_order),
}


def kind_of(field: Field) -> Kind:
    """What kind of value a field holds; one that points at a row holds what the row is known by."""
    while field.remote_field:
        field = field.target_field  # type: ignore[attr-defined]
    return KINDS[field.get_internal_type()]


@dataclass(frozen=True)
class Column:
    """A field of a table."""

    field: Field
    kind: Kind

    @property
    def name(self) -> str:
        """What it is called in the file."""
        return self.field.name

    def read(self, value: Any) -> Any:
        """What a value in the file means; TypeError or ValueError if it can mean nothing here."""
        if value is None and self.field.null:
            return None
        if value is None or (
            type(value) is not self.kind.held_as and self.kind.held_as is not object
        ):
            raise TypeError(self.name)
        return self.kind.read(value)

    def schema(self) -> dict[str, Any]:
        """The field in the words of JSON Schema, with what it points at."""
        facts: dict[str, Any] = {"title": str(self.field.verbose_name), **self.kind.schema}
        if self.field.null and "type" in facts:
            facts["type"] = [facts["type"], "null"]
        if isinstance(self.field, models.CharField):
            facts["maxLength"] = self.field.max_length
        if self.field.remote_field:
            target = self.field.remote_field.model._meta
            facts["refersTo"] = {"file": named(target.label_lower), "field": target.pk.name}
        elif self.field.choices:
            facts["choices"] = {str(key): str(label) for key, label in self.field.flatchoices}
        return facts


def named(label: str) -> str:
    """The file that holds a table."""
    return f"rows/{label}.jsonl"


@dataclass(frozen=True)
class Table:
    """All rows of one kind, as they stand in an export."""

    model: type[models.Model]

    @property
    def file(self) -> str:
        """The file that holds it."""
        return named(self.model._meta.label_lower)

    @cached_property
    def columns(self) -> list[Column]:
        """Its fields, each with how it is written."""
        return [Column(field, self.kind(field)) for field in self.fields]

    @property
    def fields(self) -> list[Field]:
        """The fields that are written, in the order in which the model tells of them."""
        return list(self.model._meta.concrete_fields)

    def kind(self, field: Field) -> Kind:
        """How a field is written."""
        return kind_of(field)

    def rows(self) -> "models.QuerySet[Any, tuple[Any, ...]]":
        """The values of each row that is exported, by its number."""
        known = self.model._base_manager.exclude(STAYS.get(self.model, Q(pk__in=[])))
        attributes = [column.field.attname for column in self.columns]
        return known.order_by("pk").values_list(*attributes)

    def line(self, row: tuple[Any, ...]) -> bytes:
        """One row as its line in the file."""
        said = {
            column.name: None if value is None else column.kind.write(value)
            for column, value in zip(self.columns, row, strict=True)
        }
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"

    def row(self, line: bytes) -> models.Model:
        """The row that a line tells of; TypeError or ValueError if it tells of none."""
        said = json.loads(line)
        if not isinstance(said, dict) or set(said) != {column.name for column in self.columns}:
            raise ValueError("other fields")
        return self.model(
            **{column.field.attname: column.read(said[column.name]) for column in self.columns}
        )

    def schema(self) -> dict[str, Any]:
        """What each line of the file holds, in the words of JSON Schema."""
        return {
            "title": str(self.model._meta.verbose_name),
            "type": "object",
            "properties": {column.name: column.schema() for column in self.columns},
            "required": [column.name for column in self.columns],
            "additionalProperties": False,
        }


def tables() -> list[Table]:
    """The tables of ours, each after those that it points at."""
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.startswith("traffpunkt.") and model not in MADE_ANEW
    ]
    ours.sort(key=lambda model: model._meta.label_lower)
    pointed_at = {model: targets(model) for model in ours}
    return [Table(model) for model in TopologicalSorter(pointed_at).static_order()]


def targets(model: type[models.Model]) -> list[type[models.Model]]:
    """The other tables that a table's rows point at."""
    found = [field.related_model for field in model._meta.concrete_fields if field.remote_field]
    return [target for target in found if target is not model]  # type: ignore[misc]
