# SPDX-License-Identifier: EUPL-1.2
"""The programme on paper: what stands there, how large, for whom, and that nobody keeps it busy."""

import datetime
import re

import pytest
from django.urls import reverse

from tests import paper as read
from tests.makers import (
    in_days,
    local,
    make_account,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_signup,
    make_venue,
    the_municipality,
)
from traffpunkt.activities import printing
from traffpunkt.activities.models import Activity
from traffpunkt.activities.printing import Printout
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.activities.views import printing as views
from traffpunkt.people.limits import Limit
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db
PDF = "/program.pdf"


@pytest.fixture
def pressed(monkeypatch):
    """What was sent to the press, which is quick here and prints nothing."""
    sent = []

    def press(html, booklet=False):
        sent.append((html, booklet))
        return b"%PDF-1.7"

    monkeypatch.setattr(paper, "pdf", press)
    return sent


def html_of(client, pressed, query=""):
    """The one paper that an address gives, as the press gets it."""
    pressed.clear()
    assert client.get(PDF + query).status_code == 200
    return " ".join(pressed[0][0].split())


def two_days(**given):
    """Stickcafé on a Tuesday in all ways, Sångstund the day after."""
    venue = make_venue(name="Träffpunkt Ängen", slug="angen")
    knitting = make_activity(title="Stickcafé på Råå")
    here = make_occasion(activity=knitting, venue=venue, starts=local(2026, 11, 24, 13), **given)
    make_offer(here, "online", link=make_link(address="https://moten.example/hemligt"))
    make_offer(here, "phone", link=make_link())
    there = make_occasion(
        activity=make_activity(title="Sångstund"),
        venue=make_venue(name="Biblioteket", slug="biblioteket"),
        starts=local(2026, 11, 25, 10),
    )
    return here, there


def test_the_programme_is_a_tagged_pdf_that_reads_day_by_day(client, tuesday):
    here, there = two_days()

    answer = client.get(f"{PDF}?till=2026-11-29")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="program.pdf"'
    reader = read.opened(answer.content)
    assert {read.paper(sheet) for sheet in reader.pages} == {(210, 297)}
    assert read.root(reader)["/Lang"] == "sv"
    aloud = " | ".join(words for _kind, words in read.read_aloud(reader) if words.strip())
    order = [
        "Program", "Tisdag 24 november", "13.00–15.00", "Stickcafé på Råå", "Träffpunkt Ängen",
        "Kom hit, var med hemifrån eller ring in.", str(here.pk),
        "Onsdag 25 november", "10.00–12.00", "Sångstund", "Biblioteket", str(there.pk), "BankID",
    ]  # fmt: skip
    assert re.search(".*".join(map(re.escape, order)), aloud)
    assert min(read.sizes(reader)) >= 16
    assert set(read.fonts(reader).values()) == {True}
    assert set(read.links(reader.pages[0])) == {
        f"http://testserver/tillfalle/{row.pk}/" for row in (here, there)
    }
    assert "Frågor? Ring 031-390 06 00 1 (2)" in read.words(reader)


@pytest.mark.parametrize(
    ("size", "measure", "least"), [("a5", (297, 210), 16), ("a3", (297, 420), 20)]
)
def test_a_leaflet_and_a_poster_have_their_own_size(client, tuesday, size, measure, least):
    two_days()

    reader = read.opened(client.get(f"{PDF}?storlek={size}&plats=angen").content)

    assert {read.paper(sheet) for sheet in reader.pages} == {measure}
    assert min(read.sizes(reader)) >= least
    assert "Stickcafé på Råå" in read.words(reader)
    assert "Sångstund" not in read.words(reader)


def test_only_a_leaflet_is_folded(client, tuesday, pressed):
    two_days()

    for size in ("a4", "a5", "a3"):
        client.get(f"{PDF}?storlek={size}&plats=angen")

    assert [booklet for _html, booklet in pressed] == [False, True, False]


def test_each_date_has_its_way_to_its_page_and_its_number(client, tuesday, pressed):
    here, _there = two_days()

    html = html_of(client, pressed)

    assert f'src="qr:http://testserver/tillfalle/{here.pk}/"' in html
    assert "Ring 031-390 06 00," in html
    assert f"nummer <strong>{here.pk}</strong>" in html


def test_what_is_secret_or_of_somebody_is_never_printed(client, tuesday, pressed):
    here, _there = two_days()
    make_signup(here, "Astrid")
    make_occasion(
        activity=make_activity(title="Bara ett utkast", state=Activity.State.DRAFT),
        starts=local(2026, 11, 24, 15),
    )
    stranger = make_municipality(name="Grannkommunen")
    make_occasion(activity=make_activity(municipality=stranger, title="Hos grannen"))

    assert client.get(f"/{here.municipality.slug}{PDF}").status_code == 200
    [(html, _booklet)] = pressed

    for word in ("Astrid", "hemligt", "123 456 789", "+4684650", "utkast", "grannen", "Grannkom"):
        assert word not in html


