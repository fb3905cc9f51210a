# SPDX-License-Identifier: EUPL-1.2
"""A real identity provider on this machine, and people who sign in there."""

import importlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from django.test import Client

from tests.makers import the_municipality
from traffpunkt.people.models import GroupRole, IdentityProvider
from traffpunkt.people.models.identity import locked

with warnings.catch_warnings():
    # It is built on parts of its own library that are about to go; that is theirs to mend.
    old: Any = importlib.import_module("authlib.deprecate").AuthlibDeprecationWarning
    warnings.simplefilter("ignore", old)
    mock: Any = importlib.import_module("oidc_provider_mock")

ASK = "/logga-in/kommunen/"
LINK = "/arbete/mitt-konto/kommunen/"


@contextmanager
def running() -> Iterator[str]:
    """The provider, by its address."""
    with mock.run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


def make_provider(server: str, **given: Any) -> IdentityProvider:
    """The municipality's own sign-in is this provider, whose coordinators are in one group."""
    facts = {"municipality": the_municipality()} if "municipality" not in given else {}
    row = IdentityProvider.objects.create(
        issuer=server, client_id="traff", label="Gävles inloggning",
        locked_secret=locked("hemligt"), **facts | given,
    )  # fmt: skip
    GroupRole.objects.create(provider=row, group="samordnare", role="coordinator")
    return row


def known(server: str, sub: str = "k1", **claims: Any) -> None:
    """Somebody at the provider, with what it tells of her."""
    told = {"name": "Karin", "groups": ["samordnare"]} | claims
    assert requests.put(f"{server}/users/{sub}", json=told, timeout=5).ok


def asked(client: Client, at: str = ASK) -> str:
    """The provider's page, as our page leads there."""
    answer = client.get(at)
    assert answer.status_code == 302
    return str(answer["Location"])


def answered(address: str, sub: str = "k1") -> str:
    """What she presses there: the way back to us."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
    found = urlsplit(answer.headers["Location"])
    return f"{found.path}?{found.query}"


def go_in(client: Client, server: str, sub: str = "k1", at: str = ASK, **claims: Any) -> Any:
    """The whole round: out to the provider, and back."""
    known(server, sub, **claims)
    return client.get(answered(asked(client, at), sub))
