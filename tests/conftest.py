# SPDX-License-Identifier: EUPL-1.2
"""Two towns for the tests that walk through the whole system: built once, as new for each test."""

import copy
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tests import identity_server
from tests.makers import the_municipality
from tests.saml_server import SamlServer, make_saml_provider
from tests.signing import APP, MOBILE, shown
from tests.town import Town, two_towns
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people import factors, saml_keys
from traffpunkt.people.models import Account, CodeNumber, IdentityProvider, Role, SignInRule


@pytest.fixture(scope="module")
def built_towns(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Town, Town]]:
    """Rows that stand until the last test of the module; each test takes its own changes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield two_towns()
        transaction.set_rollback(True)


@pytest.fixture
def towns(built_towns: tuple[Town, Town], db: None) -> tuple[Town, Town]:
    """Gävle and Örebro."""
    return copy.deepcopy(built_towns)


@pytest.fixture
def town(towns: tuple[Town, Town]) -> Town:
    """Gävle, with a neighbour."""
    return towns[0]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time that stands still until it is shifted."""
    with time_machine.travel(timezone.now(), tick=False) as travelling:
        yield travelling


@pytest.fixture
def protected(clock: time_machine.Traveller, karin: Account) -> Account:
    """Karin, whose app was added a while ago."""
    factors.add_totp(karin, APP, shown())
    clock.shift(datetime.timedelta(minutes=5))
    return karin


@pytest.fixture
def texts(settings: object, db: None) -> SignInRule:
    """SMS is set up, and everybody in the one municipality may have her code by it."""
    settings.SMS_ON = True  # type: ignore[attr-defined]
    ways = {role: ["code", "sms"] for role in Role}
    return SignInRule.objects.create(municipality=the_municipality(), ways=ways)


@pytest.fixture
def texted(texts: SignInRule, karin: Account) -> Account:
    """Karin, who has proven that a mobile is hers."""
    town = texts.municipality
    CodeNumber.objects.keep(karin, MOBILE, by=SYSTEM, municipality=town)
    return karin


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[str]:
    """A real identity provider on this machine, in the open."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    settings.HTTPS = False
    with identity_server.running() as address:
        yield address


@pytest.fixture
def provider(server: str, db: None) -> IdentityProvider:
    """The municipality's own sign-in."""
    return identity_server.make_provider(server)


@pytest.fixture(scope="session")
def saml_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Keys for us and for a provider; they take a while to make, so all tests have the same."""
    folders = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    for folder in folders:
        with override_settings(SAML_KEYS=folder), pytest.MonkeyPatch.context() as shorter:
            shorter.setattr(saml_keys, "SIZE", 2048)
            saml_keys.make()
    return folders


@pytest.fixture
def saml_server(saml_folders: tuple[Path, Path], settings: Any) -> SamlServer:
    """A real SAML provider, where SAML is on."""
    settings.SAML_ON, settings.SAML_KEYS = True, saml_folders[0]
    return SamlServer(*reversed(saml_folders))


@pytest.fixture
def saml_provider(saml_server: SamlServer, db: None) -> IdentityProvider:
    """The municipality's own sign-in speaks SAML."""
    cache.clear()
    return make_saml_provider(saml_server)
