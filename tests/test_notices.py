# SPDX-License-Identifier: EUPL-1.2
"""Each form that asks for a name, a number or an address says what becomes of it (GDPR article 13)."""

import re

import pytest
from django.urls import reverse

from tests.pages import Element, Page
from tests.test_pages import html_pages
from tests.town import Town

pytestmark = pytest.mark.django_db

# Of colleagues, organisations and places: told when the assignment is given or the agreement made.
NOT_OF_GUESTS = {
    "people:sign_in",
    "home:settings_municipality",
    "home:settings_venue",
    "home:settings_venue_new",
    "home:settings_organisation",
    "home:settings_member_new",
    "home:settings_topics",
    "home:settings_topic",
    "home:settings_statement",
    "home:settings_screen_new",
    "people:passkey",
    "activities:staff_groups",
    "activities:staff_group_change",
}
ASKS = re.compile(r"(^|[-_])(name|contact|phone|email|relative|street|known|proof)$")
COLLECTING = {
    "guest": {"activities:signup", "activities:find_signup", "home:fault", "wishes:wishes"},
    "coordinator": {
        "activities:staff_signup",
        "activities:staff_details",
        "activities:staff_person_new",
    },
}


def asks_for_somebody(form: Element) -> bool:
    """Whether a form has a field for a name, a number or an address."""
    return form["method"] == "post" and any(
        field["type"] in {"email", "tel"} or ASKS.search(field["name"])
        for field in form.all("input", "textarea")
        if field["type"] != "hidden"
    )


def is_told(page: Page) -> bool:
    """Whether a page says what becomes of what one writes, and leads to where one reads more."""
    way = reverse("home:your_details")
    return any(link["href"].endswith(way) for link in page.main.all("a"))


def collecting(town: Town, role: str) -> dict[str, bool]:
    """The pages with such a form, and whether all of them say it."""
    found: dict[str, bool] = {}
    for name, _path, page in html_pages(town, role):
        if name not in NOT_OF_GUESTS and any(map(asks_for_somebody, page.main.all("form"))):
            found[name] = found.get(name, True) and is_told(page)
    return found


@pytest.mark.parametrize("role", COLLECTING)
def test_each_form_that_asks_for_somebody_says_what_becomes_of_it(town, role):
    found = collecting(town, role)

    assert set(found) - {"home:components"} >= COLLECTING[role]
    assert [name for name, told in found.items() if not told and name != "home:components"] == []


def test_a_form_without_the_notice_would_be_seen():
    bare = Page('<main><form method="post"><input name="name"></form></main>')
    other = Page('<main><form method="post"><input name="text"></form></main>')

    assert asks_for_somebody(bare.all("form")[0])
    assert not is_told(bare)
    assert not asks_for_somebody(other.all("form")[0])
