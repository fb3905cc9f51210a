# SPDX-License-Identifier: EUPL-1.2
"""A municipality's colours reach the page as a sheet of its own."""

import pytest
from django.test import Client

from tests.makers import make_municipality
from traffpunkt.places import theme

pytestmark = pytest.mark.django_db


def test_the_sheet_gives_the_two_colours(client: Client) -> None:
    make_municipality(colour_light="#4a1030", colour_dark="#ffd0e0")

    sheet = client.get("/utseende.css")

    assert sheet["Content-Type"] == "text/css"
    assert "--accent-of-light:#4a1030;--accent-of-dark:#ffd0e0" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]


def test_each_municipality_has_its_own(client: Client) -> None:
    make_municipality(slug="angsby", colour_light="#4a1030")
    make_municipality(slug="bergsby")

    assert "#4a1030" in client.get("/angsby/utseende.css").content.decode()
    assert "#4a1030" not in client.get("/bergsby/utseende.css").content.decode()
    assert client.get("/utseende.css").status_code == 404


def test_a_new_colour_gives_a_new_address() -> None:
    municipality = make_municipality()
    before = theme.version(municipality)

    municipality.colour_light = "#4a1030"

    assert theme.version(municipality) != before
