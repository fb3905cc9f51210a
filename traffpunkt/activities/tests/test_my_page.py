# SPDX-License-Identifier: EUPL-1.2
"""A person's own page, and the way back to a sign-up by its code."""

import datetime

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import (
    in_days,
    make_municipality,
    make_occasion,
    make_person,
    make_series,
    make_signup,
    make_venue,
)
from traffpunkt.activities.guests import renew
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.tests.test_receipt import address, own_page, signed_up
from traffpunkt.journal.models import GUEST
from traffpunkt.places.guards import new_press

pytestmark = pytest.mark.django_db


def token():
    now = datetime.datetime.now(tz=datetime.UTC)
    with time_machine.travel(now - datetime.timedelta(seconds=10), tick=False):
        return new_press()


def test_the_own_page_shows_what_is_hers_and_nobody_elses(client):
    astrid = make_person("Astrid")
    coming = signed_up(make_occasion(ways=["on_site", "online"]), person=astrid, way="online")
    waiting = make_signup(make_occasion(), person=astrid, state="waiting")
    off = make_signup(make_occasion(state="cancelled"), person=astrid)
    past = make_signup(make_occasion(starts=in_days(-3)), person=astrid)
    gone = make_signup(make_occasion(starts=in_days(4)), person=astrid, state="withdrawn")
    standing = make_series().standings.create(person=astrid, way="on_site")
    others = signed_up(make_occasion(starts=in_days(5)), "Bertil")
    own = own_page(astrid).secret

    page = client.get(f"/min-sida/{own}/").content.decode()

    for signup in (coming, waiting, off):
        assert f"/anmalan/{signup.secret}/?jag={own}" in page
    assert past.occasion.activity.title in page
    assert past.secret not in page
    assert gone.secret not in page
    assert standing.series.activity.title in page
    assert others.secret not in page
    assert "Bertil" not in page
    assert f"/tillfalle/{others.occasion_id}/anmalan/?jag={own}" in page
    assert f"/tillfalle/{coming.occasion_id}/anmalan/" not in page


def test_a_standing_place_that_ends_today_is_no_longer_there_and_a_party_says_where(client):
    astrid = make_person("Astrid")
    ended = make_series().standings.create(person=astrid, way="on_site")
    ended.end(by=GUEST)
    there = make_venue(name="Biblioteket")
    make_series().standings.create(person=astrid, way="watch_party", venue=there)

    page = client.get(f"/min-sida/{own_page(astrid).secret}/").content.decode()

    assert f"<li>{ended.series.activity.title}:" not in page
    assert "se tillsammans på Biblioteket" in page


def test_the_page_says_how_a_sign_up_comes_to_stand_on_it(client):
    make_occasion()

    page = client.get(f"/min-sida/{own_page(make_person()).secret}/").content.decode()

    assert "så hamnar anmälan på din sida" in page


def test_an_empty_own_page_says_so(client):
    astrid = make_person("Astrid")
    astrid.hidden = True
    astrid.save()

    page = client.get(f"/min-sida/{own_page(astrid).secret}/").content.decode()

    assert "Inget just nu" in page
    assert "Astrid" not in page


def test_the_own_page_asks_as_often_for_many_sign_ups_as_for_one(client, django_assert_num_queries):
    astrid = make_person("Astrid")
    own = own_page(astrid)
    for number in (1, 3):
        for _row in range(number):
            make_signup(make_occasion(), person=astrid, page=own)
            make_series().standings.create(person=astrid, way="on_site", page=own)
        with django_assert_num_queries(7):
            client.get(f"/min-sida/{own.secret}/")


def test_a_new_secret_address_ends_the_old_one(client):
    astrid = make_person("Astrid")
    old = own_page(astrid).secret

    answer = client.post(f"/min-sida/{old}/")

    assert client.get(answer["Location"]).status_code == 200
    assert old not in answer["Location"]
    assert client.get(f"/min-sida/{old}/").status_code == 404
    assert client.post(f"/min-sida/{old}/").status_code == 404


def find(client, code, proof):
    return client.post("/min-sida/", {"code": code, "proof": proof, "tryck": token()})


@pytest.mark.parametrize("digits", ["0605", "070-174 06 05", "06 05"])
def test_the_code_and_four_digits_lead_to_the_sign_up(client, digits):
    signup = signed_up(phone="+46701740605")
    written = f" {signup.code[:3].lower()} {signup.code[3:]}"

    assert find(client, written, digits)["Location"].startswith(address(signup))


@pytest.mark.parametrize("typed", ["astrid@exempel.se", " Astrid@Exempel.SE "])
def test_the_code_and_the_address_lead_to_the_sign_up(client, typed):
    signup = signed_up(email="astrid@exempel.se")

    assert find(client, signup.code, typed)["Location"].startswith(address(signup))


