# SPDX-License-Identifier: EUPL-1.2
"""The accessibility statement is published when it holds all that the law asks for."""

import datetime
from typing import Any

import pytest
from django.test import Client

from tests.makers import local, the_municipality
from traffpunkt.home.tests.settings_rooms import at, browser, verbs
from traffpunkt.places.models import Municipality

pytestmark = pytest.mark.django_db

PAGE = "tillganglighet/"
SAID = {
    "authority": "Kultur- och fritidsnämnden",
    "service": "Träffpunkterna",
    "conformance": "partly",
    "faults": "Två filmer saknar textning, för att de är gamla.\n\n  Kartan är en bild. ",
    "burden": "Äldre filmer, för att det kostar mer än det ger.",
    "outside": "Kartor.",
    "assessed": "4 november 2026",
    "method": "own",
    "post": "Ängsgatan 1\n123 45 Ängsby",
}
CIVIC_NUMBER = "811218-9876"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(local(2026, 11, 23, 12), tick=False)


@pytest.fixture
def desk(karin):
    return browser(karin)


def kept() -> dict[str, Any]:
    statement: dict[str, Any] = Municipality.objects.get(pk=the_municipality().pk).statement
    return statement


def public() -> str:
    return Client().get(f"/{the_municipality().slug}/tillganglighet/").content.decode()


def test_what_is_saved_stands_on_the_public_page(desk):
    page = desk.post(at(PAGE), SAID, follow=True)

    assert "Redogörelsen är sparad" in page.content.decode()
    assert "Den ändrades senast 23 november 2026." in page.content.decode()
    for words in (
        "Kultur- och fritidsnämnden ansvarar", "delvis förenlig", "<li>Kartan är en bild.</li>",
        "Två filmer", "Äldre filmer", "Kartor.", "4 november 2026", "23 november 2026",
        "testat själva", "Ängsgatan 1<br>",
    ):  # fmt: skip
        assert words in public()
    assert verbs("places.municipality") == ["stated"]


def test_what_was_saved_stands_in_the_form_again(desk):
    desk.post(at(PAGE), SAID)

    page = desk.get(at(PAGE)).content.decode()

    assert "för att de är gamla.\nKartan är en bild.</textarea>" in page
    assert 'value="4 november 2026"' in page
    assert 'value="partly"' in page.split("checked")[0]
    assert page.count("checked") == 2


def test_the_same_press_twice_leaves_one_trace_and_one_day(karin, time_machine):
    time_machine.move_to(local(2026, 11, 23, 23), tick=False)
    desk = browser(karin)
    desk.post(at(PAGE), SAID)
    time_machine.move_to(local(2026, 11, 24, 1), tick=False)
    assert desk.post(at(PAGE), SAID).status_code == 302

    assert kept()["updated"] == "2026-11-23"
    assert verbs("places.municipality") == ["stated"]

    desk.post(at(PAGE), SAID | {"outside": ""})

    assert kept()["updated"] == "2026-11-24"
    assert "Vi vet inte om något sådant innehåll" in public()


def test_notes_that_the_form_does_not_know_stay(desk):
    Municipality.objects.filter(pk=the_municipality().pk).update(
        statement={"supervisor": "Tillsynen"}
    )

    desk.post(at(PAGE), SAID)

    assert kept()["supervisor"] == "Tillsynen"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"authority": ""}, "Skriv något här."),
        ({"service": ""}, "Skriv något här."),
        ({"conformance": ""}, "Det säger er bedömning."),
        ({"conformance": "unknown"}, "Välj ett av svaren i listan."),
        ({"faults": " \n "}, "Skriv vad som inte är tillgängligt, och varför."),
        ({"conformance": "not", "faults": ""}, "Skriv vad som inte är tillgängligt, och varför."),
        ({"conformance": "fully"}, "Ni har valt helt förenlig."),
        ({"assessed": ""}, "4 mars eller 4/3"),
        ({"assessed": "24 november 2026"}, "Den dagen har inte varit än."),
        ({"method": ""}, "Välj ett av svaren."),
        ({"post": ""}, "Skriv adressen, till exempel"),
        ({"faults": f"Fråga {CIVIC_NUMBER}"}, "personnummer"),
        ({"burden": "x" * 4001}, "Skriv högst 4000 tecken"),
    ],
)
def test_it_is_not_published_while_something_is_missing_and_nothing_is_lost(desk, told, words):
    page = desk.post(at(PAGE), SAID | told)

    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    for name in ("authority", "burden"):
        assert told.get(name, SAID[name]) in text
    assert kept() == {}
    assert "inte bedömt" in public()


def test_a_day_without_a_year_is_the_last_such_day(desk):
    desk.post(at(PAGE), SAID | {"assessed": "4 november"})
    assert kept()["assessed"] == "2026-11-04"

    desk.post(at(PAGE), SAID | {"assessed": "4/12"})
    assert kept()["assessed"] == "2025-12-04"


def test_a_site_without_faults_can_say_so(desk):
    desk.post(at(PAGE), SAID | {"conformance": "fully", "faults": ""})

    assert "helt förenlig" in public()
    assert "Vi känner inte till någon brist just nu." in public()


def test_before_it_is_written_it_claims_nothing(desk):
    page = desk.get(at(PAGE)).content.decode()

    assert "Redogörelsen är inte skriven än." in page
    assert f'value="{the_municipality().name}"' in page
    assert "checked" not in page
    assert "Den är inte skriven än." in desk.get(at("")).content.decode()
    assert "Vi har inte bedömt webbplatsen än." in public()
    for claim in ("inte till någon brist", "inte gjort något undantag", "inte om något sådant"):
        assert claim not in public()


@pytest.mark.parametrize(
    ("assessed", "is_old"),
    [(datetime.date(2025, 12, 22), True), (datetime.date(2025, 12, 23), False)],
)
def test_after_eleven_months_it_is_time_to_test_again(desk, assessed, is_old):
    desk.post(at(PAGE), SAID | {"assessed": str(assessed)})

    page, first_page = (desk.get(at(path)).content.decode() for path in (PAGE, ""))

    assert ("Testa på nytt och skriv in den nya dagen." in page) == is_old
    assert ("Gör om den." in first_page) == is_old
    assert ("Bedömd 23 december 2025." in first_page) != is_old


def test_what_is_needed_on_a_condition_is_not_called_voluntary(desk):
    page = " ".join(desk.get(at("tillganglighet/")).content.decode().split())

    label = page[page.index('for="id_faults"') :].partition("</label>")[0]
    assert "måste fyllas i om webbplatsen inte är helt förenlig" in label
    assert "frivilligt" not in label
    burden = page[page.index('for="id_burden"') :].partition("</label>")[0]
    assert "frivilligt" in burden
