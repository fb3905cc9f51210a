# SPDX-License-Identifier: EUPL-1.2
"""A screen's code and key: each is known to the device alone, works once or until it is revoked."""

import datetime

import pytest
import time_machine
from django.core import serializers
from django.utils import timezone

from tests.makers import make_municipality, make_screen, make_venue
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.places.models import Screen

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def verbs(screen):
    return [line.verb for line in Entry.objects.about(screen)]


def test_a_code_is_exchanged_for_a_key_once():
    screen = make_screen()
    code = screen.code

    exchanged = Screen.objects.exchange(code)

    assert exchanged
    found, key = exchanged
    assert found == screen
    assert Screen.objects.known_by(key) == screen
    assert Screen.objects.exchange(code) is None
    assert verbs(screen) == ["set-up", "new-code", "paired"]


def test_of_two_devices_with_the_same_code_one_gets_a_key():
    screen = make_screen()
    same = Screen.objects.get(pk=screen.pk)

    assert screen.pair()
    assert same.pair() == ""


def test_neither_the_code_nor_the_key_stands_in_the_database():
    screen = make_screen()
    code = screen.code
    before = serializers.serialize("json", Screen.objects.all())
    key = screen.pair()

    assert len(code) == 6
    assert code not in before
    assert key not in serializers.serialize("json", Screen.objects.all())


def test_a_code_holds_half_an_hour():
    screen = make_screen()
    code = screen.code

    with time_machine.travel(timezone.now() + 31 * MINUTE):
        assert screen.code == ""
        assert Screen.objects.exchange(code) is None


def test_no_code_opens_nothing():
    make_screen().pair()

    assert Screen.objects.exchange("") is None
    assert Screen.objects.known_by("") is None


def test_a_device_works_on_until_the_new_code_has_been_typed_on_another():
    screen = make_screen()
    old = screen.pair()
    screen.renew_code(by=SYSTEM)
    assert Screen.objects.known_by(old) == screen

    new = screen.pair()

    assert Screen.objects.known_by(old) is None
    assert Screen.objects.known_by(new) == screen


def test_two_screens_never_have_the_same_code(monkeypatch):
    monkeypatch.setattr(Screen, "code", property(lambda one: str(one.code_until.microsecond % 2)))
    venue = make_venue()

    with time_machine.travel(timezone.now(), tick=False):
        codes = {make_screen(venue).code, make_screen(venue).code}

    assert codes == {"0", "1"}


def test_a_revoked_key_opens_nothing_and_a_second_press_changes_nothing():
    screen = make_screen()
    key = screen.pair()

    screen.revoke(by=SYSTEM)
    screen.revoke(by=SYSTEM)

    assert Screen.objects.known_by(key) is None
    assert verbs(screen).count("revoked") == 1


def test_a_revoked_screens_code_opens_nothing():
    screen = make_screen()
    code = screen.code
    screen.revoke(by=SYSTEM)

    assert Screen.objects.exchange(code) is None


def test_the_neighbours_code_and_key_are_not_known_here():
    screen = make_screen()
    code, neighbour = screen.code, make_municipality()

    assert neighbour.screens.exchange(code) is None
    assert neighbour.screens.known_by(screen.pair()) is None


def test_the_same_press_again_is_the_same_screen_and_its_name_is_free_after_it_is_revoked():
    venue = make_venue()
    first = make_screen(venue, name="vid entrén")
    assert make_screen(venue, name="vid entrén") == first

    first.revoke(by=SYSTEM)

    assert make_screen(venue, name="vid entrén") != first


def test_it_is_noted_every_few_minutes_that_a_screen_was_seen():
    screen = make_screen()
    silences = [screen.is_silent]

    assert [screen.note_seen(), screen.note_seen()] == [True, False]
    with time_machine.travel(timezone.now() + 16 * MINUTE):
        silences.append(screen.is_silent)
        assert screen.note_seen()
        silences.append(Screen.objects.get(pk=screen.pk).is_silent)
    assert silences == [False, True, False]


def test_a_screen_is_called_by_where_it_is():
    assert str(make_screen(name="vid kaffet")) == "vid kaffet"
