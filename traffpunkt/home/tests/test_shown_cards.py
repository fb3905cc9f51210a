# SPDX-License-Identifier: EUPL-1.2
"""A card at the kiosk checks its owner in, opens nothing else of hers, and names nobody."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.makers import make_municipality, make_person, make_signup, make_venue
from traffpunkt.activities.models import Signup
from traffpunkt.home import shown_cards
from traffpunkt.home.tests.doors import going_on, kiosk_at
from traffpunkt.home.tests.test_kiosk import says
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.people import visits

pytestmark = pytest.mark.django_db
CARD, ALONG = "/skarm/kort/", "/skarm/kort/med/"
SQUARE = "https://kommun.example/gavle/kort/#{}"


@pytest.fixture
def at_door():
    """A kiosk, a date that goes on there, and Astrid's card."""
    client, venue = kiosk_at()
    return client, going_on(venue), make_person("Astrid").issue_card(by=SYSTEM)


def typed(client, issued, **given):
    facts = {"number": issued.card.in_groups, "pin": issued.pin} | given
    return client.post(CARD, facts, follow=True)


def read(client, token, square=SQUARE):
    return client.post(CARD, {"number": square.format(token), "pin": ""}, follow=True)


def test_number_and_code_tick_her_off_without_a_name(at_door):
    client, occasion, issued = at_door
    make_signup(occasion, person=issued.card.person)

    answer = typed(client, issued)

    tick = occasion.attendances.get()
    assert (tick.person, tick.way) == (issued.card.person, "on_site")
    assert tick.by.startswith("screen:")
    assert "Välkommen!" in says(answer)
    assert "Du är avprickad till Stickcafé klockan" in says(answer)
    assert "Astrid" not in says(answer)


@pytest.mark.parametrize("is_garbled", [False, True], ids=["as printed", "other keyboard"])
def test_a_square_that_was_read_is_enough(at_door, is_garbled):
    client, occasion, issued = at_door
    make_signup(occasion, person=issued.card.person)
    token = issued.token.translate(str.maketrans("-_", "+?")) if is_garbled else issued.token
    square = SQUARE.replace(":", "Ö").replace("/", "-") if is_garbled else SQUARE

    answer = read(client, token, square)

    assert occasion.attendances.count() == 1
    assert all(issued.token not in step for step, _status in answer.redirect_chain)
    assert issued.token not in says(answer)


def test_it_is_journalled_by_the_screen_that_saw_it(at_door):
    client, occasion, issued = at_door
    make_signup(occasion, person=issued.card.person)

    read(client, issued.token)

    assert Entry.objects.about(issued.card).get(verb="used").actor.startswith("screen:")


def test_it_opens_nothing_else_of_hers(at_door):
    client, occasion, issued = at_door
    make_signup(occasion, person=issued.card.person)

    typed(client, issued)

    assert client.get("/kort/anmalningar/").status_code == 302
    assert visits.COOKIE not in client.cookies
    assert "Astrid" not in says(client.get("/skarm/"))


def test_a_second_showing_says_that_she_is_noted_already(at_door):
    client, occasion, issued = at_door
    make_signup(occasion, person=issued.card.person)

    typed(client, issued)
    answer = typed(client, issued)

    assert "Du var redan avprickad" in says(answer)
    assert "ångra" not in says(answer)


def test_who_goes_to_two_things_is_ticked_at_the_next_one_at_the_next_showing(at_door):
    client, occasion, issued = at_door
    later = going_on(occasion.venue, starts=timezone.now() + datetime.timedelta(minutes=20))
    for date in (occasion, later):
        make_signup(date, person=issued.card.person)

    typed(client, issued)
    assert later.attendances.count() == 0
    typed(client, issued)

    assert later.attendances.count() == 1


def test_a_wrong_code_is_refused_and_the_number_stays(at_door):
    client, _occasion, issued = at_door
    wrong = "0000" if issued.pin != "0000" else "1111"

    answer = typed(client, issued, pin=wrong)

    assert answer.status_code == 422
    assert "hör inte ihop" in says(answer)
    assert issued.card.short in says(answer)
    assert wrong not in says(answer)
    assert Entry.objects.about(issued.card).filter(verb="mistyped-pin").exists()


