# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.conf import settings
from django.test import Client

from tests.makers import make_municipality
from traffpunkt.people.context import csrf

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    make_municipality()
    return Client(enforce_csrf_checks=True)


def post(client, **headers):
    return client.post("/logga-in/", {"email": "ingen@kommun.example"}, headers=headers).status_code


def test_a_guests_own_post_is_let_through_without_any_token(guest):
    assert post(guest) == 302


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "none"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": "http://ond.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver.ond.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://ond.example"}, 403),
    ],
)
def test_a_post_from_somebody_elses_page_is_refused(guest, headers, answer):
    assert post(guest, **headers) == answer


def test_a_refused_post_gets_the_plain_page(guest):
    refused = guest.post("/logga-in/", headers={"Origin": "http://ond.example"})

    assert refused.status_code == 403
    assert "text/html" in refused["Content-Type"]


def test_a_browser_with_a_session_needs_a_token(guest):
    guest.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert post(guest) == 403


def test_only_pages_of_a_session_carry_a_token(rf):
    request = rf.get("/")
    assert csrf(request) == {"csrf_token": ""}
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "anything"
    assert len(str(csrf(request)["csrf_token"])) == 64


def test_reading_is_never_refused(guest):
    assert guest.get("/logga-in/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
