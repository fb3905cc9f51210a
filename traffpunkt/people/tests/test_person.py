# SPDX-License-Identifier: EUPL-1.2
import threading
import unicodedata

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import make_municipality, make_person, the_municipality
from traffpunkt.journal.models import GUEST, Entry
from traffpunkt.people.actions import meet
from traffpunkt.people.models import Person, PersonalPage
from traffpunkt.people.models.person import folded

MOBILE = "+46701740605"
LANDLINE = "+4626170005"


@pytest.fixture
def gavle(db):
    return make_municipality(slug="gavle")


def test_who_comes_back_with_the_same_name_and_number_is_the_same_person(gavle):
    first, is_new = meet(gavle, "Astrid", by=GUEST, phone=MOBILE)
    again, is_new_again = meet(gavle, "  astrid ", by=GUEST, phone=MOBILE)

    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert Entry.objects.about(first).count() == 1


def test_a_name_that_folds_into_three_times_its_length_is_kept(gavle):
    name = "\N{LATIN SMALL LIGATURE FFI}" * 80
    person, _new = meet(gavle, name, by=GUEST, phone=MOBILE)
    person.full_clean()

    assert person.folded_name == "ffi" * 80
    assert meet(gavle, "ffi" * 80, by=GUEST, phone=MOBILE) == (person, False)


def test_a_couple_on_one_number_are_two(gavle):
    astrid, _new = meet(gavle, "Astrid", by=GUEST, phone=LANDLINE)
    bertil, is_new = meet(gavle, "Bertil", by=GUEST, phone=LANDLINE)

    assert is_new
    assert astrid != bertil


def test_a_name_alone_matches_nobody(gavle):
    astrid, _new = meet(gavle, "Astrid", by=GUEST)
    other, is_new = meet(gavle, "Astrid", by=GUEST)

    assert is_new
    assert astrid != other


def test_a_number_alone_matches_nobody_else(gavle):
    meet(gavle, "Astrid", by=GUEST, phone=MOBILE)

    assert meet(gavle, "Åstrid", by=GUEST, phone=MOBILE)[1]


def test_who_gives_both_is_known_by_either(gavle):
    astrid, _new = meet(gavle, "Astrid", by=GUEST, phone=MOBILE, email="astrid@post.example")

    assert meet(gavle, "Astrid", by=GUEST, email="astrid@post.example") == (astrid, False)
    assert meet(gavle, "Astrid", by=GUEST, phone=LANDLINE, email="astrid@post.example")[0] == astrid
    assert [way.kind for way in astrid.contact_ways.all()] == ["phone", "email"]


def test_a_person_of_one_municipality_is_not_met_in_another(gavle):
    meet(gavle, "Astrid", by=GUEST, phone=MOBILE)

    assert meet(make_municipality(), "Astrid", by=GUEST, phone=MOBILE)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åke", "åke"),
        ("Åke", unicodedata.normalize("NFD", "Åke")),
        ("ÖRJAN  ÅKESSON", "Örjan Åkesson"),
        ("Straße", "STRASSE"),
        ("يوسف", "يوسف "),
    ],
)
def test_the_same_name_typed_in_another_way_is_the_same_name(gavle, one, other):
    person, _new = meet(gavle, one, by=GUEST, phone=MOBILE)

    assert meet(gavle, other, by=GUEST, phone=MOBILE) == (person, False)


@pytest.mark.parametrize(("one", "other"), [("Åke", "Ake"), ("Pär", "Par"), ("Ann", "Anna")])
def test_different_names_are_different_people(gavle, one, other):
    meet(gavle, one, by=GUEST, phone=MOBILE)

    assert meet(gavle, other, by=GUEST, phone=MOBILE)[1]


@given(st.text(max_size=80))
def test_a_folded_name_folds_to_itself_in_every_spelling(name):
    assert folded(folded(name)) == folded(name)
    assert folded(unicodedata.normalize("NFC", name)) == folded(unicodedata.normalize("NFD", name))
    assert folded(f"  {name} ") == folded(name)


@pytest.mark.parametrize(
    ("ways", "wish", "channel"),
    [
        ({}, "", "call"),
        ({"phone": MOBILE}, "", "sms"),
        ({"phone": LANDLINE}, "", "call"),
        ({"email": "a@post.example"}, "", "email"),
        ({"phone": MOBILE, "email": "a@post.example"}, "", "email"),
        ({"phone": MOBILE, "email": "a@post.example"}, "sms", "sms"),
        ({"phone": LANDLINE, "email": "a@post.example"}, "sms", "email"),
        ({"phone": LANDLINE}, "sms", "call"),
        ({"phone": MOBILE}, "email", "sms"),
        ({"phone": MOBILE}, "call", "call"),
        ({"phone": MOBILE}, "letter", "letter"),
        ({"phone": MOBILE}, "none", "none"),
    ],
)
def test_a_person_is_told_as_she_wishes_or_as_she_can_be_reached(gavle, ways, wish, channel):
    person = make_person(**ways)
    person.wish = wish

    assert person.channel == channel


def test_a_way_to_reach_somebody_is_kept_once(gavle):
    person = make_person(phone=MOBILE)

    meet(gavle, person.name, by=GUEST, phone=MOBILE, relative="Lisa")

    assert str(person.contact_ways.get()) == MOBILE


def test_a_relatives_number_says_whose_it_is(gavle):
    person, _new = meet(gavle, "Astrid", by=GUEST, phone=MOBILE, relative="Lisa")

    assert person.contact_ways.get().relative == "Lisa"


def test_a_person_reads_as_her_name(gavle):
    assert str(make_person("Astrid")) == "Astrid"


def test_a_page_that_is_renewed_stops_answering_and_is_replaced(gavle):
    astrid = make_person(phone=MOBILE)
    page = astrid.open_page(by=GUEST)

    fresh = page.renew(by=GUEST)

    assert list(PersonalPage.objects.valid()) == [fresh]
    assert fresh.secret != page.secret
    assert Entry.objects.about(page).latest("pk").verb == "revoked"
    assert Entry.objects.about(page).latest("pk").municipality_number == the_municipality().pk
    assert str(fresh) == f"{astrid.pk} {fresh.made:%Y-%m-%d}"


def test_a_page_is_renewed_once_however_often_it_is_pressed(gavle):
    page = make_person(phone=MOBILE).open_page(by=GUEST)
    same = PersonalPage.objects.get()

    answers = {each.renew(by=GUEST) for _press in range(2) for each in (page, same)}

    assert len(answers) == 1
    assert [line.verb for line in Entry.objects.about(page)] == ["opened-page", "revoked"]


@pytest.mark.django_db(transaction=True)
def test_two_who_renew_a_page_at_once_get_the_same(gavle):
    astrid = make_person(phone=MOBILE)
    page = astrid.open_page(by=GUEST)
    start = threading.Barrier(4)
    found = []

    def renew(_number):
        start.wait()
        found.append(PersonalPage.objects.get(pk=page.pk).renew(by=GUEST))
        connections.close_all()

    threads = [threading.Thread(target=renew, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert len(set(found)) == 1
    assert astrid.pages.count() == 2


def test_nothing_that_must_never_be_kept_has_a_field():
    kept = {field.name for field in Person._meta.get_fields()}

    assert not kept & {
        "personnummer", "civic_number", "birth_date", "born", "age", "nationality", "gender",
        "diagnosis", "religion", "residence_status",
    }  # fmt: skip
