# SPDX-License-Identifier: EUPL-1.2
"""Reminders: who gets one, once, when it is time; what it says; and what takes it away again."""

import datetime

import pytest
import time_machine

from tests.makers import local, make_municipality, make_offer, make_series, make_venue
from traffpunkt.activities.calls import call_for, settle
from traffpunkt.activities.models import ReminderRound, Standing
from traffpunkt.activities.reminders import remind_due
from traffpunkt.activities.tests.reminded import (
    LONG_AGO,
    MOMENT,
    STARTS,
    make_date,
    make_rule,
    names,
    put_down,
    remind,
)
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.outbox.models import Message
from traffpunkt.people.desk import Desk

pytestmark = pytest.mark.django_db

State = Message.State
PHONE = {"phone": "+46313900605"}


@pytest.fixture
def date():
    with time_machine.travel(LONG_AGO, tick=False):
        return make_date()


def test_a_reminder_is_written_when_it_is_time_and_not_before(date):
    make_rule()
    signup = put_down(date)

    assert remind(2026, 11, 23, 9, 59) == []
    told = remind(2026, 11, 23, 10)

    assert [(row.kind, row.channel, row.state) for row in told] == [("reminder", "email", "queued")]
    assert told[0].about == f"signup:{signup.pk}"
    assert told[0].not_after == local(2026, 11, 24, 12)


def test_nobody_is_reminded_twice_however_often_the_worker_looks(date):
    make_rule()
    put_down(date)

    for minute in (0, 1, 2, 30):
        told = remind(2026, 11, 23, 10, minute)
    ReminderRound.objects.all().delete()

    assert names(told) == names(remind(2026, 11, 23, 10, 31)) == ["Astrid"]


def test_a_rule_that_is_changed_afterwards_reminds_nobody_again(date):
    rule = make_rule()
    put_down(date)
    remind(2026, 11, 23, 10)
    rule.measure, rule.amount = "hours", 2
    rule.save()

    assert len(remind(2026, 11, 24, 11)) == 1


def test_without_a_rule_nobody_is_reminded_and_nothing_is_asked(date, django_assert_num_queries):
    put_down(date)

    with django_assert_num_queries(2):
        assert remind_due(MOMENT) == 0


def test_a_rule_that_is_off_reminds_nobody(date):
    make_rule(is_on=False)
    put_down(date)

    assert remind(2026, 11, 23, 10) == []


def test_an_activity_follows_its_own_rule_and_the_others_that_for_all(date):
    other = make_date(starts=STARTS)
    make_rule()
    make_rule(activity=other.activity, measure="hours", amount=2)
    put_down(date)
    put_down(other, "Bertil")

    assert names(remind(2026, 11, 23, 10)) == ["Astrid"]
    assert names(remind(2026, 11, 24, 11)) == ["Astrid", "Bertil"]


def test_an_activity_can_be_spared(date):
    make_rule()
    make_rule(activity=date.activity, is_on=False)
    put_down(date)

    assert remind(2026, 11, 23, 10) == []


def test_only_the_ways_of_the_rule_are_reminded(date):
    home = make_offer(date, "online")
    make_rule(ways=["online"])
    put_down(date)
    put_down(date, "Bertil", offer=home)

    assert names(remind(2026, 11, 23, 10)) == ["Bertil"]


def test_who_waits_has_left_or_holds_a_seat_for_a_call_is_not_reminded(date):
    make_rule(rings=True)
    put_down(date, "Astrid", state="waiting")
    put_down(date, "Bertil", state="withdrawn")
    put_down(date, "Cecilia", held_until=STARTS)

    assert remind(2026, 11, 23, 10) == []


def test_who_is_seated_and_waits_elsewhere_is_reminded_once(date):
    home = make_offer(date, "online")
    make_rule()
    signup = put_down(date, offer=home)
    put_down(date, state="waiting")

    assert [row.about for row in remind(2026, 11, 23, 10)] == [f"signup:{signup.pk}"]


def test_a_cancelled_date_is_not_reminded_of(date):
    make_rule()
    put_down(date)
    with time_machine.travel(LONG_AGO, tick=False):
        date.cancel("Vattenläcka", by=SYSTEM)

    assert remind(2026, 11, 23, 10) == []


