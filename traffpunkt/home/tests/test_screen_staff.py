# SPDX-License-Identifier: EUPL-1.2
"""Staff have a side of their own at a kiosk: behind digits, for a minute, and with nobody's name."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from tests.makers import make_karin, make_screen, make_signup, make_venue
from traffpunkt.home.devices import STAFF
from traffpunkt.home.tests.doors import device, going_on
from traffpunkt.home.tests.settings_rooms import browser
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.places.models import Screen

pytestmark = pytest.mark.django_db
PIN = "4071"


def says(answer):
    return " ".join(answer.content.decode().split())


def kiosk_with(pin=PIN):
    screen = make_screen(make_venue(), "kiosk")
    client = device(screen)
    screen.refresh_from_db()
    screen.choose_pin(pin, by=SYSTEM)
    return client, screen


def enters(client, pin=PIN):
    return client.post("/skarm/personal/", {"pin": pin}, follow=True)


def does(client, wish, **more):
    return client.post("/skarm/personal/skarmen/", {"gor": wish} | more, follow=True)


def verbs(screen):
    lines = Entry.objects.filter(noun="places.screen", actor=str(screen.actor)).order_by("pk")
    return [line.verb for line in lines]


def test_without_digits_there_is_no_side_for_staff():
    client, screen = kiosk_with("")

    assert "Personal" not in says(client.get("/skarm/"))
    assert not screen.let_in("")
    assert client.get("/skarm/personal/").status_code == 302


def test_the_digits_let_in_for_a_minute_and_say_how_the_screen_is():
    client, screen = kiosk_with()
    make_signup(going_on(screen.venue), "Astrid")
    assert "Personal</a>" in says(client.get("/skarm/"))
    assert "Personalens kod" in says(client.get("/skarm/personal/"))

    page = says(enters(client, "40 71"))

    assert "Nådde servern senast" in page
    assert f"Version {settings.VERSION}" in page
    assert "Astrid" not in page
    assert verbs(screen) == ["let-in"]
    assert client.get("/skarm/personal/skarmen/").status_code == 200

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        assert "Personalens kod" in says(client.get("/skarm/personal/skarmen/", follow=True))


def test_whoever_leaves_has_to_type_them_anew():
    client, _screen = kiosk_with()
    enters(client)

    client.get("/skarm/")

    assert not client.cookies[STAFF].value
    for page in ("skarmen", "slut"):
        assert client.get(f"/skarm/personal/{page}/")["Location"] == "/skarm/personal/"


def test_new_digits_shut_out_who_came_in_by_the_old_ones():
    client, screen = kiosk_with()
    enters(client)

    screen.choose_pin("5082", by=SYSTEM)

    assert client.get("/skarm/personal/skarmen/").status_code == 302


def test_after_five_wrong_tries_comes_a_pause_and_guests_notice_nothing():
    client, screen = kiosk_with()
    occasion = going_on(screen.venue)
    answers = [enters(client, "9999") for _try in range(5)]
    assert {answer.status_code for answer in answers} == {422}
    assert "9999" not in says(answers[0])

    assert "Vänta tio minuter" in says(enters(client))

    page = says(client.get(f"/skarm/narvaro/{occasion.pk}/"))
    press = page.partition('name="press" value="')[2].partition('"')[0]
    client.post(f"/skarm/narvaro/{occasion.pk}/", {"press": press, "utan": "ja"})
    assert occasion.tallies.exists()


def test_who_knows_them_may_come_in_more_often_than_five_times():
    client, _screen = kiosk_with()

    pages = [says(enters(client)) for _time in range(7)]

    assert all("Nådde servern" in page for page in pages)


def test_the_kiosk_is_closed_with_words_of_ones_own_and_opened_again():
    client, screen = kiosk_with()
    occasion = going_on(screen.venue)
    enters(client)

    page = says(does(client, "stang", words="Vi är tillbaka kl 14"))

    assert "<h1>Vi är tillbaka kl 14</h1>" in page
    assert client.get(f"/skarm/narvaro/{occasion.pk}/").status_code == 302
    assert client.get("/skarm/onskan/").status_code == 302
    assert "Öppna för gäster igen" in says(enters(client))
    for _press in range(2):
        page = says(does(client, "oppna"))
        enters(client)
    assert "Jag är här" in page
    assert [verb for verb in verbs(screen) if verb != "let-in"] == ["closed", "reopened"]


@pytest.mark.parametrize("words", ["", "Ring 19121212-1212"])
def test_words_that_say_nothing_or_a_personnummer_are_asked_for_again(words):
    client, screen = kiosk_with()
    enters(client)

    assert does(client, "stang", words=words).status_code == 422
    assert not Screen.objects.get(pk=screen.pk).closed


def test_the_kiosk_shows_what_happens_for_today_and_no_longer():
    client, screen = kiosk_with()
    going_on(screen.venue)
    enters(client)

    for _press in range(2):
        page = says(does(client, "vagg"))
        enters(client)

    assert 'class="wall ' in page
    assert "Personal</a>" in page
    assert "Jag är här" not in page
    assert "Ta emot gäster igen" in says(client.get("/skarm/personal/skarmen/"))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        assert 'class="kiosk ' in says(client.get("/skarm/"))

    enters(client)
    assert "Jag är här" in says(does(client, "gaster"))
    assert [v for v in verbs(screen) if v != "let-in"] == ["became-wall", "became-kiosk"]


def test_what_is_no_wish_of_staff_changes_nothing():
    client, screen = kiosk_with()
    enters(client)

    assert "Nådde servern" in says(does(client, "annat"))
    assert verbs(screen) == ["let-in"]


def test_the_screen_is_unpaired_after_a_question():
    client, screen = kiosk_with()
    enters(client)
    assert "Vill du koppla bort skärmen?" in says(client.get("/skarm/personal/slut/"))

    page = says(client.post("/skarm/personal/slut/", follow=True))

    assert "Gör det här till en skärm" in page
    screen.refresh_from_db()
    screen.unpair(by=SYSTEM)
    assert verbs(screen) == ["let-in", "unpaired"]
    assert "unpaired" not in Entry.objects.filter(actor="system").values_list("verb", flat=True)


def test_karin_chooses_the_digits_and_takes_them_away():
    client, screen = kiosk_with("")
    root = f"/arbete/installningar/skarmar/{screen.pk}/"
    desk = browser(make_karin())
    assert f"{root}personal/" in says(desk.get(root))
    assert "har ingen kod" in says(desk.get(root))

    for typed in ("", "12", "1234", "7777", "1234567"):
        assert desk.post(f"{root}personal/", {"digits": typed}).status_code == 422
    desk.post(f"{root}personal/", {"digits": PIN})

    screen.refresh_from_db()
    assert PIN not in screen.pin
    assert "har en kod" in says(desk.get(root))
    assert "Nådde servern" in says(enters(client))

    desk.post(f"{root}personal/", {"utan": "ja"})
    assert "Personal</a>" not in says(client.get("/skarm/"))


def test_karin_sees_that_a_kiosk_is_closed():
    _client, screen = kiosk_with()
    screen.close("Strax tillbaka", by=screen.actor)

    page = says(browser(make_karin()).get(f"/arbete/installningar/skarmar/{screen.pk}/"))

    assert "stängd för gäster" in page