def test_a_cancelled_date_says_so_and_sends_nobody_anywhere(client, tuesday, pressed):
    make_occasion(
        activity=make_activity(title="Bingo"), starts=local(2026, 11, 24, 13), state="cancelled"
    )

    html = html_of(client, pressed)

    assert "Inställt:" in html
    assert "Det här blir inte av." in html
    assert "<img" not in html


def test_a_title_cannot_write_on_the_paper_what_it_likes(client, tuesday, pressed):
    make_occasion(activity=make_activity(title="<img src='file:///etc/passwd'>"), starts=in_days(0))

    assert "&lt;img src" in html_of(client, pressed)


def test_what_is_over_is_not_printed(client, tuesday, pressed):
    make_occasion(activity=make_activity(title="Morgonkaffe"), starts=local(2026, 11, 23, 9))
    two_days()

    assert "Morgonkaffe" not in html_of(client, pressed, "?fran=2026-11-23")


@pytest.mark.parametrize(
    ("bookings", "words"),
    [
        (["none", "none"], "Kom hit eller var med hemifrån. Ingen anmälan behövs."),
        (["optional", "none"], "Kom hit eller var med hemifrån. Anmäl dig gärna."),
        (["optional", "required"], "Kom hit eller var med hemifrån. Anmäl dig först."),
        ([], "Ring och fråga hur du deltar."),
    ],
)
def test_whether_one_signs_up_is_said_in_words(client, tuesday, pressed, bookings, words):
    occasion = make_occasion(ways=[], starts=local(2026, 11, 24, 13))
    for way, booking in zip(["on_site", "online"], bookings, strict=False):
        make_offer(occasion, way, booking=booking)

    assert words in html_of(client, pressed)


def test_places_with_their_addresses_stand_at_the_end_unless_it_is_about_one(
    client, tuesday, pressed
):
    two_days()

    assert "Här finns vi" in html_of(client, pressed)
    assert "Här finns vi" not in html_of(client, pressed, "?plats=angen")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "2026-11-24 2026-11-29 a4"),
        ("?fran=2026-11-25", "2026-11-25 2026-11-29 a4"),
        ("?fran=2026-11-25&till=2026-11-20", "2026-11-25 2026-11-25 a4"),
        ("?fran=strunt&till=%00&storlek=a9&plats=%00", "2026-11-24 2026-11-29 a4"),
        ("?storlek=a3", "2026-11-24 2026-11-29 a4"),
        ("?storlek=a3&plats=ingen", "2026-11-24 2026-11-29 a4"),
    ],
)
def test_an_address_that_cannot_be_understood_gives_the_week_on_a4(rf, tuesday, asked, expected):
    printout = Printout.asked(rf.get(PDF + asked).GET, the_municipality())

    assert f"{printout.first} {printout.last} {printout.size}" == expected


def test_nobody_prints_more_than_a_season_at_once(rf, tuesday):
    printout = Printout.asked(rf.get(f"{PDF}?till=2027-11-24").GET, the_municipality())

    assert printout.last - printout.first == datetime.timedelta(days=printing.MOST_DAYS)


def test_one_day_is_called_by_its_name(client, tuesday, pressed):
    two_days()

    html = html_of(client, pressed, "?till=2026-11-24")

    assert "<title>Program för Träffpunkterna" in html
    assert ", tisdag 24 november</title>" in html
    assert "Sångstund" not in html


def test_an_empty_week_says_so_kindly(client, tuesday):
    the_municipality()

    answer = client.get(PDF)

    assert answer.status_code == 200
    assert "Inget är planerat de här dagarna." in text(answer)
    assert "Till programmet" in text(answer)


def test_too_much_at_once_says_what_to_choose_instead(client, tuesday, monkeypatch):
    monkeypatch.setattr(printing, "MOST_DATES", 1)
    two_days()

    assert "Välj en plats eller färre dagar." in text(client.get(PDF))


def test_the_same_paper_is_printed_once_until_its_facts_change(client, tuesday, pressed):
    here, _there = two_days()
    for _again in range(3):
        client.get(PDF)
    assert len(pressed) == 1

    here.activity.title = "Stickcafé i Viken"
    here.activity.save()
    client.get(PDF)

    assert len(pressed) == 2


