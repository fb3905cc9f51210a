# SPDX-License-Identifier: EUPL-1.2
"""What a change of a series does to the dates that there are."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import (
    make_account,
    make_link,
    make_venue,
)
from traffpunkt.activities.models import Occasion, Series, SeriesDate
from traffpunkt.activities.tests.unrolling import (
    WEEK,
    days,
    monday_after,
    plain_series,
    taken_seat,
    unrolled,
)
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_all_that_are_ahead_get_a_new_hour_and_keep_their_identity():
    series = unrolled()
    before = {row.pk: (row.uid, row.sequence) for row in series.occasions.all()}

    outcome = series.change(None, {"start_time": datetime.time(10)}, by=SYSTEM)

    assert len(outcome.moved) == len(before)
    for row in series.occasions.all():
        assert timezone.localtime(row.starts).hour == 10
        assert (row.uid, row.sequence - 1) == before[row.pk]
        assert row.state == Occasion.State.PLANNED


def test_tuesdays_become_wednesdays_of_the_same_week_and_people_are_told_once(astrid):
    series = unrolled()
    first = series.occasions.first()
    first.sign_up(astrid, first.offers.get(), by=SYSTEM)

    outcome = series.change(None, {"weekdays": [2]}, by=SYSTEM)

    first.refresh_from_db()
    assert timezone.localtime(first.starts).date() == monday_after() + datetime.timedelta(days=2)
    assert first.state == Occasion.State.MOVED
    assert first.moves.count() == 1
    assert outcome.people == 1
    assert Message.objects.filter(kind="moved").count() == 1
    assert first.signups.expected().count() == 1
    assert not outcome.dropped
    assert not outcome.cancelled


def test_this_and_following_leaves_the_earlier_as_they_were():
    series = unrolled()
    third = series.occasions.order_by("starts")[2]

    outcome = series.change(third.slot, {"start_time": datetime.time(9)}, by=SYSTEM)

    series.refresh_from_db()
    assert outcome.series.follows == series
    assert series.occasions.count() == 2
    assert {timezone.localtime(row.starts).hour for row in series.occasions.all()} == {13}
    assert {timezone.localtime(row.starts).hour for row in outcome.series.occasions.all()} == {9}
    assert series.until < third.slot
    assert series.unroll() == []
    assert outcome.series.plans.count() == series.plans.count() == 1


def test_from_the_first_day_nothing_is_split():
    series = unrolled()

    outcome = series.change(series.first, {"start_time": datetime.time(9)}, by=SYSTEM)

    assert outcome.series == series
    assert Series.objects.count() == 1


def test_every_other_week_keeps_its_step_when_it_is_split():
    series = unrolled(every=2)
    between = series.occasions.order_by("starts")[1].slot + WEEK

    outcome = series.change(between, {"start_time": datetime.time(9)}, by=SYSTEM)

    gaps = {
        later - day
        for day, later in zip(days(outcome.series), days(outcome.series)[1:], strict=False)
    }
    assert gaps == {2 * WEEK}
    assert days(outcome.series)[0] == between + WEEK


def test_the_whole_week_belongs_to_the_new_rule_when_the_old_had_no_day_before():
    series = unrolled()
    third = series.occasions.order_by("starts")[2]

    outcome = series.change(third.slot, {"weekdays": [0]}, by=SYSTEM)

    third.refresh_from_db()
    assert timezone.localtime(third.starts).date() == monday_after(3)
    assert third.series == outcome.series


def test_a_split_in_the_middle_of_a_week_leaves_the_earlier_day_of_that_week():
    series = unrolled(weekdays=[1, 3])
    thursday = series.occasions.order_by("starts")[3]

    outcome = series.change(thursday.slot, {"weekdays": [4]}, by=SYSTEM)

    assert days(series)[-1] == thursday.slot - datetime.timedelta(days=2)
    assert days(outcome.series)[0] == thursday.slot + datetime.timedelta(days=1)


def test_two_halves_never_share_a_day_when_both_change():
    series = unrolled(weekdays=[5])
    third = series.occasions.order_by("starts")[2]
    outcome = series.change(third.slot, {}, by=SYSTEM)

    series.change(None, {"weekdays": [0, 4]}, by=SYSTEM)
    outcome.series.change(None, {"weekdays": [0, 4]}, by=SYSTEM)

    assert not set(days(series)) & set(days(outcome.series))
    assert len(days(outcome.series)) == len(set(days(outcome.series)))


def test_another_pattern_begins_on_the_very_day():
    series = unrolled(pattern="monthly", week_of_month=3)
    second = series.occasions.order_by("starts")[1]

    outcome = series.change(second.slot, {"pattern": "weekly", "week_of_month": None}, by=SYSTEM)

    assert min(days(outcome.series)) == second.slot
    assert max(days(series)) < second.slot


def test_single_dates_can_be_split():
    first = monday_after()
    series = plain_series(pattern="single", first=first)
    series.set_days("added", [first + WEEK, first + 3 * WEEK])
    series.unroll()

    outcome = series.change(first + WEEK, {"start_time": datetime.time(9)}, by=SYSTEM)

    assert days(series) == [first]
    assert days(outcome.series) == [first + WEEK, first + 3 * WEEK]


def test_a_split_after_the_last_day_adds_one_there():
    first = monday_after()
    series = plain_series(pattern="single", first=first)
    series.unroll()

    outcome = series.change(first + WEEK, {}, by=SYSTEM)

    assert days(outcome.series) == [first + WEEK]


def test_a_split_after_the_end_keeps_the_days_in_order():
    series = plain_series(until=monday_after(2))
    series.unroll()

    outcome = series.change(monday_after(9), {}, by=SYSTEM)

    assert outcome.series.until == outcome.series.first


def test_days_added_by_hand_before_and_after_a_split_stay_with_their_half():
    series = plain_series()
    early, late = monday_after(2), monday_after(8)
    series.set_days("added", [early, late])
    series.unroll()

    outcome = series.change(monday_after(5), {}, by=SYSTEM)

    assert early in days(series)
    assert late in days(outcome.series)
    assert late not in days(series)


def test_a_standing_place_follows_into_the_new_half(astrid):
    series = unrolled()
    series.grant_standing(astrid, "on_site", by=SYSTEM)
    third = series.occasions.order_by("starts")[2]

    outcome = series.change(third.slot, {"start_time": datetime.time(9)}, by=SYSTEM)

    assert series.standings.get().until == third.slot - datetime.timedelta(days=1)
    assert outcome.series.standings.get().until is None
    assert third.signups.expected().count() == 1


def test_dates_that_fit_nowhere_are_cancelled_where_people_come_and_go_where_nobody_does(astrid):
    series = unrolled()
    second = series.occasions.order_by("starts")[1]
    second.sign_up(astrid, second.offers.get(), by=SYSTEM)
    count = series.occasions.count()

    outcome = series.change(None, {"every": 2}, by=SYSTEM)

    second.refresh_from_db()
    assert second.is_cancelled
    assert second.cancellations.get().reason == "Aktiviteten har fått nya dagar."
    assert outcome.cancelled == [second]
    assert len(outcome.dropped) == count // 2 - 1
    assert Message.objects.filter(kind="cancelled").count() == 1


def test_a_date_that_somebody_only_once_was_signed_up_for_is_cancelled_and_not_deleted(astrid):
    series = unrolled()
    second = series.occasions.order_by("starts")[1]
    second.sign_up(astrid, second.offers.get(), by=SYSTEM).withdraw(by=SYSTEM)

    outcome = series.change(None, {"every": 2}, by=SYSTEM)

    assert outcome.cancelled == [second]
    assert outcome.people == 0


def test_a_day_changed_by_hand_stays_and_no_second_one_comes_beside_it():
    series = unrolled()
    first = series.occasions.first()
    first.change({"note": "Ta med inneskor"}, by=SYSTEM)
    when = first.starts

    outcome = series.change(None, {"weekdays": [2]}, by=SYSTEM)

    first.refresh_from_db()
    assert first.starts == when
    assert first.slot == monday_after() + datetime.timedelta(days=2)
    assert outcome.left_alone == [first]
    assert first.slot not in days(series)


def test_a_week_that_was_cancelled_stays_cancelled_when_the_day_changes():
    series = unrolled()
    first = series.occasions.first()
    first.cancel("Sjukdom", by=SYSTEM)

    series.change(None, {"weekdays": [2]}, by=SYSTEM)

    assert monday_after() + datetime.timedelta(days=2) not in days(series)
    assert series.occasions.filter(slot=monday_after() + datetime.timedelta(days=2)).get() == first


def test_a_past_date_is_never_touched():
    series = plain_series(first=monday_after(-3))
    past = series.make_occasion(series.first + datetime.timedelta(days=1))
    series.unroll()

    series.change(None, {"start_time": datetime.time(9), "weekdays": [4]}, by=SYSTEM)

    assert Occasion.objects.get(pk=past.pk).__dict__.items() >= {
        "starts": past.starts, "slot": past.slot, "sequence": 0
    }.items()  # fmt: skip


def test_removed_and_added_days_take_effect():
    series = unrolled()
    tuesday = monday_after() + datetime.timedelta(days=1)

    series.change(None, {"removed": [tuesday], "added": [monday_after(2)]}, by=SYSTEM)
    assert tuesday not in days(series)
    assert monday_after(2) in days(series)

    series.change(None, {"removed": [], "added": [tuesday]}, by=SYSTEM)
    assert tuesday in days(series)
    assert monday_after(2) not in days(series)
    assert list(series.dates.values_list("change", flat=True)) == [SeriesDate.Change.ADDED]


def test_days_can_change_places_without_colliding():
    series = unrolled(weekdays=[0, 1])

    outcome = series.change(None, {"weekdays": [1, 2]}, by=SYSTEM)

    assert not outcome.dropped
    assert len(set(days(series))) == len(days(series))
    assert series.unroll() == []


def test_a_longer_door_moves_nobody():
    series = unrolled()

    outcome = series.change(None, {"doors_minutes": 30}, by=SYSTEM)

    assert not outcome.moved
    assert {row.doors_minutes for row in series.occasions.all()} == {30}


def test_more_seats_are_given_to_those_who_wait():
    series = unrolled(seats=1)
    first = series.occasions.first()
    taken_seat(first, "Astrid")
    waiting = taken_seat(first, "Bertil")
    assert waiting.is_waiting

    series.change(None, {}, plans=[{"way": "on_site", "capacity": 2}], by=SYSTEM)

    waiting.refresh_from_db()
    assert waiting.is_expected


def test_a_way_that_is_no_longer_offered_stays_for_those_who_use_it():
    series = unrolled()
    busy, free = series.occasions.order_by("starts")[:2]
    taken_seat(busy)
    link = make_link(municipality=series.municipality)

    series.change(
        None,
        {},
        plans=[{"way": "online", "link": link, "instructions": "Tryck på Delta"}],
        by=SYSTEM,
    )

    assert [offer.way for offer in free.offers.all()] == ["online"]
    assert {offer.way for offer in busy.offers.all()} == {"on_site", "online"}
    hall = busy.offers.get(way="on_site")
    assert hall.closed_because()
    series.change(None, {}, plans=[{"way": "online", "link": link}], by=SYSTEM)
    assert busy.offers.get(way="on_site").closes == hall.closes
    assert list(series.plans.values_list("way", flat=True)) == ["online"]


def test_a_date_keeps_what_became_of_a_way_since_unless_just_that_is_new():
    series = unrolled()
    offer = series.occasions.earliest("starts").offers.get()
    offer.end_queue(by=SYSTEM)

    series.change(None, {}, plans=[{"way": "on_site", "capacity": 9}], by=SYSTEM)
    offer.refresh_from_db()
    assert (offer.capacity, offer.has_queue) == (9, False)

    for has_queue in (False, True):
        plan = {"way": "on_site", "capacity": 9, "has_queue": has_queue}
        series.change(None, {}, plans=[plan], by=SYSTEM)
    offer.refresh_from_db()
    assert offer.has_queue


def test_other_words_for_a_way_reach_its_dates():
    series = unrolled()

    series.change(None, {}, plans=[{"way": "on_site", "instructions": "Ring på"}], by=SYSTEM)

    assert {row.offers.get().instructions for row in series.occasions.all()} == {"Ring på"}


def test_watch_parties_are_told_apart_by_their_place():
    series = unrolled()
    one, other = (make_venue(municipality=series.municipality) for _number in range(2))

    series.change(
        None, {}, plans=[{"way": "watch_party", "venue": one}, {"way": "watch_party", "venue": other}],
        by=SYSTEM,
    )  # fmt: skip

    assert set(series.occasions.first().offers.values_list("venue", flat=True)) == {
        one.pk,
        other.pk,
    }


def test_a_preview_says_what_would_happen_and_changes_nothing():
    series = unrolled()
    taken_seat(series.occasions.first())
    before = list(Occasion.objects.order_by("pk").values())
    messages = Message.objects.count()

    outcome = series.change_preview(series.occasions.all()[1].slot, {"every": 2}, by=SYSTEM)

    assert outcome.dropped
    assert list(Occasion.objects.order_by("pk").values()) == before
    assert Series.objects.count() == 1
    assert Message.objects.count() == messages


def test_who_changes_is_in_the_journal():
    karin = make_account()
    series = unrolled()

    series.change(None, {}, by=karin.actor)

    assert Entry.objects.about(series).latest("pk").actor == str(karin.actor)
