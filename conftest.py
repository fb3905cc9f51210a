# SPDX-License-Identifier: EUPL-1.2
"""What every test can ask for: the cast, a signed-in browser, and no way out to the internet."""

import socket
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client

from tests import makers
from tests.signing import let_in
from traffpunkt.journal import guards
from traffpunkt.people.models import Account, Person

HOME = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _internet_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def only_home(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in HOME:
            raise AssertionError(f"A test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_home)


@pytest.fixture(scope="session", autouse=True)
def _tests_may_empty_the_journal() -> Iterator[None]:
    """A test leaves an empty database behind; for that alone the journal's guards step aside."""
    ops = type(connection.ops)
    emptied = ops.execute_sql_flush

    def emptied_all(self: BaseDatabaseOperations, statements: list[str]) -> None:
        with guards.lowered():
            emptied(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ops, "execute_sql_flush", emptied_all)
        yield


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def astrid(db: None) -> Person:
    return makers.make_astrid()


@pytest.fixture
def bertil(db: None) -> Person:
    return makers.make_bertil()


@pytest.fixture
def karin(db: None) -> Account:
    return makers.make_karin()


@pytest.fixture
def eva(db: None) -> Account:
    return makers.make_eva()


@pytest.fixture
def signed_in() -> Callable[[Account], Client]:
    """A browser in which an account has signed in."""

    def browser(account: Account) -> Client:
        return let_in(Client(), account)

    return browser
