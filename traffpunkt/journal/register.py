# SPDX-License-Identifier: EUPL-1.2
"""The register of processing (registerförteckning): what of people is kept, why, and who sees it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

Model: TypeAlias = type[models.Model]

PUBLIC_TASK = _("Uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen)")
LEGAL_DUTY = _("Rättslig förpliktelse (artikel 6.1 c i dataskyddsförordningen)")
CONTRACT = _("Uppgift av allmänt intresse, för den som arbetar på uppdrag av kommunen")
NOBODY_ELSE = _("Ingen utanför kommunen och den som sköter driften.")
ALL = "*"
# What fields are called that no screen shows, and that Django calls by their English name.
WORDS: dict[str, StrOrPromise] = {
    "token_print": _("avtryck av rutan"),
    "pin": _("koden, låst"),
    "about": _("vad det gäller"), "account": _("kontot"), "actor": _("vem, med nummer"),
    "address": _("mottagare"), "body": _("text"), "by": _("vem, med nummer"),
    "code": _("anmälningsnummer"), "cut": _("felstavning"),
    "data": _("låst nyckel"), "email": _("e-post"), "entered_by": _("vem som skrev in den"),
    "fault": _("vad som gick fel"), "folded_name": _("namnet som det jämförs"), "key": _("nyckel"),
    "kept": _("personen"), "kind": _("slag"), "mark": _("avtryck av texten"), "noun": _("slags rad"),
    "number": _("nummer"), "person": _("personen"), "other": _("den andra raden"), "responsible": _("ansvarig"),
    "secret": _("hemlig adress"), "session_data": _("vad som sparas"),
    "session_key": _("nyckel"), "since": _("när den skrevs in"), "subject": _("rubrik"),
    "used": _("senaste tillfället"), "user": _("kontot"), "verb": _("vad som gjordes"),
}  # fmt: skip

FORBIDDEN = {
    "personnummer", "samordningsnummer", "civic_number", "social_security", "ssn", "birth", "born",
    "birthday", "birthdate", "age", "nationality", "citizenship", "residence", "diagnosis", "illness",
    "religion", "faith", "ethnicity", "race", "politics", "union", "sexuality", "gender",
}  # fmt: skip


@dataclass(frozen=True)
class Processing:
    """One purpose for which facts of people are kept, and the fields that hold them."""

    key: str
    title: StrOrPromise
    purpose: StrOrPromise
    people: StrOrPromise
    seen_by: StrOrPromise
    # The fields of each model; ALL means every field that could tell of somebody.
    fields: Mapping[Model, tuple[str, ...]]
    # The rules that say how long.
    rules: tuple[str, ...] = ()
    kept_for: StrOrPromise = ""
    basis: StrOrPromise = PUBLIC_TASK
    receivers: StrOrPromise = NOBODY_ELSE
    sensitive: StrOrPromise = ""


@dataclass(frozen=True)
class Register:
    """The processings of a package, and what of its models tells of nobody, each with the reason."""

    processings: tuple[Processing, ...] = ()
    tells_of_nobody: Mapping[Model, Mapping[str, StrOrPromise]] = field(default_factory=dict)


def could_tell(one: Any) -> bool:
    """Whether a field could hold something about somebody: free text, an address, a file, or a person."""
    if one.is_relation:
        return one.related_model._meta.label in {"people.Person", "people.Account"}
    is_text = isinstance(one, models.CharField | models.TextField | models.JSONField)
    is_file = isinstance(one, models.FileField | models.GenericIPAddressField | models.BinaryField)
    return (is_text and not one.choices) or is_file


def questionable(model: Model) -> list[str]:
    """The fields of a model that somebody has to have said something of."""
    return [one.name for one in model._meta.concrete_fields if could_tell(one)]


def declared(registers: Iterable[Register]) -> dict[Model, set[str]]:
    """The fields of each model that some register tells of."""
    found: dict[Model, set[str]] = {}
    for register in registers:
        said = [processing.fields for processing in register.processings]
        for mapping in (*said, register.tells_of_nobody):
            for model, names in mapping.items():
                found.setdefault(model, set()).update(
                    questionable(model) if ALL in names else names
                )
    return found


def undeclared(models_: Iterable[Model], registers: Iterable[Register]) -> list[str]:
    """The fields that could tell of somebody and that no register tells of: "people.Person.name"."""
    said = declared(registers)
    return [
        f"{model._meta.label}.{name}"
        for model in models_
        for name in questionable(model)
        if name not in said.get(model, set())
    ]


def forbidden(models_: Iterable[Model]) -> Iterator[str]:
    """The fields that may never be there, whatever for (P3, P4)."""
    for model in models_:
        for one in model._meta.concrete_fields:
            if FORBIDDEN & {one.name.lower(), *one.name.lower().split("_")}:
                yield f"{model._meta.label}.{one.name}"


def field_words(processing: Processing) -> list[str]:
    """Which facts a processing keeps, in the words of the screen where the field has some."""
    words = []
    for model, names in processing.fields.items():
        chosen = questionable(model) if ALL in names else names
        by_name = {one.name: one for one in model._meta.concrete_fields}
        called = [str(WORDS.get(name, by_name[name].verbose_name)) for name in chosen]
        words.append(f"{model._meta.verbose_name}: {', '.join(dict.fromkeys(called))}")
    return words