def test_what_is_cancelled_moved_or_withdrawn_takes_its_reminder_along(date):
    make_rule()
    for name in ("Astrid", "Bertil"):
        put_down(date, name)
    bertil, astrid = reversed(remind(2026, 11, 23, 10))

    with time_machine.travel(local(2026, 11, 23, 10, 1), tick=False):
        date.signups.get(person=bertil.person).withdraw(by=GUEST)
        states = [Message.objects.get(pk=row.pk).state for row in (astrid, bertil)]
        assert states == [State.QUEUED, State.TOO_LATE]
        date.cancel("", by=SYSTEM)

    astrid.refresh_from_db()
    assert astrid.state == State.TOO_LATE


def move(date, *at):
    starts = local(*at)
    date.move(starts, starts + (date.ends - date.starts), date.venue, by=SYSTEM)


def test_a_reminder_follows_a_date_that_is_moved(date):
    make_rule()
    put_down(date)
    with time_machine.travel(LONG_AGO, tick=False):
        move(date, 2026, 11, 26, 15)

    assert remind(2026, 11, 23, 10) == []
    told = remind(2026, 11, 25, 10)
    assert "När: torsdag 26 november klockan 15.00–17.00" in told[0].body


def test_a_date_that_is_moved_after_its_reminder_is_reminded_of_anew_and_back_again_too(date):
    make_rule()
    put_down(date)
    remind(2026, 11, 23, 10)
    with time_machine.travel(local(2026, 11, 23, 11), tick=False):
        move(date, 2026, 12, 3, 13)
    assert len(remind(2026, 12, 2, 10)) == 2
    with time_machine.travel(local(2026, 12, 2, 11), tick=False):
        move(date, 2026, 12, 8, 13)
        move(date, 2026, 12, 10, 13)
        move(date, 2026, 12, 8, 13)

    assert len(remind(2026, 12, 7, 10)) == 3


def test_another_room_after_the_reminder_is_told_but_not_reminded_of(date):
    make_rule()
    put_down(date)
    remind(2026, 11, 23, 10)
    with time_machine.travel(local(2026, 11, 23, 11), tick=False):
        date.move(date.starts, date.ends, make_venue(), by=SYSTEM)

    remind(2026, 11, 23, 14)

    assert Message.objects.of_kinds("reminder").count() == 1
    assert Message.objects.of_kinds("moved").count() == 1


def test_news_that_came_after_the_moment_are_reminder_enough(date):
    """Moved so near that its moment has been, or taken up again after it."""
    make_rule()
    put_down(date)
    other = make_date()
    put_down(other, "Bertil")
    with time_machine.travel(LONG_AGO, tick=False):
        other.cancel("", by=SYSTEM)
    with time_machine.travel(local(2026, 11, 23, 15), tick=False):
        move(date, 2026, 11, 24, 9)
        other.reinstate(by=SYSTEM)

    assert remind(2026, 11, 23, 16) == []


def test_a_reminder_that_would_be_late_is_not_written(date):
    """The worker stood still all the while."""
    make_rule()
    put_down(date)

    assert remind(2026, 11, 24, 12, 1) == []


def test_a_worker_that_stood_still_reminds_as_soon_as_it_is_day(date):
    make_rule()
    put_down(date)

    assert remind(2026, 11, 23, 23) == []
    assert names(remind(2026, 11, 24, 8)) == ["Astrid"]


def test_the_night_is_the_municipalitys_own(date):
    make_rule(measure="hours", amount=4)
    put_down(date)
    here = date.municipality
    here.quiet_until = datetime.time(10)
    here.save()

    assert remind(2026, 11, 24, 9) == []
    assert names(remind(2026, 11, 24, 10)) == ["Astrid"]


def test_who_signed_up_after_the_moment_has_her_confirmation(date):
    make_rule(measure="hours", amount=4)
    put_down(date)
    put_down(date, "Bertil", made=local(2026, 11, 24, 9, 1))

    assert names(remind(2026, 11, 24, 9, 5)) == ["Astrid"]
    assert names(remind(2026, 11, 24, 11)) == ["Astrid"]


