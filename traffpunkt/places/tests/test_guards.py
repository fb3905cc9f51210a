# SPDX-License-Identifier: EUPL-1.2
import datetime

import time_machine

from traffpunkt.places.guards import GuardedForm, new_press, pressed

NOON = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)


def opened(at=NOON):
    with time_machine.travel(at, tick=False):
        return new_press()


def sent(after, **typed):
    """The form as it is when it was opened at noon and pressed so many seconds later."""
    with time_machine.travel(NOON + datetime.timedelta(seconds=after), tick=False):
        form = GuardedForm({"tryck": opened()} | typed)
        form.is_valid()
    return form


def test_who_takes_time_gets_through():
    for seconds in (3, 60, 20 * 3600, 47 * 3600):
        assert not sent(seconds).errors


def test_a_press_within_the_second_is_asked_to_press_again_and_then_passes():
    form = sent(1)
    token = form.data["tryck"]

    assert "Tryck en gång till" in str(form.errors)
    with time_machine.travel(NOON + datetime.timedelta(seconds=4), tick=False):
        assert form.token == token
        assert GuardedForm({"tryck": token}).is_valid()


def test_a_page_open_for_three_days_gets_a_new_token():
    form = sent(72 * 3600)

    assert "öppen länge" in str(form.errors)
    with time_machine.travel(NOON + datetime.timedelta(hours=72), tick=False):
        assert form.token != form.data["tryck"]


def test_a_forged_token_is_nobodys_press():
    form = sent(60, tryck="hej:1:2")

    assert form.errors
    assert pressed("hej:1:2") is None
    assert form.press != form.press


def test_who_fills_the_trap_can_press_again():
    form = sent(60, hemsida="https://spam.example")

    assert "fält som ska vara tomt" in str(form.errors)


def test_the_same_token_is_the_same_press():
    token = new_press()

    assert GuardedForm({"tryck": token}).press == GuardedForm({"tryck": token}).press
