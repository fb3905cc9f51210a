# SPDX-License-Identifier: EUPL-1.2
"""Where staff write freely it says that it can be asked for as a public record; guests are told nothing of it."""

import pytest

from tests.addresses import named
from tests.pages import Page
from tests.test_pages import html_pages
from tests.town import Town
from traffpunkt.ui.forms import SENTENCES

pytestmark = pytest.mark.django_db

HINT = "Det här kan begäras ut."


def free_fields(page: Page):
    """The fields of a page in which one writes whole sentences."""
    long = [box for box in page.all("input") if int(box["maxlength"] or 0) >= SENTENCES]
    written = [box for box in long if box["type"] == "text" and box["spellcheck"] != "false"]
    return page.all("textarea") + written


def described(page: Page, field) -> str:
    """What is said under the label of a field."""
    ids = (field["aria-describedby"] or "").split()
    return " ".join(one.text for one in page.all("div") if one["id"] in ids)


def told(town: Town, role: str):
    """Each free field of the workroom's pages, and whether it says so; how many pages of others do."""
    inside, outside = {}, []
    for name, _path, page in html_pages(town, role):
        if not named(name).route.startswith("arbete/"):
            outside += [name] if HINT in page.main.text and name != "home:components" else []
            continue
        for field in free_fields(page):
            inside[f"{name} {field['name']}"] = HINT in described(page, field)
    return inside, outside


def test_each_free_text_of_the_workroom_says_that_it_can_be_asked_for(town):
    inside, outside = told(town, "coordinator")

    assert len(inside) > 15
    assert [name for name, says in inside.items() if not says] == []
    assert outside == []


def test_no_page_of_guests_says_it(town):
    assert told(town, "guest") == ({}, [])
