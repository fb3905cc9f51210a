# SPDX-License-Identifier: EUPL-1.2
"""The queue is an order: whatever happens, seats and places are given by it."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.makers import in_days, make_karin, make_occasion, make_person
from traffpunkt.activities.actions import release_lapsed_holds
from traffpunkt.activities.models import Signup
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

    def test_a_seat_is_not_lost_by_a_hold_that_lapses_while_the_date_is_cancelled(self):
        occasion, astrid, (bertil, cecilia) = full_hall({"name": "Bertil"}, {"name": "Cecilia"})
        astrid.withdraw(by=GUEST)
        occasion.cancel("Sjukdom", by=GUEST)

        with self.after_days(5):
            assert release_lapsed_holds() == 0
            bertil.release_hold()
            occasion.reinstate(by=GUEST)
            assert release_lapsed_holds() == 0

            bertil.refresh_from_db()
            assert bertil.is_expected
            assert bertil.held_until - timezone.now() > datetime.timedelta(days=1, hours=23)
            # Somebody has to ring her about the seat still, and the date is not off.
            calls = Message.objects.to_call().filter(person=bertil.person)
            assert set(calls.values_list("kind", flat=True)) == {"promotion", "reinstated"}
        with self.after_days(8):
            assert release_lapsed_holds() == 1
        cecilia.refresh_from_db()
        assert cecilia.is_expected

    def test_a_seat_that_is_hers_is_not_held_when_the_date_is_taken_up_again(self):
        occasion, astrid, (bertil,) = full_hall({"name": "Bertil"})
        astrid.withdraw(by=GUEST)
        bertil.confirm_seat(by=GUEST)
        occasion.cancel("Sjukdom", by=GUEST)

        occasion.reinstate(by=GUEST)

        assert Signup.objects.get(pk=bertil.pk).held_until is None

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
