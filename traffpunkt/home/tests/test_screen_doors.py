# SPDX-License-Identifier: EUPL-1.2
"""A screen is a visitor of its own: what its key opens, and what it does not."""

import datetime
import logging

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.makers import make_karin, make_municipality, make_screen, make_venue, the_municipality
from traffpunkt.home.devices import COOKIE
from traffpunkt.home.tests.doors import device, going_on
from traffpunkt.home.tests.settings_rooms import browser
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import Screen

pytestmark = pytest.mark.django_db
DOORS = {
    ("wall", "GET", "/skarm/"): 200,
    ("wall", "POST", "/skarm/"): 302,
    ("wall", "GET", "/skarm/narvaro/{}/"): 302,
    ("wall", "POST", "/skarm/narvaro/{}/"): 302,
    ("wall", "GET", "/skarm/kvitto/"): 302,
    ("wall", "POST", "/skarm/angrat/"): 302,
    ("wall", "GET", "/skarm/nummer/"): 405,
    ("wall", "POST", "/skarm/nummer/"): 302,
    ("wall", "GET", "/skarm/kort/"): 302,
    ("wall", "POST", "/skarm/kort/"): 302,
    ("wall", "GET", "/skarm/kort/med/"): 302,
    ("wall", "POST", "/skarm/kort/med/"): 302,
    ("wall", "GET", "/skarm/onskan/"): 302,
    ("wall", "POST", "/skarm/onskan/"): 302,
    ("wall", "GET", "/skarm/personal/"): 302,
    ("wall", "POST", "/skarm/personal/skarmen/"): 302,
    # Staff have chosen no digits there.
    ("kiosk", "GET", "/skarm/personal/"): 302,
    ("kiosk", "GET", "/skarm/personal/skarmen/"): 302,
    ("kiosk", "POST", "/skarm/personal/slut/"): 302,
    ("kiosk", "GET", "/skarm/onskan/"): 200,
    ("kiosk", "POST", "/skarm/onskan/"): 422,
    ("kiosk", "GET", "/skarm/"): 200,
    ("kiosk", "POST", "/skarm/"): 302,
    ("kiosk", "GET", "/skarm/narvaro/{}/"): 200,
    ("kiosk", "POST", "/skarm/narvaro/{}/"): 422,
    ("kiosk", "GET", "/skarm/kvitto/"): 302,
    ("kiosk", "POST", "/skarm/angrat/"): 302,
    ("kiosk", "GET", "/skarm/nummer/"): 405,
    ("kiosk", "POST", "/skarm/nummer/"): 302,
    ("kiosk", "GET", "/skarm/kort/"): 200,
    ("kiosk", "POST", "/skarm/kort/"): 422,
    ("kiosk", "GET", "/skarm/kort/med/"): 302,
    ("kiosk", "POST", "/skarm/kort/med/"): 302,
    # A key opens no other page than everybody's.
    ("kiosk", "GET", "/arbete/"): 302,
    ("kiosk", "GET", "/program/"): 200,
    ("kiosk", "GET", "/skarm/narvaro/9999/"): 302,
}


@pytest.mark.parametrize(("door", "expected"), DOORS.items())
def test_each_door_opens_for_the_screens_that_it_should(door, expected):
    kind, method, path = door
    venue = make_venue()
    occasion = going_on(venue)
    client = device(make_screen(venue, kind))

    assert client.generic(method, path.format(occasion.pk)).status_code == expected


def typed(code, client=None, **given):
    return (client or Client()).post("/skarm/", {"code": code}, **given)


def test_the_code_typed_on_a_device_makes_it_the_screen_for_long():
    screen = make_screen()
    client = Client()

    answer = typed(f"{screen.code[:3]} {screen.code[3:]}", client)

    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/skarm/", "Strict", True)
    assert cookie["max-age"] >= 60 * 60 * 24 * 365
    assert screen.venue.name in client.get("/skarm/").content.decode()


def test_the_address_in_the_picture_fills_in_the_code_and_changes_nothing():
    screen = make_screen()

    page = Client().get(f"/skarm/?kod={screen.code}").content.decode()

    assert f'value="{screen.code}"' in page
    assert Screen.objects.waiting().exists()


@pytest.mark.parametrize("code", ["12", "", "abcdef", "1234567"])
def test_what_is_no_code_is_shown_again_with_an_example(code):
    make_screen()

    answer = typed(code)

    assert answer.status_code == 422
    assert "123456" in answer.content.decode()


def test_a_wrong_code_says_where_to_get_a_new_one():
    screen = make_screen()
    wrong = f"{(int(screen.code) + 1) % 1_000_000:06d}"

    answer = typed(wrong)

    assert answer.status_code == 422
    assert "Gör en ny kod" in answer.content.decode()


