# SPDX-License-Identifier: EUPL-1.2
"""Series under verbs in any order: no date twice, none back from the dead."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.makers import (
    in_days,
)
from traffpunkt.activities.models import Occasion, Series
from traffpunkt.activities.tests.unrolling import (
    WEEK,
    monday_after,
    taken_seat,
    unrolled,
)
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db


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

    def from_(self, number, weekdays):
        if row := self.pick(number):
            row.series.change(
                row.slot, {"pattern": "weekly", "weekdays": sorted(weekdays)}, by=SYSTEM
            )


setattr(TestWhateverIsDone, "from", TestWhateverIsDone.from_)
