# SPDX-License-Identifier: EUPL-1.2
"""A key in the device: what can be tried without one. The rest is in tests/browser."""

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.test import Client

from tests.signing import SECOND, sign_in, who, whole
from traffpunkt.people import factors

pytestmark = pytest.mark.django_db

PAGE = "/arbete/mitt-konto/nyckel/"


@pytest.fixture
def desk(karin, signed_in):
    return signed_in(karin)


def test_the_device_is_asked_after_the_key_has_a_name(desk, karin):
    assert "Fortsätt" in whole(desk.get(PAGE))
    assert desk.post(PAGE, {"name": ""}).status_code == 422

    asked = desk.post(PAGE, {"name": "Min mobil"})

    page = whole(asked)
    options = json.loads(asked.context["options"])
    assert options["publicKey"]["user"]["name"] == karin.email
    assert options["publicKey"]["rp"]["id"] == "testserver"
    assert 'data-passkey="create"' in page


def cut_off():
    """What a device begins to say, of which the end is missing: a long number without its digits."""
    said = base64.urlsafe_b64encode(b"\x1b\x00").decode().rstrip("=")
    client = base64.urlsafe_b64encode(b'{"type": "webauthn.create", "challenge": "", "origin": ""}')
    response = {"clientDataJSON": client.decode().rstrip("="), "attestationObject": said}
    return json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": response})


NONE = ["{}", "[]", "no json", '{"id": "x"}', '{"response": 7}', "7", cut_off()]


@pytest.mark.parametrize("answer", NONE)
def test_an_answer_that_is_none_adds_nothing_and_may_be_tried_again(desk, karin, answer):
    desk.post(PAGE, {"name": "Min mobil"})

    again = desk.post(PAGE, {"name": "Min mobil", "answer": answer})

    assert again.status_code == 422
    assert "Det gick inte att läsa nyckeln" in whole(again)
    assert not factors.kinds_of(karin)


@pytest.mark.parametrize("answer", ["{}", "[]", "no json", '{"id": "x"}', "null"])
def test_an_answer_that_is_none_opens_no_door(protected, answer):
    browser = Client()
    sign_in(browser, protected)

    assert browser.post(SECOND, {"answer": answer}).status_code == 422
    assert who(browser) is None


def test_guesses_with_keys_count_as_tries(protected):
    browser = Client()
    sign_in(browser, protected)

    tries = [browser.post(SECOND, {"answer": "{}"}).status_code for _try in range(6)]

    assert tries == [422] * 5 + [429]


def test_a_key_is_called_what_its_owner_calls_it():
    assert (
        factors.name_of(Authenticator(type="webauthn", data={"name": "Min mobil"})) == "Min mobil"
    )


@pytest.fixture
def device(monkeypatch, karin):
    """A device that answers rightly; a real one answers in tests/browser."""

    def answers(account, answer):
        return Authenticator.objects.get(user=account, type="webauthn")

    monkeypatch.setattr(auth, "get_credentials", lambda account: [])
    monkeypatch.setattr(auth, "parse_registration_response", lambda answer: answer)
    monkeypatch.setattr(auth, "complete_registration", lambda answer: answer)
    monkeypatch.setattr(auth, "complete_authentication", answers)


def test_a_key_is_added_asked_for_and_takes_the_place_of_a_code(device, desk, karin):
    assert desk.get("/arbete/mitt-konto/reservkoder/")["Location"] == "/arbete/mitt-konto/"

    added = desk.post(PAGE, {"name": "Min mobil", "answer": "{}"})

    assert added["Location"] == "/arbete/mitt-konto/reservkoder/"
    assert "Min mobil" in whole(desk.get("/arbete/mitt-konto/"))
    browser = Client()
    sign_in(browser, karin)
    page = whole(browser.get(SECOND))
    assert 'data-passkey="get"' in page
    browser.post(SECOND, {"answer": "{}"})
    assert who(browser) == str(karin.pk)
