# SPDX-License-Identifier: EUPL-1.2
"""How the organisations with an agreement are reached; each municipality keeps that for itself."""

import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.makers import make_karin, make_municipality, make_organisation, the_municipality
from traffpunkt.home.tests.settings_rooms import at, browser, today, verbs
from traffpunkt.journal.models import Entry
from traffpunkt.places.models import Municipality, Organisation

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


def ways(organisation: Organisation, municipality: Municipality | None = None) -> tuple[str, str]:
    contact = organisation.contact_in(municipality or the_municipality())
    return contact.phone, contact.email


def test_its_number_and_address_are_changed_once_and_shown(desk, choir):
    assert "Telefon och e-post saknas." in desk.get(at("organisationer/")).content.decode()

    for _press in range(2):
        page = desk.post(at(f"organisationer/{choir.pk}/"), WAYS, follow=True).content.decode()

    assert ways(choir) == ("073-930 12 34", "kansliet@koren.example")
    assert "Uppgifterna om Kören är sparade." in page
    assert 'href="tel:+46739301234"' in page
    assert "mailto:kansliet@koren.example" in page
    assert verbs("places.organisationcontact") == ["changed"]
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

    assert ways(choir) == ("", "")


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


def test_what_one_municipality_writes_neither_shows_nor_changes_in_another(desk, choir):
    """An agreement is written by oneself: it must open nothing that a neighbour has written."""
    here, neighbour = the_municipality(), make_municipality()
    next_door = browser(make_karin(municipality=neighbour))
    desk.post(at(f"organisationer/{choir.pk}/", here), WAYS)
    told = {"organisation": "kören", "kind": "unit", "starts": str(today()), "notice_months": "3"}
    next_door.post(at("avtal/nytt/", neighbour), told)

    addresses = [at(f"organisationer/{choir.pk}/", neighbour), at("organisationer/", neighbour)]
    seen = "".join(next_door.get(address).content.decode() for address in addresses)
    theirs = {"phone": "070-174 06 05", "email": "annan@koren.example"}
    next_door.post(addresses[0], theirs)

    assert "Telefon och e-post saknas." in seen
    assert "73-930" not in seen
    assert WAYS["email"] not in seen
    assert ways(choir, here) == ("073-930 12 34", "kansliet@koren.example")
    assert ways(choir, neighbour) == ("070-174 06 05", "annan@koren.example")
    choir.refresh_from_db()
    assert (choir.name, choir.kind) == ("Kören", Organisation.Kind.ASSOCIATION)
    page = desk.get(at("organisationer/", here)).content.decode()
    assert page.count("mailto:kansliet@koren.example") == 1
    assert "annan@koren.example" not in page


@pytest.mark.django_db(transaction=True)
def test_what_was_common_is_carried_over_to_each_that_saw_it():
    """The rows of the old table, as it was, through the migration that parts them."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    before = [("places", "0001_first")]
    try:
        old = MigrationExecutor(connection).migrate(before).apps
        municipality, organisation, agreement = (
            old.get_model("places", name).objects.create
            for name in ("Municipality", "Organisation", "Agreement")
        )
        here, there = (municipality(name=name, slug=name) for name in ("a", "b"))
        choir = organisation(name="Kören", email="k@koren.example", phone="1")
        silent = organisation(name="De tysta")
        for supplier in (choir, choir, silent):
            agreement(municipality=here, organisation=supplier, starts=today())
        agreement(municipality=there, organisation=choir, starts=today(), ends=today())
    finally:
        MigrationExecutor(connection).migrate(leaves)

    kept = apps.get_model("places", "OrganisationContact").objects.order_by("municipality")
    assert [(row.municipality_id, row.organisation_id, row.email, row.phone) for row in kept] == [
        (here.pk, choir.pk, "k@koren.example", "1"),
        (there.pk, choir.pk, "k@koren.example", "1"),
    ]
