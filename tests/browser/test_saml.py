# SPDX-License-Identifier: EUPL-1.2
"""Karin signs in by SAML: the provider's page, on another site, posts the answer without our cookies."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.saml_server import ANSWER, METADATA, SamlServer, make_saml_provider
from traffpunkt.people.models import SignIn

FORM = """<!doctype html><html lang="sv"><title>IdP</title><form method="post" action="{to}">
<input type="hidden" name="SAMLResponse" value="{answer}"><button>Jag är Karin</button></form></html>"""


class Reader:
    """Reads our metadata over HTTP, as the provider does."""

    def __init__(self, site: str) -> None:
        self.site = site

    def get(self, path: str) -> Any:
        return requests.get(f"{self.site}{path}", timeout=5)


@pytest.fixture
def idp(saml_server: SamlServer, live_server: Any, settings: Any) -> Iterator[HTTPServer]:
    """The provider's page: another site than ours, so that Lax cookies stay at home."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    with HTTPServer(host="127.0.0.1") as server:
        saml_server.page = server.url_for("/sso")

        def page(request: Request) -> Response:
            answer = saml_server.answer(Reader(live_server.url), request.url)  # type: ignore[arg-type]
            sent = base64.b64encode(answer.encode()).decode()
            words = FORM.format(to=f"{live_server.url}{ANSWER}", answer=sent)
            return Response(words, content_type="text/html; charset=utf-8")

        server.expect_request("/sso").respond_with_handler(page)
        yield server


def test_karin_comes_in_by_a_post_from_another_site(walker, idp, saml_server):
    assert "localhost" in walker.site
    make_saml_provider(saml_server)
    page, cookies = walker.page, []
    page.on(
        "request",
        lambda told: (
            cookies.append(told.all_headers().get("cookie", ""))
            if told.url.endswith(ANSWER)
            else None
        ),
    )
    page.goto(f"{walker.site}/logga-in/")
    assert walker.faults() == []
    page.get_by_role("link", name="Logga in med Gävles inloggning").click()
    page.get_by_role("button", name="Jag är Karin").click()
    page.wait_for_url("**/arbete/")

    assert walker.says("I dag")
    assert SignIn.objects.count() == 1
    assert requests.get(f"{walker.site}{METADATA}", timeout=5).ok
    assert "traffpunkt_session" not in "".join(cookies)
    assert len(cookies) == 1


def test_another_browser_cannot_use_the_answer(walker, new_walker, idp, saml_server):
    make_saml_provider(saml_server)
    page = walker.page
    page.goto(f"{walker.site}/logga-in/kommunen/")
    other = new_walker()
    with other.page.expect_navigation():
        other.page.goto(page.url)
        other.page.get_by_role("button", name="Jag är Karin").click()

    assert other.says("Börja om")
    assert other.faults() == []
    assert not SignIn.objects.exists()
