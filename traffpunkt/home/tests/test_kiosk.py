# SPDX-License-Identifier: EUPL-1.2
"""Checking in at the door: four digits or one press, a receipt in words, and never a name."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.makers import (
    local,
    make_activity,
    make_occasion,
    make_offer,
    make_person,
    make_screen,
    make_signup,
    make_venue,
)
from traffpunkt.activities.checking_in import open_doors
from traffpunkt.home.tests.doors import arrive, device, expected, going_on, kiosk_at
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db
ASTRID, BERTIL = "+46701740605", "+46313900605"


def heads(occasion):
    return sum(tally.seniors for tally in occasion.tallies.all())


def says(answer):
    return answer.content.decode()


def test_four_digits_tick_her_off_and_the_receipt_names_nobody():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    astrid = expected(occasion, "Astrid", ASTRID)

    answer = arrive(client, occasion, digits="0605")

    tick = occasion.attendances.get()
    assert (tick.person, tick.way, tick.outcome) == (astrid.person, "on_site", "present")
    assert tick.by.startswith("screen:")
    assert tick.first_time
    assert "Du är avprickad till Stickcafé klockan" in says(answer)
    assert "Astrid" not in says(answer)
    assert heads(occasion) == 0


def test_the_whole_number_is_understood_as_well():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID)

    arrive(client, occasion, digits="070-174 06 05")

    assert occasion.attendances.count() == 1


def test_who_is_to_be_shown_nowhere_checks_in_like_everybody():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    signup = expected(occasion, "Astrid", ASTRID)
    signup.person.hidden = True
    signup.person.save()

    answer = arrive(client, occasion, digits="0605")

    assert occasion.attendances.count() == 1
    assert "Astrid" not in says(answer)


def test_who_promised_to_be_at_home_but_came_is_noted_as_here():
    client, venue = kiosk_at()
    occasion = going_on(venue, ways=["on_site", "online"])
    expected(occasion, "Astrid", ASTRID, offer=occasion.offers.get(way="online"))

    arrive(client, occasion, digits="0605")

    assert occasion.attendances.get().way == "on_site"


@pytest.mark.parametrize("digits", ["9999", "", "06", "abcd"])
def test_digits_that_match_nobody_change_nothing_and_say_what_to_do(digits):
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID)

    answer = arrive(client, occasion, digits=digits)

    assert answer.status_code == 422
    assert "Jag är här" in says(answer)
    assert f'value="{digits}"' in says(answer) or not digits
    assert occasion.attendances.count() == 0


def test_who_waits_in_the_queue_is_no_seat_that_matches():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID, state="waiting")

    assert arrive(client, occasion, digits="0605").status_code == 422


def test_where_several_match_a_letter_tells_them_apart():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID)
    bertil = expected(occasion, "Bertil", BERTIL)

    asked = arrive(client, occasion, digits="0605")
    assert asked.status_code == 422
    assert "Första bokstaven" in says(asked)
    assert "Bertil" not in says(asked)

    arrive(client, occasion, digits="0605", letter="bertil")

    assert occasion.attendances.get().person == bertil.person


def test_a_letter_that_fits_none_of_them_is_asked_for_again():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID)

    answer = arrive(client, occasion, digits="0605", letter="x")

    assert answer.status_code == 422
    assert "Första bokstaven" in says(answer)


def test_a_couple_with_one_telephone_and_one_letter_presses_instead():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Bertil", BERTIL)
    expected(occasion, "Birgitta", BERTIL)

    answer = arrive(client, occasion, digits="0605", letter="B")

    assert "Ni är flera" in says(answer)
    assert occasion.attendances.count() == 0


def test_i_am_here_counts_one_without_a_name():
    client, venue = kiosk_at()
    occasion = going_on(venue)

    answer = arrive(client, occasion, utan="ja")

    assert "Du är räknad till Stickcafé" in says(answer)
    assert heads(occasion) == 1
    assert occasion.attendances.count() == 0


def test_the_same_press_twice_counts_one():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    press = "6c84fb9012c411e1840d7b25c5ee775a"

    arrive(client, occasion, utan="ja", press=press)
    arrive(client, occasion, utan="ja", press=press)

    assert heads(occasion) == 1


def test_a_press_without_its_mark_is_asked_for_again():
    client, venue = kiosk_at()
    occasion = going_on(venue)

    assert arrive(client, occasion, utan="ja", press="x").status_code == 422
    assert heads(occasion) == 0


def test_two_presses_with_the_same_digits_are_one_visit_and_the_second_says_so():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID)
    arrive(client, occasion, digits="0605")

    again = arrive(client, occasion, digits="0605")

    assert "Du var redan avprickad" in says(again)
    assert "ångra" not in says(again)
    assert occasion.attendances.count() == 1
    client.post("/skarm/angrat/")
    assert occasion.attendances.count() == 1


def test_walk_ins_over_the_seats_are_counted_all_the_same():
    client, venue = kiosk_at()
    occasion = going_on(venue, seats=1)
    make_signup(occasion, "Bertil")

    for _guest in range(3):
        arrive(client, occasion, utan="ja")

    assert heads(occasion) == 3


@pytest.mark.parametrize("typed", [{"digits": "0605"}, {"utan": "ja"}])
def test_what_was_pressed_is_undone_there_and_then_and_only_once(typed):
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID)
    occasion.offers.get().count_heads(5, by=SYSTEM)
    arrive(client, occasion, **typed)
    receipt = client.cookies["traffpunkt_kvitto"].value

    undone = client.post("/skarm/angrat/", follow=True)
    client.cookies["traffpunkt_kvitto"] = receipt
    client.post("/skarm/angrat/")

    assert "Det är ångrat" in says(undone)
    assert occasion.attendances.count() == 0
    assert heads(occasion) == 5


def test_a_receipt_is_gone_after_a_minute():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    arrive(client, occasion, utan="ja")

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=70)):
        assert client.get("/skarm/kvitto/").status_code == 302
        client.post("/skarm/angrat/")

    assert heads(occasion) == 1


def test_another_screen_cannot_undo_it():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    arrive(client, occasion, utan="ja")
    other, _venue = kiosk_at(venue)
    other.cookies["traffpunkt_kvitto"] = client.cookies["traffpunkt_kvitto"].value

    other.post("/skarm/angrat/")

    assert heads(occasion) == 1


def test_who_tries_many_numbers_meets_a_pause_and_others_still_press():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    expected(occasion, "Astrid", ASTRID)
    for number in range(10):
        arrive(client, occasion, digits=f"111{number}")

    paused = arrive(client, occasion, digits="0605")
    assert "Vänta en minut" in says(paused)
    assert occasion.attendances.count() == 0

    arrive(client, occasion, utan="ja")
    assert heads(occasion) == 1


def test_one_activity_stands_on_the_first_page_and_several_are_large_buttons():
    client, venue = kiosk_at()
    going_on(venue)
    assert "Pricka av mig" in says(client.get("/skarm/"))

    going_on(venue)

    page = says(client.get("/skarm/"))
    assert "Pricka av mig" not in page
    assert page.count('href="/skarm/narvaro/') == 2


def test_with_nothing_to_come_to_the_kiosk_says_what_comes():
    client, venue = kiosk_at()
    make_occasion(activity=make_activity(title="Bingo"), venue=venue)

    page = says(client.get("/skarm/"))

    assert "inget att pricka av" in page
    assert "Bingo" in page


def test_who_sees_it_together_checks_in_where_she_sees_it():
    venue = make_venue()
    occasion = going_on(make_venue())
    make_offer(occasion, "watch_party", venue=venue)
    client, _venue = kiosk_at(venue)

    arrive(client, occasion, utan="ja")

    assert occasion.tallies.get().venue == venue


def test_what_is_only_at_home_cancelled_over_or_far_ahead_has_no_door():
    venue = make_venue()
    now = timezone.now()
    hours = datetime.timedelta(hours=1)
    going_on(venue, ways=["online"])
    going_on(venue, state="cancelled")
    going_on(venue, starts=now - 5 * hours)
    going_on(venue, starts=now + 2 * hours)
    soon = going_on(venue, starts=now + hours / 2)

    assert [door.occasion for door in open_doors(venue)] == [soon]


def test_an_activity_that_has_ended_leads_back_to_the_first_page():
    client, venue = kiosk_at()
    over = going_on(venue, starts=timezone.now() - datetime.timedelta(hours=4))

    answer = client.post(f"/skarm/narvaro/{over.pk}/", {"utan": "ja"})

    assert answer["Location"] == "/skarm/"
    assert heads(over) == 0


def test_an_activity_that_ends_before_the_undoing_stays_as_it_was():
    client, venue = kiosk_at()
    occasion = going_on(venue, ends=timezone.now() + datetime.timedelta(seconds=20))
    arrive(client, occasion, utan="ja")

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=30)):
        client.post("/skarm/angrat/")

    assert heads(occasion) == 1


@pytest.mark.parametrize("hour", [2, 3])
def test_the_night_when_the_clock_changes_has_its_hours(hour):
    """At 01.30 UTC the second half past two of that night has come: the first is over."""
    venue = make_venue()
    before = make_occasion(
        activity=make_activity(title="Nattcafé"),
        venue=venue,
        starts=local(2027, 10, 30, 23, 0),
        ends=datetime.datetime(2027, 10, 31, 1, 15, tzinfo=datetime.UTC),
    )
    moment = datetime.datetime(2027, 10, 31, hour - 2, 30, tzinfo=datetime.UTC)

    with time_machine.travel(moment, tick=False):
        client, _venue = kiosk_at(venue)
        page = says(client.get("/skarm/"))

    assert (f"/skarm/narvaro/{before.pk}/" in page) is (hour == 2)
    assert "02.30" in page


def test_a_wall_and_a_stranger_check_nobody_in():
    venue = make_venue()
    occasion = going_on(venue)
    for client in (Client(), device(make_screen(venue))):
        answer = client.post(f"/skarm/narvaro/{occasion.pk}/", {"utan": "ja"})
        assert answer["Location"] == "/skarm/"

    assert heads(occasion) == 0


def test_the_last_seat_is_not_asked_for_at_the_door():
    client, venue = kiosk_at()
    occasion = going_on(venue, seats=1)
    expected(occasion, "Astrid", ASTRID)
    make_person("Bertil")

    arrive(client, occasion, digits="0605")
    arrive(client, occasion, utan="ja")

    assert occasion.attendances.count() == 1
    assert heads(occasion) == 1
    assert occasion.signups.expected().count() == 1


def test_what_staff_have_ticked_meanwhile_is_theirs_and_stays():
    client, venue = kiosk_at()
    occasion = going_on(venue)
    signup = expected(occasion, "Astrid", ASTRID)
    arrive(client, occasion, digits="0605")
    signup.tick("excused", by=SYSTEM)

    client.post("/skarm/angrat/")

    assert occasion.attendances.get().outcome == "excused"
