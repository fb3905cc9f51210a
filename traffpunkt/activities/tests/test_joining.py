# SPDX-License-Identifier: EUPL-1.2
"""Taking part from home."""

import datetime
import re

import pytest
import time_machine

from tests.makers import (
    local,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_page,
    make_signup,
    make_venue,
)
from traffpunkt.activities import walkthrough
from traffpunkt.activities.models import Activity
from traffpunkt.channels.models import Link
from traffpunkt.ui import pictures
from traffpunkt.ui.numbers import dialled

pytestmark = pytest.mark.django_db

START = local(2026, 12, 1, 13)
SECRET = "teams.example/mote/hemligt"
FILM = "https://www.youtube.com/watch?v=abcDEF123-_"


def minutes(number):
    return START + datetime.timedelta(minutes=number)


def make_online(way="online", link=None, **given):
    occasion = make_occasion(
        starts=START, ways=[way], activity=make_activity(title="Digital fika"), **given
    )
    occasion.offers.update(link=link or make_link(spare_address="https://spare.example/reserv"))
    return occasion


def at(minute, client, path, **query):
    """The page as it is so many minutes after the start."""
    with time_machine.travel(minutes(minute), tick=False):
        return client.get(path, query)


def door_of(signup):
    return f"/anmalan/{signup.secret}/delta/"


@pytest.mark.parametrize(
    ("minute", "shown"),
    [(-24 * 60, False), (-16, False), (-15, True), (0, True), (119, True), (120, False)],
)
def test_the_link_is_there_from_the_minute_until_the_end(client, minute, shown):
    occasion = make_online()
    signup = make_signup(occasion, offer=occasion.offers.get())

    page = at(minute, client, door_of(signup)).content.decode()

    assert (SECRET in page) is shown
    assert ("spare.example" in page) is shown
    assert (dialled(Link.objects.get().dial_in) in page) is shown
    assert ("123 456 789#" in page) is shown


def test_before_the_minute_it_says_when_the_door_opens(client):
    occasion = make_online()
    signup = make_signup(occasion, offer=occasion.offers.get())

    page = at(-60, client, door_of(signup)).content.decode()

    assert "Mötet öppnar i dag, tisdag 1 december klockan 12.45" in page
    assert "Titta om det har öppnat" in page
    assert "Prova ljud och bild först" in page
    assert "http-equiv" not in page


@pytest.mark.parametrize(
    ("provider", "before"), [("teams", "Prova ljud och bild"), ("youtube", "Så går det till")]
)
def test_the_receipt_shows_the_big_button_from_the_minute_it_opens(client, provider, before):
    occasion = make_online(link=make_link(provider=provider))
    signup = make_signup(occasion, offer=occasion.offers.get())
    button = f'button-main" href="{door_of(signup)}"'

    early = at(-60, client, f"/anmalan/{signup.secret}/").content.decode()
    now = at(-15, client, f"/anmalan/{signup.secret}/").content.decode()

    assert "Öppnar i dag, tisdag 1 december klockan 12.45." in early
    assert f'<a href="{door_of(signup)}">{before}</a>' in early
    assert button not in early
    assert button in now
    assert ">Öppnar i dag" not in now


def test_the_own_page_leads_home_to_the_meeting_once_it_is_open(client):
    occasion = make_online()
    signup = make_signup(occasion, offer=occasion.offers.get())
    own = f"/min-sida/{make_page(signup.person).secret}/"

    assert door_of(signup) not in at(-16, client, own).content.decode()
    assert door_of(signup) in at(-15, client, own).content.decode()


def test_no_page_holds_the_link_before_the_minute(client):
    occasion = make_online()
    signup = make_signup(occasion, offer=occasion.offers.get())
    paths = [
        door_of(signup), f"/anmalan/{signup.secret}/", f"/anmalan/{signup.secret}/satt/",
        f"/tillfalle/{occasion.pk}/", f"/tillfalle/{occasion.pk}/delta/",
        f"/tillfalle/{occasion.pk}/kalender.ics", f"/aktivitet/{occasion.activity_id}/", "/program/",
        "/kalender.ics", "/titta/",
    ]  # fmt: skip

    for path in paths:
        answer = at(-16, client, path)
        assert answer.status_code == 200
        assert b"teams.example" not in answer.content
        assert b"spare.example" not in answer.content