@pytest.mark.parametrize("proof", ["1234", "bertil@exempel.se", "exempel.se 0000"])
def test_an_unknown_code_and_a_wrong_proof_sound_the_same(client, proof):
    signup = signed_up(phone="+46701740605")
    other = signed_up(name="Bertil", email="astrid@exempel.se")

    answers = [find(client, code, proof) for code in (signup.code, other.code, "ABCDEF")]

    assert {answer.status_code for answer in answers} == {422}
    for answer in answers:
        assert "hör inte ihop" in answer.content.decode()


def test_who_finds_the_sign_up_she_was_met_by_finds_her_own_page_too(client):
    signup = signed_up(make_occasion(ways=["on_site", "online"]), phone="+46701740605")
    own = own_page(signup.person).secret
    home = signup.switch(signup.occasion.offers.get(way="online"), by=GUEST)

    found = find(client, home.code, "0605")["Location"]

    assert found == f"{address(home)}?jag={own}"
    assert f"/min-sida/{own}/" in client.get(found).content.decode()


def test_a_later_sign_up_or_a_page_with_a_new_address_does_not_give_the_page_away(client):
    first = signed_up(phone="+46701740605")
    page = own_page(first.person)
    later = make_signup(make_occasion(), person=first.person, page=page)

    assert find(client, later.code, "0605")["Location"] == address(later)
    assert page.secret in find(client, first.code, "0605")["Location"]

    renew(page)
    assert find(client, first.code, "0605")["Location"] == address(first)


def test_an_address_that_cannot_be_one_is_asked_for_again(client):
    answer = find(client, signed_up(email="astrid@exempel.se").code, "astrid@")

    assert answer.status_code == 422
    assert "namn@exempel.se" in answer.content.decode()


def test_without_number_and_address_nothing_fits_and_the_receipt_says_so(client):
    signup = signed_up()

    assert find(client, signup.code, "0000").status_code == 422
    assert find(client, signup.code, "astrid@exempel.se").status_code == 422
    assert "Du gav ingen telefon eller e-post" in client.get(address(signup)).content.decode()


@pytest.mark.parametrize("way", [{"phone": "+46701740605"}, {"email": "astrid@exempel.se"}])
def test_who_can_find_her_sign_up_again_reads_where(client, way):
    page = client.get(address(signed_up(**way))).content.decode()

    assert "Vill du se anmälan igen?" in page
    assert "Du gav ingen telefon" not in page


def test_another_municipalitys_code_is_unknown(client):
    make_municipality(slug="gavle")
    signup = signed_up(
        make_occasion(municipality=make_municipality(slug="orebro")), phone="+46701740605"
    )
    sent = {"code": signup.code, "proof": "0605", "tryck": token()}

    assert client.post("/gavle/min-sida/", sent).status_code == 422
    assert client.post("/orebro/min-sida/", sent).status_code == 302


def test_who_guesses_digits_is_stopped_for_a_quarter_and_never_for_good(client):
    signup = signed_up(phone="+46701740605")
    start = datetime.datetime.now(tz=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        answers = [find(client, signup.code, f"{number:04}").status_code for number in range(5)]
        right = find(client, signup.code, "0605")
        clock.shift(901)
        later = find(client, signup.code, "0605")

    assert answers == [422] * 5
    assert right.status_code == 429
    assert "Vänta en kvart" in right.content.decode()
    assert later["Location"].startswith(address(signup))


def test_who_guesses_codes_is_stopped_where_she_sits_and_others_are_not(client):
    signup = signed_up(phone="+46701740605")
    for number in range(60):
        find(client, f"AAAA{number:02}", "0605")

    assert find(client, signup.code, "0605").status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    assert find(elsewhere, signup.code, "0605").status_code == 302


def test_a_missing_code_is_asked_for_with_what_was_typed(client):
    make_occasion()

    answer = find(client, "", "12")

    assert answer.status_code == 422
    assert "Skriv ditt anmälningsnummer" in answer.content.decode()
    assert "Skriv de fyra sista siffrorna" in answer.content.decode()
    assert 'value="12"' in answer.content.decode()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(code=st.text(max_size=80), proof=st.text(max_size=80), tryck=st.text(max_size=20))
def test_hostile_text_finds_nothing_and_breaks_nothing(client, code, proof, tryck):
    if not Occasion.objects.exists():
        make_occasion()

    assert find(client, code, proof).status_code in {422, 429}
    sent = {"code": code, "proof": proof, "tryck": tryck}
    assert client.post("/min-sida/", sent).status_code == 422
