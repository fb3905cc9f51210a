# SPDX-License-Identifier: EUPL-1.2
"""What guests could not use is read, answered, and kept with its answer."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.makers import make_municipality, the_municipality
from traffpunkt.home.tests.settings_rooms import at, browser, verbs
from traffpunkt.home.views.accessibility import ON_A_PAGE
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.places.guards import new_press
from traffpunkt.places.models import FaultReport

pytestmark = pytest.mark.django_db

FAULT = "/tillganglighet/brist/"
CIVIC_NUMBER = "811218-9876"


@pytest.fixture
def desk(karin):
    return browser(karin)


def reported(text: str, contact: str = "", days_ago: int = 0, **given) -> FaultReport:
    sent = timezone.now() - datetime.timedelta(days=days_ago)
    return the_municipality().fault_reports.create(text=text, contact=contact, sent=sent, **given)


def test_who_has_waited_longest_stands_first_and_the_answered_last(desk):
    reported("Svarad först", days_ago=9).answer("Ja", by=SYSTEM)
    reported("Svarad sist", days_ago=8).answer("Ja", by=SYSTEM)
    reported("Kom nyss", contact="070-174 06 05")
    reported("Har väntat", days_ago=5)

    page = desk.get(at("brister/")).content.decode()

    order = ["Väntar på svar", "Har väntat", "Kom nyss", "Besvarade", "Svarad sist", "Svarad först"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert page.count("Vill ha svar.") == 1
    assert page.count("Lämnade ingen telefon eller e-post.") == 1
    assert "2 väntar på svar." in desk.get(at("")).content.decode()


def test_no_report_is_left_out_of_a_long_list(desk):
    reports = [FaultReport(text=f"Fel {number}.", municipality=the_municipality())
               for number in range(ON_A_PAGE)]  # fmt: skip
    FaultReport.objects.bulk_create(reports)
    reported("Svarad").answer("Ja", by=SYSTEM)

    first = desk.get(at("brister/")).content.decode()
    second = desk.get(at("brister/?sida=2")).content.decode()

    assert "Sida 1 av 2" in first
    assert f"Fel {ON_A_PAGE - 1}." in first
    assert "Svarad" not in first
    assert ">Svarad<" in second
    assert "Ingen väntar på svar." not in second


def test_an_empty_list_says_that_nobody_waits(desk):
    page = desk.get(at("brister/")).content.decode()

    assert "Ingen väntar på svar." in page
    assert "Besvarade" not in page


def test_the_neighbours_reports_stay_with_the_neighbour(desk):
    the_municipality()
    make_municipality().receive_fault("Grannens fel", by=GUEST)

    assert "Grannens fel" not in desk.get(at("brister/")).content.decode()
    assert "0 väntar på svar." in desk.get(at("")).content.decode()


def test_an_answer_is_kept_and_a_second_press_leaves_no_second_trace(desk):
    report = reported("Jag ser inte kartan.", contact="astrid@exempel.se")
    asked = desk.get(at(f"brister/{report.pk}/")).content.decode()
    assert "Jag ser inte kartan." in asked
    assert "astrid@exempel.se</bdi>" in asked

    for _press in range(2):
        page = desk.post(at(f"brister/{report.pk}/"), {"text": "Kartan är större."}, follow=True)
        assert "Svaret är sparat." in page.content.decode()

    report.refresh_from_db()
    assert report.answer_text == "Kartan är större."
    assert report.answered is not None
    assert verbs("places.faultreport") == ["answered"]
    again = desk.get(at(f"brister/{report.pk}/")).content.decode()
    assert "Kartan är större.</textarea>" in again
    assert "Besvarad" in again


def test_who_left_no_address_cannot_be_answered_but_the_fault_can(desk):
    report = reported("Ljudet är lågt.")

    page = desk.get(at(f"brister/{report.pk}/")).content.decode()

    assert "Spara här vad ni har gjort åt felet." in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Skriv något här."),
        (f"Tack {CIVIC_NUMBER}", "personnummer"),
        ("x" * 2001, "Skriv högst 2000 tecken"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_and_not_lost(desk, text, words):
    report = reported("Ljudet är lågt.")

    page = desk.post(at(f"brister/{report.pk}/"), {"text": text})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert text in page.content.decode()
    assert verbs("places.faultreport") == []


def send(client: Client, text: str, contact: str = ""):
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1)):
        press = new_press()
    return client.post(FAULT, {"text": text, "contact": contact, "tryck": press})


def test_the_same_report_twice_is_one_until_it_is_answered(client):
    the_municipality()
    for _press in range(2):
        assert send(client, "Jag ser inte kartan.").status_code == 302
    report = FaultReport.objects.get()
    assert verbs("places.faultreport") == ["reported"]

    report.answer("Den är större nu.", by=SYSTEM)
    send(client, "Jag ser inte kartan.")

    assert FaultReport.objects.count() == 2


def test_twelve_behind_one_address_all_get_through(client):
    the_municipality()

    answers = [send(client, f"Fel {sign}") for sign in "ABCDEFGHIJKL"]

    assert {answer.status_code for answer in answers} == {302}


@pytest.mark.parametrize(("contact", "most"), [("070-174 06 05", 20), ("", 60)])
def test_a_machine_is_stopped_with_its_words_kept(client, contact, most):
    the_municipality()

    with time_machine.travel(timezone.now(), tick=False):
        answers = [send(client, f"Fel nummer {number}.", contact) for number in range(most + 1)]

    assert [answer.status_code for answer in answers] == [302] * most + [429]
    page = answers[-1].content.decode()
    assert "Vänta en stund, eller ring oss." in page
    assert f"Fel nummer {most}." in page
    assert FaultReport.objects.count() == most
