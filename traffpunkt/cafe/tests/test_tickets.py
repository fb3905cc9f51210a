# SPDX-License-Identifier: EUPL-1.2
"""A number from the moment it is taken until it ends, and each step back."""

import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from traffpunkt.activities.refusals import Refusal
from traffpunkt.cafe.models import Ticket
from traffpunkt.cafe.tests.cafe import KARIN, KIOSK, MINUTE, make_cafe, make_queue
from traffpunkt.journal.models import SYSTEM, Entry

pytestmark = pytest.mark.django_db


def states(occasion):
    return [ticket.state for ticket in Ticket.objects.of(occasion)]


def called(occasion):
    ticket = Ticket.objects.call_next(occasion, by=KARIN)
    return ticket and ticket.number


def numbers(occasion):
    return [ticket.number for ticket in Ticket.objects.of(occasion)]


def test_numbers_begin_at_one_for_each_date():
    monday, tuesday = make_cafe(), make_cafe()

    for occasion in (monday, monday, tuesday):
        Ticket.objects.take(occasion, by=KIOSK)

    assert numbers(monday) == [1, 2]
    assert numbers(tuesday) == [1]


def test_a_number_says_where_it_was_given_and_nothing_of_anybody():
    occasion = make_cafe()

    Ticket.objects.take(occasion, by=KIOSK)
    Ticket.objects.take(occasion, by=KARIN)

    assert [row.place for row in Ticket.objects.of(occasion)] == ["kiosk", "staff"]
    assert {field.related_model for field in Ticket._meta.fields if field.related_model} == {
        type(occasion)
    }


def test_the_same_press_within_some_seconds_is_the_same_number():
    occasion, press = make_cafe(), uuid.uuid4()
    now = timezone.now()

    with time_machine.travel(now, tick=False):
        first = Ticket.objects.take(occasion, by=KIOSK, press=press)
    with time_machine.travel(now + MINUTE / 6, tick=False):
        again = Ticket.objects.take(occasion, by=KIOSK, press=press)
    # A kiosk without a network shows the next visitor the page that the first one pressed.
    with time_machine.travel(now + MINUTE, tick=False):
        next_one = Ticket.objects.take(occasion, by=KIOSK, press=press)

    assert again == first
    assert next_one.number == 2
    assert str(next_one) == "2"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"facts": {"takes_numbers": False}}, "tar man inget nummer"),
        ({"state": "cancelled"}, "inställt"),
        ({"starts": -180 * MINUTE}, "slut för i dag"),
        ({"starts": 31 * MINUTE}, "en halvtimme före start"),
    ],
    ids=["inga nummer", "inställt", "slut", "för tidigt"],
)
def test_a_date_that_gives_no_numbers_says_why(given, words):
    if "starts" in given:
        given = {"starts": timezone.now() + given["starts"]}
    occasion = make_cafe(**given)

    with pytest.raises(Refusal, match=words):
        Ticket.objects.take(occasion, by=KIOSK)

    assert numbers(occasion) == []


def test_a_number_can_be_taken_from_half_an_hour_before_the_start():
    occasion = make_cafe(starts=timezone.now() + 29 * MINUTE)

    assert Ticket.objects.take(occasion, by=KIOSK).number == 1


def test_the_next_is_who_has_waited_longest():
    occasion = make_cafe()
    make_queue(occasion, "done", "waiting", "waiting")

    assert [called(occasion) for _press in range(3)] == [2, 3, None]


def test_a_double_press_of_next_calls_one():
    occasion, press = make_cafe(), uuid.uuid4()
    make_queue(occasion, "waiting", "waiting")

    for _press in range(2):
        Ticket.objects.call_next(occasion, by=KARIN, press=press)

    assert states(occasion) == ["called", "waiting"]


