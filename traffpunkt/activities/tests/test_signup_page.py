# SPDX-License-Identifier: EUPL-1.2
"""A senior signs up without an account."""

import datetime
import re

import pytest
import time_machine

from tests.makers import (
    in_days,
    make_activity,
    make_occasion,
    make_person,
    make_signup,
)
from traffpunkt.activities.models import Occasion, Signup
from traffpunkt.journal.models import GUEST
from traffpunkt.people.actions import personal_page
from traffpunkt.people.models import Person
from traffpunkt.places.guards import new_press
from traffpunkt.ui.numbers import dialled

pytestmark = pytest.mark.django_db


def token(seconds=10):
    """A press of a form that was opened some seconds ago."""
    now = datetime.datetime.now(tz=datetime.UTC)
    with time_machine.travel(now - datetime.timedelta(seconds=seconds), tick=False):
        return new_press()


def address(occasion):
    return f"/tillfalle/{occasion.pk}/anmalan/"


def typed(occasion, way="on_site", **given):
    offer = occasion.offers.get(way=way)
    return {"satt": str(offer.pk), "name": "Astrid", "tryck": token()} | given


def sign_up(client, occasion, way="on_site", **given):
    return client.post(address(occasion), typed(occasion, way, **given))


def only(occasion):
    return Signup.objects.get(occasion=occasion)


def test_a_name_is_enough_and_leads_to_the_receipt(client):
    occasion = make_occasion()

    answer = sign_up(client, occasion)

    signup = only(occasion)
    assert signup.person.name == "Astrid"
    assert signup.is_expected
    assert signup.source == "web"
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/anmalan/{signup.secret}/?jag=")
    page = client.get(answer["Location"]).content.decode()
    assert "Du är anmäld" in page
    assert f"/min-sida/{signup.person.pages.get().secret}/" in page


@pytest.mark.parametrize(
    ("contact", "phone", "email"),
    [("070-174 06 05", "+46701740605", ""), ("Astrid@Exempel.se", "", "astrid@exempel.se")],
)
def test_one_field_understands_a_number_and_an_address(client, contact, phone, email):
    occasion = make_occasion()

    sign_up(client, occasion, contact=contact)

    person = only(occasion).person
    assert (person.phone, person.email) == (phone, email)


def test_the_form_says_the_chosen_way_in_words_and_asks_two_things(client):
    occasion = make_occasion(ways=["on_site", "online"])
    online = occasion.offers.get(way="online")

    page = client.get(address(occasion), {"satt": online.pk}).content.decode()

    assert "Var med hemifrån" in page
    asked = re.findall(r'<input type="text" name="(\w+)"', page)
    assert asked == ["name", "contact", "number"]
    assert "<details" in page


def test_without_a_chosen_way_the_ways_are_offered_as_links(client):
    occasion = make_occasion(ways=["on_site", "online"])

    page = client.get(address(occasion)).content.decode()

    for offer in occasion.offers.all():
        assert f"?satt={offer.pk}" in page
    assert '<form method="post" action="/tillfalle' not in page


def test_the_only_way_is_chosen_by_itself(client):
    page = client.get(address(make_occasion())).content.decode()

    assert 'name="name"' in page


def test_a_post_that_chooses_no_way_keeps_what_was_typed(client):
    occasion = make_occasion(ways=["on_site", "online"])

    answer = client.post(address(occasion), typed(occasion, satt="999999", name="Astrid"))

    assert answer.status_code == 422
    assert "Välj hur du vill delta" in answer.content.decode()
    assert 'value="Astrid"' in answer.content.decode()
    online = occasion.offers.get(way="online")
    assert f'value="{online.pk}"' in answer.content.decode()


def test_two_presses_are_one_sign_up_and_the_same_receipt(client):
    occasion = make_occasion()
    sent = typed(occasion)

    first, second = client.post(address(occasion), sent), client.post(address(occasion), sent)

    assert first["Location"] == second["Location"]
    assert Signup.objects.count() == 1
    assert Person.objects.count() == 1


