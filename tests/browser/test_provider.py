# SPDX-License-Identifier: EUPL-1.2
"""Karin signs in where she does at work, and all the same when that is down."""

import pytest

from tests.identity_server import known
from tests.makers import make_karin
from tests.signing import code_in_letter
from traffpunkt.people.models import IdentityProvider

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def door(walker, provider, server, settings):
    """The door of a municipality that has a sign-in of its own."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    known(server, "karin")
    walker.page.goto(f"{walker.site}/logga-in/")
    return walker


def test_karin_signs_in_at_the_municipalitys_own_door(door):
    page = door.page
    assert door.faults() == []
    page.get_by_role("link", name="Logga in med Gävles inloggning").click()
    page.wait_for_url("http://localhost:*/oauth2/authorize*")
    page.locator("input[name=sub]").fill("karin")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/arbete/")

    assert door.says("I dag")
    page.goto(f"{door.site}/arbete/mitt-konto/")
    assert door.says("Vi har ingen adress till dig")
    assert door.faults() == []


def test_when_it_is_down_she_is_told_and_comes_in_by_code(door):
    karin, page = make_karin(), door.page
    IdentityProvider.objects.update(issuer="http://localhost:9")
    page.get_by_role("link", name="Logga in med Gävles inloggning").click()
    assert door.says("Kommunens inloggning svarar inte just nu")
    assert door.faults() == []

    page.get_by_role("link", name="Logga in med en kod i e-post").click()
    page.get_by_label("Din e-post").fill(karin.email)
    page.get_by_role("button", name="Skicka koden").click()
    page.wait_for_url("**/logga-in/kod/")
    page.get_by_label("Kod").fill(code_in_letter())
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/arbete/")
