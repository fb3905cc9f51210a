# SPDX-License-Identifier: EUPL-1.2
"""Nobody learns where somebody will be by typing her name and number."""

import pytest
from django.test import Client

from tests.makers import in_days, make_occasion, make_person, make_signup
from traffpunkt.activities.models import Signup
from traffpunkt.activities.tests.test_signup_page import address, only, page_in, sign_up, token
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db


def test_who_writes_a_known_name_and_number_gets_a_page_of_her_own_and_sees_no_other(client):
    first, second = make_occasion(), make_occasion()
    stranger = page_in(sign_up(client, first, contact="070-174 06 05"))
    client.post(f"/anmalan/{only(first).secret}/avbokning/")

    herself = page_in(sign_up(Client(), second, contact="070-174 06 05"))

    astrid = Person.objects.get()
    assert {page.secret for page in astrid.pages.all()} == {stranger, herself}
    theirs = client.get(f"/min-sida/{stranger}/").content.decode()
    theirs += client.get(f"/min-sida/{stranger}/kalender.ics").content.decode()
    assert only(second).secret not in theirs
    assert str(second.uid) not in theirs
    assert only(second).secret in client.get(f"/min-sida/{herself}/").content.decode()
    receipt = client.get(f"/anmalan/{only(second).secret}/?jag={stranger}").content.decode()
    assert f"/min-sida/{stranger}/" not in receipt


def test_from_a_page_that_a_stranger_has_opened_nothing_is_learnt_of_other_sign_ups(client):
    first, second = make_occasion(), make_occasion(ways=["on_site", "online"])
    stranger = page_in(sign_up(client, first, contact="070-174 06 05"))
    hers = make_signup(second, person=Person.objects.get())

    for way in ("on_site", "online"):
        sent = {"satt": second.offers.get(way=way).pk, "jag": stranger, "tryck": token()}
        answer = client.post(address(second), sent)
        assert answer.status_code == 422
        assert hers.secret not in answer.content.decode()
    assert f"/tillfalle/{second.pk}/" in client.get(f"/min-sida/{stranger}/").content.decode()


def test_a_hidden_persons_whereabouts_cannot_be_asked_for(client):
    astrid = make_person("Astrid", phone="+46701740605")
    astrid.hidden = True
    astrid.save()
    there, elsewhere = make_occasion(), make_occasion()
    make_signup(there, person=astrid)

    answers = [sign_up(client, each, contact="070-174 06 05") for each in (there, elsewhere)]

    assert {answer["Location"] for answer in answers} == {"/anmalan/mottagen/"}
    assert "Vi har tagit emot" in client.get("/anmalan/mottagen/").content.decode()
    assert only(there).person == only(elsewhere).person == astrid


def test_an_old_press_does_not_give_away_a_new_address(client):
    occasion = make_occasion()
    old_press = token()
    page = page_in(sign_up(client, occasion, tryck=old_press))
    assert page_in(sign_up(client, occasion, tryck=old_press)) == page

    client.post(f"/min-sida/{page}/")

    assert "jag=" not in sign_up(client, occasion, tryck=old_press)["Location"]


def test_a_press_is_answered_with_its_page_only_for_some_minutes(client):
    occasion = make_occasion()
    old_press = token()
    sign_up(client, occasion, tryck=old_press)
    Signup.objects.update(made=in_days(-1))

    assert "jag=" not in sign_up(client, occasion, tryck=old_press)["Location"]
