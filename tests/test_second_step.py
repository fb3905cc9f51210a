# SPDX-License-Identifier: EUPL-1.2
"""The second step: asked for after the code, guessed by nobody, used once."""

import datetime
import threading

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from tests.makers import make_account, make_karin
from tests.signing import APP, SECOND, shown, sign_in, who, whole
from traffpunkt.journal.models import Entry
from traffpunkt.people import factors
from traffpunkt.people.models import Account

pytestmark = pytest.mark.django_db


def test_who_has_an_app_is_asked_after_the_code_and_goes_on_to_where_she_was_going(protected):
    browser = Client()
    door = sign_in(browser, protected, next="/arbete/samtal/")
    assert (door["Location"], who(browser)) == (SECOND, None)
    assert browser.get("/arbete/")["Location"].startswith("/logga-in/?next=")

    sign_in(browser, protected, next="/arbete/samtal/")
    assert "Andra steget" in whole(browser.get(SECOND))
    on = browser.post(SECOND, {"code": shown()[:3] + " " + shown()[3:]})

    assert (on["Location"], who(browser)) == ("/arbete/samtal/", str(protected.pk))
    assert Entry.objects.about(protected).filter(verb="signed-in").count() == 1


def test_a_code_from_the_app_works_once(protected):
    code = shown()
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, protected)

    first.post(SECOND, {"code": code})
    again = second.post(SECOND, {"code": code})

    assert (who(first), who(second)) == (str(protected.pk), None)
    assert again.status_code == 422
    assert "stämmer inte" in whole(again)


def test_a_code_that_is_older_than_one_already_used_fits_no_more(clock, protected):
    old = shown()
    clock.shift(datetime.timedelta(seconds=30))
    assert factors.prove_by_code(protected, shown()) == "totp"

    with pytest.raises(factors.DoesNotFit):
        factors.prove_by_code(protected, old)


@pytest.mark.parametrize("later", [-2, 2])
def test_a_code_from_another_minute_does_not_fit(protected, later):
    with pytest.raises(factors.DoesNotFit):
        factors.prove_by_code(protected, shown(later=later))


@pytest.mark.parametrize("later", [-1, 1])
def test_a_clock_that_is_half_a_minute_off_does_no_harm(protected, later):
    assert factors.prove_by_code(protected, shown(later=later)) == "totp"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_the_same_code_are_one_who_gets_in():
    karin = make_karin()
    factors.add_totp(karin, APP, shown(later=-1))
    code, heard = shown(), []
    together = threading.Barrier(2)

    def press() -> None:
        together.wait()
        try:
            heard.append(factors.prove_by_code(karin, code))
        except factors.DoesNotFit:
            heard.append("")
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _each in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert sorted(heard) == ["", "totp"]


def test_five_wrong_tries_make_a_pause_of_ten_minutes_and_never_more(clock, protected):
    browser = Client()
    sign_in(browser, protected)
    tries = [browser.post(SECOND, {"code": "000000"}).status_code for _try in range(5)]
    assert tries == [422] * 5

    paused = browser.post(SECOND, {"code": shown()})
    assert paused.status_code == 429
    assert "Vänta tio minuter" in whole(paused)

    clock.shift(datetime.timedelta(minutes=10, seconds=1))
    sign_in(browser, protected)
    assert browser.post(SECOND, {"code": shown()}).status_code == 302
    assert who(browser)


def test_the_right_code_begins_a_new_count(clock, protected):
    for _round in range(2):
        for _try in range(4):
            with pytest.raises(factors.DoesNotFit):
                factors.prove_by_code(protected, "000000")
        assert factors.prove_by_code(protected, shown()) == "totp"
        clock.shift(datetime.timedelta(seconds=30))


def test_a_guesser_at_one_account_pauses_nobody_elses(clock, protected):
    yusuf = make_account("Yusuf", "host")
    factors.add_totp(yusuf, APP, shown())
    clock.shift(datetime.timedelta(seconds=90))
    for _try in range(6):
        with pytest.raises(factors.DoesNotFit):
            factors.prove_by_code(protected, "000000")

    assert factors.prove_by_code(yusuf, shown()) == "totp"


def test_twelve_with_an_app_behind_one_address_get_in_within_two_minutes(db, clock):
    people = [make_account(f"Guide{number}", "host") for number in range(12)]
    for person in people:
        factors.add_totp(person, APP, shown(later=-1))
    for person in people:
        browser = Client(REMOTE_ADDR="192.0.2.7")
        sign_in(browser, person)
        browser.post(SECOND, {"code": "000000"})
        browser.post(SECOND, {"code": shown()})
        assert who(browser) == str(person.pk)
        clock.shift(datetime.timedelta(seconds=9))


def test_a_code_on_paper_works_once_instead_of_the_app(protected):
    code = factors.paper_codes(protected)[0]
    browser = Client()
    sign_in(browser, protected)

    browser.post(SECOND, {"code": code})

    assert who(browser)
    assert code not in factors.paper_codes(protected)
    with pytest.raises(factors.DoesNotFit):
        factors.prove_by_code(protected, code.replace(" ", ""))


def test_without_a_code_before_there_is_no_second_step(protected):
    browser = Client()

    assert browser.get(SECOND)["Location"] == "/logga-in/"
    assert browser.post(SECOND, {"code": shown()})["Location"] == "/logga-in/"
    assert who(browser) is None


def test_who_is_shut_out_between_the_steps_stays_outside(protected):
    browser = Client()
    sign_in(browser, protected)
    Account.objects.filter(pk=protected.pk).update(is_active=False)

    assert browser.post(SECOND, {"code": shown()})["Location"] == "/logga-in/"


def test_an_empty_answer_is_no_try(protected):
    browser = Client()
    sign_in(browser, protected)

    assert browser.post(SECOND, {"code": ""}).status_code == 422
    assert browser.post(SECOND, {"answer": "[]"}).status_code == 422


def test_secrets_are_unreadable_in_the_database_and_fit_nothing_with_another_key(
    protected, settings
):
    row = Authenticator.objects.get(user=protected, type="totp")
    assert APP not in str(row.data)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en-ny"
    assert factors.prove_by_code(protected, shown()) == "totp"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(factors.DoesNotFit):
        factors.prove_by_code(protected, shown(later=1))
