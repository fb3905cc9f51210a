# SPDX-License-Identifier: EUPL-1.2
"""How often one may ask and guess: a library full of people gets in, a machine does not."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.makers import make_account, make_municipality
from tests.signing import ask, code_in_letter, sign_in, who, wrong
from traffpunkt.outbox.models import Message
from traffpunkt.people import browsers

pytestmark = pytest.mark.django_db


def test_twelve_people_behind_one_address_get_in_within_two_minutes(db):
    people = [make_account(f"Guide{number}", "host") for number in range(12)]
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for person in people:
            browser = Client(REMOTE_ADDR="192.0.2.7")
            browser.post("/logga-in/", {"email": person.email.partition("@")[0]})
            ask(browser, person.email)
            code = code_in_letter()
            browser.post("/logga-in/kod/", {"code": wrong(code)})
            browser.post("/logga-in/kod/", {"code": code})
            assert who(browser) == str(person.pk)
            clock.shift(datetime.timedelta(seconds=9))
        assert timezone.now() - start <= datetime.timedelta(minutes=2)


def test_a_guesser_who_asks_again_and_again_is_stopped_from_any_address(karin):
    for number in range(5):
        assert ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), karin.email).status_code == 302

    stopped = ask(Client(REMOTE_ADDR="192.0.2.99"), karin.email)

    assert stopped.status_code == 429
    assert "många försök" in stopped.content.decode()
    assert Message.objects.count() == 5


def test_strangers_lock_nobody_out_where_she_usually_signs_in(karin):
    hers = Client()
    sign_in(hers, karin)
    hers.post("/logga-ut/")
    cookie = hers.cookies[browsers.COOKIE]
    for number in range(6):
        stopped = ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), karin.email)
    assert stopped.status_code == 429

    sign_in(hers, karin)

    assert who(hers) == str(karin.pk)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == browsers.SECONDS


def test_a_known_browser_has_a_limit_too_and_is_known_for_its_own_account_only(karin):
    yusuf = make_account("Yusuf", "host")
    hers, forger = Client(), Client()
    sign_in(hers, karin)
    hers.post("/logga-ut/")
    for _try in range(5):
        ask(Client(), yusuf.email)
    forger.cookies[browsers.COOKIE] = f"{yusuf.pk}:x:x"

    assert ask(hers, yusuf.email).status_code == 429
    assert ask(forger, yusuf.email).status_code == 429
    assert [ask(hers, karin.email).status_code for _try in range(6)] == [302] * 5 + [429]


def test_a_guesser_of_many_accounts_from_one_address_meets_a_ceiling(db):
    make_municipality()
    answers = [ask(Client(), f"namn{number}@kommun.example").status_code for number in range(301)]

    assert answers == [302] * 300 + [429]


def test_a_guesser_with_patience_meets_a_limit_for_the_day(karin):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        answers = []
        for _round in range(13):
            answers += [ask(Client(), karin.email).status_code for _code in range(5)]
            clock.shift(datetime.timedelta(minutes=11))

    assert answers == [302] * 60 + [429] * 5


def test_words_for_too_many_tries_keep_the_address(client, karin):
    pages = [ask(client, karin.email) for _code in range(6)]

    assert karin.email in pages[-1].content.decode()
