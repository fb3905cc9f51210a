# SPDX-License-Identifier: EUPL-1.2
"""To sign up and to change one's mind: the rules of one sign-up."""

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone

from tests.makers import (
    in_days,
    make_karin,
    make_occasion,
    make_person,
)
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.refusals import AlreadySignedUp, Cancelled, Closed, Full
from traffpunkt.journal.models import GUEST, Entry
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db


def hall(occasion):
    return occasion.offers.get(way="on_site")


def online(occasion):
    return occasion.offers.get(way="online")


def sign_up(occasion, name="Astrid", way="on_site", **given):
    person = given.pop("person", None) or make_person(name, municipality=occasion.municipality)
    offer = occasion.offers.get(way=way)
    return occasion.sign_up(person, offer, by=GUEST, **given)


def test_who_comes_after_the_last_seat_queues():
    occasion = make_occasion(seats=1)

    first, second = sign_up(occasion, "Astrid"), sign_up(occasion, "Bertil")

    assert first.is_expected
    assert second.is_waiting
    assert (first.place_in_queue, second.place_in_queue) == (0, 1)
    assert hall(occasion).is_full


def test_a_group_takes_as_many_seats_as_it_has_heads():
    occasion = make_occasion(seats=3)

    sign_up(occasion, "Astrid", headcount=2)

    assert hall(occasion).taken == 2
    assert hall(occasion).free == 1
    assert sign_up(occasion, "Bertil", headcount=2).is_waiting


def test_without_a_limit_nobody_waits():
    occasion = make_occasion()

    assert sign_up(occasion, headcount=30).is_expected
    assert hall(occasion).free is None
    assert not hall(occasion).is_full


def test_the_same_person_signs_up_once():
    occasion = make_occasion(seats=2)
    astrid = make_person("Astrid", phone="+46701740605")

    first = sign_up(occasion, person=astrid)
    again = sign_up(occasion, person=astrid)

    assert first == again
    assert occasion.signups.count() == 1


def test_the_same_press_counts_once_even_for_a_name_without_a_number():
    occasion = make_occasion(seats=2)
    press = uuid.uuid4()

    first = sign_up(occasion, "Astrid", press=press)
    again = sign_up(occasion, "Astrid", press=press)

    assert first == again


def test_another_name_from_the_same_opened_page_is_another_signup():
    occasion = make_occasion(seats=2)
    press = uuid.uuid4()

    sign_up(occasion, "Astrid", press=press)
    sign_up(occasion, "Bertil", press=press)

    assert sorted(occasion.signups.values_list("person__name", flat=True)) == ["Astrid", "Bertil"]


def test_one_seat_for_each_person_in_one_occasion():
    occasion = make_occasion(ways=["on_site", "online"])
    astrid = make_person("Astrid", phone="+46701740605")
    first = sign_up(occasion, person=astrid)

    with pytest.raises(AlreadySignedUp, match="kom hit") as refusal:
        sign_up(occasion, person=astrid, way="online")

    assert refusal.value.signup == first


def test_where_there_is_no_queue_the_next_one_is_told_that_it_is_full():
    occasion = make_occasion(seats=1)
    occasion.offers.update(has_queue=False)
    sign_up(occasion, "Astrid")

    with pytest.raises(Full, match="Det är fullt"):
        sign_up(occasion, "Bertil")

    assert occasion.signups.count() == 1


def test_a_group_larger_than_the_room_is_told_so_and_does_not_block_the_queue():
    occasion = make_occasion(seats=4)

    with pytest.raises(Full, match="4 platser i allt"):
        sign_up(occasion, headcount=5)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"booking": "none"}, "Du behöver inte anmäla dig"),
        ({"opens": in_days(3, 9)}, r"Anmälan öppnar \w+ \d+ \w+ klockan 9.00|klockan 09.00"),
        ({"closes": in_days(-1)}, "Anmälan har stängt"),
    ],
)
def test_a_closed_signup_says_why(facts, words):
    occasion = make_occasion(starts=in_days(5))
    occasion.offers.update(**facts)

    with pytest.raises(Closed, match=words):
        sign_up(occasion)

    assert hall(occasion).closed_because()


def test_staff_may_let_somebody_in_after_closing_but_never_to_a_cancelled_date():
    occasion = make_occasion()
    occasion.offers.update(closes=in_days(-1))

    assert sign_up(occasion, "Astrid", over=True).is_expected

    Occasion.objects.update(state="cancelled")
    occasion.refresh_from_db()
    with pytest.raises(Cancelled, match="inställt"):
        sign_up(occasion, "Bertil", over=True)
    assert hall(occasion).closed_because() == "Det här tillfället är inställt."


def test_what_has_been_is_closed():
    occasion = make_occasion(starts=in_days(-2))

    with pytest.raises(Closed, match="redan varit"):
        sign_up(occasion)


def test_staff_let_a_walk_in_past_the_queue():
    occasion = make_occasion(seats=1)
    sign_up(occasion, "Astrid")
    sign_up(occasion, "Bertil")

    cecilia = sign_up(occasion, "Cecilia", over=True, source="walk_in")

    assert cecilia.is_expected
    assert hall(occasion).taken == 2
    assert hall(occasion).free == 0


def test_who_stands_in_the_queue_and_comes_anyway_is_let_in_by_staff():
    occasion = make_occasion(seats=1)
    bertil = make_person("Bertil", phone="+4626170005")
    sign_up(occasion, "Astrid")
    waiting = sign_up(occasion, person=bertil)

    assert sign_up(occasion, person=bertil, over=True) == waiting

    waiting.refresh_from_db()
    assert waiting.is_expected
    assert sign_up(occasion, person=bertil, over=True).is_expected


