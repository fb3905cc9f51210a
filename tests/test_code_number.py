# SPDX-License-Identifier: EUPL-1.2
"""Mitt konto: a mobile number becomes one's own for codes when its code has been typed."""

import datetime

import pytest
from django.test import Client

from tests.makers import make_account
from tests.signing import MOBILE, code_in_letter, let_in, shown, sign_in, whole, wrong
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.models import Message, Standstill
from traffpunkt.people import factors
from traffpunkt.people.models import CodeNumber

pytestmark = pytest.mark.django_db

ACCOUNT = "/arbete/mitt-konto/"
NUMBER = "/arbete/mitt-konto/mobil/"
TYPED = "/arbete/mitt-konto/mobil/kod/"
REMOVAL = "/arbete/mitt-konto/mobil/borttagning/"


@pytest.fixture
def desk(karin, texts):
    return let_in(Client(), karin)


def notes():
    return list(Message.objects.filter(kind="number").order_by("pk"))


def verbs(account):
    return list(Entry.objects.about(account).order_by("pk").values_list("verb", flat=True))[1:]


def test_karin_adds_a_number_replaces_it_and_takes_it_away_and_is_told(desk, karin):
    assert "Lägg till mobilnummer" in whole(desk.get(ACCOUNT))
    asks = whole(desk.get(NUMBER))
    assert "kan läsa koden" in asks
    assert "ersätter" not in asks

    assert desk.post(NUMBER, {"number": "070-174 06 05"})["Location"] == TYPED
    sent = Message.objects.get()
    assert (sent.channel, sent.kind, sent.address) == ("sms", "code", MOBILE)
    page = whole(desk.get(TYPED))
    assert "070-174 06 05" in page
    assert 'autocomplete="one-time-code"' in page
    assert not CodeNumber.objects.exists()
    done = desk.post(TYPED, {"code": code_in_letter()}, follow=True)

    page = whole(done)
    assert "Nu kan du få koden som sms" in page
    assert "070-174 06 05" in page
    assert CodeNumber.objects.get().number == MOBILE
    assert str(CodeNumber.objects.get()) == karin.email
    assert "ersätter" in whole(desk.get(NUMBER))
    desk.post(NUMBER, {"number": "+46 70 174 06 06"})
    desk.post(TYPED, {"code": code_in_letter()})
    assert CodeNumber.objects.get().number == "+46701740606"

    gone = desk.post(REMOVAL, follow=True)
    assert "Mobilnumret är borttaget" in whole(gone)
    desk.post(REMOVAL)
    assert not CodeNumber.objects.exists()
    assert verbs(karin) == ["code-number-kept"] * 2 + ["code-number-forgotten"]
    letters = notes()
    assert [letter.address for letter in letters] == [karin.email] * 3
    assert ["lagt till" in letter.body for letter in letters] == [True, True, False]
    assert "tagit bort" in letters[2].body
    assert all("Ring oss genast" in letter.body for letter in letters)
    assert not any("70174" in letter.body + letter.subject for letter in letters)


@pytest.mark.parametrize("typed", ["", "026-17 00 01", "karin@kommun.example", "abc"])
def test_what_is_no_mobile_number_is_asked_for_again_and_not_lost(desk, typed):
    refused = desk.post(NUMBER, {"number": typed})

    assert refused.status_code == 422
    assert typed in whole(refused)
    assert not Message.objects.exists()


def test_a_wrong_code_is_tried_again_and_after_five_a_new_one_is_needed(desk):
    desk.post(NUMBER, {"number": MOBILE})
    code = code_in_letter()
    for _try in range(5):
        refused = desk.post(TYPED, {"code": wrong(code)})
        assert (refused.status_code, "stämmer inte" in whole(refused)) == (422, True)

    stopped = desk.post(TYPED, {"code": code}, follow=True)

    assert stopped.redirect_chain[0][0] == NUMBER
    assert "många försök" in whole(stopped)
    assert not CodeNumber.objects.exists()


