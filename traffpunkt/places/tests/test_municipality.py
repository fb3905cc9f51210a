# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import ValidationError

from tests.makers import make_municipality

pytestmark = pytest.mark.django_db


def test_the_hours_of_the_help_telephone_are_written_with_two_digits():
    assert make_municipality().help_hours == "måndag–fredag klockan 09.00–15.00"


def test_a_pale_colour_is_refused_with_its_contrast_in_words():
    municipality = make_municipality(colour_light="#7fb2c4")

    with pytest.raises(ValidationError, match="syns för dåligt"):
        municipality.full_clean()


@pytest.mark.parametrize("languages", [["fi"], ["fi", "sv"], ["sv", "xx"], "sv"])
def test_languages_begin_with_swedish_and_are_known(languages):
    with pytest.raises(ValidationError, match="Svenska ska stå först"):
        make_municipality(languages=languages).full_clean()


def test_one_municipality_alone_needs_neither_host_nor_segment(client):
    make_municipality(slug="gavle")

    assert client.get("/").status_code == 200
    assert client.get("/gavle/").status_code == 200


def test_two_municipalities_are_told_apart_by_first_segment(client):
    make_municipality(slug="gavle")
    make_municipality(slug="orebro")

    assert client.get("/gavle/").wsgi_request.municipality.slug == "gavle"
    assert client.get("/orebro/").wsgi_request.municipality.slug == "orebro"
    assert client.get("/lund/").status_code == 404


def test_a_host_is_known_in_large_letters_too(client):
    make_municipality(slug="gavle", host="traff.example", help_phone="026-17 00 99")
    make_municipality(slug="orebro")

    page = client.get("/hjalp/", headers={"host": "TRAFF.example"})

    assert "026-17 00 99" in page.content.decode()
