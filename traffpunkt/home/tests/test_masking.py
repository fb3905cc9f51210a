# SPDX-License-Identifier: EUPL-1.2
"""What is handed out of a document is no more than somebody has decided."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import (
    in_days,
    make_activity,
    make_letter,
    make_occasion,
    make_person,
    make_signup,
    the_municipality,
)
from traffpunkt.activities.models import Answer
from traffpunkt.activities.tests.desk import text
from traffpunkt.home.grounds import masked
from traffpunkt.home.masking import NO_MARKS, parts_of, pattern_of
from traffpunkt.home.tests.drafts import HEALTH, begun, page, told
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import FaultReport

pytestmark = pytest.mark.django_db


def test_what_tells_of_somebody_is_masked_from_the_beginning_and_staff_are_not(karin):
    date = make_occasion(starts=in_days(3), activity=make_activity(responsible=karin))
    signup = make_signup(date, "Astrid")
    FaultReport.objects.create(
        municipality=the_municipality(), text="Jag hör inte.", contact="0701740605"
    )
    make_letter(signup.person, body="Hej Astrid!")
    Answer.objects.create(
        activity=date.activity, approved=True, words="Fin idé", by=str(karin.actor)
    )

    said = told(begun())

    for word in ("Astrid", "0701740605", signup.code, "Jag hör inte", "Fin idé"):
        assert word not in said
    assert f"Person: {masked('21:1')}" in said
    assert "Ansvarig: Karin" in said
    assert "Vem: Karin, aktivitetssamordnare" in said


def test_what_is_handed_out_by_hand_still_does_not_give_the_name_away():
    letter = make_letter(
        make_person("Astrid Berg"), body="Hej Astrid! Vi ringer 070-174 06 05. Astrids plats är kvar.",
        address="+46701740605",
    )  # fmt: skip
    draft = begun("message")

    draft.mask({f"message-{letter.pk}-body": "out"}, by=SYSTEM)
    said = told(draft)

    assert f"Text: Hej {HEALTHY}! Vi ringer {HEALTHY}. {HEALTHY} plats är kvar." in said


HEALTHY = f"[maskerat: {HEALTH}]"


def test_a_field_can_be_masked_on_another_ground_and_an_open_text_too():
    date = make_occasion(starts=in_days(3), activity=make_activity(title="Sorgegrupp"))
    signup = make_signup(date, "Astrid")
    draft = begun("activity", "signup")

    draft.mask({f"signup-{signup.pk}-person_name": "26:1"}, by=SYSTEM)
    draft.mask({f"activity-{date.activity.pk}-title": "26:1"}, by=SYSTEM)

    assert f"Person: {masked('26:1')}" in told(draft)
    assert f"Namn: {masked('26:1')}" in told(draft)


def test_chosen_words_are_masked_wherever_they_stand():
    FaultReport.objects.create(
        municipality=the_municipality(), text="Lisa och LISA såg inte Lisabet."
    )
    draft = begun("fault")
    draft.mask({f"fault-{FaultReport.objects.get().pk}-text": "out"}, by=SYSTEM)

    draft.mask_words("lisa\n\n", "26:1", by=SYSTEM)

    assert f"{masked('26:1')} och {masked('26:1')} såg inte Lisabet." in told(draft)


def test_who_must_never_be_shown_is_masked_everywhere_and_cannot_be_unmasked(karin):
    hidden = make_person("Siv Ek")
    hidden.hidden = True
    hidden.save()
    signup = make_signup(
        make_occasion(starts=in_days(3), note="Siv har nyckeln. Ring Siv Ek."), "Siv"
    )
    signup.person = hidden
    signup.save()
    hidden.note_reading(by=SYSTEM)
    draft = begun("signup", "occasion", "person", "entry")
    key = f"signup-{signup.pk}-person_name"

    draft.mask({key: "out", f"person-{hidden.pk}-name": "out"}, by=SYSTEM)
    said = told(draft)
    shown = page(draft, karin)

    assert "Siv" not in said
    assert f"Anteckning till alla: {masked('21:3')} har nyckeln." in said
    assert f"Nummer: {masked('21:3')}" in said
    assert key not in shown.context["form"].fields
    assert "Maskeras alltid: personen ska aldrig visas." in text(shown)


def test_a_number_and_a_name_in_an_address_are_masked_in_what_is_handed_out():
    hidden = make_person("Siv Ek", phone="+46701740605")
    hidden.hidden = True
    hidden.save()
    said = "Ring 0046 70\u2013174\u00a006\u00ad05 eller siv_ek@exempel.se, sivek@exempel.se"
    make_occasion(starts=in_days(3), note=said)

    never = masked("21:3")
    wanted = f"Ring {never} eller {never}@exempel.se, {never}@exempel.se"
    assert f"Anteckning till alla: {wanted}" in told(begun("occasion"))


def test_an_address_that_opens_somebodys_page_is_never_handed_out():
    report = FaultReport.objects.create(
        municipality=the_municipality(), text="Sidan /min-sida/AbCdEfGhIjKlMnOpQrStUv/ är tom."
    )
    draft = begun("fault")

    draft.mask({f"fault-{report.pk}-text": "out"}, by=SYSTEM)

    assert "AbCdEfGh" not in told(draft)


def test_no_words_find_nothing():
    assert pattern_of(["", " "]) is None


BETWEEN = st.text(" \u00a0\u202f\u00ad\u200b-\u2010\u2011\u2013\u2014\u2212_./()\n", max_size=3)


@given(
    st.sampled_from(["0", "+46", "0046", "46", "+46(0)", "0046 0"]),
    st.lists(BETWEEN, min_size=9, max_size=9),
    st.sampled_from(["+46701740605", "070-174 06 05", "0046 (0)70\u20131740605"]),
)
def test_a_number_is_found_whatever_stands_between_its_figures(before, between, kept):
    figures = zip(between, "701740605", strict=True)
    written = before + "".join(sign + figure for sign, figure in figures)

    told = without([kept], f"Ring {written}!")

    assert not re.search(r"\d", told)
    assert told.startswith("Ring ")


@given(BETWEEN, st.sampled_from(["@exempel.se", "s plats", "", "75@exempel.se", "_"]))
@pytest.mark.parametrize("order", [("Anna", "Lena", "Berg"), ("berg", "lena", "anna")])
def test_a_name_is_found_however_its_parts_are_joined(order, between, after):
    told = without(parts_of("Anna-Lena Berg"), f"mejl_{between.join(order)}{after}")

    assert not re.search("anna|lena|berg", told, re.IGNORECASE)
    assert told.startswith("mejl")


def test_a_longer_number_or_word_is_another_one():
    for kept, other in (
        ("0701740605", "07017406051"),
        ("Berg", "Bergström"),
        ("K7", "K71"),
        ("460123", "0123"),
    ):
        assert without([kept], other) == other
    assert without(["(X)"], "a(X)b") == "ab"


def without(kept, said):
    pattern = pattern_of(kept)
    assert pattern is not None
    return pattern.sub("", said.translate(NO_MARKS))
