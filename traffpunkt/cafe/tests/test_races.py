# SPDX-License-Identifier: EUPL-1.2
"""Many who press at once, each in a transaction of her own."""

import uuid

import pytest

from traffpunkt.activities.tests.test_races import at_once
from traffpunkt.cafe.models import Ticket
from traffpunkt.cafe.tests.cafe import KARIN, KIOSK, make_cafe, make_queue
from traffpunkt.journal.models import Actor

pytestmark = pytest.mark.django_db(transaction=True)
LARS = Actor("account", 2)


def test_twenty_who_press_at_once_get_twenty_numbers():
    occasion = make_cafe()

    answers = at_once(
        *[
            lambda: Ticket.objects.take(occasion, by=KIOSK, press=uuid.uuid4()).number
            for _visitor in range(20)
        ]
    )

    assert sorted(answers) == list(range(1, 21))


def test_one_hand_that_presses_six_times_at_once_gets_one_number():
    occasion, press = make_cafe(), uuid.uuid4()

    answers = at_once(
        *[
            lambda: Ticket.objects.take(occasion, by=KIOSK, press=press).number
            for _press in "123456"
        ]
    )

    assert answers == [1] * 6


def test_two_hosts_at_once_call_two():
    occasion = make_cafe()
    make_queue(occasion, "waiting", "waiting", "waiting")

    answers = at_once(
        *[
            lambda by=by: Ticket.objects.call_next(occasion, by=by, press=uuid.uuid4())
            for by in (KARIN, LARS)
        ]
    )

    assert {ticket.number for ticket in answers} == {1, 2}


def test_two_hosts_who_end_the_same_number_at_once_end_it_once():
    occasion = make_cafe()
    [ticket] = make_queue(occasion, "called")
    one, other = (Ticket.objects.get(pk=ticket.pk) for _host in range(2))

    answers = at_once(lambda: one.done(by=KARIN), lambda: other.gone(by=LARS))

    assert answers == [None, None]
    ticket.refresh_from_db()
    assert ticket.state in {"done", "gone"}
    assert {one.state, other.state} == {ticket.state}
