# SPDX-License-Identifier: EUPL-1.2
"""Whatever two persons have signed up for: a merge sells no seat twice, and undoing gives all back."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import make_occasion, make_offer, make_person, make_series
from traffpunkt.activities.merging import as_they_stand, merge
from traffpunkt.activities.models import Offer, Signup
from traffpunkt.activities.parting import part
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db

A_FEW = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
# Who does what: she, herself once more, or somebody else; on which date, in which way, how many.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["kept", "other", "bertil"]),
        st.sampled_from(["sign up", "withdraw", "tick", "standing"]),
        st.integers(0, 1),
        st.integers(0, 1),
        st.integers(1, 3),
    ),
    max_size=10,
)


class Town:
    """Two persons who are one, a third, and two dates of a series with few seats in two ways."""

    def __init__(self):
        self.series = make_series(seats=3)
        facts = {"activity": self.series.activity, "seats": 3}
        self.dates = [make_occasion(**facts) for _number in range(2)]
        for date in self.dates:
            make_offer(date, "online", capacity=2)
        names = {"kept": "Astrid", "other": "Astrid Berg", "bertil": "Bertil"}
        self.people = {
            key: make_person(name, email=f"{key}@exempel.example") for key, name in names.items()
        }

    def take(self, who, what, date, way, heads):
        person, occasion = self.people[who], self.dates[date]
        try:
            if what == "sign up":
                offer = occasion.offers.order_by("pk")[way]
                occasion.sign_up(person, offer, by=GUEST, headcount=heads)
            elif what == "withdraw":
                for row in occasion.signups.standing_now().of(person):
                    row.withdraw(by=GUEST)
            elif what == "tick":
                for row in occasion.signups.of(person)[:1]:
                    row.tick("present" if way else "no_show", by=GUEST)
            else:
                self.series.grant_standing(person, "on_site", None, heads, by=SYSTEM)
        except Refusal:
            pass

    @property
    def both(self):
        return [Person.objects.get(pk=self.people[key].pk) for key in ("kept", "other")]

    def oversold(self):
        return [
            offer
            for offer in Offer.objects.with_counts()
            if offer.capacity is not None and offer.taken > offer.capacity
        ]

    def twice(self):
        seats = Signup.objects.expected().values_list("occasion", "person")
        return len(seats) - len(set(seats))


@contextmanager
def anew():
    """A town that is gone again afterwards, so that each try begins with nothing."""
    with transaction.atomic():
        yield Town()
        transaction.set_rollback(True)


@A_FEW
@given(STEPS)
def test_no_seat_is_sold_twice_and_nobody_has_two(steps):
    with anew() as town:
        sells_no_seat_twice(town, steps)


def sells_no_seat_twice(town, steps):
    for step in steps:
        town.take(*step)

    merged = merge(*town.both, by=SYSTEM)

    assert (town.oversold(), town.twice()) == ([], 0)
    assert not town.people["other"].signups.exists()

    part(merged, by=SYSTEM)

    assert (town.oversold(), town.twice()) == ([], 0)


@A_FEW
@given(STEPS)
def test_undoing_gives_back_the_very_same_rows(steps):
    """Where nobody stands in the queue for what a merge frees."""
    with anew() as town:
        gives_all_back(town, steps)


def gives_all_back(town, steps):
    for step in steps:
        if step[0] != "bertil":
            town.take(*step)
    hers = town.both
    if any(len({row.state for row in date.signups.standing_now()}) > 1 for date in town.dates):
        return
    before = as_they_stand(*hers)

    merged = merge(*hers, by=SYSTEM)

    assert part(merged, by=SYSTEM) == []
    assert as_they_stand(*hers) == before