def test_guests_cannot_keep_the_press_busy(client, tuesday, pressed, monkeypatch, desk):
    two_days()
    monkeypatch.setattr(views, "BY_ADDRESS", Limit("few-papers", tries=1, seconds=600))
    assert client.get(PDF).status_code == 200

    refused = client.get(f"{PDF}?till=2026-11-24")

    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert "Vänta en stund" in text(refused)
    assert client.get(PDF).content == b"%PDF-1.7"
    assert desk.get(f"{PDF}?till=2026-11-24").status_code == 200


def test_guests_from_many_places_cannot_either(client, tuesday, pressed, monkeypatch):
    two_days()
    monkeypatch.setattr(views, "BY_MUNICIPALITY", Limit("few-here", tries=1, seconds=600))
    client.get(PDF, REMOTE_ADDR="192.0.2.1")

    assert client.get(f"{PDF}?till=2026-11-24", REMOTE_ADDR="192.0.2.2").status_code == 429


def test_a_press_that_fails_says_what_to_do(client, tuesday, monkeypatch):
    two_days()

    def broken(html, booklet):
        raise paper.NoPaper("Det gick inte. Försök igen.")

    monkeypatch.setattr(paper, "pdf", broken)

    answer = client.get(PDF)

    assert answer.status_code == 503
    assert "Det gick inte. Försök igen." in text(answer)


def test_the_programme_page_leads_to_the_same_days_on_paper(client, tuesday):
    two_days()

    assert f"{PDF}?fran=2026-11-25&amp;till=2026-11-25&amp;plats=biblioteket" in text(
        client.get("/program/?dag=2026-11-25&plats=biblioteket")
    )
    assert PDF not in text(client.get("/program/?dag=2026-12-25"))


def asked(**given):
    """What staff fill in."""
    return {"first": "24/11", "last": "20 december", "size": "a5", "venue": "angen"} | given


def test_staff_choose_days_place_and_paper(desk, tuesday):
    two_days()

    answer = desk.post(page("printing"), asked())

    assert answer.status_code == 302
    assert answer["Location"] == f"{PDF}?fran=2026-11-24&till=2026-12-20&plats=angen&storlek=a5"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"last": "1/11 2026"}, "Sista dagen är före den första."),
        ({"last": "1/11 2027"}, "Välj högst tre månader."),
        ({"size": "a3", "venue": ""}, "Välj den plats som affischen är för."),
        ({"first": "strunt"}, "Skriv dagen till exempel så här"),
    ],
)
def test_what_cannot_be_printed_is_said_where_it_was_written(desk, tuesday, given, words):
    two_days()

    answer = desk.post(page("printing"), asked(**given))

    assert answer.status_code == 422
    assert words in text(answer)
    assert "20 december" in text(answer) or "last" in given


def test_the_form_opens_with_the_weeks_to_come(desk, tuesday):
    shown = text(desk.get(page("printing")))

    assert "24 november 2026" in shown
    assert "19 januari 2027" in shown


def sought(desk, number):
    return desk.get(page("staff_number"), {"number": number})


def test_a_number_from_the_paper_leads_to_the_list_of_that_date(desk):
    occasion = make_occasion()

    found = sought(desk, f" nr {occasion.pk}")

    assert found["Location"] == reverse("activities:staff_occasion", args=[occasion.pk])


def test_a_host_is_led_to_the_public_page_of_what_is_not_hers(signed_in, karin):
    occasion = make_occasion()

    found = sought(signed_in(make_account("Yusuf", "host")), occasion.pk)

    assert found["Location"] == reverse("activities:occasion", args=[occasion.pk])


@pytest.mark.parametrize("number", ["", "strunt", "9" * 30, "999999"])
def test_a_number_that_nothing_has_is_asked_for_again(desk, number):
    answer = sought(desk, number)

    assert answer.status_code == 200
    assert "Nummer ur programmet" in text(answer)
    assert 'aria-invalid="true"' in text(answer)


def test_a_number_of_the_neighbours_is_not_found(desk):
    here = the_municipality()
    occasion = make_occasion(municipality=make_municipality())

    answer = desk.get(f"/{here.slug}{page('staff_number')}", {"number": occasion.pk})

    assert "Inget i programmet har det numret." in text(answer)


def test_the_database_is_asked_as_often_for_many_dates_as_for_one(
    rf, tuesday, django_assert_num_queries
):
    two_days()
    for number in range(9):
        make_occasion(starts=local(2026, 11, 26, 10 + number), venue=make_venue(), ways=["online"])

    for query in ("?till=2026-11-24", ""):
        printout = Printout.asked(rf.get(PDF + query).GET, the_municipality())
        with django_assert_num_queries(3):
            printout.html("{}".format)
