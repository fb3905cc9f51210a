# SPDX-License-Identifier: EUPL-1.2
"""Agreements with organisations, and how they end."""

import pytest

from tests.makers import (
    local,
    make_organisation,
    the_municipality,
)
from traffpunkt.home.tests.settings_rooms import at, browser, verbs
from traffpunkt.places.models import Agreement, Organisation
from traffpunkt.places.models.organisation import OrganisationQuerySet

pytestmark = pytest.mark.django_db


CIVIC_NUMBER = "811218-9876"


@pytest.fixture
def desk(karin):
    return browser(karin)


TERMS = {
    "organisation": "Kören Glad ton",
    "kind": "association",
    "reference": "KS 2026/17",
    "starts": "1 januari 2026",
    "ends": "31 december 2028",
    "earliest_notice": "",
    "notice_months": "3",
}


def test_an_agreement_is_written_down_once_and_its_organisation_met(desk):
    for _press in range(2):
        page = desk.post(at("avtal/nytt/"), TERMS, follow=True)

    agreement = Agreement.objects.get()
    assert "Avtalet är sparat." in page.content.decode()
    assert (agreement.organisation.name, agreement.municipality) == (
        "Kören Glad ton",
        the_municipality(),
    )
    assert verbs("places.agreement") == ["agreed"]
    assert verbs("places.organisation") == ["met"]


def test_an_organisation_that_is_known_elsewhere_is_the_same(desk):
    choir = make_organisation(name="KÖREN GLAD TON".title())

    desk.post(at("avtal/nytt/"), TERMS | {"organisation": choir.name.upper().title()})

    assert Organisation.objects.get() == Agreement.objects.get().organisation == choir


def test_two_municipalities_that_meet_an_organisation_at_once_meet_the_same(desk, monkeypatch):
    choir = make_organisation(name=TERMS["organisation"])
    monkeypatch.setattr(OrganisationQuerySet, "called", lambda self, name: None)

    desk.post(at("avtal/nytt/"), TERMS)

    assert Agreement.objects.get().organisation == choir
    assert verbs("places.organisation") == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"organisation": ""}, "Skriv något här."),
        ({"starts": "snart"}, "4 mars eller 4/3"),
        ({"ends": "31 december 2025"}, "slutar innan det börjar"),
        ({"notice_months": "999"}, "högst 60"),
        ({"kind": "spöke"}, "Välj ett av svaren i listan."),
        ({"reference": CIVIC_NUMBER}, "personnummer"),
    ],
)
def test_terms_that_cannot_be_are_refused_and_nothing_typed_is_lost(desk, told, words):
    page = desk.post(at("avtal/nytt/"), TERMS | told)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert told.get("reference", "KS 2026/17") in page.content.decode()
    assert not Agreement.objects.exists()
    assert not Organisation.objects.exists()


def test_the_list_says_when_an_agreement_can_end(desk, time_machine):
    time_machine.move_to(local(2026, 11, 23, 12), tick=False)
    desk.post(at("avtal/nytt/"), TERMS)
    desk.post(at("avtal/nytt/"), TERMS | {"ends": "", "starts": "1 mars 2026", "reference": ""})
    desk.post(at("avtal/nytt/"), TERMS | {"starts": "1 mars 2020", "ends": "1 mars 2021"})

    page = desk.get(at("avtal/")).content.decode()

    assert "Gäller 1 januari 2026 till 31 december 2028." in page
    assert page.count("Avtalet kan tidigast upphöra 23 februari 2027.") == 2
    assert "Gäller från 1 mars 2026 tills vidare." in page
    assert "Avtalet har slutat." in page


def test_terms_are_changed_and_the_same_terms_leave_no_trace(desk):
    desk.post(at("avtal/nytt/"), TERMS)
    agreement = Agreement.objects.get()
    assert "1 januari 2026" in desk.get(at(f"avtal/{agreement.pk}/")).content.decode()

    for _press in range(2):
        desk.post(at(f"avtal/{agreement.pk}/"), TERMS | {"notice_months": "6"})

    agreement.refresh_from_db()
    assert agreement.notice_months == 6
    assert verbs("places.agreement") == ["agreed", "changed"]
