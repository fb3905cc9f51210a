# SPDX-License-Identifier: EUPL-1.2
"""To take part in another way instead: what is left, what is kept, and that a second press is one."""

import pytest
from django.urls import reverse

from tests.makers import make_occasion, make_offer, make_person, make_venue
from traffpunkt.activities.models import Signup
from traffpunkt.activities.refusals import Full
from traffpunkt.journal.models import GUEST

pytestmark = pytest.mark.django_db


def hall(occasion):
    return occasion.offers.get(way="on_site")


def online(occasion):
    return occasion.offers.get(way="online")


def sign_up(occasion, name="Astrid", way="on_site"):
    person = make_person(name, municipality=occasion.municipality)
    return occasion.sign_up(person, occasion.offers.get(way=way), by=GUEST)


def waiting_with_a_seat_at_home(*more):
    """Bertil has a seat from home and waits for the hall, where Astrid sits."""
    occasion = make_occasion(seats=1, ways=["on_site", "online", *more])
    sign_up(occasion, "Astrid")
    home = sign_up(occasion, "Bertil", way="online")
    return occasion, home, home.switch(hall(occasion), by=GUEST)


def test_switching_frees_the_seat_at_once():
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    astrid = sign_up(occasion, "Astrid")
    bertil = sign_up(occasion, "Bertil")

    home = astrid.switch(online(occasion), by=GUEST)

    bertil.refresh_from_db()
    assert home.is_expected
    assert home.instead_of == astrid
    assert astrid.is_withdrawn
    assert bertil.is_expected


def test_who_switches_to_a_full_room_keeps_her_seat_at_home_until_her_turn():
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    sitting = sign_up(occasion, "Astrid")
    home = sign_up(occasion, "Bertil", way="online")

    queued = home.switch(hall(occasion), by=GUEST)

    assert queued.is_waiting
    assert Signup.objects.get(pk=home.pk).is_expected

    sitting.withdraw(by=GUEST)
    queued.refresh_from_db()
    assert queued.is_expected
    assert Signup.objects.get(pk=home.pk).is_withdrawn


def test_switching_twice_gives_the_signup_that_there_is():
    occasion = make_occasion(ways=["on_site", "online"])
    astrid = sign_up(occasion)

    home = astrid.switch(online(occasion), by=GUEST)

    assert home.switch(online(occasion), by=GUEST) == home
    assert astrid.switch(online(occasion), by=GUEST) == home
    assert occasion.signups.standing_now().get() == home


def test_a_refused_switch_changes_nothing():
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    occasion.offers.filter(way="on_site").update(has_queue=False)
    sign_up(occasion, "Astrid")
    home = sign_up(occasion, "Bertil", way="online")

    with pytest.raises(Full):
        home.switch(hall(occasion), by=GUEST)

    home.refresh_from_db()
    assert home.is_expected


def test_two_watch_parties_are_two_ways():
    occasion = make_occasion()
    here = make_offer(occasion, "watch_party", venue=make_venue(), capacity=1)
    there = make_offer(occasion, "watch_party", venue=make_venue(), capacity=1)
    astrid = occasion.sign_up(make_person("Astrid"), here, by=GUEST)

    assert astrid.switch(there, by=GUEST).offer == there


def test_who_waits_with_a_seat_at_home_may_take_a_third_way():
    occasion, home, queued = waiting_with_a_seat_at_home("phone")

    phone = queued.switch(occasion.offers.get(way="phone"), by=GUEST)

    assert phone.is_expected
    alive = occasion.signups.standing_now().of(home.person)
    assert alive.get() == phone


def test_who_waits_and_chooses_the_seat_she_has_leaves_the_queue():
    occasion, home, queued = waiting_with_a_seat_at_home()

    assert queued.switch(online(occasion), by=GUEST) == home

    assert occasion.signups.standing_now().of(home.person).get() == home
    assert hall(occasion).queue_length == 0


def page_of(client, signup):
    return " ".join(client.get(f"/anmalan/{signup.secret}/").content.decode().split())


def test_who_leaves_her_seat_at_home_reads_that_her_place_in_the_queue_stays(client):
    _occasion, home, queued = waiting_with_a_seat_at_home()

    client.post(f"/anmalan/{home.secret}/avbokning/")

    page = page_of(client, home)
    assert "Du är avbokad" in page
    assert "Du står kvar i kön till ”kom hit”." in page
    assert f"/anmalan/{queued.secret}/" in page
    assert "Ångra – jag vill vara med" in page


def test_who_leaves_the_queue_reads_that_her_seat_at_home_stays(client):
    _occasion, home, queued = waiting_with_a_seat_at_home()

    client.post(f"/anmalan/{queued.secret}/avbokning/")

    page = page_of(client, queued)
    assert "Du är anmäld till ”var med hemifrån”." in page
    assert f"/anmalan/{home.secret}/" in page
    assert "Ångra – jag vill vara med" not in page


def test_the_desk_reads_the_same(karin, signed_in):
    desk = signed_in(karin)
    _occasion, home, queued = waiting_with_a_seat_at_home()

    answer = desk.post(reverse("activities:staff_withdrawal", args=[home.pk]), follow=True)
    assert "Bertil är avbokad." in answer.content.decode()
    assert "Platsen i kön till ”kom hit” finns kvar." in answer.content.decode()

    home.take_back(by=GUEST)
    answer = desk.post(reverse("activities:staff_withdrawal", args=[queued.pk]), follow=True)
    assert "Anmälan till ”var med hemifrån” finns kvar." in answer.content.decode()
