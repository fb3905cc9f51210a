# SPDX-License-Identifier: EUPL-1.2
"""Help, accessibility, faults, "Är detta från oss?", cookies and display, as guests meet them."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.makers import make_municipality, make_venue
from traffpunkt.home import devices, shown_cards
from traffpunkt.people import browsers, visits
from traffpunkt.places.guards import new_press
from traffpunkt.places.models import FaultReport, Municipality
from traffpunkt.ui.display import COOKIE

pytestmark = pytest.mark.django_db

FAULT = "/tillganglighet/brist/"
CALM_PAGES = [
    "/hjalp/",
    "/tillganglighet/",
    "/tillganglighet/brist/kvitto/",
    "/fran-oss/",
    "/dina-uppgifter/",
    "/kakor/",
]


def a_minute_ago() -> str:
    """The token of a form that was opened a minute ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1)):
        return new_press()


@pytest.mark.parametrize("path", [*CALM_PAGES, FAULT, "/visning/"])
def test_a_guest_reads_every_page_without_a_cookie(client: Client, path: str) -> None:
    municipality = make_municipality(help_phone="026-17 00 99", help_hours="alla dagar")

    page = client.get(path)

    assert page.status_code == 200
    assert not page.cookies
    assert page.content.decode().count("<h1") == 1
    assert "026-17 00 99" in page.content.decode()
    assert municipality.name in page.content.decode()
    assert "Cookie" not in page.get("Vary", "")


@pytest.mark.parametrize("path", CALM_PAGES)
def test_pages_that_are_the_same_for_everybody_may_be_kept(client: Client, path: str) -> None:
    make_municipality()

    assert client.get(path)["Cache-Control"] == "public, max-age=1"
    assert client.post(path).status_code == 405


def test_help_names_the_open_places(client: Client) -> None:
    venue = make_venue(phone="026-17 00 33")
    closed = make_venue(closed_for_good=datetime.date(2020, 1, 1))

    page = client.get("/hjalp/").content.decode()

    assert f'<a href="/plats/{venue.slug}/">{venue.name}</a>' in page
    assert 'href="/plats/"' in page
    assert "tel:+4626170033" in page
    assert closed.name not in page


def test_the_statement_shows_what_the_municipality_has_written(client: Client) -> None:
    make_municipality(
        statement={
            "conformance": "partly",
            "faults": ["Två filmer saknar textning."],
            "burden": ["Äldre filmer."],
            "outside": ["Kartor är bara bilder."],
            "assessed": "2026-09-01",
            "updated": "2026-10-02",
            "post": "Ängsgatan 1\n123 45 Ängsby",
        }
    )

    page = client.get("/tillganglighet/").content.decode()

    for words in ("delvis förenlig", "Två filmer", "Äldre filmer", "Kartor är", "1 september 2026"):
        assert words in page
    assert "2 oktober 2026" in page
    assert "Ängsgatan 1<br>" in page
    assert settings.SUPERVISOR_ADDRESS in page
    assert "Ängsgatan 1<br>" in client.get(FAULT).content.decode()


def test_a_fault_is_kept_and_thanked_for(client: Client) -> None:
    municipality = make_municipality()
    sent = {"text": "Jag ser inte texten.", "contact": "070-123 45 67", "tryck": a_minute_ago()}

    answer = client.post(FAULT, sent)

    assert answer.status_code == 302
    assert answer["Location"] == "/tillganglighet/brist/kvitto/"
    report = municipality.fault_reports.get()
    assert (report.text, report.contact) == ("Jag ser inte texten.", "070-123 45 67")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Skriv vad som inte gick"),
        ("x" * 2001, "Skriv högst 2000 tecken"),
        ("Jag är 19121212-1212 och ser inte.", "Vi sparar aldrig personnummer"),
    ],
)
def test_a_mistake_in_a_fault_report_loses_nothing(client: Client, text: str, words: str) -> None:
    make_municipality()

    page = client.post(FAULT, {"text": text, "contact": "Astrid", "tryck": a_minute_ago()})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert text in page.content.decode()
    assert 'value="Astrid"' in page.content.decode()
    assert not FaultReport.objects.exists()


def test_a_choice_of_display_is_remembered_and_leads_back(client: Client) -> None:
    make_municipality()

    answer = client.post("/visning/", {"text": "larger", "tillbaka": "/hjalp/?x=1"})

    assert answer["Location"] == "/hjalp/?x=1"
    assert answer.cookies[COOKIE].value == "text-larger"
    assert answer.cookies[COOKIE]["httponly"]
    assert 'class="guest text-larger"' in client.get("/hjalp/").content.decode()


def test_taking_back_every_choice_takes_the_cookie_away(client: Client) -> None:
    make_municipality()
    client.post("/visning/", {"contrast": "strong"})

    answer = client.post("/visning/", {"contrast": "normal"})

    assert answer.cookies[COOKIE].value == ""
    assert answer.cookies[COOKIE]["max-age"] == 0


@pytest.mark.parametrize(
    "elsewhere", ["https://elak.exempel/", "//elak.exempel", "javascript:1", "/\\elak.exempel", ""]
)
def test_a_choice_of_display_never_leads_elsewhere(client: Client, elsewhere: str) -> None:
    make_municipality()

    answer = client.post("/visning/", {"text": "larger", "tillbaka": elsewhere})

    assert answer["Location"] == "/visning/"


def test_the_display_page_shows_what_is_chosen(client: Client) -> None:
    make_municipality()
    client.cookies[COOKIE] = "text-largest.colours-dark"

    page = client.get("/visning/").content.decode()

    assert 'name="text" value="largest" checked' in page
    assert 'name="colours" value="dark" checked' in page
    assert 'name="contrast" value="normal" checked' in page


def test_the_pieces_stand_on_a_page_without_any_municipality(client: Client) -> None:
    page = client.get("/ui/")

    assert page.status_code == 200
    assert "Kryssa" not in page.content.decode()
    assert "Det blev för långt. Skriv högst 20 tecken." in page.content.decode()


def test_the_cookie_page_names_exactly_the_cookies_there_are(client: Client) -> None:
    make_municipality()

    page = client.get("/kakor/").content.decode()

    ours = {
        COOKIE,
        browsers.COOKIE,
        visits.COOKIE,
        devices.COOKIE,
        devices.RECEIPT,
        devices.STAFF,
        shown_cards.COOKIE,
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
    }
    assert set(re.findall("<dt>(.*?)</dt>", page)) == ours | {"messages"}


@pytest.mark.parametrize("path", ["/hjalp/", "/tillganglighet/"])
def test_who_cannot_use_something_is_led_to_where_she_tells_it(client: Client, path: str) -> None:
    make_municipality()

    page = client.get(path).content.decode()
    told = client.get(FAULT).content.decode()

    assert f'href="{FAULT}"' in page
    assert "Berätta vad som inte fungerar" in page
    assert "<h1>Berätta vad som inte fungerar</h1>" in told


def test_whom_to_ask_about_ones_details_is_what_the_municipality_says(client: Client) -> None:
    make_municipality(name="Gävle", help_phone="026-17 00 99")

    page = client.get("/dina-uppgifter/").content.decode()
    assert "Gävle ansvarar" in page
    assert "fråga efter kommunens dataskyddsombud" in page

    Municipality.objects.update(privacy_contact="ombud@kommun.example")
    page = client.get("/dina-uppgifter/").content.decode()
    assert "<bdi>ombud@kommun.example</bdi>" in page
    assert "fråga efter" not in page
