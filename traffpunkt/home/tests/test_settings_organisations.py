# SPDX-License-Identifier: EUPL-1.2
"""How the organisations with an agreement are reached."""

import datetime

import pytest

from tests.makers import make_municipality, make_organisation, the_municipality
from traffpunkt.home.tests.settings_rooms import at, browser, today, verbs
from traffpunkt.journal.models import Entry
from traffpunkt.places.models import Organisation

pytestmark = pytest.mark.django_db

WAYS = {"phone": "0739301234", "email": "kansliet@koren.example"}


@pytest.fixture
def desk(karin):
    return browser(karin)


@pytest.fixture
def choir() -> Organisation:
    choir = make_organisation(name="Kören")
    the_municipality().agreements.create(organisation=choir, starts=today())
    return choir


def test_its_number_and_address_are_changed_once_and_shown(desk, choir):
    assert "Telefon och e-post saknas." in desk.get(at("organisationer/")).content.decode()

    for _press in range(2):
        page = desk.post(at(f"organisationer/{choir.pk}/"), WAYS, follow=True).content.decode()

    choir.refresh_from_db()
    assert (choir.phone, choir.email) == ("073-930 12 34", "kansliet@koren.example")
    assert "Uppgifterna om Kören är sparade." in page
    assert 'href="tel:+46739301234"' in page
    assert "mailto:kansliet@koren.example" in page
    assert verbs("places.organisation") == ["changed"]
    assert Entry.objects.get(verb="changed").municipality_number == the_municipality().pk


def test_what_cannot_be_kept_is_refused_and_not_lost(desk, choir):
    answer = desk.post(at(f"organisationer/{choir.pk}/"), {"phone": "12", "email": "kansliet"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kontrollera numret." in page
    assert "Skriv hela e-postadressen" in page
    assert 'value="kansliet"' in page


def test_the_ways_may_be_taken_away_again(desk, choir):
    desk.post(at(f"organisationer/{choir.pk}/"), WAYS)
    desk.post(at(f"organisationer/{choir.pk}/"), {"phone": "", "email": ""})

    choir.refresh_from_db()
    assert (choir.phone, choir.email) == ("", "")


@pytest.mark.parametrize("days", [0, 30])
def test_an_organisation_stands_there_while_an_agreement_lasts(desk, choir, days):
    choir.agreements.update(ends=today() + datetime.timedelta(days=days))

    assert "Kören" in desk.get(at("organisationer/")).content.decode()
    assert "1 organisation med avtal." in desk.get(at("")).content.decode()


def test_an_organisation_whose_agreement_is_over_belongs_to_others(desk, choir):
    choir.agreements.update(starts=today() - datetime.timedelta(days=9))
    choir.agreements.update(ends=today() - datetime.timedelta(days=1))
    make_municipality().agreements.create(organisation=choir, starts=today())

    page = desk.get(at("organisationer/")).content.decode()

    assert "Ni har inget avtal som gäller." in page
    assert desk.post(at(f"organisationer/{choir.pk}/"), WAYS).status_code == 404
    assert "Kören" not in desk.get(at("medarbetare/ny/")).content.decode()
