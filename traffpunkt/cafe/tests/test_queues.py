# SPDX-License-Identifier: EUPL-1.2
"""What is said of a queue: who is next, about how long it takes, and what it came to."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import make_offer, make_venue
from traffpunkt.cafe.models import Ticket
from traffpunkt.cafe.queues import Queue, queue_of, queues_at
from traffpunkt.cafe.tests.cafe import KARIN, MINUTE, make_cafe, make_queue

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2027, 3, 10, 12, tzinfo=datetime.UTC)


def turn(number, taken, called=None, state="done"):
    """A number by how many minutes after noon it was taken and called."""
    reached = None if called is None else NOON + called * MINUTE
    return Ticket(
        number=number, taken=NOON + taken * MINUTE, called=reached, last_call=reached,
        state="waiting" if reached is None else state,
    )  # fmt: skip


def shown_now(occasion):
    ticket = queue_of(occasion).now
    return ticket and ticket.number


def queue(*tickets):
    return Queue(make_cafe(), list(tickets))


def test_now_is_the_number_that_was_called_last_and_has_not_ended():
    occasion = make_cafe()
    first, _second, _third = make_queue(occasion, "called", "called", "done")
    assert shown_now(occasion) == 2

    first.call_again(by=KARIN)

    assert shown_now(occasion) == 1
    assert shown_now(make_cafe()) is None


def test_before_whom_one_waits():
    occasion = make_cafe()
    rows = make_queue(occasion, "done", "waiting", "called", "waiting", "waiting")

    assert [queue_of(occasion).before(row) for row in rows] == [0, 0, 1, 1, 2]


def test_with_fewer_than_three_helped_nobody_says_how_long_it_takes():
    mine = turn(4, 20)
    shown = queue(turn(1, 0, 5), turn(2, 0, 10), turn(3, 0, 15, "called"), mine)

    assert shown.wait_in_words(mine) == ""


def test_how_long_it_takes_is_rounded_up():
    # Whoever stood first waited 5, 5 and 6 minutes: 16 / 3 each, for two before her and herself.
    mine = turn(6, 20)
    rows = [turn(1, 0, 5), turn(2, 0, 10), turn(3, 0, 16), turn(4, 17), turn(5, 18), mine]

    assert queue(*rows).wait_in_words(mine) == "ungefär 20 minuter"


def test_an_hour_in_which_nobody_waited_makes_no_queue_longer():
    mine = turn(4, 70)
    rows = [turn(1, 0, 1), turn(2, 60, 61), turn(3, 62, 63), mine]

    assert queue(*rows).wait_in_words(mine) == "ungefär 5 minuter"


def test_more_than_an_hour_is_said_so():
    waiting = [turn(number, 60) for number in range(4, 9)]
    rows = [turn(1, 0, 15), turn(2, 0, 30), turn(3, 0, 45), *waiting]

    assert queue(*rows).wait_in_words(waiting[-1]) == "mer än en timme"


def test_who_is_called_does_not_wait():
    rows = [turn(number, 0, number * 5) for number in (1, 2, 3)]

    assert queue(*rows).wait_in_words(rows[0]) == ""


def test_the_figures_count_who_was_called():
    shown = queue(turn(1, 0, 4), turn(2, 0, 9, "gone"), turn(3, 0))

    assert (shown.mean_wait, shown.longest_wait, shown.missed) == (7, 9, 1)
    assert (queue().mean_wait, queue().longest_wait) == (0, 0)


def test_what_ended_lately_stands_first_the_latest():
    occasion = make_cafe()
    rows = make_queue(occasion, "done", "gone", "done", "called")
    Ticket.objects.filter(pk=rows[0].pk).update(ended=timezone.now() - 31 * MINUTE)

    assert [row.number for row in queue_of(occasion).just_ended] == [3, 2]


def test_a_venue_has_the_queues_of_its_own_dates_that_go_on():
    venue = make_venue()
    here = make_cafe(venue=venue)
    make_queue(here, "waiting")
    soon = make_cafe(venue=venue, starts=timezone.now() + 29 * MINUTE)
    make_cafe(venue=venue, starts=timezone.now() + 31 * MINUTE)
    make_cafe(venue=venue, starts=timezone.now() - 180 * MINUTE)
    make_cafe(venue=venue, state="cancelled")
    make_cafe(venue=venue, facts={"takes_numbers": False})
    make_cafe(venue=venue, facts={"state": "draft"})
    make_offer(make_cafe(), "watch_party", venue=venue)

    found = queues_at(venue)

    assert [shown.occasion for shown in found] == [here, soon]
    assert [len(shown.tickets) for shown in found] == [1, 0]
    assert queues_at(make_venue()) == []
