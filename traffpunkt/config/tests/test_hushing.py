# SPDX-License-Identifier: EUPL-1.2
"""No log holds an address that opens somebody's own page."""

import io
import logging
import logging.config

import pytest
from django.conf import settings

from tests.makers import make_signup
from traffpunkt.config.hushing import hushed
from traffpunkt.people.models.person import new_secret


@pytest.fixture
def log(monkeypatch):
    """The handler that an installation writes with, writing here."""
    handlers = list(logging.root.handlers)
    logging.config.dictConfig(settings.LOGGING)
    (console,) = (each for each in logging.root.handlers if each not in handlers)
    assert isinstance(console, logging.StreamHandler)
    written = io.StringIO()
    console.setStream(written)
    yield written
    logging.root.handlers[:] = handlers


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["", "satt/", "finns/inte/"])
def test_what_goes_wrong_on_somebodys_own_page_is_logged_without_its_address(client, log, ending):
    signup = make_signup()

    client.post(f"/anmalan/{signup.secret}/{ending}", {"way": "?"})
    client.get(f"/min-sida/{signup.secret}/{ending}")

    assert "/min-sida/" in log.getvalue()
    assert signup.secret not in log.getvalue()
    assert signup.secret[:4] in log.getvalue()


def test_every_secret_is_cut_and_nothing_else():
    for _try in range(50):
        secret = new_secret()
        assert secret not in str(hushed(f"/gavle/anmalan/{secret}"))
    assert hushed("/gavle/plats/traffpunkt-satra/") == "/gavle/plats/traffpunkt-satra/"
    assert hushed(404) == 404


def test_a_line_with_named_words_goes_through(log):
    logging.getLogger("traffpunkt").warning("%(what)s", {"what": "Hej"})

    assert "Hej" in log.getvalue()
