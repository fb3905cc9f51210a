# SPDX-License-Identifier: EUPL-1.2
"""Workers that remind at once, that fall in the middle, and people who leave at that moment."""

import pytest
import time_machine

from traffpunkt.activities import reminders
from traffpunkt.activities.models import ReminderRound
from traffpunkt.activities.reminders import remind_due
from traffpunkt.activities.tests.reminded import (
    LONG_AGO,
    MOMENT,
    make_date,
    make_rule,
    put_down,
)
from traffpunkt.activities.tests.test_races import at_once
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 12


@pytest.fixture
def dates(monkeypatch):
    """Two dates, each with twelve people, who are reminded in batches of five."""
    monkeypatch.setattr(reminders, "BATCH", 5)
    make_rule()
    with time_machine.travel(LONG_AGO, tick=False):
        made = [make_date(), make_date()]
    for date in made:
        for number in range(PEOPLE):
            put_down(date, f"P{number}")
    with time_machine.travel(MOMENT, tick=False):
        yield made


def reminded():
    return Message.objects.of_kinds("reminder")


def test_two_workers_at_once_remind_each_person_once(dates):
    answers = at_once(*[remind_due for _worker in range(4)])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert reminded().count() == 2 * PEOPLE
    assert ReminderRound.objects.count() == 2


def test_a_worker_that_falls_in_the_middle_leaves_the_rest_to_the_next(dates, monkeypatch):
    whole = reminders.remind_some
    batches: list[object] = []

    def falls(*given):
        if len(batches) == 2:
            raise SystemExit
        batches.append(given)
        whole(*given)

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "remind_some", falls)
        with pytest.raises(SystemExit):
            remind_due()
    assert 0 < reminded().count() < 2 * PEOPLE
    assert not ReminderRound.objects.exists()

    remind_due()

    assert reminded().count() == 2 * PEOPLE


def test_a_batch_that_is_cut_off_leaves_nothing(dates, monkeypatch):
    def cut_off(*_given):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "message_of", cut_off)
        with pytest.raises(SystemExit):
            remind_due()

    assert not reminded().exists()


def test_who_leaves_while_the_worker_reminds_keeps_no_reminder(dates):
    leaving = list(dates[0].signups.all())[:6]

    answers = at_once(
        remind_due,
        remind_due,
        *[lambda signup=signup: signup.withdraw(by=GUEST) for signup in leaving],
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    on_their_way = set(reminded().on_their_way().values_list("about", flat=True))
    assert not on_their_way & {f"signup:{signup.pk}" for signup in leaving}
    assert len(on_their_way) == 2 * PEOPLE - 6


def test_a_date_that_is_cancelled_while_the_worker_reminds_keeps_no_reminder(dates):
    answers = at_once(remind_due, lambda: dates[0].cancel("", by=SYSTEM), remind_due)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert reminded().on_their_way().count() == PEOPLE
