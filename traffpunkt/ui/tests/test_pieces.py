# SPDX-License-Identifier: EUPL-1.2
"""Pieces that are drawn once for the same facts."""

import pytest
from django.urls import set_script_prefix
from django.utils import translation

from tests.makers import local, make_municipality
from traffpunkt.ui import pieces
from traffpunkt.ui.pieces import drawn, kept, section


@pytest.fixture(autouse=True)
def _nothing_kept():
    kept.cache_clear()
    yield
    set_script_prefix("/")


def fact(**given: object) -> str:
    return drawn("ui/fact.html", **{"icon": "tip", "word": "Ta med", "answer": "Kaffe"} | given)


def test_the_same_facts_are_drawn_once(monkeypatch):
    first = fact()
    monkeypatch.setattr(pieces, "render_to_string", None)

    assert fact() == first
    assert "Kaffe" in first


def test_other_facts_are_another_piece():
    assert fact() != fact(answer="Te")


def test_each_place_language_and_day_has_its_own(time_machine):
    time_machine.move_to(local(2026, 11, 25, 10), tick=False)
    fact()
    set_script_prefix("/gavle/")
    fact()
    with translation.override("en"):
        fact()
    time_machine.move_to(local(2026, 11, 26, 0), tick=False)
    fact()

    assert kept.cache_info().misses == 4


@pytest.mark.django_db
def test_a_row_of_the_database_is_no_fact():
    with pytest.raises(TypeError, match="municipality is a row that may change"):
        drawn("ui/help.html", municipality=make_municipality())


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "/"), ("/program/", "/program/"), ("/tillfalle/250/", "/tillfalle/…"),
        ("/tillfalle/251/anmalan/", "/tillfalle/…"), ("", "/"),
    ],
)  # fmt: skip
def test_menus_know_the_first_step_of_an_address(path, told):
    assert section(path) == told


def test_the_first_step_comes_after_that_of_the_municipality():
    set_script_prefix("/gavle/")

    assert section("/gavle/") == "/gavle/"
    assert section("/gavle/plats/huset/") == "/gavle/plats/…"
