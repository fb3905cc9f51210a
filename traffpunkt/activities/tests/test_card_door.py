# SPDX-License-Identifier: EUPL-1.2
"""What a card opens: the list of one's own sign-ups, and nothing of anybody else's."""

import datetime
import logging

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.makers import (
    in_days,
    make_municipality,
    make_occasion,
    make_page,
    make_person,
    make_series,
    make_signup,
)
from tests.signing import whole
from traffpunkt.activities.models import Standing
from traffpunkt.journal.models import Entry
from traffpunkt.people import visits
from traffpunkt.people.limits import Limit
from traffpunkt.people.visits import COOKIE, OWN, SHARED

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)
WRONG = "Kortets nummer och kod hör inte ihop"


@pytest.fixture
def issued(astrid, karin):
    return astrid.issue_card(by=karin.actor)


def come(issued, client=None, **given):
    """Number and code sent from the page."""
    client = client or Client()
    fields = {"number": issued.card.in_groups, "pin": issued.pin} | given
    return client, client.post("/kort/", fields)


def wrong(issued):
    return "0000" if issued.pin != "0000" else "1111"


def mine(client):
    return client.get("/kort/anmalningar/")


def said(answer):
    return answer.content.decode()


class TestComingIn:
    def test_the_page_is_found_from_min_sida(self, issued):
        way = Client().get("/min-sida/").content.decode()

        assert 'href="/kort/"' in way
        assert "Logga in med ditt kort" in whole(Client().get("/kort/"))

    def test_number_and_code_open_the_list(self, issued):
        make_signup(person=issued.card.person)

        client, answer = come(issued)

        assert answer["Location"] == reverse("activities:with_card")
        assert "Hej <bdi>Astrid</bdi>!" in whole(mine(client))
        verbs = Entry.objects.about(issued.card).values_list("verb", flat=True)
        assert list(verbs) == ["issued", "used"]

    def test_the_square_gives_the_number_and_the_code_is_still_asked_for(self, issued):
        client = Client()

        answer = client.post("/kort/", {"token": issued.token})

        page = whole(answer)
        assert answer.status_code == 200
        assert issued.card.in_groups in page
        assert "Skriv nu koden" in page
        assert issued.token not in page
        assert COOKIE not in client.cookies
        assert mine(client).status_code == 302

    def test_the_secret_of_the_square_is_in_no_log_and_in_no_address(self, issued, caplog):
        caplog.set_level(logging.DEBUG)
        client = Client()

        answers = [client.post("/kort/", {"token": issued.token})]
        answers.append(come(issued, client)[1])
        answers.append(client.post("/kort/", {"token": issued.token + "x"}))

        assert not any(issued.token in str(line.__dict__) for line in caplog.records)
        assert not any(issued.token in str(answer.headers) for answer in answers)

    def test_a_square_that_belongs_to_no_card_says_what_to_do(self, issued):
        answer = Client().post("/kort/", {"token": "okänd"})

        assert answer.status_code == 422
        assert "Kortet gäller inte längre. Ring oss" in whole(answer)

    def test_an_unknown_number_sounds_as_a_wrong_code_and_keeps_what_was_typed(self, issued):
        unknown = come(issued, number="111 111", shared="on")[1]
        mistyped = come(issued, pin=wrong(issued))[1]

        assert (unknown.status_code, mistyped.status_code) == (422, 422)
        assert WRONG in whole(unknown)
        assert "111 111" in said(unknown)
        assert "checked" in said(unknown)
        assert WRONG in said(mistyped)
        verbs = Entry.objects.about(issued.card).values_list("verb", flat=True)
        assert list(verbs) == ["issued", "mistyped-pin"]

    @pytest.mark.parametrize("fields", [{"number": ""}, {"pin": ""}, {"pin": "1" * 30}])
    def test_a_field_that_is_not_filled_in_says_so(self, issued, fields):
        answer = come(issued, **fields)[1]

        assert answer.status_code == 422
        assert "siffror" in whole(answer)


class TestTries:
    def test_five_wrong_codes_pause_a_quarter_and_never_lock(self, issued):
        with time_machine.travel(NOON, tick=False) as clock:
            wrongs = [come(issued, pin=wrong(issued))[1].status_code for _try in range(5)]
            paused = come(issued)[1]
            clock.shift(15 * 60 + 1)
            answer = come(issued)[1]

        assert wrongs == [422] * 5
        assert paused.status_code == 429
        assert "Vänta en kvart" in whole(paused)
        assert answer.status_code == 302

    def test_the_pause_is_the_cards_alone(self, issued, karin):
        other = make_person("Bertil").issue_card(by=karin.actor)
        for _try in range(6):
            come(issued, pin=wrong(issued))

        assert come(other)[1].status_code == 302

    def test_who_comes_in_often_is_not_paused(self, issued):
        assert [come(issued)[1].status_code for _visit in range(7)] == [302] * 7

    def test_twelve_behind_one_address_all_get_in(self, karin):
        cards = [make_person(f"Gäst{n}").issue_card(by=karin.actor) for n in range(12)]
        with time_machine.travel(NOON, tick=False) as clock:
            answers = []
            for card in cards:
                client = Client()
                read = client.post("/kort/", {"token": card.token})
                come(card, client, pin=wrong(card))
                answers.append((read.status_code, come(card, client)[1].status_code))
                clock.shift(10)

        assert answers == [(200, 302)] * 12

    def test_very_many_from_one_address_wait(self, issued, monkeypatch):
        monkeypatch.setattr(visits, "FROM_ONE_ADDRESS", Limit("none", tries=0, seconds=60))

        assert come(issued)[1].status_code == 429
        assert Client().post("/kort/", {"token": issued.token}).status_code == 429