def test_whoever_guesses_codes_must_soon_wait_and_one_elsewhere_need_not():
    screen = make_screen()
    for number in range(10):
        typed(f"{(int(screen.code) + 1 + number) % 1_000_000:06d}", REMOTE_ADDR="192.0.2.1")

    assert "Vänta tio minuter" in typed(screen.code, REMOTE_ADDR="192.0.2.1").content.decode()
    assert typed(screen.code, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_a_revoked_screen_shows_nothing_at_its_next_request_and_can_begin_anew():
    screen = make_screen()
    client = device(screen)
    screen.revoke(by=SYSTEM)

    page = client.get("/skarm/").content.decode()

    assert "Skärmen är avstängd" in page
    assert screen.venue.name not in page


def test_the_neighbours_screen_is_no_screen_here():
    the_municipality(slug="ostra")
    neighbour = make_municipality(slug="vastra")
    client = Client()
    key = make_screen(make_venue(municipality=neighbour)).pair()
    client.cookies[COOKIE] = key
    client.cookies[COOKIE]["path"] = "/"

    assert "data-screen" in client.get("/vastra/skarm/").content.decode()
    assert "data-screen" not in client.get("/ostra/skarm/").content.decode()


def test_the_key_stands_in_no_page_no_address_and_no_log(caplog):
    screen = make_screen()
    client = device(screen)
    key = client.cookies[COOKIE].value

    with caplog.at_level(logging.DEBUG):
        answer = client.get("/skarm/")

    assert key not in answer.content.decode()
    assert key not in caplog.text
    assert "no-store" in answer["Cache-Control"]


def test_the_cookie_is_renewed_now_and_then_so_that_weeks_without_a_touch_do_no_harm():
    screen = make_screen()
    client = device(screen)
    assert COOKIE not in client.get("/skarm/").cookies

    with time_machine.travel(timezone.now() + datetime.timedelta(weeks=6)):
        answer = client.get("/skarm/")

    assert COOKIE in answer.cookies
    assert "data-screen" in answer.content.decode()


def test_karin_sets_up_a_screen_from_the_venues_page_and_shuts_it_out_again(karin):
    venue = make_venue()
    client = browser(karin)
    root = "/arbete/installningar"
    assert (
        f"{root}/platser/{venue.pk}/skarm/"
        in client.get(f"{root}/platser/{venue.pk}/").content.decode()
    )

    told = {"name": "vid entrén", "kind": "kiosk"}
    made = client.post(f"{root}/platser/{venue.pk}/skarm/", told, follow=True)
    screen = venue.screens.get()

    assert screen.code in made.content.decode()
    assert "http://testserver/skarm/" in made.content.decode()
    assert screen.is_kiosk

    wall = device(screen)
    page = client.get(f"{root}/skarmar/{screen.pk}/").content.decode()
    assert "Sågs senast" in page
    assert 'class="code"' not in page

    client.post(f"{root}/skarmar/{screen.pk}/kod/")
    assert venue.screens.get().code

    ended = client.post(f"{root}/skarmar/{screen.pk}/slut/", follow=True).content.decode()
    assert "Skärmen är avstängd" in ended
    assert "Vid entrén" not in ended
    assert "data-screen" not in wall.get("/skarm/").content.decode()
    assert client.get(f"{root}/skarmar/{screen.pk}/").status_code == 404


def test_a_screen_that_is_silent_is_pointed_out(karin):
    screen = make_screen()
    screen.pair()
    Screen.objects.update(seen=timezone.now() - datetime.timedelta(hours=1))

    page = browser(karin).get(f"/arbete/installningar/platser/{screen.venue.pk}/")

    assert "Se efter om den är på" in page.content.decode()


def test_another_kind_of_screen_at_the_same_spot_needs_a_name_of_its_own():
    venue = make_venue()
    make_screen(venue, "wall", name="vid entrén")
    client = browser(make_karin())

    answer = client.post(
        f"/arbete/installningar/platser/{venue.pk}/skarm/", {"name": "vid entrén", "kind": "kiosk"}
    )

    assert answer.status_code == 422
    assert "vid kaffet" in answer.content.decode()
    assert venue.screens.count() == 1


def test_a_kiosk_counts_nobody_at_another_place_or_next_door():
    the_municipality(slug="ostra")
    neighbour = make_municipality(slug="vastra")
    client = device(make_screen(make_venue(), "kiosk"))
    for venue in (make_venue(), make_venue(municipality=neighbour)):
        occasion = going_on(venue)

        answer = client.post(f"/ostra/skarm/narvaro/{occasion.pk}/", {"utan": "ja"})

        assert answer["Location"] == "/ostra/skarm/"
        assert not occasion.tallies.exists()