@pytest.mark.parametrize(
    ("spare", "service"),
    [
        ("https://www.youtube.com/live/abcDEF123-_", "YouTube"),
        ("https://teams.microsoft.com/l/meetup-join/1", "Teams"),
        ("https://mote.kommun.example/fika", "mote.kommun.example"),
    ],
)
def test_the_spare_link_says_where_it_leads(client, spare, service):
    occasion = make_online(link=make_link(spare_address=spare))
    signup = make_signup(occasion, offer=occasion.offers.get())

    page = at(-5, client, door_of(signup)).content.decode()

    assert f"Prova reservlänken</a> Den leder till {service}." in page


def pictured(page):
    """The steps of the walkthrough: drawing and words of each."""
    steps = page.partition('<ol class="steps scenes">')[2].partition("</ol>")[0].split("<li>")[1:]
    return [
        (re.findall(r"pictures[^#]*#(\w+)", step)[0], re.findall(r"<(?:h3|p)>(.+?)</", step))
        for step in steps
    ]


@pytest.mark.parametrize(
    ("provider", "drawings"),
    [
        ("teams", ["browser", "writing", "waiting", "meeting"]),
        ("youtube", ["film", "loud", "large"]),
        ("facebook", ["browser", "closing", "loud", "large"]),
        ("other", ["browser", "writing", "allowing", "meeting"]),
    ],
)
def test_each_service_is_walked_through_in_pictures_with_words_beside(client, provider, drawings):
    occasion = make_online(link=make_link(provider=provider))
    signup = make_signup(occasion, offer=occasion.offers.get())

    for minute in (-60, -5):
        steps = pictured(at(minute, client, door_of(signup)).content.decode())
        assert [drawing for drawing, _words in steps] == drawings
        assert [len(words) for _drawing, words in steps] == [2] * len(drawings)


def test_every_service_is_walked_through():
    assert set(walkthrough.SERVICES) == set(Link.Provider)


def test_every_drawing_of_the_walkthrough_is_in_the_sheet():
    walks = [*walkthrough.SERVICES.values(), *walkthrough.WAYS.values()]
    used = {step.drawing for steps in walks for step in steps}

    assert used - set(pictures.names(120)) == set()


def test_who_comes_to_see_it_with_others_is_shown_how_that_is(client):
    occasion = make_online()
    party = make_offer(occasion, "watch_party", venue=make_venue())
    signup = make_signup(occasion, offer=party)

    def drawings(minute):
        page = at(minute, client, door_of(signup)).content.decode()
        return [drawing for drawing, _words in pictured(page)]

    assert drawings(-5) == ["house", "chairs", "film"]
    assert drawings(121) == []
    signup.state = "waiting"
    signup.save()
    assert drawings(-5) == []


def test_who_comes_to_the_place_itself_needs_no_steps():
    offer = make_occasion().offers.get()

    assert walkthrough.steps_for(offer) == []


def test_where_no_link_is_known_yet_one_rings(client):
    occasion = make_occasion(starts=START, ways=["online"])
    signup = make_signup(occasion, offer=occasion.offers.get())

    page = at(-5, client, door_of(signup)).content.decode()

    assert "Länken är inte på plats än" in page
    assert dialled(occasion.municipality.help_phone) in page


def test_where_only_a_number_is_known_the_number_is_shown(client):
    occasion = make_online(link=make_link(address="", dial_code=""))
    signup = make_signup(occasion, offer=occasion.offers.get())

    page = at(-5, client, door_of(signup)).content.decode()

    assert dialled(Link.objects.get().dial_in) in page
    assert "Länken är inte på plats" not in page
    assert "Slå sedan mötets kod" not in page


def test_who_rings_in_sees_the_number_in_good_time(client):
    occasion = make_online("phone")
    signup = make_signup(occasion, offer=occasion.offers.get())

    page = at(-24 * 60, client, door_of(signup)).content.decode()

    assert dialled(Link.objects.get().dial_in) in page
    assert [drawing for drawing, _words in pictured(page)] == ["telephone", "keypad", "greeting"]
    assert "Slå mötets kod" in page
    assert SECRET not in page
    assert "data-sound-test" not in page


@pytest.mark.parametrize(
    ("state", "words"), [("waiting", "Du står i kö"), ("withdrawn", "Du är avbokad")]
)
def test_who_has_no_seat_gets_no_link(client, state, words):
    occasion = make_online()
    signup = make_signup(occasion, offer=occasion.offers.get(), state=state)

    page = at(-5, client, door_of(signup)).content.decode()

    assert words in page
    assert SECRET not in page


def test_who_is_to_come_to_the_place_is_shown_how_to_switch(client):
    occasion = make_online()
    signup = make_signup(occasion, offer=make_offer(occasion, "on_site"))

    page = at(-5, client, door_of(signup)).content.decode()

    assert "komma till platsen" in page
    assert f"/anmalan/{signup.secret}/satt/" in page
    assert SECRET not in page


