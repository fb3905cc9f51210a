# SPDX-License-Identifier: EUPL-1.2
"""Bad input, machines and strangers at the form with which one signs up."""

import datetime
import itertools
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
    make_signup,
)
from traffpunkt.activities import guests
from traffpunkt.activities.models import Occasion, Signup
from traffpunkt.activities.tests.test_signup_page import address, sign_up, token, typed
from traffpunkt.activities.views import signups
from traffpunkt.people.fields import Contact
from traffpunkt.people.limits import Limit
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


def test_a_machine_with_many_names_is_stopped_by_where_it_sits(monkeypatch):
    occasion = make_occasion()
    monkeypatch.setattr(signups, "BY_ADDRESS", Limit("few", tries=2, seconds=600, cache="near"))
    answers = [sign_up(Client(), occasion, name=f"Gäst {sign}").status_code for sign in "ABC"]

    assert answers == [302, 302, 429]


@pytest.fixture
def three_dates():
    return [make_occasion() for _date in range(3)]


def one_after_another(client, dates, times, **told):
    """The answers to sign-ups for one date after another, each with a new name."""
    return [
        sign_up(client, date, name=f"Gäst {number * 'a'}b", **told).status_code
        for number, date in zip(range(times), itertools.cycle(dates), strict=False)
    ]


def test_nobody_is_sent_more_than_forty_letters_a_day_however_many_the_dates(
    client, three_dates, time_machine
):
    time_machine.move_to(in_days(0, 9), tick=False)
    victim = {"contact": "berit@exempel.example"}

    assert one_after_another(client, three_dates, 41, **victim) == [302] * 40 + [429]
    answer = sign_up(client, three_dates[0], name="En till", **victim)
    assert "Vänta en stund" in answer.content.decode()
    assert 'value="En till"' in answer.content.decode()
    # Others get in, and so does she in another municipality, and the next day.
    assert sign_up(client, three_dates[0], contact="070-174 06 05").status_code == 302
    time_machine.move_to(in_days(1, 8), tick=False)
    assert sign_up(client, three_dates[0], **victim).status_code == 429
    time_machine.move_to(in_days(1, 9, 1), tick=False)
    assert sign_up(client, make_occasion(), **victim).status_code == 302


def test_her_own_page_is_no_way_around(client, three_dates):
    person = make_person("Berit", email="berit@exempel.example")
    own = make_page(person)
    for number in range(39):
        other = make_person(f"Gäst {number}", email="berit@exempel.example")
        make_signup(three_dates[0], person=other)

    answers = [sign_up(client, date, jag=own.secret).status_code for date in three_dates]

    assert answers == [302, 429, 429]


def test_the_desks_own_entries_and_neighbours_do_not_count(client, three_dates):
    there = make_occasion(municipality=make_municipality())
    for number in range(45):
        facts = {"email": "berit@exempel.example"}
        make_signup(three_dates[0], person=make_person(f"A{number}", **facts), source="staff")
        person = make_person(f"A{number}", municipality=there.municipality, **facts)
        make_signup(there, person=person)

    here = f"/{three_dates[0].municipality.slug}"
    told = typed(three_dates[1], contact="berit@exempel.example")
    assert client.post(here + address(three_dates[1]), told).status_code == 302


def test_who_changes_her_mind_as_a_machine_does_is_told_to_ring(client):
    offer = make_occasion(ways=["on_site", "online"]).offers.get(way="online")
    signup = make_signup(offer.occasion)
    answers = []
    for _round in range(7):
        current = offer.occasion.signups.latest("pk")
        to = offer.occasion.offers.exclude(pk=current.offer_id).get()
        leaf = f"/anmalan/{current.secret}/"
        answers += [client.post(f"{leaf}avbokning/"), client.post(f"{leaf}aterkomst/")]
        answers.append(client.post(f"{leaf}satt/", {"satt": to.pk}))

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert "Ring oss, så hjälper vi dig." in answers[-1].content.decode()
    assert dialled(signup.occasion.municipality.help_phone) in answers[-1].content.decode()
    another = make_signup(make_occasion(), person=make_person("Bertil"))
    assert client.post(f"/anmalan/{another.secret}/avbokning/").status_code == 302


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
