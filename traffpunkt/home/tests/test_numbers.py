# SPDX-License-Identifier: EUPL-1.2
"""Könummer at the screens: one press gives a number, the wall says whose turn it is, I dag leads."""

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.makers import make_karin, make_screen, make_venue
from tests.signing import let_in
from traffpunkt.cafe.models import Ticket
from traffpunkt.cafe.queues import Queue
from traffpunkt.cafe.tests.cafe import MINUTE, make_cafe, make_queue
from traffpunkt.home.kiosk import NUMBERS
from traffpunkt.home.tests.doors import device, going_on, kiosk_at, press_of
from traffpunkt.home.walls import wall
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db


def first_page(client):
    return client.get("/skarm/").content.decode()


def press(client, date, **given):
    facts = {"occasion": date.pk, "press": press_of(first_page(client))} | given
    return client.post("/skarm/nummer/", facts, follow=True).content.decode()


def test_one_press_gives_a_number_and_says_how_many_wait():
    client, venue = kiosk_at()
    occasion = make_cafe(venue=venue)
    assert "Ta ett nummer" in first_page(client)

    first = press(client, occasion)
    second = press(client, occasion)

    assert '<p class="number" role="status">1</p>' in first
    assert "Du är först i kön." in first
    assert '<p class="number" role="status">2</p>' in second
    assert "1 person väntar före dig." in second
    assert "ungefär" not in second
    assert Ticket.objects.get(number=2).place == "kiosk"


def test_a_double_press_gives_the_same_number():
    client, venue = kiosk_at()
    occasion = make_cafe(venue=venue)
    mark = press_of(first_page(client))

    pages = [press(client, occasion, press=mark) for _press in range(2)]

    assert all('role="status">1</p>' in page for page in pages)
    assert Ticket.objects.count() == 1


def test_a_date_that_ends_in_the_moment_of_the_press_gives_no_number(monkeypatch):
    client, venue = kiosk_at()
    over = make_cafe(venue=venue, starts=timezone.now() - 180 * MINUTE)
    monkeypatch.setattr("traffpunkt.home.kiosk.queues_at", lambda _venue: [Queue(over, [])])

    page = press(client, over, press=str(uuid.uuid4()))

    assert "Det gick inte att ta ett nummer. Säg till värden." in page
    assert 'class="number"' not in page
    assert not Ticket.objects.exists()


def test_when_three_have_been_helped_the_page_says_about_how_long_it_takes():
    client, venue = kiosk_at()
    occasion = make_cafe(venue=venue)
    make_queue(occasion, "done", "done", "done")
    Ticket.objects.update(taken=timezone.now() - 12 * MINUTE)

    assert re.search(r"Det tar ungefär \d+ minuter\.", press(client, occasion))


def test_two_doors_and_a_queue_stand_on_the_same_page():
    client, venue = kiosk_at()
    make_cafe(venue=venue)
    going_on(venue)

    page = first_page(client)

    assert "Vad kommer du till?" in page
    assert page.count("Ta ett nummer") == 1


def test_a_date_without_numbers_asks_nobody_to_take_one():
    client, venue = kiosk_at()
    going_on(venue)

    assert "Ta ett nummer" not in first_page(client)


@pytest.mark.parametrize(
    "given", [{"press": "inget"}, {"occasion": "x"}, {"occasion": "9" * 40}, {"occasion": "9999"}]
)
def test_what_is_no_press_leads_to_the_host(given):
    client, venue = kiosk_at()

    assert "Säg till värden." in press(client, make_cafe(venue=venue), **given)
    assert not Ticket.objects.exists()


def test_no_number_is_given_for_another_place():
    client, _venue = kiosk_at()

    assert "Säg till värden." in press(client, make_cafe())
    assert not Ticket.objects.exists()


def test_who_presses_on_and_on_must_wait():
    client, venue = kiosk_at()
    occasion = make_cafe(venue=venue)
    for _press in range(NUMBERS.tries):
        press(client, occasion)

    assert "Säg till värden." in press(client, occasion)
    assert Ticket.objects.count() == NUMBERS.tries


def test_a_date_that_closes_as_one_presses_gives_no_number(monkeypatch):
    client, venue = kiosk_at()
    occasion = make_cafe(venue=venue)
    monkeypatch.setattr("traffpunkt.home.kiosk.queues_at", lambda _venue: [Queue(occasion, [])])
    occasion.cancel("Ledaren är sjuk.", by=SYSTEM)

    assert "Säg till värden." in press(client, occasion)


def test_a_queue_leaves_room_for_one_line_less():
    venue = make_venue()
    for _date in range(6):
        going_on(venue)
    screen = make_screen(venue)
    assert len(wall(screen).now) == 5

    make_queue(make_cafe(venue=venue), "waiting")

    assert len(wall(screen).now) == 4


def test_a_wall_gives_no_number():
    venue = make_venue()
    occasion = make_cafe(venue=venue)
    client = device(make_screen(venue))

    client.post("/skarm/nummer/", {"occasion": occasion.pk})

    assert not Ticket.objects.exists()


def test_the_wall_says_whose_turn_it_is_and_how_many_wait():
    venue = make_venue()
    occasion = make_cafe(venue=venue)
    client = device(make_screen(venue))
    assert "Könummer" not in first_page(client)

    make_queue(occasion, "called", "waiting", "waiting")
    page = re.sub(r"<[^>]+>", "", first_page(client))

    assert "Nu: 1. Väntar: 2." in page


def test_two_queues_stand_each_with_its_name():
    venue = make_venue()
    for title in ("IT-café", "Släktforskning"):
        make_queue(make_cafe(venue=venue, facts={"title": title}), "waiting")

    page = first_page(device(make_screen(venue)))
    queues = page.partition('class="queues"')[2].partition("</section>")[0]

    assert "<h3>IT-café</h3>" in queues
    assert "<h3>Släktforskning</h3>" in queues
    assert "Nu:" not in queues


def test_today_leads_to_the_queue_that_goes_on():
    occasion, other = make_cafe(), make_cafe(facts={"takes_numbers": False})
    client = Client()
    let_in(client, make_karin())

    page = client.get("/arbete/").content.decode()

    assert f"/arbete/tillfallen/{occasion.pk}/nummer/" in page
    assert f"/arbete/tillfallen/{other.pk}/nummer/" not in page
