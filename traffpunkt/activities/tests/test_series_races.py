# SPDX-License-Identifier: EUPL-1.2
"""Two at once with the same series: real threads on a real database."""

import datetime
import uuid

import pytest
from django.utils import timezone

from tests.makers import make_karin, make_person, make_series
from traffpunkt.activities.actions import plan_activity
from traffpunkt.activities.models import Activity, Occasion, Series
from traffpunkt.activities.tests.test_races import at_once
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.outbox.models import Message
from traffpunkt.people.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def short_series():
    today = timezone.localdate()
    return make_series(skip_holidays=False, until=today + datetime.timedelta(weeks=8))


def failures(answers):
    return [answer for answer in answers if isinstance(answer, Exception)]


def copy_of(series):
    return Series.objects.get(pk=series.pk)


def test_unrolling_twice_at_once_makes_no_date_twice():
    series = short_series()

    answers = at_once(*[copy_of(series).unroll for _press in range(4)])

    assert failures(answers) == []
    assert sum(len(made) for made in answers) == series.occasions.count() > 0


def test_two_changes_at_once_come_one_after_the_other():
    series = short_series()
    made = series.unroll()
    one, other = copy_of(series), copy_of(series)

    answers = at_once(
        lambda: one.change(None, {"weekdays": [2]}, by=SYSTEM),
        lambda: other.change(None, {"start_time": datetime.time(9)}, by=SYSTEM),
    )

    assert failures(answers) == []
    rows = [timezone.localtime(row.starts) for row in series.occasions.all()]
    assert {(row.weekday(), row.hour) for row in rows} == {(2, 9)}
    assert len(set(rows)) == len(made)


def test_a_sign_up_while_a_series_changes_is_neither_lost_nor_left_untold():
    series = short_series()
    second = series.unroll()[1]
    person = make_person("Astrid", phone="+46701740605")
    offer = second.offers.get()

    answers = at_once(
        lambda: copy_of(series).change(None, {"start_time": datetime.time(9)}, by=SYSTEM),
        lambda: Occasion.objects.get(pk=second.pk).sign_up(person, offer, by=GUEST),
    )

    assert failures(answers) == []
    assert second.signups.expected().count() == 1
    # Either she saw the new hour when she signed up, or she was told of it.
    told = [message.body for message in Message.objects.filter(kind="moved")]
    assert all("klockan 09.00" in body for body in told)
    second.refresh_from_db()
    assert (second.state == Occasion.State.MOVED) == bool(told)


def test_two_presses_at_once_plan_one_activity():
    karin, press = make_karin(), uuid.uuid4()
    desks = [Desk(karin, karin.memberships.get().municipality) for _press in range(4)]

    answers = at_once(
        *[
            lambda desk=desk: plan_activity(desk, {"title": "Fika", "press": press}, [], [])
            for desk in desks
        ]
    )

    assert failures(answers) == []
    assert {made.pk for made in answers} == {Activity.objects.get().pk}


def test_two_cancellations_at_once_are_one():
    occasion = short_series().unroll()[0]

    answers = at_once(
        *[
            lambda: Occasion.objects.get(pk=occasion.pk).cancel("Sjukdom", by=SYSTEM)
            for _press in range(3)
        ]
    )

    assert failures(answers) == []
    assert occasion.cancellations.count() == 1
