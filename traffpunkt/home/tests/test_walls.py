# SPDX-License-Identifier: EUPL-1.2
"""What a wall screen shows: now, later today and next at its venue, and no name of anybody."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import pages
from tests.makers import local, make_activity, make_occasion, make_screen, make_signup, make_venue
from tests.pages import Page
from traffpunkt.home.tests.doors import device, going_on, kiosk_at
from traffpunkt.home.walls import wall

pytestmark = pytest.mark.django_db
NOON = local(2027, 3, 10, 12, 0)


def named(venue, title, hour, **given):
    starts = given.pop("starts", local(2027, 3, 10, hour, 0))
    return make_occasion(activity=make_activity(title=title), venue=venue, starts=starts, **given)


def titles(cards):
    return [card.title for card in cards]


@time_machine.travel(NOON, tick=False)
def test_now_later_today_next_and_what_goes_on_at_home():
    venue = make_venue()
    named(venue, "Sittgympa", 11)
    named(venue, "Schack", 9)
    named(venue, "Stickcafé", 14)
    named(venue, "Bingo", 0, starts=local(2027, 3, 11, 10, 0))
    named(None, "Digital fika", 13, ways=["online", "phone"])
    named(make_venue(), "Långt bort", 13)

    shown = wall(make_screen(venue))

    assert titles(shown.now) == ["Sittgympa"]
    assert titles(shown.later) == ["Stickcafé"]
    assert titles(shown.ahead) == ["Bingo"]
    assert titles(shown.at_home) == ["Digital fika"]
    assert shown.left_out == 0


@time_machine.travel(NOON, tick=False)
def test_a_full_day_says_how_much_is_left_out():
    venue = make_venue()
    for hour in range(13, 20):
        named(venue, f"Kurs {hour}", hour)

    shown = wall(make_screen(venue))
    page = device(make_screen(venue)).get("/skarm/").content.decode()

    assert len(shown.later) == 5
    assert shown.ahead == []
    assert "Och 2 till i dag." in page


@time_machine.travel(NOON, tick=False)
def test_a_cancelled_date_is_told_and_a_full_way_too():
    venue = make_venue()
    named(venue, "Schack", 14, state="cancelled")
    full = named(venue, "Stickcafé", 15, seats=1)
    make_signup(full)

    page = device(make_screen(venue)).get("/skarm/").content.decode()

    assert "Inställt" in page
    assert "Kom hit (fullt)" in page


def test_an_empty_day_is_told_calmly_with_the_number_to_ring():
    page = device(make_screen()).get("/skarm/").content.decode()

    assert "Inget mer i dag." in page
    assert "031-390" in page
    assert 'class="qr"' in page


def test_no_name_stands_on_a_screen_and_nothing_can_be_pressed_on_a_wall():
    venue = make_venue()
    make_signup(going_on(venue))
    wall_page = device(make_screen(venue)).get("/skarm/").content.decode()
    kiosk, _venue = kiosk_at(venue)

    assert "Astrid" not in wall_page
    assert "Astrid" not in kiosk.get("/skarm/").content.decode()
    assert Page(wall_page).all("a") == Page(wall_page).all("button") == []


@pytest.mark.parametrize("kind", ["wall", "kiosk"])
@pytest.mark.parametrize("dates", [0, 1, 2])
def test_a_screens_page_is_whole(kind, dates):
    venue = make_venue()
    for _number in range(dates):
        going_on(venue)

    page = Page(device(make_screen(venue, kind)).get("/skarm/").content.decode())

    for check in (
        pages.is_well_formed, pages.has_one_heading, pages.has_language_and_title,
        pages.no_id_twice, pages.each_field_has_its_label, pages.nothing_is_inline,
        pages.nothing_is_fetched_from_elsewhere, pages.pictures_have_words,
        pages.nothing_is_left_unwritten,
    ):  # fmt: skip
        assert list(check(page)) == []


@pytest.mark.parametrize("kind", ["wall", "kiosk"])
def test_a_screen_asks_as_many_questions_of_one_date_as_of_three(kind):
    venue = make_venue()
    client = device(make_screen(venue, kind))
    going_on(venue)
    going_on(venue)
    client.get("/skarm/")
    with CaptureQueriesContext(connection) as few:
        client.get("/skarm/")
    going_on(venue)
    going_on(venue)

    with CaptureQueriesContext(connection) as many:
        client.get("/skarm/")

    assert len(many) == len(few) <= 12


def test_without_script_the_page_asks_anew_by_itself():
    page = device(make_screen()).get("/skarm/").content.decode()

    assert '<noscript><meta http-equiv="refresh" content="60;url=/skarm/"></noscript>' in page


def test_a_night_of_changed_clocks_is_one_day():
    venue = make_venue()
    starts = datetime.datetime(2027, 3, 28, 0, 30, tzinfo=datetime.UTC)
    named(venue, "Nattcafé", 0, starts=starts, ends=starts + datetime.timedelta(hours=1))

    with time_machine.travel(starts, tick=False):
        page = device(make_screen(venue)).get("/skarm/").content.decode()

    assert "01.30–03.30" in page
