# SPDX-License-Identifier: EUPL-1.2
"""What went wrong is said in plain words, with the phone, and never with a trace."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests.makers import make_municipality
from traffpunkt.home.views import failures

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
    assert str(status) not in page


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
