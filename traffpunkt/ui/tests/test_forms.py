# SPDX-License-Identifier: EUPL-1.2
"""Forms answer in our own plain words, at the field and in a summary on top."""

import datetime
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from traffpunkt.ui.forms import WORDS, Plain, PlainDateField, PlainTimeField


def refuse_shouting(text: str) -> None:
    """A guard, as a package above would give one."""
    if text.isupper():
        raise ValidationError("Inte så högt.")


class PartyForm(Plain, forms.Form):
    """One of each field that people meet."""

    guards = (refuse_shouting,)
    name = forms.CharField(
        label="Namn", max_length=5, min_length=2, help_text="Det räcker med ett."
    )
    own = forms.CharField(label="Egen", required=True, error_messages={"required": "Våra ord."})
    email = forms.EmailField(label="E-post")
    count = forms.IntegerField(label="Antal", min_value=1, max_value=9)
    way = forms.ChoiceField(label="Sätt", choices=[("a", "A")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(label="Dagar", choices=[("a", "A")])
    yes = forms.BooleanField(label="Ja")
    day = PlainDateField(label="Dag")
    time = PlainTimeField(label="Tid", required=False)
    words = forms.CharField(label="Ord", required=False, widget=forms.Textarea)


GOOD = {
    "name": "Ada",
    "own": "x",
    "email": "a@exempel.se",
    "count": "2",
    "way": "a",
    "days": ["a"],
    "yes": "on",
    "day": "4 mars 2026",
    "time": "",
}


def told(**given: Any) -> dict[str, list[str]]:
    """What the form says about a sending that is good but for this."""
    return {
        name: [str(word) for word in words]
        for name, words in PartyForm(GOOD | given).errors.items()
    }


def test_a_good_sending_is_understood() -> None:
    form = PartyForm(GOOD | {"time": "kl 13"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == datetime.date(2026, 3, 4)
    assert form.cleaned_data["time"] == datetime.time(13)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Skriv något här."),
        ("name", "Adaline", "Det blev för långt. Skriv högst 5 tecken."),
        ("name", "a", "Det blev för kort. Skriv minst 2 tecken."),
        ("name", "ADA", "Inte så högt."),
        ("name", "A\x00a", "Ett tecken kunde inte läsas. Skriv om texten."),
        ("own", "", "Våra ord."),
        ("email", "", "Skriv din e-post, till exempel namn@exempel.se."),
        ("email", "astrid", "Skriv hela e-postadressen, till exempel namn@exempel.se."),
        ("count", "många", "Skriv bara en siffra, till exempel 12."),
        ("count", "10", "Det är för mycket. Skriv högst 9."),
        ("count", "0", "Det är för litet. Skriv minst 1."),
        ("way", "", "Välj ett av svaren."),
        ("way", "z", "Välj ett av svaren i listan."),
        ("days", [], "Välj minst ett av svaren."),
        ("days", ["z"], "Välj bland svaren i listan."),
        ("yes", "", "Kryssa i rutan för att gå vidare."),
        ("day", "", "Skriv dagen till exempel så här: 4 mars eller 4/3."),
        ("day", "31/2", "Skriv dagen till exempel så här: 4 mars eller 4/3."),
        ("time", "sent", "Skriv klockslaget till exempel så här: 13.00."),
    ],
)
def test_a_mistake_is_answered_with_an_example(field: str, typed: str, words: str) -> None:
    assert told(**{field: typed}) == {field: [words]}


@pytest.mark.parametrize("typed", ["a\r\nb", "a\nb", " a\u2028 b", "a\x85b", "a\x0bb\r"])
def test_a_box_of_one_line_keeps_one_line_and_a_larger_one_all(typed: str) -> None:
    form = PartyForm(GOOD | {"own": typed, "name": typed, "words": typed})

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["own"], form.cleaned_data["name"]) == ("a b", "a b")
    assert form.cleaned_data["words"] == typed.strip()


def test_a_class_of_form_keeps_its_fields_clean() -> None:
    PartyForm()
    PartyForm()

    assert len(PartyForm.base_fields["name"].validators) + 1 == len(
        PartyForm().fields["name"].validators
    )


@pytest.mark.parametrize("kind", WORDS)
def test_no_words_are_given_for_what_a_field_never_says(kind: type[forms.Field]) -> None:
    said_by_validators = {"max_length", "min_length", "max_value", "min_value"}
    codes = {"null_characters_not_allowed"} | said_by_validators
    for ancestor in kind.__mro__:
        codes |= set(vars(ancestor).get("default_error_messages", {}))
    if kind in {forms.EmailField, forms.URLField}:
        codes.add("invalid")

    assert set(WORDS[kind]) <= codes


def test_a_day_and_a_time_are_shown_in_words() -> None:
    form = PartyForm(initial={"day": datetime.date(2026, 3, 4), "time": datetime.time(9, 30)})

    assert 'value="4 mars 2026"' in str(form["day"])
    assert 'value="09.30"' in str(form["time"])


def test_what_was_typed_stays_as_it_was_typed() -> None:
    form = PartyForm(GOOD | {"day": "31/2", "time": "sent"})

    assert 'value="31/2"' in str(form["day"])
    assert 'value="sent"' in str(form["time"])


def test_a_day_that_is_one_already_needs_no_reading() -> None:
    day, time = datetime.date(2026, 3, 4), datetime.time(13)

    assert PlainDateField().clean(day) == day
    assert PlainTimeField().clean(time) == time
    assert PlainDateField(required=False).clean("") is None


def test_the_summary_leads_to_each_field() -> None:
    page = str(PartyForm({}))

    assert 'role="alert"' in page
    assert '<a href="#id_name">Namn – Skriv något här.</a>' in page
    assert '<a href="#id_way_0">' in page
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page


def test_a_fresh_form_accuses_nobody() -> None:
    page = str(PartyForm())

    assert "alert" not in page
    assert "field-wrong" not in page
    assert " required" not in page
    assert page.count("måste fyllas i") == 8
    assert page.count("frivilligt") == 2
