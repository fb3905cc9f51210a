# SPDX-License-Identifier: EUPL-1.2
"""The start page: now, today, and a line for each date of the days that follow."""

import re

import pytest
from django.test import Client

from tests.makers import (
    local,
    make_activity,
    make_municipality,
    make_occasion,
    make_offer,
    make_venue,
)
from traffpunkt.activities import ahead
from traffpunkt.home.views import guests

pytestmark = pytest.mark.django_db

WEDNESDAY, FRIDAY, SATURDAY, SUNDAY = 25, 27, 28, 29


@pytest.fixture(autouse=True)
def _wednesday(time_machine):
    time_machine.move_to(local(2026, 11, WEDNESDAY, 10), tick=False)


def on(day: int, title: str, hour: int = 13, month: int = 11, **given: object) -> None:
    make_occasion(
        starts=local(2026, month, day, hour), activity=make_activity(title=title), **given
    )


def start_page(path: str = "/") -> str:
    page = Client().get(path).content.decode()
    return re.sub(r"\s+", " ", page.partition("<main")[2].partition("</main>")[0])


def part(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of its size."""
    return page.partition(f"<h2>{heading}</h2>")[2].partition("<h2>")[0]


def test_what_is_open_and_what_comes_later_today_stand_apart():
    on(WEDNESDAY, "Frukost", hour=9)
    on(WEDNESDAY, "Schack", hour=15)

    page = start_page()

    assert "Frukost" in part(page, "Nu")
    assert "Schack" in part(page, "Senare i dag")
    assert "<h2>I dag</h2>" not in page


def test_what_began_last_night_and_is_not_over_is_of_today():
    on(WEDNESDAY - 1, "Nattvaka", hour=20, ends=local(2026, 11, WEDNESDAY, 12))

    assert "Nattvaka" in part(start_page(), "Nu")


def test_the_rest_of_the_week_stands_day_by_day_with_time_and_place_as_links():
    venue = make_venue(name="Träffpunkt Kastanjen")
    for day, title in ((26, "Stickcafé"), (SUNDAY, "Kör"), (30, "Gymnastik")):
        on(day, title, venue=venue)

    week = part(start_page(), "Resten av veckan")

    thursday, sunday = week.split("<h3>")[1:]
    assert thursday.startswith("I morgon, torsdag 26 november</h3>")
    assert sunday.startswith("Söndag 29 november</h3>")
    line = re.search(r'<li> ?<a href="/tillfalle/\d+/">(.*?)</a> ?</li>', thursday)
    assert line
    assert re.sub(r"<[^>]+>", "", line[1]) == "13.00–15.00 Stickcafé Träffpunkt Kastanjen"
    assert "Gymnastik" not in week
    assert 'href="/program/?">Hela veckan</a>' in week


def test_a_date_without_a_place_is_a_line_too():
    on(26, "Digital fika")
    make_activity().municipality.occasions.update(venue=None)

    assert "<strong>Digital fika</strong></span>" in part(start_page(), "Resten av veckan")


def test_a_cancelled_date_is_news_on_the_days_ahead_too():
    on(26, "Kören", state="cancelled")

    assert "Inställt" in part(start_page(), "Resten av veckan")


@pytest.mark.parametrize(
    ("today", "heading", "shown"),
    [
        (FRIDAY, "Resten av veckan", {"Kör"}),
        (SATURDAY, "I morgon och nästa vecka", {"Kör", "Gymnastik"}),
        (SUNDAY, "Nästa vecka", {"Gymnastik"}),
    ],
)
def test_at_the_weekend_the_coming_week_is_told(time_machine, today, heading, shown):
    on(SUNDAY, "Kör")
    on(30, "Gymnastik")
    on(7, "Schack", month=12)
    time_machine.move_to(local(2026, 11, today, 10), tick=False)

    week = part(start_page(), heading)

    assert {name for name in ("Kör", "Gymnastik", "Schack") if name in week} == shown
    if today != FRIDAY:
        assert 'href="/program/?vecka=2026-11-30">Hela veckan</a>' in week


def test_where_nothing_is_left_of_this_week_the_coming_one_is_told():
    on(30, "Gymnastik")

    assert "Gymnastik" in part(start_page(), "Nästa vecka")


def test_where_nothing_is_planned_there_is_no_empty_heading():
    make_venue()

    page = start_page()

    assert "Inget händer på träffpunkterna i dag." in page
    assert "Hela veckan" not in page
    assert 'href="/plats/"' in page


@pytest.mark.parametrize(
    ("hour", "title", "text"),
    [
        (1, "Inget händer på träffpunkterna i dag.", "Filmerna kan du se hela natten."),
        (7, "Inget händer på träffpunkterna i dag.", "Se vad som kommer snart"),
        (18, "Inget händer på träffpunkterna i kväll.", "Se vad som kommer snart"),
    ],
)
def test_a_day_with_nothing_at_all_says_so_by_its_hour(time_machine, hour, title, text):
    make_venue()
    on(WEDNESDAY, "Inställd kör", hour=0, ends=local(2026, 11, WEDNESDAY, 0, 30), state="cancelled")
    time_machine.move_to(local(2026, 11, WEDNESDAY, hour), tick=False)

    page = start_page()

    assert title in page
    assert text in page


@pytest.mark.parametrize(("hour", "when"), [(14, "i dag"), (20, "i kväll")])
def test_where_something_has_been_nothing_more_happens(time_machine, hour, when):
    on(WEDNESDAY, "Frukost", hour=9)
    time_machine.move_to(local(2026, 11, WEDNESDAY, hour), tick=False)

    assert f"Inget mer händer på träffpunkterna {when}." in part(start_page(), "I dag")


def test_while_something_is_on_nothing_more_comes_later():
    on(WEDNESDAY, "Frukost", hour=9)

    assert "Inget mer händer på träffpunkterna i dag." in part(start_page(), "Senare i dag")


class TestSeveralMunicipalities:
    """The first page of an installation that serves several."""

    def test_it_leads_to_each_and_says_whom_to_ring(self):
        make_municipality(name="Gävle", slug="gavle", help_phone="026-17 00 99")
        make_municipality(name="Örebro", slug="orebro", host="orebro.example")

        page = start_page()

        assert "<h1>Var bor du?</h1>" in page
        assert 'href="/gavle/"' in page
        assert 'href="https://orebro.example/"' in page
        assert "026-17 00 99" in page

    def test_before_there_is_one_it_says_so(self):
        page = start_page()

        assert "Ingen kommun är inlagd än." in page
        assert "Ring din kommun" not in page


def test_one_name_stands_in_the_title_and_on_the_awning(client):
    make_municipality(name="Gävle", sender_name="Träffpunkterna i Gävle")

    page = client.get("/").content.decode()

    assert "<title>Hem – Träffpunkterna i Gävle</title>" in page
    assert "<span><strong>Träffpunkterna i Gävle</strong></span>" in page


def test_a_name_without_its_municipality_has_it_above(client):
    make_municipality(name="Örebro", sender_name="Kultur för seniorer")

    assert "<span>Örebro<strong>Kultur för seniorer</strong></span>" in (
        client.get("/").content.decode()
    )


def test_a_very_full_day_says_how_many_more_there_are(monkeypatch):
    monkeypatch.setattr(ahead, "ON_A_DAY", 2)
    for day, many in ((26, 3), (FRIDAY, 4)):
        for number in range(many):
            on(day, f"Kurs {number}")

    thursday, friday = part(start_page(), "Resten av veckan").split("<h3>")[1:]

    assert thursday.count("/tillfalle/") == 3
    assert friday.count("/tillfalle/") == 2
    assert 'href="/program/?dag=2026-11-27">Visa 2 till den dagen</a>' in friday
    assert "till den dagen" not in thursday


def test_a_very_full_today_leads_on_to_the_programme(monkeypatch):
    monkeypatch.setattr(guests, "MOST", 2)
    for number in range(2):
        on(WEDNESDAY, f"Kurs {number}")
    assert "Visa allt som händer i dag" not in start_page()

    on(WEDNESDAY, "Kurs 3", hour=16)

    page = start_page()
    assert 'href="/program/?dag=2026-11-25">Visa allt som händer i dag</a>' in page
    assert "Kurs 3" not in page


def test_the_start_page_asks_five_questions_at_most(django_assert_max_num_queries):
    for day in (WEDNESDAY, 26, FRIDAY):
        on(day, "Stickcafé")
    municipality = make_activity().municipality
    make_offer(municipality.occasions.earliest("starts"), "online")

    with django_assert_max_num_queries(5):
        start_page(f"/{municipality.slug}/")
