# SPDX-License-Identifier: EUPL-1.2
"""Only coordinators of the whole municipality come into its settings, and only into their own."""

import pytest
from django.test import Client

from tests.makers import make_account, make_karin, make_venue, the_municipality
from traffpunkt.home.tests.settings_rooms import (
    LISTS,
    OF_ONE,
    ONLY_READ,
    PRESSES,
    at,
    browser,
    next_door,
    rows_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> dict[str, int]:
    return rows_of(the_municipality())


@pytest.mark.parametrize("path", LISTS + OF_ONE)
def test_a_coordinator_comes_in(karin, rows, path):
    page = browser(karin).get(at(path.format(**rows)))

    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", LISTS + OF_ONE)
def test_a_guest_is_led_to_the_door(rows, path):
    assert "/logga-in/?next=" in Client().get(at(path.format(**rows)))["Location"]


@pytest.mark.parametrize("path", LISTS + OF_ONE + PRESSES)
@pytest.mark.parametrize("role", ["host", "partner", "coordinator of one venue", "nobody"])
def test_others_find_nothing(rows, path, role):
    only = {"venue": make_venue()} if "venue" in role else {}
    kind = {"nobody": None, "coordinator of one venue": "coordinator"}.get(role, role)
    client = browser(make_account("Eva", kind, **only))

    assert client.post(at(path.format(**rows))).status_code == (405 if path in ONLY_READ else 404)
    if path not in PRESSES:
        assert client.get(at(path.format(**rows))).status_code == 404


@pytest.mark.parametrize("path", LISTS + OF_ONE)
def test_the_neighbours_coordinator_finds_nothing(rows, path):
    stranger = make_karin(municipality=next_door())

    assert browser(stranger).get(at(path.format(**rows))).status_code == 404


@pytest.mark.parametrize("path", OF_ONE + PRESSES)
def test_rows_of_the_neighbour_are_not_found(karin, path):
    theirs = rows_of(next_door())
    client = browser(karin)

    assert client.post(at(path.format(**theirs))).status_code == (405 if path in ONLY_READ else 404)
    if path not in PRESSES:
        assert client.get(at(path.format(**theirs))).status_code == 404


@pytest.mark.parametrize("path", PRESSES)
def test_what_has_only_a_press_cannot_be_looked_at(karin, rows, path):
    assert browser(karin).get(at(path.format(**rows))).status_code == 405


def test_the_menu_has_the_word_for_coordinators_only(karin):
    word = 'href="{}"'.format(at("")).encode()

    assert word in browser(karin).get(at("platser/")).content
    menu = browser(make_account("Yusuf", "host")).get(f"/{the_municipality().slug}/arbete/")
    assert menu.status_code == 200
    assert word not in menu.content


@pytest.mark.parametrize("path", LISTS)
def test_a_page_asks_as_often_with_one_row_as_with_three(
    karin, path, django_assert_max_num_queries
):
    client = browser(karin)
    rows_of(the_municipality())
    with django_assert_max_num_queries(40) as one:
        client.get(at(path))
    rows_of(the_municipality())
    rows_of(the_municipality())

    with django_assert_max_num_queries(len(one)):
        client.get(at(path))
