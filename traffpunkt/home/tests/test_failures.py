# SPDX-License-Identifier: EUPL-1.2
"""What went wrong is said in plain words, with the phone, and never with a trace."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests.makers import make_municipality
from traffpunkt.home.views import failures
from traffpunkt.people.models import Account

pytestmark = pytest.mark.django_db

ANSWERS = [
    (failures.bad_request, 400, "Vi kunde inte läsa det som skickades"),
    (failures.not_allowed, 403, "Den här sidan är inte öppen för dig"),
    (failures.csrf_failure, 403, "Vi behöver att du trycker en gång till"),
    (failures.not_found, 404, "Sidan finns inte här"),
    (failures.broken, 500, "Något gick fel hos oss"),
]


def asked(path: str = "/hjalp/") -> HttpRequest:
    """A request as it may look when something failed early: nothing is known about it."""
    return RequestFactory().get(path)


@pytest.mark.parametrize(("view", "status", "words"), ANSWERS)
def test_a_failure_is_said_plainly(view, status: int, words: str) -> None:
    request = asked()
    request.municipality = make_municipality(help_phone="026-17 00 99")  # type: ignore[attr-defined]

    answer: HttpResponse = view(request)

    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{words}</h1>" in page
    assert "026-17 00 99" in page
    assert not re.search(rf"\b{status}\b", page)


@pytest.mark.parametrize(("view", "status", "words"), ANSWERS)
def test_a_failure_before_anything_is_known_has_its_page_too(view, status: int, words: str) -> None:
    page = view(asked()).content.decode()

    assert f"<h1>{words}</h1>" in page
    assert "Välj din kommun" in page


def test_an_unknown_address_is_answered_in_the_look(client: Client) -> None:
    make_municipality(slug="angsby")
    make_municipality(slug="bergsby")

    assert "Välj din kommun" in client.get("/finns-inte/").content.decode()
    assert "Ring oss gärna" in client.get("/angsby/finns-inte/").content.decode()


def test_the_address_of_a_button_says_so_instead_of_nothing(client: Client, karin: Account) -> None:
    client.force_login(karin, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get("/arbete/samtal/7/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "<h1>Här finns inget att läsa</h1>" in answer.content.decode()
    assert "Tillbaka till I dag</a>" in answer.content.decode()


def test_who_is_signed_in_finds_back_to_the_workroom_and_guests_do_not(
    client: Client, karin: Account
) -> None:
    as_guest = client.get("/finns-inte/").content.decode()
    client.force_login(karin, backend="allauth.account.auth_backends.AuthenticationBackend")
    lost = client.get("/arbete/finns-inte/").content.decode()

    assert "Tillbaka till I dag</a>" in lost
    assert "Tillbaka till I dag" not in as_guest


def test_what_cannot_be_sent_is_answered_in_words_too(client: Client) -> None:
    make_municipality()

    assert "Här finns inget att läsa" in client.post("/hjalp/").content.decode()
    assert client.head("/arbete/samtal/7/").content == b""


def test_a_screen_on_which_something_failed_comes_back_by_itself_and_no_other_page_does() -> None:
    assert failures.broken(asked("/skarm/narvaro/1/"))["Refresh"] == "15; url=/skarm/"
    assert "Refresh" not in failures.broken(asked())