class TestWhatItOpens:
    def test_all_of_her_own_and_nobody_elses(self, issued):
        astrid = issued.card.person
        on_page = make_signup(person=astrid)
        make_page(astrid)
        by_phone = make_signup(make_occasion(), person=astrid)
        other = make_signup(on_page.occasion, "Bertil")
        client, _answer = come(issued)

        page = said(mine(client))

        assert reverse("activities:withdrawal", args=[on_page.secret]) in page
        assert reverse("activities:withdrawal", args=[by_phone.secret]) in page
        assert other.secret not in page
        assert "Bertil" not in page

    def test_nothing_leads_on_to_the_page_that_she_has_by_her_own_address(self, issued):
        astrid = issued.card.person
        own = make_page(astrid)
        signup = make_signup(person=astrid, page=own)
        client, _answer = come(issued)

        page = said(mine(client))

        assert reverse("activities:receipt", args=[signup.secret]) in page
        assert own.secret not in page

    def test_standing_places_and_what_has_been(self, issued):
        astrid = issued.card.person
        Standing.objects.create(series=make_series(), person=astrid, way="on_site")
        make_signup(make_occasion(starts=in_days(-3)), person=astrid)
        client, _answer = come(issued)

        page = said(mine(client))

        assert "Du har en fast plats" in page
        assert "Det här har varit" in page

    def test_somebody_who_is_hidden_is_not_named(self, issued):
        astrid = issued.card.person
        astrid.hidden = True
        astrid.save()
        client, _answer = come(issued)

        assert "Astrid" not in said(mine(client))

    def test_the_list_is_kept_nowhere(self, issued):
        client, _answer = come(issued)

        assert mine(client)["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("path", ["/arbete/", "/arbete/personer/", "/arbete/samtal/"])
    def test_nothing_of_the_workroom(self, issued, path):
        client, _answer = come(issued)

        answer = client.get(path)

        assert answer.status_code == 302
        assert "/logga-in/" in answer["Location"]

    def test_more_dates_ask_no_more_questions(self, issued, django_assert_max_num_queries):
        client, _answer = come(issued)
        for _date in range(3):
            make_page(make_signup(make_occasion(), person=issued.card.person).person)

        with django_assert_max_num_queries(8):
            mine(client)


class TestTheEnd:
    def test_done_closes_it_also_for_a_copy_of_the_cookie(self, issued):
        client, _answer = come(issued)
        copy = client.cookies[COOKIE].value

        answer = client.post("/kort/klar/")

        assert answer["Clear-Site-Data"] == '"cache"'
        assert mine(client).status_code == 302
        client.cookies[COOKIE] = copy
        assert mine(client).status_code == 302

    def test_done_without_a_visit_leads_home(self, db):
        make_municipality()

        assert Client().post("/kort/klar/")["Location"] == reverse("home:home")

    def test_a_card_that_is_revoked_or_made_anew_opens_nothing(self, issued, karin):
        client, _answer = come(issued)
        new = issued.card.person.issue_card(by=karin.actor)
        issued.card.person.rely_on(new.card, by=karin.actor)

        assert mine(client).status_code == 302
        assert come(issued)[1].status_code == 422
        assert Client().post("/kort/", {"token": issued.token}).status_code == 422
        other, answer = come(new)
        assert answer.status_code == 302
        new.card.revoke(by=karin.actor)
        assert mine(other).status_code == 302

    @pytest.mark.parametrize(("shared", "lasts"), [({}, OWN), ({"shared": "on"}, SHARED)])
    def test_a_visit_is_over_by_itself(self, issued, shared, lasts):
        with time_machine.travel(NOON, tick=False) as clock:
            client, answer = come(issued, **shared)
            assert bool(answer.cookies[COOKIE]["max-age"]) == (not shared)
            copy = answer.cookies[COOKIE].value
            clock.shift(lasts - datetime.timedelta(seconds=1))
            assert mine(client).status_code == 200
            clock.shift(2)
            client.cookies[COOKIE] = copy
            assert mine(client).status_code == 302

    def test_on_a_shared_tablet_it_lasts_while_somebody_is_there(self, issued):
        with time_machine.travel(NOON, tick=False) as clock:
            client, _answer = come(issued, shared="on")
            for _look in range(3):
                clock.shift(datetime.timedelta(minutes=9))
                assert mine(client).status_code == 200

    def test_the_cookie_goes_to_the_pages_of_the_card_alone(self, issued):
        cookie = come(issued)[1].cookies[COOKIE]

        assert cookie["path"] == "/kort/"
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
