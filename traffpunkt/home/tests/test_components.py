# SPDX-License-Identifier: EUPL-1.2
"""The page of pieces holds what it promises: every class and every piece of the look stands there."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.makers import make_municipality
from tests.pages import Page
from traffpunkt.ui import pieces, stylesheet

# What cannot stand inside a page, and why; an entry that is not needed any more fails.
NOT_ON_A_PAGE = {
    "workroom": "stands on the whole page, which has one face",
    "text-larger": "stands on the whole page, chosen with the button on its top",
    "text-largest": "stands on the whole page, chosen with the button on its top",
    "contrast-strong": "stands on the whole page, chosen with the button on its top",
    "colours-light": "stands on the whole page, chosen on the page for text and colours",
    "colours-dark": "stands on the whole page, chosen on the page for text and colours",
}
AT_RULE = re.compile(r"@[^{;]+")
BLOCK = re.compile(r"\{[^{}]*\}")
CLASS = re.compile(r"\.([a-z][a-z-]*)")


@pytest.fixture
def answer(db: None) -> Any:
    pieces.kept.cache_clear()
    return Client().get("/ui/")


def classes_of(style: str) -> set[str]:
    """Every class that some rule asks for; what stands in braces are colours and sizes."""
    text = stylesheet.COMMENT.sub("", stylesheet.spelled_out(style))
    return set(CLASS.findall(BLOCK.sub("", AT_RULE.sub("", text))))


def all_classes() -> set[str]:
    sources = (stylesheet.FOLDER / f"{name}.css" for name in stylesheet.SOURCES)
    return {found for source in sources for found in classes_of(source.read_text())}


def worn(page: str) -> set[str]:
    """Every class that something on the page has."""
    return {name for element in Page(page).root.walk() for name in element["class"].split()}


def test_every_class_of_the_style_stands_on_the_page(answer):
    assert all_classes() - worn(answer.content.decode()) - set(NOT_ON_A_PAGE) == set()


def test_nothing_is_let_off_that_need_not_be(answer):
    assert set(NOT_ON_A_PAGE) <= all_classes()
    assert set(NOT_ON_A_PAGE) & worn(answer.content.decode()) == set()


def test_a_class_is_found_in_whatever_rule_it_stands():
    style = """
    /* .not-this */
    @media (max-width: 30em) { .a:not(.b-c) > .d::before, p.e[aria-current] { inset: .5rem; } }
    @dark :root.f { --ink: #ffffff; }
    @font-face { src: url("fonts/g.woff"); }
    """

    assert classes_of(style) == {"a", "b-c", "d", "e", "f", "colours-dark", "colours-light"}


def test_every_piece_of_the_look_stands_on_the_page(answer):
    folder = stylesheet.FOLDER.parents[1] / "templates"
    there = {str(path.relative_to(folder)) for path in (folder / "ui").glob("*.html")}

    assert there
    assert there - {template.name for template in answer.templates} == set()


def test_every_state_of_a_card_stands_on_the_page(answer):
    page = answer.content.decode()

    for mark in (
        "occasion-now", "Öppet nu</li>", "Ny tid eller plats", "occasion-cancelled", "Inställt</li>",
        '<li class="full">', "fullt – ställ dig i kö", "Har varit</li>",
        'Ring in: <span class="together">fullt</span>', "has-leaf",
    ):  # fmt: skip
        assert mark in page


def test_every_state_of_a_button_and_of_the_menu_stands_on_the_page(answer):
    page = answer.content.decode()

    for mark in ("as-focus", "as-hover", "as-pressed", 'aria-current="page">Aktiviteter'):
        assert mark in page


def test_the_page_is_invented_and_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/ui/")

    assert answer.status_code == 200


def test_the_page_is_the_same_whatever_municipality_there_is(answer):
    make_municipality(name="Ängsby")

    assert Client().get("/ui/").content == answer.content
    assert "Ängsby kommun" not in answer.content.decode()