def test_who_is_let_in_from_the_queue_leaves_her_seat_at_home_to_the_next():
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    occasion.offers.filter(way="online").update(capacity=1)
    sign_up(occasion, "Astrid")
    bertil = make_person("Bertil", phone="+4626170005")
    sign_up(occasion, person=bertil, way="online").switch(hall(occasion), by=GUEST)
    cecilia = sign_up(occasion, "Cecilia", way="online")

    sign_up(occasion, person=bertil, over=True)

    cecilia.refresh_from_db()
    assert cecilia.is_expected


def test_withdrawing_twice_changes_nothing_more():
    occasion = make_occasion()
    astrid = sign_up(occasion)

    astrid.withdraw(by=GUEST)
    first = astrid.ended
    astrid.withdraw(by=GUEST)

    assert astrid.ended == first
    assert Entry.objects.about(astrid).filter(verb="withdrew").count() == 1


def test_a_withdrawal_after_the_occasion_is_refused():
    occasion = make_occasion(starts=in_days(1))
    astrid = sign_up(occasion)

    with time_machine.travel(in_days(2)), pytest.raises(Closed, match="redan varit"):
        astrid.withdraw(by=GUEST)


def test_a_withdrawal_is_undone_within_half_an_hour():
    occasion = make_occasion(seats=1)
    astrid = sign_up(occasion)
    astrid.withdraw(by=GUEST)

    assert astrid.may_be_taken_back
    astrid.take_back(by=GUEST)

    assert astrid.is_expected
    assert astrid.take_back(by=GUEST).is_expected


def test_who_undoes_a_withdrawal_when_her_seat_is_gone_stands_first_in_the_queue():
    occasion = make_occasion(seats=1)
    astrid, bertil, cecilia = (sign_up(occasion, n) for n in ("Astrid", "Bertil", "Cecilia"))
    astrid.withdraw(by=GUEST)

    astrid.take_back(by=GUEST)

    assert list(hall(occasion).signups.queue()) == [astrid, cecilia]
    bertil.refresh_from_db()
    assert bertil.is_expected


def test_who_left_the_queue_by_mistake_gets_her_place_back():
    occasion = make_occasion(seats=1)
    _astrid, bertil, cecilia = (sign_up(occasion, n) for n in ("Astrid", "Bertil", "Cecilia"))
    bertil.withdraw(by=GUEST)

    bertil.take_back(by=GUEST)

    assert list(hall(occasion).signups.queue()) == [bertil, cecilia]


def test_a_withdrawal_cannot_be_undone_when_the_seat_is_gone_and_there_is_no_queue():
    occasion = make_occasion(seats=1)
    occasion.offers.update(has_queue=False)
    astrid = sign_up(occasion, "Astrid")
    astrid.withdraw(by=GUEST)
    sign_up(occasion, "Bertil")

    with pytest.raises(Full, match="någon annan"):
        astrid.take_back(by=GUEST)


def test_a_withdrawal_cannot_be_undone_after_half_an_hour_or_after_signing_up_anew():
    occasion = make_occasion(starts=in_days(5))
    person = make_person("Astrid", phone="+46701740605")
    astrid = sign_up(occasion, person=person)
    astrid.withdraw(by=GUEST)
    later = timezone.now() + datetime.timedelta(minutes=31)
    with time_machine.travel(later), pytest.raises(Closed, match="för sent"):
        astrid.take_back(by=GUEST)

    sign_up(occasion, person=person)

    with pytest.raises(Closed, match="redan anmäld"):
        astrid.take_back(by=GUEST)


def test_every_verb_says_in_the_journal_who_did_it():
    occasion = make_occasion(ways=["on_site", "online"])
    karin = make_karin()
    astrid = make_person("Astrid")
    first = occasion.sign_up(astrid, hall(occasion), by=karin.actor, entered_by=karin)
    second = first.switch(online(occasion), by=karin.actor)
    second.withdraw(by=karin.actor)
    second.take_back(by=GUEST)

    lines = [(line.verb, line.actor) for line in Entry.objects.about(second)]
    assert lines == [
        ("signed-up", str(karin.actor)),
        ("withdrew", str(karin.actor)),
        ("took-back", "guest"),
    ]
    assert Entry.objects.about(first)[0].municipality_number == occasion.municipality_id
    assert second.entered_by == karin


def test_who_has_e_mail_gets_a_confirmation_and_nobody_is_rung_about_it():
    occasion = make_occasion(seats=1)
    occasion.activity.bring = "Garn"
    occasion.activity.save()
    sign_up(occasion, person=make_person("Astrid", email="astrid@exempel.example"))
    sign_up(occasion, person=make_person("Bertil", email="bertil@exempel.example"))
    sign_up(occasion, person=make_person("Cecilia", phone="+4626170005"))

    seated, queued = Message.objects.order_by("pk")

    assert seated.subject.startswith("Du är anmäld: ")
    assert "Ta med: Garn" in seated.body
    assert queued.subject.startswith("Du står i kö: ")


def test_rows_name_themselves_for_whoever_reads_a_log():
    signup = sign_up(make_occasion())
    karin = make_karin()
    signup.tick("present", by=karin.actor)
    tally = hall(signup.occasion).count_heads(4, by=karin.actor)

    assert str(signup) == f"{signup.code} expected"
    assert str(hall(signup.occasion)) == "kom hit"
    assert str(signup.occasion.attendances.get()) == f"{signup.person_id} present"
    assert str(tally) == "on_site 4"
