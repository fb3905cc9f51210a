# SPDX-License-Identifier: EUPL-1.2
"""No log holds an address that opens somebody's own page."""

import io
import json
import logging
import logging.config
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from tests.makers import make_signup
from traffpunkt.activities.models import Signup
from traffpunkt.config.hushing import JsonFormatter, hush_each, hushed
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
        for words in (
            f"/gavle/anmalan/{secret}",
            f"/program/?q=a&jag={secret}",
            f"/logga-in/?next=%2Fmin-sida%2f{secret}%2F",
            f"SwitchError('{secret}')",
            f"DETAIL:  Key (secret)=({secret}) already exists.",
        ):
            assert secret not in hushed(words)
    assert hushed("/gavle/plats/traffpunkt-satra/") == "/gavle/plats/traffpunkt-satra/"
    assert hushed("in sign_up_guest_as_before") == "in sign_up_guest_as_before"


ROW = """new row for relation "people_person" violates check constraint "x"
DETAIL:  Failing row contains (7, Astrid
Andersson

(82), +46701740605).
"""


def test_a_traceback_holds_neither_secrets_nor_anybodys_row(log):
    secret = new_secret()
    try:
        try:
            raise ValueError(ROW)
        except ValueError as fault:
            raise RuntimeError(f"GET '/program/?jag={secret}'") from fault
    except RuntimeError:
        logging.getLogger("traffpunkt").exception("Det gick inte: %s", f"/min-sida/{secret}/")

    text = log.getvalue()
    assert secret not in text
    for name in ("Astrid", "Andersson", "82", "0701740605", "46701740605"):
        assert name not in text
    for kept in (
        "Det gick inte",
        "violates check constraint",
        "The above exception",
        "RuntimeError",
    ):
        assert kept in text


@pytest.mark.django_db
def test_the_row_that_a_database_refuses_is_not_logged(log):
    signup = make_signup()
    try:
        with transaction.atomic():
            Signup.objects.filter(pk=signup.pk).update(headcount=99)
    except IntegrityError:
        logging.getLogger("traffpunkt").exception("Det gick inte")
    assert "headcount_sensible" in log.getvalue()
    assert signup.secret not in log.getvalue()
    assert signup.code not in log.getvalue()


def test_a_line_with_named_words_goes_through(log):
    logging.getLogger("traffpunkt").warning("%(what)s", {"what": "Hej"})

    assert "Hej" in log.getvalue()


def test_a_line_of_json_holds_what_happened_and_nobody():
    secret = new_secret()
    formatter = JsonFormatter()
    try:
        raise ValueError(ROW)
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "x.py", 1, "Fel: %s %s",
            (f"/min-sida/{secret}/?ord=fraga", "astrid@exempel.example +46701740605"),
            sys.exc_info(),
        )  # fmt: skip
    record.request = "a whole request"

    line = formatter.format(record)

    said = json.loads(line)
    assert "\n" not in line
    assert said["level"] == "error"
    assert said["logger"] == "django.request"
    assert said["event"].startswith("Fel: /min-sida/")
    assert "violates check constraint" in said["exception"]
    assert said["timestamp"].endswith("Z")
    for never in (secret, "fraga", "astrid", "Astrid", "701740605", "whole request"):
        assert never not in line


def test_what_is_no_words_goes_through_as_it_is():
    assert hush_each(None, "", {"event": "Hej", "times": 3}) == {"event": "Hej", "times": 3}