def test_five_wrong_codes_then_a_pause_as_everywhere(at_door):
    client, _occasion, issued = at_door
    wrong = "0000" if issued.pin != "0000" else "1111"

    for _try in range(5):
        assert typed(client, issued, pin=wrong).status_code == 422

    assert typed(client, issued).status_code == 429


@pytest.mark.parametrize(
    "number", ["", "x" * 80, "https://kommun.example/kort/#for-kort" + "y" * 40]
)
def test_what_is_no_card_is_asked_for_again_and_never_shown(at_door, number):
    client, _occasion, _issued = at_door

    answer = client.post(CARD, {"number": number, "pin": ""})

    assert answer.status_code == 422
    assert "Skriv numret som står på kortet" in says(answer)
    assert not number or number not in says(answer)


def test_a_revoked_card_and_one_of_another_place_open_nothing(at_door):
    client, occasion, issued = at_door
    issued.card.revoke(by=SYSTEM)
    elsewhere = make_municipality()
    strange = make_person("Bertil", municipality=elsewhere).issue_card(by=SYSTEM)

    here = f"/{occasion.municipality.slug}{CARD}"
    for token in (issued.token, strange.token):
        answer = client.post(here, {"number": SQUARE.format(token), "pin": ""})
        assert answer.status_code == 422
        assert "Kortet gäller inte längre" in says(answer)
        assert token not in says(answer)
    assert occasion.attendances.count() == 0


def test_who_has_not_signed_up_is_asked_and_counted_as_a_walk_in(at_door):
    client, occasion, issued = at_door

    asked = typed(client, issued)
    assert "Vill du vara med?" in says(asked)
    assert "Astrid" not in says(asked)
    answer = client.post(ALONG, {"med": occasion.pk}, follow=True)

    signup = occasion.signups.get()
    assert (signup.source, signup.state) == (Signup.Source.WALK_IN, "expected")
    assert occasion.attendances.get().person == issued.card.person
    assert "Du är avprickad till Stickcafé" in says(answer)
    assert client.get(ALONG).status_code == 302


def test_a_walk_in_that_was_wrong_is_undone_whole(at_door):
    client, occasion, issued = at_door
    typed(client, issued)
    client.post(ALONG, {"med": occasion.pk})

    client.post("/skarm/angrat/")

    assert occasion.attendances.count() == 0
    assert occasion.signups.get().is_withdrawn


def test_a_full_date_is_not_offered(at_door):
    client, occasion, issued = at_door
    occasion.offers.update(capacity=1)
    make_signup(occasion, "Bertil")

    answer = typed(client, issued)

    assert "ingen ledig plats här just nu" in says(answer)
    assert "Stickcafé" not in says(answer)


def test_the_last_seat_that_goes_meanwhile_is_said(at_door, monkeypatch):
    client, occasion, issued = at_door
    typed(client, issued)
    occasion.offers.update(capacity=1)
    make_signup(occasion, "Bertil")
    monkeypatch.setattr("traffpunkt.activities.checking_in.Door.has_room", True)

    answer = client.post(ALONG, {"med": occasion.pk})

    assert answer.status_code == 422
    assert occasion.signups.count() == 1


def test_who_is_signed_up_from_home_and_came_is_let_in_by_that(at_door):
    client, occasion, issued = at_door
    typed(client, issued)
    make_signup(occasion, person=issued.card.person)

    client.post(ALONG, {"med": occasion.pk})

    assert occasion.signups.count() == 1
    assert occasion.attendances.count() == 1


def test_the_next_in_line_finds_nothing_of_the_card(at_door):
    client, _occasion, issued = at_door
    typed(client, issued)

    client.get("/skarm/")

    assert client.get(ALONG).status_code == 302


def test_after_a_minute_the_question_is_gone(at_door):
    client, _occasion, issued = at_door
    typed(client, issued)

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        assert client.get(ALONG).status_code == 302


def test_what_was_shown_at_one_kiosk_is_nothing_at_another(at_door):
    client, occasion, issued = at_door
    typed(client, issued)
    other, _venue = kiosk_at(make_venue(municipality=occasion.municipality))
    other.cookies[shown_cards.COOKIE] = client.cookies[shown_cards.COOKIE].value

    assert other.get(ALONG).status_code == 302


def test_a_choice_that_is_no_date_is_asked_again(at_door):
    client, _occasion, issued = at_door
    typed(client, issued)

    assert client.post(ALONG, {"med": "9999"}).status_code == 422