def test_a_cancelled_date_says_so_and_opens_no_door(client):
    occasion = make_online(state="cancelled")
    signup = make_signup(occasion, offer=occasion.offers.get())

    page = at(-5, client, door_of(signup)).content.decode()

    assert "inställt" in page
    assert SECRET not in page
    assert "satt/" not in page


def test_what_is_over_says_so(client):
    occasion = make_online()
    signup = make_signup(occasion, offer=occasion.offers.get())

    assert "har varit" in at(121, client, door_of(signup)).content.decode()


def test_a_link_for_those_signed_up_is_shown_to_nobody_else(client):
    occasion = make_online()

    page = at(-5, client, f"/tillfalle/{occasion.pk}/delta/").content.decode()

    assert "bara för dem som är anmälda" in page
    assert f"/tillfalle/{occasion.pk}/anmalan/?satt={occasion.offers.get().pk}" in page
    assert SECRET not in page
    assert dialled(Link.objects.get().dial_in) not in page


def test_where_one_cannot_sign_up_the_shut_door_leads_to_the_telephone(client):
    occasion = make_online()
    occasion.offers.update(booking="none")

    page = at(-5, client, f"/tillfalle/{occasion.pk}/delta/").content.decode()

    assert "/anmalan/?satt" not in page
    assert dialled(occasion.municipality.help_phone) in page


def test_a_link_for_everyone_is_open_to_all_from_the_minute(client):
    occasion = make_online(link=make_link(audience="everyone"))
    path = f"/tillfalle/{occasion.pk}/delta/"

    assert SECRET not in at(-16, client, path).content.decode()
    assert SECRET in at(-15, client, path).content.decode()


def test_the_way_that_is_for_everyone_is_the_open_door(client):
    occasion = make_online("phone")
    make_offer(occasion, "online", link=make_link(audience="everyone"))

    assert SECRET in at(0, client, f"/tillfalle/{occasion.pk}/delta/").content.decode()


def test_a_date_that_is_only_at_the_place_has_no_open_door(client):
    occasion = make_occasion(starts=START)
    make_offer(occasion, "watch_party", venue=make_venue())

    assert at(0, client, f"/tillfalle/{occasion.pk}/delta/").status_code == 404


def test_a_stream_loads_nothing_foreign_before_the_press(client):
    occasion = make_online(link=make_link(provider="youtube", address=FILM, audience="everyone"))
    path = f"/tillfalle/{occasion.pk}/delta/"

    before, pressed = at(0, client, path), at(0, client, path, spela="1")

    assert "Då får Google veta att du tittar" in before.content.decode()
    assert b"youtube" not in before.content.lower().replace(b"fr\xc3\xa5n youtube", b"")
    assert "frame-src" not in before["Content-Security-Policy"]
    assert b'src="https://www.youtube-nocookie.com/embed/abcDEF123-_?' in pressed.content
    assert "frame-src https://www.youtube-nocookie.com" in pressed["Content-Security-Policy"]
    assert b'referrerpolicy="strict-origin-when-cross-origin"' in pressed.content


def test_pressing_play_before_the_minute_plays_nothing(client):
    occasion = make_online(link=make_link(provider="youtube", address=FILM, audience="everyone"))

    page = at(-16, client, f"/tillfalle/{occasion.pk}/delta/", spela="1")

    assert b"abcDEF123-_" not in page.content
    assert "frame-src" not in page["Content-Security-Policy"]


def test_the_test_of_sound_may_use_the_microphone_on_this_page(client):
    occasion = make_online()
    signup = make_signup(occasion, offer=occasion.offers.get())

    answer = at(0, client, door_of(signup))

    assert "microphone=(self)" in answer["Permissions-Policy"]
    assert b"ui/js/sound_test.js" in answer.content


def test_another_municipalitys_doors_are_not_found(client):
    make_municipality(slug="gavle")
    orebro = make_municipality(slug="orebro")
    occasion = make_occasion(municipality=orebro, ways=["online"])
    signup = make_signup(occasion, offer=occasion.offers.get())
    film = make_activity(municipality=orebro, kind=Activity.Kind.ON_DEMAND)

    for path in (
        door_of(signup), f"/tillfalle/{occasion.pk}/delta/", f"/aktivitet/{film.pk}/film/",
    ):  # fmt: skip
        assert client.get(f"/gavle{path}").status_code == 404
        assert client.get(f"/orebro{path}").status_code == 200