def test_who_is_called_is_done_or_does_not_come_and_a_second_press_changes_nothing():
    occasion = make_cafe()
    first, second, third = make_queue(occasion, "called", "called", "waiting")

    for _press in range(2):
        first.done(by=KARIN)
        second.gone(by=KARIN)
        third.done(by=KARIN)
    first.gone(by=KARIN)

    assert states(occasion) == ["done", "gone", "waiting"]
    assert Entry.objects.about(first).filter(verb="finished-number").count() == 1


def test_a_number_is_called_again_while_nobody_has_come():
    occasion = make_cafe()
    first, second = make_queue(occasion, "called", "waiting")
    before = first.called

    first.call_again(by=KARIN)
    second.call_again(by=KARIN)

    assert first.last_call is not None
    assert before is not None
    assert first.last_call > before
    assert first.called == before
    assert second.last_call is None


def test_each_step_is_taken_back_in_turn():
    occasion = make_cafe()
    [ticket] = make_queue(occasion, "waiting")
    Ticket.objects.call_next(occasion, by=KARIN, press=uuid.uuid4())
    ticket.done(by=KARIN)

    ticket.undo("done", by=KARIN)
    assert states(occasion) == ["called"]
    ticket.undo("called", by=KARIN)
    assert states(occasion) == ["waiting"]
    ticket.undo("waiting", by=KARIN)
    assert states(occasion) == ["waiting"]

    ticket.refresh_from_db()
    assert (ticket.called, ticket.last_call, ticket.called_press, ticket.ended) == (None,) * 4
    assert not ticket.is_undoable


def test_who_comes_after_all_is_taken_back():
    occasion = make_cafe()
    [ticket] = make_queue(occasion, "gone")

    ticket.undo("gone", by=KARIN)

    assert states(occasion) == ["called"]


def test_a_double_press_of_undo_takes_back_one_step():
    occasion = make_cafe()
    [ticket] = make_queue(occasion, "done")

    for _press in range(2):
        ticket.undo("done", by=KARIN)

    assert states(occasion) == ["called"]


def test_after_half_an_hour_a_step_stands():
    occasion = make_cafe()
    [ticket] = make_queue(occasion, "gone")

    with (
        time_machine.travel(timezone.now() + 31 * MINUTE),
        pytest.raises(Refusal, match="Ge ett nytt nummer"),
    ):
        ticket.undo("gone", by=KARIN)

    assert states(occasion) == ["gone"]


def test_the_end_of_the_date_ends_the_queue_and_loses_nobody():
    occasion = make_cafe()
    make_queue(occasion, "done", "waiting")

    with time_machine.travel(timezone.now() + 120 * MINUTE):
        with pytest.raises(Refusal):
            Ticket.objects.take(occasion, by=KIOSK)
        assert states(occasion) == ["done", "waiting"]
        assert called(occasion) == 2


def test_each_step_stands_in_the_journal_of_its_municipality():
    occasion = make_cafe()
    ticket = Ticket.objects.take(occasion, by=KIOSK)
    Ticket.objects.call_next(occasion, by=KARIN)
    ticket.call_again(by=KARIN)
    ticket.gone(by=KARIN)
    ticket.undo("gone", by=KARIN)
    ticket.done(by=KARIN)

    lines = Entry.objects.about(ticket)

    assert [line.verb for line in lines] == [
        "took-number", "called-number", "called-number-again", "missed-number", "undid-number",
        "finished-number",
    ]  # fmt: skip
    assert {line.municipality_number for line in lines} == {occasion.municipality_id}


@pytest.mark.parametrize(
    "facts",
    [
        {"number": 1},
        {"number": 0},
        {"number": 2, "state": "called"},
        {"number": 2, "state": "done"},
    ],
    ids=["samma nummer", "noll", "uppropad utan tid", "klar utan tid"],
)
def test_the_database_keeps_numbers_single_and_times_true(facts):
    occasion = make_cafe()
    Ticket.objects.take(occasion, by=SYSTEM)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(occasion=occasion, place="kiosk", **facts)
