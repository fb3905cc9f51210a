# SPDX-License-Identifier: EUPL-1.2
"""Two towns for the tests that walk through the whole system: built once, as new for each test."""

import copy
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.town import Town, two_towns


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
