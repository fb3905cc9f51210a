# SPDX-License-Identifier: EUPL-1.2
"""Each field that could tell of somebody is declared with why it is kept; some may never be there."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from traffpunkt.home.retention import BY_KEY, REGISTERS, processings
from traffpunkt.journal.register import (
    WORDS,
    Register,
    could_tell,
    forbidden,
    questionable,
    undeclared,
)
from traffpunkt.people.models import Account, Person

# Django's own tables of rights, which nothing here uses.
EMPTY = {"auth", "contenttypes"}


def all_models():
    """Every model but Django's own tables of rights, which hold names of models only."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.app_label not in EMPTY]


def test_each_field_that_could_tell_of_somebody_is_declared():
    assert undeclared(all_models(), REGISTERS) == []


def test_each_model_with_such_a_field_has_a_rule_or_says_why_not():
    """A processing without a rule says in words how long."""
    for one in processings():
        assert one.rules or one.kept_for, one.key
        assert set(one.rules) <= set(BY_KEY), one.key


def test_each_reason_why_something_tells_of_nobody_is_said():
    reasons = [
        str(reason)
        for register in REGISTERS
        for fields in register.tells_of_nobody.values()
        for reason in fields.values()
    ]

    assert all(len(reason) > 10 for reason in reasons)


def test_a_declaration_names_fields_that_are_there():
    for one in processings():
        for model, names in one.fields.items():
            known = {field.name for field in model._meta.concrete_fields}
            assert set(names) - {"*"} <= known, (one.key, model)


def test_the_register_speaks_no_english():
    """A field whose name nobody has put into words would stand there as it is in the code."""
    for one in processings():
        for model, names in one.fields.items():
            chosen = questionable(model) if "*" in names else names
            for field in (each for each in model._meta.concrete_fields if each.name in chosen):
                is_said = str(field.verbose_name) != field.name.replace("_", " ")
                assert is_said or field.name in WORDS, (model, field.name)


def test_a_field_that_nobody_has_declared_is_seen():
    missing = undeclared([Person, Session], [Register()])

    assert {"people.Person.name", "people.Person.needs", "sessions.Session.session_data"} <= set(
        missing
    )


@pytest.mark.parametrize(
    ("field", "tells"),
    [
        (models.CharField(), True),
        (models.CharField(choices=[("a", "A")]), False),
        (models.EmailField(), True),
        (models.TextField(), True),
        (models.JSONField(), True),
        (models.ImageField(), True),
        (models.GenericIPAddressField(), True),
        (models.DateField(), False),
        (Person._meta.get_field("municipality"), False),
        (Person._meta.get_field("contact_ways").field, True),
        (Account._meta.get_field("memberships").field, True),
    ],
)
def test_a_field_could_tell_of_somebody(field, tells):
    assert could_tell(field) is tells


def test_no_model_has_a_field_that_may_never_be_there():
    assert list(forbidden(all_models())) == []


@pytest.mark.parametrize(
    "name",
    ["personnummer", "birth_date", "nationality", "residence_status", "diagnosis", "religion"],
)
def test_a_field_that_may_never_be_there_is_seen(name):
    class Meta:
        app_label, abstract = "people", True

    body: dict[str, Any] = {"__module__": __name__, "Meta": Meta, name: models.CharField()}
    made: Any = type("Strange", (models.Model,), body)

    assert list(forbidden([made])) == [f"people.Strange.{name}"]
