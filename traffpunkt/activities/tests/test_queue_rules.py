# SPDX-License-Identifier: EUPL-1.2
"""Seats and queues under verbs in any order: rules 1 to 3 of the domain."""

import datetime

import pytest
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

from tests.makers import in_days, make_occasion, make_person
from traffpunkt.activities.models import Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import GUEST


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

    def held(self):
        return list(self.occasion.signups.expected().filter(held_until__isnull=False))

    @rule(pick=st.integers(0, 9))
    def lapse(self, pick):
        if held := self.held():
            past = timezone.now() - datetime.timedelta(seconds=1)
            one = held[pick % len(held)]
            Signup.objects.filter(pk=one.pk).update(held_until=past)
            one.release_hold()
            assert not self.occasion.is_cancelled or Signup.objects.get(pk=one.pk).is_expected

    @rule()
    def cancel(self):
        self.occasion.cancel("Sjukdom", by=GUEST)

    @rule()
    def reinstate(self):
        held = self.held()
        was_off = self.occasion.is_cancelled
        self.occasion.reinstate(by=GUEST)
        if was_off:
            seats = self.occasion.signups.expected().filter(held_until__gt=timezone.now())
            assert {one.pk for one in held} <= {one.pk for one in seats}

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
        for offer in [] if self.occasion.is_cancelled else self.fresh():
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


@pytest.mark.django_db
def test_who_stood_behind_a_pair_gets_the_seat_when_the_pair_stays_where_it_is():
    occasion = make_occasion(seats=5, starts=in_days(10), ways=["on_site", "online"])
    room, home = occasion.offers.order_by("pk")
    home.set_capacity(2, by=GUEST)
    pair, eva, bertil = (
        make_person(name, municipality=occasion.municipality)
        for name in ("Astrid", "Eva", "Bertil")
    )
    occasion.sign_up(eva, home, by=GUEST)
    waiting = occasion.sign_up(pair, room, by=GUEST, headcount=2).switch(home, by=GUEST)
    behind = occasion.sign_up(bertil, home, by=GUEST)
    assert (waiting.is_waiting, behind.is_waiting) == (True, True)

    waiting.switch(room, by=GUEST)

    behind.refresh_from_db()
    assert behind.is_expected
