# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.people.fields import Contact, ContactField, NameField, tidied


@pytest.mark.parametrize(
    "typed",
    ["070-174 06 05", "0701740605", "+46 70 174 06 05", "0046701740605", "tel: 070 174 06 05",
     "070/1740605", "(070) 174 06 05", "070–174 06 05"],
)  # fmt: skip
def test_any_sensible_way_of_writing_a_number_is_understood(typed):
    assert ContactField().clean(typed) == Contact(phone="+46701740605")


def test_an_address_is_kept_in_small_letters_without_spaces():
    assert ContactField().clean(" Astrid@ Exempel.SE ") == Contact(email="astrid@exempel.se")


def test_a_contact_reads_as_its_number_or_its_address():
    assert str(Contact(phone="+46701740605")) == "+46701740605"
    assert str(Contact(email="astrid@exempel.se")) == "astrid@exempel.se"
    assert str(Contact()) == ""


def test_nothing_is_an_answer_where_nothing_is_needed():
    assert not ContactField(required=False).clean("")
    with pytest.raises(ValidationError, match="Skriv ett telefonnummer"):
        ContactField().clean("")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hej", "070-123 45 67"),
        ("12", "070-123 45 67"),
        ("astrid@", "namn@exempel.se"),
        ("19410101-1239", "personnummer"),
        ("410101-1239", "personnummer"),
        ("410101-1239@mail.example", "personnummer"),
        ("4101\u200b01 1239", "personnummer"),
        ("0" * 300, "för långt"),
    ],
)
def test_what_is_not_understood_is_answered_with_an_example(typed, words):
    with pytest.raises(ValidationError, match=words):
        ContactField().clean(typed)


def test_a_mobile_number_that_looks_like_a_young_personnummer_is_a_number():
    assert ContactField().clean("0701151235").phone == "+46701151235"


@pytest.mark.parametrize(
    "name",
    ["A. Berg", "A.Berg", "Anna-Karin", "St. Göran", "St.Göran", "K.G. Karlsson", "J.R.", "Maj (82)", "Bertil 2.0",
     "O'Hara", "Åsa m.", "أ. أستريد"],
)  # fmt: skip
def test_initials_and_hyphens_are_a_name(name):
    assert NameField().clean(name) == name


@pytest.mark.parametrize(
    "name",
    ["Vinn pengar evil.example", "evil.example/astrid", "https://evil.example", "EVIL.COM", "x.se",
     "Astrid evil．example", "www.evil.example", "a／b", "bit.ly", "evil\u200b.example"],
)  # fmt: skip
def test_a_web_address_is_no_name(name):
    with pytest.raises(ValidationError, match="Skriv bara namnet"):
        NameField().clean(name)


def test_a_name_is_one_line_with_a_letter_in_any_script():
    assert NameField().clean("  Astrid \n\x00 Å\u202esdotter ") == "Astrid Åsdotter"
    assert NameField().clean("أستريد") == "أستريد"
    for typed in ("", "123", "!!", " "):
        with pytest.raises(ValidationError, match="till exempel Astrid"):
            NameField().clean(typed)


def test_a_personnummer_beside_the_name_is_refused_kindly():
    with pytest.raises(ValidationError, match="Vi sparar aldrig personnummer"):
        NameField().clean("Astrid 19410101-1239")


@given(st.text(max_size=400))
def test_hostile_text_gives_an_answer_and_never_a_crash(typed):
    for field in (NameField(), ContactField(required=False)):
        try:
            field.clean(typed)
        except ValidationError as refusal:
            assert refusal.messages  # noqa: PT017


@given(st.text(max_size=200))
def test_tidied_text_is_one_calm_line(typed):
    assert tidied(tidied(typed)) == tidied(typed)
    assert not any(sign < " " for sign in tidied(typed))