def test_a_couple_signs_up_on_one_number_also_from_the_same_page(client):
    occasion = make_occasion()
    sent = typed(occasion, contact="070-174 06 05")

    client.post(address(occasion), sent)
    client.post(address(occasion), sent | {"name": "Bertil"})

    assert set(occasion.signups.values_list("person__name", flat=True)) == {"Astrid", "Bertil"}


def test_who_is_known_and_signed_up_is_told_so_and_gets_no_secret(client):
    occasion = make_occasion()
    sign_up(client, occasion, contact="070-174 06 05")
    secrets = [only(occasion).secret, only(occasion).person.pages.get().secret]

    answer = sign_up(client, occasion, name="astrid", contact="0701740605")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "är redan anmäld" in page
    assert "/min-sida/" in page
    assert not any(secret in page for secret in secrets)
    assert Signup.objects.count() == 1


def test_who_was_met_before_gets_this_receipt_but_no_way_to_her_own_page(client):
    astrid = make_person("Astrid", phone="+46701740605")
    personal_page(astrid, by=GUEST)
    occasion = make_occasion()
    with time_machine.travel(datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(hours=1)):
        answer = sign_up(client, occasion, contact="070-174 06 05")

    assert answer["Location"] == f"/anmalan/{only(occasion).secret}/"
    page = client.get(answer["Location"]).content.decode()
    assert astrid.pages.get().secret not in page


def test_a_new_sign_up_soon_after_the_first_does_not_open_the_own_page(client):
    first, second = make_occasion(), make_occasion()
    sign_up(client, first, contact="070-174 06 05")

    answer = sign_up(client, second, contact="070-174 06 05")

    assert "jag=" not in answer["Location"]


def test_from_her_own_page_nothing_is_asked_and_one_press_is_enough(client):
    astrid = make_person("Astrid")
    own = personal_page(astrid, by=GUEST).secret
    occasion = make_occasion()

    form = client.get(address(occasion), {"jag": own}).content.decode()
    answer = client.post(
        address(occasion),
        {"satt": occasion.offers.get().pk, "jag": own, "tryck": token()},
    )

    assert 'name="name"' not in form
    assert "Astrid" in form
    assert only(occasion).person == astrid
    assert answer["Location"] == f"/anmalan/{only(occasion).secret}/?jag={own}"


def test_from_her_own_page_a_second_sign_up_leads_to_the_first_or_to_a_switch(client):
    astrid = make_person("Astrid")
    own = personal_page(astrid, by=GUEST).secret
    occasion = make_occasion(ways=["on_site", "online"])
    signup = make_signup(occasion, person=astrid)

    same, other = (
        client.post(
            address(occasion),
            {"satt": occasion.offers.get(way=way).pk, "jag": own, "tryck": token()},
        )
        for way in ("on_site", "online")
    )

    assert same["Location"].startswith(f"/anmalan/{signup.secret}/")
    page = other.content.decode()
    assert "Du är redan anmäld till ”kom hit”. Du kan byta." in page
    assert f"/anmalan/{signup.secret}/satt/?jag={own}" in page
    assert Signup.objects.count() == 1


def test_a_hidden_person_is_not_named_on_her_form(client):
    astrid = make_person("Astrid")
    astrid.hidden = True
    astrid.save()
    own = personal_page(astrid, by=GUEST).secret

    assert "Astrid" not in client.get(address(make_occasion()), {"jag": own}).content.decode()


def test_a_revoked_own_page_is_nobody(client):
    astrid = make_person("Astrid")
    own = personal_page(astrid, by=GUEST)
    own.revoke()

    page = client.get(address(make_occasion()), {"jag": own.secret}).content.decode()

    assert 'name="name"' in page


def test_a_relative_signs_somebody_up_and_is_reached_herself(client):
    occasion = make_occasion()
    offer = occasion.offers.get()

    form = client.get(address(occasion), {"satt": offer.pk, "annan": "1"}).content.decode()
    sign_up(client, occasion, annan="1", relative="Lena", contact="070-174 06 05")

    assert "Namn på den som ska delta" in form
    assert only(occasion).by_relative == "Lena"
    assert only(occasion).person.contact_ways.get().relative == "Lena"


