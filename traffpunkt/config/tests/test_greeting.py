# SPDX-License-Identifier: EUPL-1.2
"""What a started installation says."""

from tests import makers
from traffpunkt.config.greeting import greeting


def test_an_empty_installation_says_what_to_do_first(db):
    assert "create-municipality" in greeting(8000)


def test_one_municipality_alone_needs_no_address_of_its_own(db):
    makers.make_municipality(slug="gavle")

    assert "http://localhost:8000/\n" in greeting(8000)


def test_several_municipalities_have_an_address_each(db):
    makers.make_municipality(slug="gavle")
    makers.make_municipality(slug="orebro", host="traff.example")

    words = greeting(8000)

    assert "http://localhost:8000/gavle/" in words
    assert "https://traff.example/" in words


def test_a_demo_tells_how_to_be_each_role(db, settings):
    settings.DEMO = True
    karin, host = makers.make_karin(), makers.make_account("Hugo", "host")

    words = greeting(8000)

    assert karin.email in words
    assert host.email in words
    assert str(settings.EMAIL_FILE_PATH) in words


def test_a_demo_without_staff_names_none(db, settings):
    settings.DEMO = True

    assert "Personal" not in greeting(8000)


def test_a_real_installation_names_nobody(db, settings):
    settings.DEMO = False
    karin = makers.make_karin()

    assert karin.email not in greeting(8000)


def test_a_demo_tells_the_codes_of_its_screens_and_a_real_installation_does_not(db, settings):
    screen = makers.make_screen(name="vid entrén")
    settings.DEMO = True
    assert f"{screen.code}  {screen.venue}, vid entrén" in greeting(8000)

    settings.DEMO = False
    assert screen.code not in greeting(8000)