def test_the_code_lives_for_ten_minutes_and_only_the_latest_works(clock, karin, texts):
    desk = let_in(Client(), karin)
    desk.post(NUMBER, {"number": MOBILE})
    first = code_in_letter()
    desk.post(NUMBER, {"number": "070-174 06 06"})
    assert desk.post(TYPED, {"code": first}).status_code == 422
    code = code_in_letter()
    clock.shift(datetime.timedelta(minutes=10, seconds=1))
    let_in(desk, karin)

    assert desk.post(TYPED, {"code": code})["Location"] == NUMBER
    assert not CodeNumber.objects.exists()


def test_an_empty_code_costs_no_try(desk):
    desk.post(NUMBER, {"number": MOBILE})
    for _try in range(7):
        assert desk.post(TYPED, {"code": ""}).status_code == 422

    assert desk.post(TYPED, {"code": code_in_letter()})["Location"] == ACCOUNT


def test_a_code_for_a_number_proves_nothing_at_the_proof(clock, karin, texts):
    desk = let_in(Client(), karin)
    desk.post(NUMBER, {"number": MOBILE})
    code = code_in_letter()
    clock.shift(datetime.timedelta(minutes=1))
    desk.post("/logga-in/igen/")

    assert desk.post("/logga-in/igen/", {"code": code}).status_code == 422


def test_numbers_are_not_asked_for_without_end(desk):
    answers = [desk.post(NUMBER, {"number": MOBILE}) for _press in range(4)]

    assert [answer.status_code for answer in answers] == [302] * 3 + [429]
    assert "många sms" in whole(answers[-1])
    assert MOBILE in answers[-1].content.decode()


def test_when_the_gateway_rests_the_page_says_so(desk):
    desk.post(NUMBER, {"number": MOBILE})
    Standstill.objects.begin("sms", "silent", datetime.timedelta(minutes=1))

    assert "Sms går inte att skicka" in whole(desk.get(TYPED))
    refused = desk.post(NUMBER, {"number": MOBILE})
    assert refused.status_code == 422
    assert "Sms går inte att skicka" in whole(refused)


def test_a_number_asks_for_a_fresh_proof(clock, karin, texts):
    browser = Client()
    sign_in(browser, karin)
    clock.shift(datetime.timedelta(minutes=11))

    for page in (NUMBER, TYPED):
        assert browser.get(page)["Location"] == f"/logga-in/igen/?next={page}"
    assert browser.post(REMOVAL).status_code == 302


def test_where_her_role_may_not_use_sms_there_is_nothing_to_add_but_all_to_remove(texted, settings):
    desk = let_in(Client(), texted)
    settings.SMS_ON = False

    page = whole(desk.get(ACCOUNT))
    assert "Ta bort numret" in page
    assert "Byt mobilnummer" not in page
    assert desk.get(NUMBER)["Location"] == ACCOUNT
    assert desk.get(TYPED)["Location"] == NUMBER
    desk.post(REMOVAL)
    assert not CodeNumber.objects.exists()
    assert "sms" not in whole(desk.get(ACCOUNT))


def test_a_colleague_sees_no_number(texted, texts, signed_in):
    lars = signed_in(make_account("Lars", "coordinator"))

    for page in ("/arbete/installningar/medarbetare/", ACCOUNT, "/arbete/samtal/"):
        shown_to_him = lars.get(page).content.decode()
        assert "174 06 05" not in shown_to_him
        assert "70174" not in shown_to_him


def test_who_has_lost_her_second_step_has_lost_her_number_too(clock, texted, signed_in):
    factors.add_totp(texted, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", shown())
    lars = make_account("Lars", "coordinator")
    row = texted.memberships.get()

    signed_in(lars).post(f"/arbete/installningar/uppdrag/{row.pk}/andra-steg/")

    assert not CodeNumber.objects.exists()
    assert "code-number-forgotten" in verbs(texted)
