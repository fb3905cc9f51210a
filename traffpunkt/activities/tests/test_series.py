# SPDX-License-Identifier: EUPL-1.2
"""A series and its dates: what the worker makes, and what a change does to what there is."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.makers import (
    in_days,
    make_account,
    make_link,
    make_person,
    make_series,
    make_venue,
)
from traffpunkt.activities.models import Occasion, OfferPlan, Series, SeriesDate
from traffpunkt.activities.models.series import HORIZON
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message
from traffpunkt.places.models import ClosedDay

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)


def monday_after(weeks=1):
    today = timezone.localdate()
    return today + datetime.timedelta(days=7 * weeks - today.weekday())


def plain_series(**given):
    """A series that no holiday disturbs, whatever today is."""
    return make_series(**{"skip_holidays": False, "first": monday_after()} | given)


def unrolled(**given):
    series = plain_series(**given)
    series.unroll()
    return series


def days(series):
    return [timezone.localtime(row.starts).date() for row in series.occasions.order_by("starts")]


def taken_seat(occasion, name="Astrid"):
    person = make_person(name, municipality=occasion.municipality)
    return occasion.sign_up(person, occasion.offers.get(way="on_site"), by=SYSTEM)


# Unrolling


def test_unrolling_makes_each_date_with_its_ways_of_taking_part():
    series = plain_series(seats=12)
    made = series.unroll()

    assert len(made) in {25, 26, 27}
    assert all(row.starts.astimezone(timezone.get_default_timezone()).hour == 13 for row in made)
    assert {offer.capacity for row in made for offer in row.offers.all()} == {12}
    assert all(row.slot.weekday() == 1 for row in made)


def test_unrolling_twice_makes_nothing_twice():
    series = unrolled()

    assert series.unroll() == []
    assert Entry.objects.about(series).filter(verb="unrolled").count() == 1


def test_the_horizon_begins_at_the_first_day_when_that_is_far_away():
    far = timezone.localdate() + 2 * HORIZON
    assert unrolled(first=far).occasions.exists()


def test_a_cancelled_date_is_not_made_again():
    series = unrolled()
    first = series.occasions.first()
    first.cancel("Sjukdom", by=SYSTEM)

    assert series.unroll() == []
    assert series.occasions.get(slot=first.slot).is_cancelled


def test_a_moved_date_is_not_made_again_on_its_old_day():
    series = unrolled()
    first = series.occasions.first()
    first.move(first.starts + WEEK / 7, first.ends + WEEK / 7, first.venue, by=SYSTEM)

    assert series.unroll() == []


def test_todays_date_is_not_made_once_its_hour_has_passed():
    series = plain_series(first=timezone.localdate(), weekdays=[], start_time=datetime.time(0))
    series.unroll()

    assert timezone.localdate() not in days(series)


def test_dates_on_closed_days_and_holidays_are_skipped_with_their_reason():
    series = plain_series(skip_holidays=True)
    shut = monday_after() + datetime.timedelta(days=1)
    ClosedDay.objects.create(
        municipality=series.municipality,
        venue=series.venue,
        first=shut,
        last=shut,
        reason="målning",
    )
    ClosedDay.objects.create(municipality=series.municipality, first=shut + WEEK, last=shut + WEEK)
    ClosedDay.objects.create(
        municipality=series.municipality, venue=make_venue(), first=shut + 2 * WEEK,
        last=shut + 2 * WEEK,
    )  # fmt: skip

    plan = series.days_ahead()

    assert [skip.reason for skip in plan.skipped[:2]] == ["målning", "stängt"]
    assert shut + 2 * WEEK in plan.days or len(plan.skipped) > 2


def test_a_venue_closed_for_good_gets_no_more_dates():
    venue = make_venue(closed_for_good=monday_after(3))
    series = unrolled(venue=venue)

    assert max(days(series)) < monday_after(3)


def test_a_series_may_keep_closed_days():
    series = plain_series(skip_closed=False)
    shut = monday_after() + datetime.timedelta(days=1)
    ClosedDay.objects.create(municipality=series.municipality, first=shut, last=shut)

    assert shut in series.days_ahead().days


def test_sign_up_opens_and_closes_as_the_plan_says():
    series = plain_series()
    series.plans.update(opens_days=7, closes_minutes=60)
    first = series.unroll()[0]
    offer = first.offers.get()

    assert timezone.localtime(offer.opens).date() == first.slot - WEEK
    assert timezone.localtime(offer.opens).time() == datetime.time(0)
    assert first.starts - offer.closes == datetime.timedelta(hours=1)


def test_a_standing_place_is_filled_on_new_dates(astrid):
    series = plain_series()
    series.grant_standing(astrid, "on_site", by=SYSTEM)
    made = series.unroll()

    assert made[3].signups.get().person == astrid


def test_a_series_without_ways_still_gets_its_dates():
    series = plain_series()
    series.plans.all().delete()

    assert series.unroll()[0].offers.count() == 0


def test_unrolling_costs_the_same_for_few_dates_and_for_many(django_assert_num_queries):
    few, many = plain_series(until=monday_after(3)), plain_series()

    with django_assert_num_queries(13):
        few.unroll()
    with django_assert_num_queries(13):
        many.unroll()


def test_rolling_are_those_that_may_get_more_dates():
    going = plain_series()
    ended = plain_series(first=timezone.localdate() - WEEK, until=timezone.localdate() - WEEK)
    put_away = plain_series()
    put_away.activity.archive(by=SYSTEM)

    assert list(Series.objects.rolling()) == [going]
    assert ended.unroll() == []


# Words


def test_the_rule_in_words():
    series = Series(
        pattern="weekly", every=2, weekdays=[1, 3], first=datetime.date(2031, 9, 2),
        until=datetime.date(2031, 12, 15), start_time=datetime.time(13),
    )  # fmt: skip

    assert series.in_words == (
        "Varannan vecka på tisdag och torsdag klockan 13.00–15.00 från 2 september 2031 "
        "till 15 december 2031"
    )


# Changing


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
    assert busy.offers.get(way="on_site").closed_because()
    assert list(series.plans.values_list("way", flat=True)) == ["online"]


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


def test_the_words_of_a_split_series_say_when_it_ends():
    series = unrolled()
    third = series.occasions.order_by("starts")[2]
    series.change(third.slot, {}, by=SYSTEM)

    series.refresh_from_db()
    assert " till " in series.in_words


def test_a_plan_reads_as_its_way():
    assert str(OfferPlan(way="on_site")) == "kom hit"
    assert str(Series(activity_id=7, pattern="weekly", first=monday_after())).startswith("7 weekly")
    assert str(SeriesDate(day=datetime.date(2026, 9, 1), change="added")) == "2026-09-01 added"


VERBS = st.lists(
    st.one_of(
        st.tuples(st.just("unroll")),
        st.tuples(st.just("cancel"), st.integers(0, 12)),
        st.tuples(st.just("move"), st.integers(0, 12), st.integers(1, 3)),
        st.tuples(st.just("sign_up"), st.integers(0, 12)),
        st.tuples(st.just("all"), st.sets(st.integers(0, 6), min_size=1, max_size=2), st.integers(1, 3)),
        st.tuples(st.just("from"), st.integers(0, 12), st.sets(st.integers(0, 6), min_size=1, max_size=2)),
        st.tuples(st.just("monthly"), st.integers(1, 4)),
    ),
    max_size=6,
)  # fmt: skip


class TestWhateverIsDone(TestCase):
    """Rule 4 of the domain, with verbs in any order."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(VERBS)
    def test_no_date_twice_none_resurrected_none_touched_that_must_not_be(self, verbs):
        self.series = unrolled(until=monday_after(6))
        past = self.series.make_occasion(timezone.localdate() - WEEK)
        Occasion.objects.filter(pk=past.pk).update(starts=in_days(-7), ends=in_days(-7, 14))
        for verb, *facts in verbs:
            frozen = self.untouchable()
            getattr(self, verb)(*facts)
            self.check(frozen)

    def everything(self):
        return list(Occasion.objects.order_by("starts", "pk"))

    def untouchable(self):
        return {
            row.pk: (row.starts, row.ends, row.venue_id, row.state, row.hand_changed, row.sequence)
            for row in self.everything()
            if row.hand_changed or row.is_cancelled or row.is_over
        }

    def pick(self, number):
        rows = [row for row in self.everything() if row.is_ahead]
        return rows[number % len(rows)] if rows else None

    def unroll(self):
        for series in Series.objects.all():
            series.unroll()

    def cancel(self, number):
        row = self.pick(number)
        if row and not row.hand_changed:
            row.cancel("Sjukdom", by=SYSTEM)

    def move(self, number, days):
        row = self.pick(number)
        if row and not row.hand_changed:
            far = datetime.timedelta(days=days)
            row.move(row.starts + far, row.ends + far, row.venue, by=SYSTEM)

    def sign_up(self, number):
        if row := self.pick(number):
            taken_seat(row, f"Gäst {number}")

    def all(self, weekdays, every):
        facts = {"pattern": "weekly", "weekdays": sorted(weekdays), "every": every}
        for series in Series.objects.all():
            series.change(None, facts, by=SYSTEM)

    def monthly(self, nth):
        facts = {"pattern": "monthly", "week_of_month": nth, "every": 1, "weekdays": [1]}
        self.series.change(None, facts, by=SYSTEM)

    def check(self, frozen):
        now_rows = {row.pk: row for row in self.everything()}
        for pk, facts in frozen.items():
            row = now_rows[pk]
            assert (
                row.starts,
                row.ends,
                row.venue_id,
                row.state,
                row.hand_changed,
                row.sequence,
            ) == facts
        slots = [(row.series_id, row.slot) for row in now_rows.values()]
        assert len(slots) == len(set(slots))
        by_rule = [
            row.starts for row in now_rows.values()
            if row.is_ahead and not row.hand_changed
        ]  # fmt: skip
        assert len(by_rule) == len(set(by_rule))
        for row in now_rows.values():
            expected = row.signups.expected().exists()
            assert not expected or row.state != Occasion.State.DONE

    def from_(self, number, weekdays):
        if row := self.pick(number):
            row.series.change(
                row.slot, {"pattern": "weekly", "weekdays": sorted(weekdays)}, by=SYSTEM
            )


setattr(TestWhateverIsDone, "from", TestWhateverIsDone.from_)


def test_who_changes_is_in_the_journal():
    karin = make_account()
    series = unrolled()

    series.change(None, {}, by=karin.actor)

    assert Entry.objects.about(series).latest("pk").actor == str(karin.actor)
