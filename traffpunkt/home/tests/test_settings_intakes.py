# SPDX-License-Identifier: EUPL-1.2
"""Läs in en lista: choose, look, press, take back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.makers import make_municipality, make_signup, the_municipality
from traffpunkt.activities.models import Activity
from traffpunkt.home.tests.settings_rooms import browser
from traffpunkt.people.models import Intake, Person
from traffpunkt.ui import sheets

pytestmark = pytest.mark.django_db
ADDRESS = "/arbete/installningar/listor/"


def text(answer):
    return " ".join(answer.content.decode().split())


def choose(desk, content, kind="persons"):
    file = SimpleUploadedFile("lista.csv", content.encode())
    return desk.post(ADDRESS, {"kind": kind, "list": file}, follow=True)


def test_karin_looks_reads_in_and_takes_back(karin):
    desk = browser(karin)

    seen = text(choose(desk, "Namn;Mobil;Skor\nAstrid;0701740605;38\nfel;12;\n"))

    assert "1 rad är ny." in seen
    assert "1 rad går inte att läsa." in seen
    assert "Rad 3:" in seen
    assert "Kolumner som inte läses: Skor" in seen
    assert "070-174 06 05" in seen
    assert not Person.objects.exists()
    address = f"{ADDRESS}{Intake.objects.get().pk}/"
    assert "1 person lades in." in text(desk.post(address, follow=True))
    assert "Listan var redan inläst." in text(desk.post(address, follow=True))
    assert Person.objects.get().name == "Astrid"
    assert "Inläsningen är ångrad." in text(desk.post(f"{address}angrad/", follow=True))
    assert not Person.objects.exists()
    assert "Det går inte att ångra längre" in text(desk.post(f"{address}angrad/", follow=True))
    assert "ångrad" in text(desk.get(ADDRESS))


def test_activities_are_read_in_as_drafts(karin):
    desk = browser(karin)

    seen = text(choose(desk, "Titel;Datum;Tid\nBingo;2099-12-03;13\n", "activities"))

    assert "torsdag 3 december 2099 klockan 13.00" in seen
    address = f"{ADDRESS}{Intake.objects.get().pk}/"
    assert "1 aktivitet lades in som utkast." in text(desk.post(address, follow=True))
    desk.post(f"{address}angrad/")
    assert Activity.objects.get().state == "archived"


def test_what_has_been_used_stays_and_that_is_said(karin):
    desk = browser(karin)
    choose(desk, "Namn\nAstrid\n")
    address = f"{ADDRESS}{Intake.objects.get().pk}/"
    desk.post(address)
    make_signup(person=Person.objects.get())

    assert "1 rad är kvar" in text(desk.post(f"{address}angrad/", follow=True))


def test_a_list_of_known_people_has_nothing_to_read(karin):
    desk = browser(karin)
    choose(desk, "Namn\nAstrid\n")
    desk.post(f"{ADDRESS}{Intake.objects.get().pk}/")

    assert "Det finns inget nytt att läsa in." in text(choose(desk, "Namn\nAstrid\n"))


def test_a_long_list_shows_its_first_rows(karin):
    rows = "".join(f"Person {number}\n" for number in range(30))

    assert "Det här är de första raderna." in text(choose(browser(karin), f"Namn\n{rows}"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Namn\n", "Listan är tom."),
        ("Mobil\n0701740605\n", "Det finns ingen kolumn med rubriken Namn."),
        ("", "Filen är tom."),
        ("x" * (sheets.MOST_BYTES + 1), "Filen är för stor."),
    ],
    ids=["rows", "names", "nothing", "large"],
)
def test_what_is_no_list_is_refused_at_the_field(karin, content, words):
    answer = choose(browser(karin), content)

    assert answer.status_code == 422
    assert words in text(answer)


def test_no_file_is_told_so(karin):
    answer = browser(karin).post(ADDRESS, {"kind": "persons"})

    assert "Välj en fil." in text(answer)


def test_the_neighbours_list_is_not_found(karin):
    other = make_municipality()
    row = other.intakes.create(kind="persons", rows=[{"name": "Astrid"}], by="system")
    desk, here = browser(karin), the_municipality().slug

    for address in (f"/{here}{ADDRESS}{row.pk}/", f"/{here}{ADDRESS}{row.pk}/angrad/"):
        assert desk.post(address).status_code == 404
