# SPDX-License-Identifier: EUPL-1.2
"""The queue under verbs in any order: no number twice, called in turn, and nobody is forgotten."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from traffpunkt.cafe.models import Ticket
from traffpunkt.cafe.tests.cafe import KARIN, KIOSK, make_cafe


class Line(RuleBasedStateMachine):
    """All that can happen to the numbers of one date, in any order."""

    def __init__(self):
        super().__init__()
        self.occasion = make_cafe()
        self.taken = 0

    def tickets(self, *states):
        rows = list(Ticket.objects.of(self.occasion))
        return [row for row in rows if row.state in states] if states else rows

    def pick(self, which, *states):
        rows = self.tickets(*states)
        return rows[which % len(rows)] if rows else None

    @rule(by=st.sampled_from([KIOSK, KARIN]))
    def take(self, by):
        self.taken += 1
        assert Ticket.objects.take(self.occasion, by=by).number == self.taken

    @rule()
    def call_next(self):
        waiting = self.tickets("waiting")
        called = Ticket.objects.call_next(self.occasion, by=KARIN)
        assert called == (waiting[0] if waiting else None)

    @precondition(lambda self: self.taken)
    @rule(which=st.integers(0, 9), verb=st.sampled_from(["done", "gone", "call_again"]))
    def step(self, which, verb):
        row = self.pick(which)
        getattr(row, verb)(by=KARIN)

    @precondition(lambda self: self.taken)
    @rule(which=st.integers(0, 9), seen=st.sampled_from(Ticket.State.values))
    def undo(self, which, seen):
        row = self.pick(which)
        before = row.state
        row.undo(seen, by=KARIN)
        if before != seen:
            assert row.state == before

    @invariant()
    def numbers_are_whole(self):
        assert [row.number for row in self.tickets()] == list(range(1, self.taken + 1))

    def teardown(self):
        """Whoever waits is reached by pressing Next, each once and in turn."""
        waiting = [row.number for row in self.tickets("waiting")]
        reached = []
        while row := Ticket.objects.call_next(self.occasion, by=KARIN):
            reached.append(row.number)
        assert reached == waiting
        for row in self.tickets("called"):
            row.done(by=KARIN)
        assert self.tickets("waiting", "called") == []


@pytest.mark.django_db
def test_the_queue_holds_its_promises():
    run_state_machine_as_test(
        Line, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )
