# SPDX-License-Identifier: EUPL-1.2
"""How many come on one sign-up: more while there are seats, fewer for the good of the queue."""

import contextlib

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.makers import in_days, make_karin, make_occasion, make_person, make_signup
from traffpunkt.activities.models import Signup
from traffpunkt.activities.refusals import Cancelled, Closed, Full, Refusal
from traffpunkt.journal.models import GUEST, Entry

pytestmark = pytest.mark.django_db


def hall(seats, *heads):
    """A date with its sign-ups in the order of their asking."""
    occasion = make_occasion(seats=seats, starts=in_days(10))
    offer = occasion.offers.get()
    rows = [
        occasion.sign_up(make_person(f"P{n}"), offer, by=GUEST, headcount=count)
        for n, count in enumerate(heads)
    ]
    return occasion, rows


def stands(occasion):
    """Each row as it stands: "expected 2"."""
    return [f"{row.state} {row.headcount}" for row in occasion.signups.order_by("pk")]


@pytest.mark.parametrize(
    ("seats", "heads", "asked", "after"),
    [
        (4, [1, 1], (0, 3, False), ["expected 3", "expected 1"]),
        (4, [1, 1], (0, 1, False), ["expected 1", "expected 1"]),
        (None, [1], (0, 30, False), ["expected 30"]),
        (4, [1, 1], (0, 4, False), Full),
        (4, [1, 1], (0, 4, True), ["expected 4", "expected 1"]),
        # A seat is free, but whoever waits comes first.
        (3, [2, 2, 1], (0, 3, False), Full),
        # Fewer leave room for the next, in order.
        (2, [2, 1, 1], (0, 1, False), ["expected 1", "expected 1", "waiting 1"]),
        (3, [2, 2, 1], (1, 1, False), ["expected 2", "expected 1", "waiting 1"]),
        # Who waits keeps her place, but never waits for seats that will not be.
        (2, [2, 1, 1], (1, 2, False), ["expected 2", "waiting 2", "waiting 1"]),
        (2, [2, 1, 1], (1, 3, False), Full),
        (2, [2, 1, 1], (1, 3, True), Full),
        (2, [2, 1, 1], (1, 2, True), ["expected 2", "waiting 2", "waiting 1"]),
        # Who becomes fewer does not overtake the one before her.
        (2, [1, 2, 2], (2, 1, False), ["expected 1", "waiting 2", "waiting 1"]),
    ],
)
def test_more_need_seats_and_fewer_leave_them_to_the_queue(seats, heads, asked, after):
    whom, wish, over = asked
    occasion, rows = hall(seats, *heads)
    before = stands(occasion)
    if after is Full:
        with pytest.raises(Full):
            rows[whom].change_headcount(wish, by=GUEST, over=over)
        assert stands(occasion) == before
        return

    changed = rows[whom].change_headcount(wish, by=GUEST, over=over)

    assert stands(occasion) == after
    assert f"{changed.state} {changed.headcount}" == after[whom]


def test_each_change_is_a_line_in_the_journal_and_the_same_number_none():
    _occasion, (row,) = hall(4, 1)

    row.change_headcount(2, by=GUEST)
    row.change_headcount(2, by=GUEST)

    verbs = [entry.verb for entry in Entry.objects.about(row)]
    assert verbs == ["signed-up", "changed-headcount"]


def test_what_is_withdrawn_cancelled_or_over_is_not_changed():
    occasion, (row,) = hall(4, 1)
    occasion.cancel("Sjukdom", by=GUEST)
    with pytest.raises(Cancelled):
        row.change_headcount(2, by=GUEST)

    past = make_signup(make_occasion(starts=in_days(-1)))
    with pytest.raises(Closed, match="redan varit"):
        past.change_headcount(2, by=GUEST)

    gone = make_signup().withdraw(by=GUEST)
    with pytest.raises(Closed, match="avbokad"):
        gone.change_headcount(2, by=GUEST)


class TestAnyNumbers(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(
        seats=st.integers(1, 6),
        heads=st.lists(st.integers(1, 3), min_size=1, max_size=5),
        changes=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6)), max_size=5),
    )
    def test_no_seat_too_many_nobody_overtaken_and_no_seat_left_that_the_next_one_fits(
        self, seats, heads, changes
    ):
        occasion = make_occasion(seats=seats, starts=in_days(10))
        offer = occasion.offers.get()
        for n, count in enumerate(heads):
            with contextlib.suppress(Refusal):
                occasion.sign_up(make_person(f"P{n}"), offer, by=GUEST, headcount=count)
        for pick, wish in changes:
            rows = list(occasion.signups.order_by("pk"))
            if not rows:
                return
            line = list(offer.signups.queue())
            with contextlib.suppress(Refusal):
                rows[pick % len(rows)].change_headcount(wish, by=GUEST)
            states = [Signup.objects.get(pk=row.pk).state for row in line]
            assert states == sorted(states)
            assert offer.signups.heads() <= seats
            head = offer.signups.queue().first()
            assert head is None or head.headcount > seats - offer.signups.heads()


class TestThePage:
    @pytest.fixture
    def desk(self, signed_in):
        return signed_in(make_karin())

    def page(self, row):
        return reverse("activities:staff_headcount", args=[row.pk])

    def text(self, answer):
        return " ".join(answer.content.decode().split())

    def test_the_list_leads_there_and_the_number_is_filled_in(self, desk):
        occasion, (row,) = hall(4, 2)

        listed = self.text(desk.get(reverse("activities:staff_occasion", args=[occasion.pk])))
        seen = self.text(desk.get(self.page(row)))

        assert self.page(row) in listed
        assert 'value="2"' in seen
        assert "bara det här tillfället" not in seen

    def test_a_new_number_is_saved_and_a_second_press_changes_nothing_more(self, desk):
        occasion, (row,) = hall(4, 1)

        for _press in range(2):
            answer = desk.post(self.page(row), {"headcount": "3"}, follow=True)

        assert "Antalet är ändrat till 3." in self.text(answer)
        assert stands(occasion) == ["expected 3"]
        assert Entry.objects.about(row).count() == 2

    def test_without_seats_staff_may_let_them_in_all_the_same(self, desk):
        occasion, (row, _other) = hall(2, 1, 1)

        answer = desk.post(self.page(row), {"headcount": "2"})
        assert answer.status_code == 422
        seen = self.text(answer)
        assert "Det är fullt: 2 av 2 platser är tagna" in seen
        assert 'value="2"' in seen
        assert "Släpp in ändå" in seen

        desk.post(self.page(row), {"headcount": "2", "svar": "over"})
        assert stands(occasion) == ["expected 2", "expected 1"]

    def test_who_waits_cannot_be_let_in_here(self, desk):
        _occasion, (_first, row) = hall(1, 1, 1)

        answer = desk.post(self.page(row), {"headcount": "2", "svar": "over"})

        assert answer.status_code == 422
        assert "Så många platser finns inte" in self.text(answer)
        assert "Släpp in ändå" not in self.text(answer)

    @pytest.mark.parametrize("typed", ["", "0", "31", "två"])
    def test_what_is_no_number_of_people_is_shown_again(self, desk, typed):
        occasion, (row,) = hall(4, 1)

        answer = desk.post(self.page(row), {"headcount": typed})

        assert answer.status_code == 422
        assert "Släpp in ändå" not in self.text(answer)
        assert stands(occasion) == ["expected 1"]

    def test_of_a_standing_place_only_this_date_is_changed(self, desk):
        row = make_signup(source="standing")

        assert "bara det här tillfället" in self.text(desk.get(self.page(row)))
