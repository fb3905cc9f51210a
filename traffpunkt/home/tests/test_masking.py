# SPDX-License-Identifier: EUPL-1.2
"""What is handed out of a document is no more than somebody has decided."""

import pytest

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
from traffpunkt.home.masking import pattern_of
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
    draft = begun("signup", "occasion", "person", "entry")
    key = f"signup-{signup.pk}-person_name"
    hidden.note_reading(by=SYSTEM)

    draft.mask({key: "out", f"person-{hidden.pk}-name": "out"}, by=SYSTEM)
    said = told(draft)
    shown = page(draft, karin)

    assert "Siv" not in said
    assert f"Anteckning till alla: {masked('21:3')} har nyckeln." in said
    assert f"Nummer: {masked('21:3')}" in said
    assert key not in shown.context["form"].fields
    assert "Maskeras alltid: personen ska aldrig visas." in text(shown)


def test_an_address_that_opens_somebodys_page_is_never_handed_out():
    report = FaultReport.objects.create(
        municipality=the_municipality(), text="Sidan /min-sida/AbCdEfGhIjKlMnOpQrStUv/ är tom."
    )
    draft = begun("fault")

    draft.mask({f"fault-{report.pk}-text": "out"}, by=SYSTEM)

    assert "AbCdEfGh" not in told(draft)


def test_no_words_find_nothing():
    assert pattern_of(["", " "]) is None
