# SPDX-License-Identifier: EUPL-1.2
"""The door table: what each role gets at each address. An address without a row fails."""

import time
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.addresses import COMMON, every_address, named
from tests.door_table import AS_ELSE, ON_THE_DAY, ROLES, SENT, SHORT, TABLE
from tests.signing import let_in
from tests.town import Town
from traffpunkt.people.models import Account

Row = tuple[str, str, dict[str, str]]


def rows(table: str = TABLE) -> list[Row]:
    """Each line as name, method and the answer by role; one answer alone is everybody's."""
    found = []
    for line in table.splitlines():
        written, _bar, more = line.partition("#")[0].partition("|")
        name, method, *answers = written.split() or ["", ""]
        if name:
            answers = answers * len(ROLES) if len(answers) == 1 else answers
            assert len(answers) == len(ROLES), line
            found.append((name, method, completed(dict(zip(ROLES, answers, strict=True)), more)))
    return found


def completed(answers: dict[str, str], more: str) -> dict[str, str]:
    """The answers of the columns, and of the small roles: what is said of them, or as somebody else."""
    said = {
        SHORT[short]: answer
        for group, _is, answer in (part.partition("=") for part in more.split())
        for short in (SHORT if group == "all" else group.split("+"))
    }
    return answers | {role: said.get(role, answers[AS_ELSE[role]]) for role in AS_ELSE}


def in_words(answer: HttpResponseBase) -> str:
    """An answer as the table writes it."""
    if answer.status_code in {301, 302, 303}:
        to_sign_in = "/logga-in/" in answer["Location"] and "next=" in answer["Location"]
        return "in" if to_sign_in else "on"
    return {200: "ok", 404: "no"}.get(answer.status_code, str(answer.status_code))


class Enough(Exception):
    """Takes back what a knock has changed."""


@pytest.fixture(scope="module")
def keys(built_towns: tuple[Town, Town], django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """Each role's own session, begun once: to sign in before each knock would take half the time."""
    with django_db_blocker.unblock():
        return {role: session_of(account) for role, account in built_towns[0].roles.items()}


def session_of(account: Account) -> str:
    """A session whose proof stays fresh for as long as the table is read."""
    browser = let_in(Client(), account)
    session = browser.session
    session["proof"] |= {"at": time.time() + 3600}
    session.save()
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def knock(path: str, method: str, key: str, sent: dict[str, str] | None = None) -> str:
    """What one role gets at one door; the next finds the town as it was."""
    body = urlencode({"csrfmiddlewaretoken": "as a form sends it"} | (sent or {}))
    heard = ""
    try:
        with transaction.atomic():
            browser = Client(raise_request_exception=False)
            if key:
                browser.cookies[settings.SESSION_COOKIE_NAME] = key
            heard = in_words(
                browser.generic(method, path, body, "application/x-www-form-urlencoded")
            )
            raise Enough
    except Enough:
        return heard


@pytest.fixture(autouse=True)
def _no_worker(settings, tmp_path):
    """No worker has left a sign of life here, whatever ran before."""
    settings.VAR = tmp_path


@pytest.mark.parametrize(("name", "method", "expected"), rows(), ids=lambda value: str(value)[:60])
def test_each_door_opens_for_whom_it_should(town, keys, name, method, expected):
    path = named(name).within(town)

    heard = {
        role: knock(path, method, keys.get(role, ""), SENT.get(name)) for role in (*ROLES, *AS_ELSE)
    }

    assert heard == expected


@pytest.mark.parametrize(
    ("name", "method", "expected"), rows(ON_THE_DAY), ids=lambda value: str(value)[:60]
)
def test_who_receives_people_comes_in_on_the_day(town, clock, name, method, expected):
    path = named(name).within(town)
    clock.move_to(town.occasion.starts)
    keys = {role: session_of(account) for role, account in town.roles.items()}

    heard = {role: knock(path, method, keys.get(role, "")) for role in (*ROLES, *AS_ELSE)}

    assert heard == expected


def test_each_address_has_its_rows_and_each_row_its_address():
    addresses = {
        (address.name, method) for address in every_address() for method in ("GET", "POST")
    }
    table = [(name, method) for name, method, _answers in rows()]

    assert addresses - set(table) == set()
    assert set(table) - addresses == set()
    assert len(table) == len(set(table))


def test_each_address_has_a_name_and_a_function():
    for address in every_address():
        assert not address.name.endswith("None"), address.route
        assert not hasattr(address.view, "view_class"), address.name
        assert address.route.endswith(("/", ".ics", ".css", ".js", ".atom", ".json", "")), (
            address.route
        )


def test_an_unknown_method_is_refused_everywhere(town):
    for address in every_address():
        for method in ("PUT", "DELETE", "PATCH"):
            heard = knock(address.within(town), method, "")
            assert heard in {"405", "in"}, address.name


def test_a_page_of_no_municipality_asks_for_none(town):
    for name in COMMON - {"readyz", "metrics"}:
        assert Client().get(named(name).within(town)).status_code == 200


def test_a_row_may_give_one_answer_for_everybody():
    assert rows("home:home GET ok # all")[0][2] == dict.fromkeys((*ROLES, *AS_ELSE), "ok")


def test_a_row_says_of_the_small_roles_only_what_is_theirs():
    line = "home:today GET in no ok ok ok 404 ok ok no | all=ok rece+pres=422 # written so"

    (row,) = rows(line)

    assert row[2] == dict(
        zip(ROLES, line.split()[2:11], strict=True),
        **(dict.fromkeys(AS_ELSE, "ok") | {"reception": "422", "presence": "422"}),
    )


def test_a_row_without_a_word_of_the_small_roles_shuts_them_out():
    (row,) = rows("home:today GET in no ok ok ok 404 ok ok no")

    others = {"partner_lead": "ok", "other_lead": "404"}
    assert {role: row[2][role] for role in AS_ELSE} == dict.fromkeys(AS_ELSE, "no") | others


def test_an_answer_is_read_as_the_table_writes_it():
    away = HttpResponse(status=302, headers={"Location": "/logga-in/?next=/arbete/"})

    assert in_words(away) == "in"
    assert in_words(HttpResponse(status=302, headers={"Location": "/"})) == "on"
    assert [in_words(HttpResponse(status=code)) for code in (200, 404, 405)] == ["ok", "no", "405"]
