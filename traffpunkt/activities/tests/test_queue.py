# SPDX-License-Identifier: EUPL-1.2
"""The queue is an order: whatever happens, seats and places are given by it."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.makers import in_days, make_karin, make_occasion, make_person
from traffpunkt.activities.actions import release_lapsed_holds
from traffpunkt.activities.models import Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import GUEST
from traffpunkt.outbox.models import Message


def full_hall(*waiting, seats=1, **given):
    """A hall where Astrid sits and others wait, each with their contact ways."""
    occasion = make_occasion(seats=seats, starts=in_days(10), ways=["on_site", "online"], **given)
    offer = occasion.offers.get(way="on_site")
    astrid = occasion.sign_up(make_person("Astrid"), offer, by=GUEST, headcount=seats)
    rows = [occasion.sign_up(make_person(**facts), offer, by=GUEST) for facts in waiting]
    return occasion, astrid, rows


@pytest.mark.django_db
class TestPromotion:
    def test_a_withdrawal_seats_the_next_and_tells_her_by_e_mail(self):
        _occasion, astrid, (bertil,) = full_hall({"name": "Bertil", "email": "b@exempel.example"})

        astrid.withdraw(by=GUEST)

        bertil.refresh_from_db()
        message = Message.objects.get(kind="promotion")
        assert bertil.is_expected
        assert bertil.held_until is None
        assert (message.channel, message.state) == ("email", "queued")
        assert message.subject.startswith("Du har fått plats: Stickcafé")
        assert "http" not in message.body

    def test_the_seat_is_held_for_whom_somebody_has_to_ring(self):
        occasion, astrid, (bertil,) = full_hall({"name": "Bertil", "phone": "+4626170005"})

        astrid.withdraw(by=GUEST)

        bertil.refresh_from_db()
        days = occasion.municipality.seat_held_days
        assert bertil.is_expected
        assert abs(bertil.held_until - timezone.now() - datetime.timedelta(days=days)) < (
            datetime.timedelta(minutes=1)
        )
        assert Message.objects.to_call().get().address == "+4626170005"

    def test_a_seat_is_never_held_past_the_start(self):
        occasion, astrid, (bertil,) = full_hall({"name": "Bertil"})

        with time_machine.travel(occasion.starts - datetime.timedelta(hours=3)):
            astrid.withdraw(by=GUEST)

        bertil.refresh_from_db()
        assert bertil.held_until == occasion.starts

    def test_nobody_is_seated_once_it_has_begun(self):
        occasion, astrid, (bertil,) = full_hall({"name": "Bertil"})

        with time_machine.travel(occasion.starts + datetime.timedelta(minutes=5)):
            astrid.withdraw(by=GUEST)

        bertil.refresh_from_db()
        assert bertil.is_waiting

    def test_more_seats_go_to_those_who_wait_in_order(self):
        occasion, _astrid, rows = full_hall(
            {"name": "Bertil"}, {"name": "Cecilia"}, {"name": "David"}
        )

        occasion.offers.get(way="on_site").set_capacity(3, by=GUEST)

        assert [Signup.objects.get(pk=row.pk).state for row in rows] == [
            "expected", "expected", "waiting",
        ]  # fmt: skip

    def test_a_group_that_does_not_fit_is_not_overtaken(self):
        occasion, astrid, _none = full_hall(seats=2)
        offer = occasion.offers.get(way="on_site")
        astrid.withdraw(by=GUEST)
        bertil = occasion.sign_up(make_person("Bertil"), offer, by=GUEST)
        pair = occasion.sign_up(make_person("Paret"), offer, by=GUEST, headcount=2)
        single = occasion.sign_up(make_person("Cecilia"), offer, by=GUEST)

        assert pair.is_waiting
        assert single.is_waiting

        bertil.withdraw(by=GUEST)
        pair.refresh_from_db()
        single.refresh_from_db()
        assert pair.is_expected
        assert single.is_waiting

    def test_two_who_want_each_others_ways_both_get_them(self):
        occasion = make_occasion(seats=1, starts=in_days(10), ways=["on_site", "online"])
        hall, home = occasion.offers.order_by("pk")
        home.set_capacity(1, by=GUEST)
        astrid = occasion.sign_up(make_person("Astrid"), hall, by=GUEST)
        bertil = occasion.sign_up(make_person("Bertil"), home, by=GUEST)
        wants_home = astrid.switch(home, by=GUEST)
        wants_hall = bertil.switch(hall, by=GUEST)

        hall.set_capacity(2, by=GUEST)

        assert Signup.objects.get(pk=wants_hall.pk).is_expected
        assert Signup.objects.get(pk=wants_home.pk).is_expected
        assert occasion.signups.expected().count() == 2

    def test_staff_give_a_seat_whatever_the_order(self):
        _occasion, _astrid, (bertil, cecilia) = full_hall({"name": "Bertil"}, {"name": "Cecilia"})
        karin = make_karin()

        cecilia.give_seat(by=karin.actor)
        cecilia.give_seat(by=karin.actor)

        bertil.refresh_from_db()
        assert cecilia.is_expected
        assert bertil.is_waiting
        assert Message.objects.filter(kind="promotion").count() == 1

    def test_promoted_again_told_again(self):
        occasion, astrid, (bertil,) = full_hall({"name": "Bertil", "email": "b@exempel.example"})
        astrid.withdraw(by=GUEST)
        Message.objects.update(state="sent")
        bertil.refresh_from_db()
        bertil.withdraw(by=GUEST)
        astrid.take_back(by=GUEST)
        bertil.take_back(by=GUEST)
        assert bertil.is_waiting

        astrid.withdraw(by=GUEST)

        assert Message.objects.filter(kind="promotion").count() == 2
        assert occasion.signups.expected().get() == bertil


@pytest.mark.django_db
class TestHeldSeats:
    def after_days(self, days):
        return time_machine.travel(timezone.now() + datetime.timedelta(days=days, minutes=1))

    def test_a_hold_that_lapses_gives_the_seat_to_the_next_and_loses_nobody(self):
        occasion, astrid, (bertil, cecilia) = full_hall(
            {"name": "Bertil", "phone": "+4626170005"},
            {"name": "Cecilia", "email": "c@exempel.example"},
        )
        astrid.withdraw(by=GUEST)
        call = Message.objects.get(kind="promotion")

        with self.after_days(2):
            assert release_lapsed_holds() == 1
            assert release_lapsed_holds() == 0

        for row in (bertil, cecilia, call):
            row.refresh_from_db()
        assert cecilia.is_expected
        assert list(occasion.offers.get(way="on_site").signups.queue()) == [bertil]
        assert call.state == "too_late"

    def test_before_it_lapses_nothing_is_released(self):
        _occasion, astrid, (bertil,) = full_hall({"name": "Bertil"})
        astrid.withdraw(by=GUEST)

        assert release_lapsed_holds() == 0
        bertil.refresh_from_db()
        bertil.release_hold()
        assert bertil.is_expected

    def test_who_waits_alone_gets_the_seat_again_with_a_new_call(self):
        _occasion, astrid, (bertil,) = full_hall({"name": "Bertil"})
        astrid.withdraw(by=GUEST)

        with self.after_days(2):
            release_lapsed_holds()
            bertil.refresh_from_db()
            assert bertil.is_expected
            assert bertil.held_until > timezone.now()
        assert sorted(Message.objects.values_list("state", flat=True)) == ["to_call", "too_late"]

    def test_what_she_had_from_home_comes_back_when_the_hold_lapses(self):
        occasion, astrid, _none = full_hall()
        hall, home = occasion.offers.order_by("pk")
        bertil = occasion.sign_up(make_person("Bertil"), home, by=GUEST)
        queued = bertil.switch(hall, by=GUEST)
        occasion.sign_up(make_person("Cecilia"), hall, by=GUEST)
        astrid.withdraw(by=GUEST)
        assert Signup.objects.get(pk=bertil.pk).is_withdrawn

        with self.after_days(2):
            release_lapsed_holds()

        assert Signup.objects.get(pk=bertil.pk).is_expected
        assert Signup.objects.get(pk=queued.pk).is_waiting

    def test_what_she_has_taken_anew_from_home_is_left_as_it_is(self):
        occasion, astrid, _none = full_hall()
        hall, home = occasion.offers.order_by("pk")
        home.set_capacity(1, by=GUEST)
        person = make_person("Bertil")
        bertil = occasion.sign_up(person, home, by=GUEST)
        queued = bertil.switch(hall, by=GUEST)
        cecilia = make_person("Cecilia", email="c@exempel.example")
        occasion.sign_up(cecilia, home, by=GUEST)
        occasion.sign_up(make_person("David"), hall, by=GUEST)
        astrid.withdraw(by=GUEST)
        queued.refresh_from_db()
        anew = queued.switch(home, by=GUEST)
        assert anew.is_waiting

        with self.after_days(2):
            release_lapsed_holds()

        assert Signup.objects.get(pk=bertil.pk).is_withdrawn
        assert Signup.objects.get(pk=anew.pk).is_waiting

    def test_a_yes_makes_the_seat_hers_and_nobody_rings_about_it(self):
        _occasion, astrid, (bertil,) = full_hall({"name": "Bertil"})
        astrid.withdraw(by=GUEST)

        bertil.confirm_seat(by=GUEST)
        bertil.confirm_seat(by=GUEST)

        with self.after_days(3):
            assert release_lapsed_holds() == 0
        assert bertil.is_expected
        assert not Message.objects.to_call().exists()

    def test_a_withdrawal_takes_the_call_off_the_list(self):
        _occasion, astrid, (bertil,) = full_hall({"name": "Bertil"})
        astrid.withdraw(by=GUEST)
        bertil.refresh_from_db()

        bertil.withdraw(by=GUEST)

        assert not Message.objects.to_call().exists()


class Seats(RuleBasedStateMachine):
    """All that can happen to the seats of three ways, in any order."""

    def __init__(self):
        super().__init__()
        ways = ["on_site", "online", "phone"]
        occasion = make_occasion(seats=3, starts=in_days(10), ways=ways)
        self.occasion = occasion
        self.offers = list(occasion.offers.order_by("pk"))
        self.people = [make_person(f"P{n}", municipality=occasion.municipality) for n in range(8)]
        self.offers[1].set_capacity(2, by=GUEST)
        # It begins where it matters: a full hall, and a pair that waits before one who is alone.
        for person, heads in zip(self.people, (1, 1, 1, 2, 1), strict=False):
            occasion.sign_up(person, self.offers[0], by=GUEST, headcount=heads)
        self.allowed = self.most_allowed()
        self.line = self.lines()

    def lines(self):
        """Each queue as it stands, by way."""
        return {
            offer.pk: list(offer.signups.queue().values_list("pk", flat=True))
            for offer in self.fresh()
        }

    def most_allowed(self):
        """How many may sit in each way: its seats, or those whom staff or a smaller room left over."""
        return {
            offer.pk: max(offer.capacity, offer.signups.heads())
            for offer in self.fresh()
            if offer.capacity is not None
        }

    def fresh(self):
        return list(self.occasion.offers.order_by("pk"))

    def alive(self):
        return list(self.occasion.signups.standing_now().order_by("pk"))

    @rule(who=st.integers(0, 7), way=st.integers(0, 2), heads=st.integers(1, 3), over=st.booleans())
    def sign_up(self, who, way, heads, over):
        try:
            self.occasion.sign_up(
                self.people[who], self.offers[way], by=GUEST, headcount=heads, over=over
            )
        except Refusal:
            return
        if over:
            self.allowed = self.most_allowed()
            self.line = self.lines()

    @precondition(lambda self: self.alive())
    @rule(pick=st.integers(0, 9))
    def withdraw(self, pick):
        alive = self.alive()
        alive[pick % len(alive)].withdraw(by=GUEST)

    @rule(pick=st.integers(0, 9))
    def take_back(self, pick):
        gone = list(self.occasion.signups.filter(state="withdrawn").order_by("pk"))
        if gone:
            try:
                gone[pick % len(gone)].take_back(by=GUEST)
            except Refusal:
                return

    @precondition(lambda self: self.alive())
    @rule(pick=st.integers(0, 9), way=st.integers(0, 2))
    def switch(self, pick, way):
        alive = self.alive()
        try:
            alive[pick % len(alive)].switch(self.offers[way], by=GUEST)
        except Refusal:
            return

    @precondition(lambda self: self.alive())
    @rule(pick=st.integers(0, 9), heads=st.integers(1, 4), over=st.booleans())
    def change_headcount(self, pick, heads, over):
        alive = self.alive()
        try:
            alive[pick % len(alive)].change_headcount(heads, by=GUEST, over=over)
        except Refusal:
            return
        if over:
            self.allowed = self.most_allowed()

    @rule(way=st.integers(0, 2), seats=st.none() | st.integers(0, 6))
    def set_capacity(self, way, seats):
        offer = self.fresh()[way]
        before = offer.signups.heads()
        offer.set_capacity(seats, by=GUEST)
        self.allowed.pop(offer.pk, None)
        if seats is not None:
            self.allowed[offer.pk] = max(seats, before)

    @rule(pick=st.integers(0, 9))
    def lapse(self, pick):
        held = list(self.occasion.signups.expected().filter(held_until__isnull=False))
        if held:
            past = timezone.now() - datetime.timedelta(seconds=1)
            one = held[pick % len(held)]
            Signup.objects.filter(pk=one.pk).update(held_until=past)
            one.release_hold()

    @invariant()
    def never_one_seat_too_many(self):
        for offer in self.fresh():
            if offer.pk in self.allowed:
                assert offer.signups.heads() <= self.allowed[offer.pk]
                # What once was let in over the limit may go but not come again by itself.
                self.allowed[offer.pk] = max(offer.capacity, offer.signups.heads())

    @invariant()
    def nobody_is_overtaken(self):
        now = dict(self.occasion.signups.values_list("pk", "state"))
        for queue in self.line.values():
            states = [now[pk] for pk in queue if now[pk] != "withdrawn"]
            assert states == sorted(states), "expected comes before waiting"
        self.line = self.lines()

    @invariant()
    def one_seat_for_each_person_and_one_place_in_each_queue(self):
        seated = [row.person_id for row in self.alive() if row.is_expected]
        queued = [(row.person_id, row.offer_id) for row in self.alive() if row.is_waiting]
        assert len(seated) == len(set(seated))
        assert len(queued) == len(set(queued))

    @invariant()
    def nobody_waits_while_the_next_one_fits(self):
        for offer in self.fresh():
            head = offer.signups.queue().first()
            if head:
                assert offer.free is not None
                assert head.headcount > offer.free

    @invariant()
    def the_counts_of_one_query_are_the_counts_of_many(self):
        counted = {row.pk: row for row in self.occasion.offers.with_counts()}
        for offer in self.fresh():
            assert counted[offer.pk].taken == offer.taken
            assert counted[offer.pk].queue_length == offer.queue_length


@pytest.mark.django_db
def test_in_any_order_of_events_the_rules_hold():
    run_state_machine_as_test(
        Seats, settings=settings(max_examples=20, stateful_step_count=15, deadline=None)
    )
