# SPDX-License-Identifier: EUPL-1.2
"""Bad input, machines and strangers at the form with which one signs up."""

import datetime
import uuid

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import (
    in_days,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_page,
    make_person,
)
from traffpunkt.activities import guests
from traffpunkt.activities.models import Occasion, Signup
from traffpunkt.activities.tests.test_signup_page import address, sign_up, token, typed
from traffpunkt.people.fields import Contact
from traffpunkt.people.models import Person
from traffpunkt.ui.numbers import dialled

pytestmark = pytest.mark.django_db

CIVIC = "410101-1239"


def test_a_personnummer_is_refused_kindly_in_every_field(client):
    occasion = make_occasion()
    for field in ("name", "contact", "relative"):
        answer = sign_up(client, occasion, annan="1", **({"relative": "Lena"} | {field: CIVIC}))

        assert answer.status_code == 422
        assert "Vi sparar aldrig personnummer" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_machine_that_is_too_quick_is_asked_again_and_nothing_is_lost(client):
    occasion = make_occasion()
    sent = typed(occasion, tryck=token(0), contact="070-174 06 05")

    answer = client.post(address(occasion), sent)

    assert answer.status_code == 422
    assert "Tryck en gång till" in answer.content.decode()
    assert sent["tryck"] in answer.content.decode()
    assert 'value="070-174 06 05"' in answer.content.decode()


def test_twelve_behind_one_address_sign_up_within_two_minutes():
    occasion = make_occasion()
    start = datetime.datetime.now(tz=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        for number in range(12):
            clock.shift(10)
            answer = sign_up(Client(), occasion, name=f"Gäst {'ABCDEFGHIJKL'[number]}")
            assert answer.status_code == 302

    assert occasion.signups.count() == 12


def test_a_machine_with_one_number_is_stopped_and_told_whom_to_ring(client):
    occasion = make_occasion()
    names = [f"Gäst {sign}" for sign in "ABCDEFGHIJKLMNOPQRSTU"]

    answers = [sign_up(client, occasion, name=name, contact="070-174 06 05") for name in names]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert dialled(occasion.municipality.help_phone) in answers[-1].content.decode()
    assert 'value="Gäst U"' in answers[-1].content.decode()


def test_no_cookie_is_set_and_nothing_is_kept(client):
    occasion = make_occasion()

    for answer in (client.get(address(occasion)), sign_up(client, occasion)):
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert "noindex" in answer["X-Robots-Tag"]


def test_to_look_at_the_form_writes_nothing(client, django_assert_num_queries):
    occasion = make_occasion(ways=["on_site", "online", "phone"])

    offer = occasion.offers.get(way="online")

    # Which municipality (two questions), the date, its ways with their counts.
    with django_assert_num_queries(4):
        client.get(address(occasion), {"satt": offer.pk})

    assert not Signup.objects.exists()


def test_another_municipalitys_date_is_not_found(client):
    make_municipality(slug="gavle")
    occasion = make_occasion(municipality=make_municipality(slug="orebro"))

    assert client.get(f"/gavle{address(occasion)}").status_code == 404
    assert client.post(f"/gavle{address(occasion)}", typed(occasion)).status_code == 404
    assert client.get(f"/orebro{address(occasion)}").status_code == 200


def test_another_municipalitys_own_page_is_nobody_here(client):
    here = make_municipality(slug="gavle")
    own = make_page(make_person(municipality=make_municipality(slug="orebro")))

    page = client.get(f"/gavle{address(make_occasion(municipality=here))}", {"jag": own.secret})

    assert 'name="name"' in page.content.decode()


def test_what_is_not_published_is_not_found(client):
    occasion = make_occasion(activity=make_activity(state="draft"))

    assert client.get(address(occasion)).status_code == 404


def test_the_link_stands_nowhere_on_the_form(client):
    occasion = make_occasion(starts=in_days(0, 0), ends=in_days(1), ways=["online"])
    link = make_link()
    occasion.offers.update(link=link)

    page = client.get(address(occasion)).content.decode()

    assert "teams.example" not in page
    assert dialled(link.dial_in) not in page


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sent=st.fixed_dictionaries(
        {
            "name": st.text(max_size=300),
            "contact": st.text(max_size=300),
            "several": st.text(max_size=10),
            "number": st.text(max_size=30),
        }
    ),
    satt=st.text(max_size=10),
    tryck=st.text(max_size=60),
)
def test_hostile_text_is_answered_and_never_breaks(client, sent, satt, tryck):
    occasion = Occasion.objects.first() or make_occasion()
    offer = str(occasion.offers.get().pk)

    for way, ticket in ((satt, tryck), (offer, token())):
        answer = client.post(address(occasion), sent | {"satt": way, "tryck": ticket})
        assert answer.status_code in {302, 422, 429}


def test_who_was_known_before_opens_one_page_however_often_she_presses():
    offer = make_occasion().offers.get()
    person = make_person("Astrid", phone="+46701740605")
    person.met = in_days(-30)
    person.save()
    known = guests.Guest(name="Astrid", contact=Contact(phone="+46701740605"))
    press = uuid.uuid4()

    answers = [guests.sign_up_guest(offer, known, press) for _press in range(2)]

    assert answers == [person.signups.get()] * 2
    assert person.pages.count() == 1