def test_a_relative_says_her_own_name(client):
    answer = sign_up(client, make_occasion(), annan="1")

    assert answer.status_code == 422
    assert 'name="annan" value="1"' in answer.content.decode()


@pytest.mark.parametrize(
    ("several", "number", "heads"),
    [("1", "", 1), ("", "", 1), ("3", "", 3), ("fler", "6", 6), ("1", "7", 7), ("2", "9", 2)],
)
def test_a_group_says_how_many_it_is(client, several, number, heads):
    occasion = make_occasion()

    sign_up(client, occasion, several=several, number=number)

    assert only(occasion).headcount == heads


@pytest.mark.parametrize(
    ("several", "number"),
    [
        ("fler", ""),
        ("fler", "många"),
        ("fler", "0"),
        ("fler", "31"),
        ("5", ""),
        ("fler", "9" * 5000),
    ],
)
def test_a_number_that_cannot_be_is_asked_for_again_with_the_group_open(client, several, number):
    answer = sign_up(client, make_occasion(), several=several, number=number)

    assert answer.status_code == 422
    assert '<details class="narrow" open>' in answer.content.decode()
    assert 'value="Astrid"' in answer.content.decode()


def test_a_full_date_offers_its_queue_and_other_ways_in_one_press(client):
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    make_signup(occasion, "Bertil")
    online = occasion.offers.get(way="online")

    page = client.get(address(occasion), {"satt": occasion.offers.get(way="on_site").pk})

    assert "Det är fullt just nu" in page.content.decode()
    assert "Ställ dig i kö</button>" in page.content.decode()
    assert f'name="satt" value="{online.pk}">Var med hemifrån i stället' in page.content.decode()

    sign_up(client, occasion, "online")
    assert occasion.signups.get(person__name="Astrid").offer == online


def test_who_comes_after_the_last_seat_is_told_her_place_in_the_queue(client):
    occasion = make_occasion(seats=1)
    make_signup(occasion, "Bertil")

    answer = sign_up(client, occasion, contact="070-174 06 05")

    page = client.get(answer["Location"]).content.decode()
    assert "Du står i kö" in page
    assert "Du är först i kön" in page


def test_full_without_a_queue_says_so_and_keeps_what_was_typed(client):
    occasion = make_occasion(seats=1)
    make_signup(occasion, "Bertil")
    occasion.offers.update(has_queue=False)

    form = client.get(address(occasion)).content.decode()
    answer = sign_up(client, occasion)

    assert "Det är fullt." in form
    assert "button-main" not in form
    assert answer.status_code == 422
    assert 'value="Astrid"' in answer.content.decode()
    assert dialled(occasion.municipality.help_phone) in answer.content.decode()


def test_what_is_cancelled_over_or_closed_takes_nobody(client):
    cancelled = make_occasion(state=Occasion.State.CANCELLED)
    over = make_occasion(starts=in_days(-1))
    closed = make_occasion()
    closed.offers.update(closes=in_days(-1))

    for occasion, words in ((cancelled, "inställt"), (over, "redan varit"), (closed, "stängt")):
        assert words in client.get(address(occasion)).content.decode()
        assert sign_up(client, occasion).status_code == 422
    assert not Signup.objects.exists()


def test_where_nobody_need_sign_up_the_page_says_so(client):
    occasion = make_occasion()
    occasion.offers.update(booking="none")

    assert "Kom som du är" in client.get(address(occasion)).content.decode()
    assert sign_up(client, occasion).status_code == 422
    occasion.state = Occasion.State.CANCELLED
    occasion.save()
    assert "inställt" in client.get(address(occasion)).content.decode()


def test_that_it_is_filmed_is_said_before_one_signs_up(client):
    occasion = make_occasion(activity=make_activity(filming="recorded"))

    assert "Träffen spelas in" in client.get(address(occasion)).content.decode()
