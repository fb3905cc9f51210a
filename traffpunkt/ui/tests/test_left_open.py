# SPDX-License-Identifier: EUPL-1.2
"""Somebody else changes the same thing while a form lies open: both are asked about, none is lost."""

import datetime

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.ui.forms import Plain, PlainTimeField
from traffpunkt.ui.left_open import SPOT, as_sent, mark_of


class FikaForm(Plain, forms.Form):
    title = forms.CharField(required=False)
    text = forms.CharField(widget=forms.Textarea, required=False)
    time = PlainTimeField(required=False)
    kind = forms.ChoiceField(
        choices=[("", "Inget av dem"), ("kaffe", "Kaffe"), ("te", "Te")],
        widget=forms.RadioSelect,
        required=False,
    )
    days = forms.MultipleChoiceField(
        choices=[("tue", "Tisdag"), ("thu", "Torsdag"), ("fri", "Fredag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    free = forms.BooleanField(required=False)


KEPT = {"title": "Fika", "time": datetime.time(13), "days": ["tue"], "free": True}
OPENED = {"title": "Fika", "time": "13.00", "days": ["tue"], "free": "on"}


def sent(mark=None, **fields):
    found = QueryDict(mutable=True)
    for name, value in fields.items():
        if value != []:
            found.setlist(name, value if isinstance(value, list) else [value])
    if mark is not None:
        found[SPOT] = mark
    return found


def pressed(kept, mark, **fields):
    form = FikaForm(sent(mark, **fields), initial=kept)
    return form, form.is_valid()


def shown(form):
    """What a browser would send of the form, by name."""
    return {field.name: as_sent(field, field.value()) for field in form}


def test_while_nobody_changes_anything_it_is_saved_at_once():
    form, is_saved = pressed(KEPT, FikaForm(initial=KEPT).mark, **OPENED | {"title": "Stickcafé"})

    assert is_saved
    assert not form.is_overtaken
    assert form.cleaned_data["title"] == "Stickcafé"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "Kaffe"}, "Nu står det: Kaffe."),
        ({"title": ""}, "Nu är det tomt här."),
        ({"text": "Kom.\nVälkommen."}, "Nu står det: Kom.\nVälkommen."),
        ({"time": datetime.time(14)}, "Nu står det: 14.00."),
        ({"kind": "te"}, "Nu står det: Te."),
        ({"days": ["fri", "thu"]}, "Nu står det: Torsdag och Fredag."),
        ({"days": []}, "Nu är det tomt här."),
        ({"free": False}, "Nu är rutan inte ikryssad."),
    ],
)
def test_a_field_that_was_left_alone_takes_over_what_stands_now(change, words):
    mark, (name,) = FikaForm(initial=KEPT).mark, change

    form, is_saved = pressed(KEPT | change, mark, **OPENED)

    assert not is_saved
    assert form.errors == {name: [words]}
    assert shown(form) == shown(FikaForm(initial=KEPT | change))
    assert pressed(KEPT | change, form.mark, **shown(form))[1]


def test_a_tick_that_came_is_told():
    form, _is_saved = pressed(KEPT, FikaForm(initial={}).mark, title="")

    assert form.errors["free"] == ["Nu är rutan ikryssad."]


def test_none_of_the_answers_is_said_in_its_own_words():
    form, _is_saved = pressed({}, FikaForm(initial={"kind": "te"}).mark, kind="te")

    assert form.errors == {"kind": ["Nu står det: Inget av dem."]}


def test_what_one_has_typed_stays_beside_what_stands_now_and_the_next_press_saves_it():
    mark, now = FikaForm(initial=KEPT).mark, KEPT | {"time": datetime.time(14), "free": False}

    form, is_saved = pressed(now, mark, **OPENED | {"time": "15", "title": "Stickcafé"})

    assert not is_saved
    assert form.errors["time"] == [
        "Nu står det: 14.00. Ditt svar är kvar, och gäller när du sparar."
    ]
    assert (form["time"].value(), form["title"].value()) == ("15", "Stickcafé")
    again, is_saved = pressed(now, form.mark, **shown(form))
    assert is_saved
    assert again.cleaned_data["time"] == datetime.time(15)
    assert not again.cleaned_data["free"]


def test_who_wrote_the_same_as_the_other_is_not_asked():
    mark, now = FikaForm(initial=KEPT).mark, KEPT | {"time": datetime.time(14)}

    assert pressed(now, mark, **OPENED | {"time": "14.00"})[1]


def test_what_cannot_be_understood_is_said_together_with_the_news():
    mark, now = FikaForm(initial=KEPT).mark, KEPT | {"time": datetime.time(14)}

    form, _is_saved = pressed(now, mark, **OPENED | {"time": "snart"})

    assert len(form.errors["time"]) == 2
    assert not form.is_valid()
    assert len(form.errors["time"]) == 2


def test_the_summary_is_calm_and_leads_to_the_fields():
    form, _is_saved = pressed(KEPT | {"title": "Te"}, FikaForm(initial=KEPT).mark, **OPENED)

    page = str(form)

    assert "Det här har ändrats sedan du öppnade sidan" in page
    assert "Inget är sparat än." in page
    assert "behöver ändras" not in page
    assert '<a href="#id_title">Title – Nu står det: Te.</a>' in page


def test_a_page_without_a_mark_asks_nothing():
    for mark in (None, ""):
        assert pressed(KEPT | {"title": "Te"}, mark, **OPENED)[1]


@pytest.mark.parametrize("mark", ["x", ":", "title: title:zzz", "å\x00 ::", "1"])
def test_a_mark_that_is_not_ours_lets_nothing_be_overwritten(mark):
    form, is_saved = pressed(KEPT, mark, **OPENED | {"title": "Te"})

    assert not is_saved
    assert form["title"].value() == "Te"
    assert "Nu står det: Fika." in form.errors["title"][0]


def test_until_something_was_asked_of_it_the_page_keeps_its_mark():
    mark = FikaForm(initial=KEPT).mark
    form = FikaForm(sent(mark, **OPENED), initial=KEPT | {"title": "Te"})

    assert form.mark == mark
    assert not form.is_valid()
    assert form.mark == FikaForm(initial=KEPT | {"title": "Te"}).mark != mark


def test_several_forms_of_one_page_share_a_mark():
    first, other = (FikaForm(initial=KEPT, prefix=name) for name in ("a", "b"))

    assert set(mark_of([first, other]).split()) == set(f"{first.mark} {other.mark}".split())
    assert "a-title:" in first.mark


FIKA = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["", "Fika", "Te"]),
        "text": st.sampled_from(["", "Rad ett.\nRad två.\n"]),
        "time": st.sampled_from([None, datetime.time(13), datetime.time(14)]),
        "kind": st.sampled_from(["", "kaffe", "te"]),
        "days": st.sampled_from([[], ["tue"], ["fri", "thu"]]),
        "free": st.booleans(),
    }
)


def browser(facts):
    return shown(FikaForm(initial=facts))


@given(FIKA, FIKA, FIKA)
def test_whoever_changes_what_nothing_is_lost_and_the_second_press_saves(before, now, typed):
    form, is_saved = pressed(now, FikaForm(initial=before).mark, **browser(typed))

    wanted = {name: now[name] if typed[name] == before[name] else typed[name] for name in now}
    told = {name for name in now if now[name] not in (before[name], typed[name])}
    assert set(form.errors) == told
    assert is_saved == (not told)
    assert shown(form) == browser(wanted if told else typed)
    assert pressed(now, form.mark, **shown(form))[1]