def test_who_signed_up_after_the_moment_while_the_start_was_far_is_reminded_a_day_before(date):
    make_rule(amount=4)
    put_down(date)
    put_down(date, "Bertil", made=local(2026, 11, 21, 10))
    put_down(date, "Cecilia", made=local(2026, 11, 23, 13, 1))

    assert names(remind(2026, 11, 20, 10)) == ["Astrid"]
    assert names(remind(2026, 11, 22, 10)) == ["Astrid"]
    assert names(remind(2026, 11, 23, 13, 2)) == ["Astrid", "Bertil"]


def test_who_changed_her_way_after_the_moment_signed_up_when_she_first_did(date):
    home = make_offer(date, "online")
    make_rule()
    signup = put_down(date)
    with time_machine.travel(local(2026, 11, 23, 10, 5), tick=False):
        signup.switch(home, by=GUEST)

    assert "Var: var med hemifrån" in remind(2026, 11, 23, 10, 6)[0].body


def test_a_standing_place_is_reminded_like_any_other():
    with time_machine.travel(LONG_AGO, tick=False):
        series = make_series(first=STARTS.date())
        astrid = put_down(make_date()).person
        Standing.objects.create(series=series, person=astrid, way="on_site")
        series.unroll(by=SYSTEM)
    make_rule(activity=series.activity)

    assert [row.person for row in remind(2026, 11, 23, 10)] == [astrid]
    assert len(remind(2026, 11, 30, 10)) == 2


def test_who_has_no_written_way_is_rung_only_where_the_rule_says_so(date):
    rule = make_rule()
    put_down(date, "Bertil", ways=PHONE)
    put_down(date, "Cecilia", ways={})
    assert remind(2026, 11, 23, 10) == []
    ReminderRound.objects.all().delete()
    rule.rings = True
    rule.save()

    told = remind(2026, 11, 23, 10)

    # Nobody can ring Cecilia.
    assert [(str(row.person), row.state) for row in told] == [("Bertil", State.TO_CALL)]


def test_who_asked_not_to_hear_from_us_is_not_reminded(date):
    make_rule(rings=True)
    signup = put_down(date)
    signup.person.wish = "none"
    signup.person.save()

    assert remind(2026, 11, 23, 10) == []


def test_a_call_that_comes_too_late_leaves_the_list(date):
    make_rule(rings=True)
    put_down(date, "Bertil", ways=PHONE)
    put_down(date)
    astrid = remind(2026, 11, 23, 10)[1]
    Message.objects.filter(pk=astrid.pk).update(state=State.FAILED)

    assert Message.objects.to_call().count() == 2
    assert {row.state for row in remind(2026, 11, 24, 12, 1)} == {State.TOO_LATE}


def test_who_is_rung_about_a_reminder_can_say_no_to_her_seat(date, karin):
    make_rule(rings=True)
    signup = put_down(date, "Bertil", ways=PHONE)
    with time_machine.travel(MOMENT, tick=False):
        call = call_for(Desk(karin, date.municipality), remind(2026, 11, 23, 10)[0])
        assert call is not None
        assert [value for value, _words in call.outcomes] == ["will_come", "declines", "no_answer"]
        settle(call, "declines", by=GUEST)

    signup.refresh_from_db()
    assert signup.is_withdrawn


def test_municipalities_are_reminded_each_by_its_own_rule(date):
    neighbour = make_municipality()
    make_rule()
    put_down(date)
    put_down(make_date(municipality=neighbour), "Eva")

    assert names(remind(2026, 11, 23, 10)) == ["Astrid"]


def test_many_dates_and_people_are_reminded_in_batches(date, monkeypatch):
    monkeypatch.setattr("traffpunkt.activities.reminders.BATCH", 2)
    monkeypatch.setattr("traffpunkt.activities.reminders.DATES", 1)
    other = make_date()
    make_rule()
    for number in range(5):
        put_down(date, f"P{number}")
        put_down(other, f"R{number}")

    assert len(remind(2026, 11, 23, 10)) == 10
