# SPDX-License-Identifier: EUPL-1.2
"""Many at once, each in a transaction of her own: real threads on a real database."""

import threading
import uuid

import pytest
from django.db import connections

from tests.makers import make_occasion, make_person
from traffpunkt.activities.guests import Guest, KnownHere, sign_up_guest
from traffpunkt.activities.models import Signup
from traffpunkt.journal.models import GUEST
from traffpunkt.people.fields import UNTOLD, Contact
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*presses):
    """Let all go at the same moment; what each answered, or why it failed."""
    start = threading.Barrier(len(presses))
    answers = []

    def go(press):
        start.wait()
        try:
            answers.append(press())
        except Exception as failure:
            answers.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(press,)) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_thirty_at_once_on_twenty_seats():
    occasion = make_occasion(seats=20)
    offer = occasion.offers.get()
    people = [make_person(f"P{number}") for number in range(30)]

    answers = at_once(
        *[lambda person=person: occasion.sign_up(person, offer, by=GUEST) for person in people]
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert occasion.signups.expected().count() == 20
    assert offer.signups.queue().count() == 10
    assert {row.person_id for row in occasion.signups.all()} == {person.pk for person in people}


@pytest.mark.parametrize("contact", [UNTOLD, Contact(phone="+46701740605")], ids=["namn", "nummer"])
def test_the_same_press_many_times_at_once_is_one_person_with_one_signup(contact):
    offer = make_occasion().offers.get()
    astrid, press = Guest(name="Astrid", contact=contact), uuid.uuid4()

    answers = at_once(*[lambda: sign_up_guest(offer, astrid, press) for _press in range(6)])

    assert answers == [answers[0]] * 6
    assert Person.objects.get().signups.get() == answers[0]
    assert Person.objects.get().pages.get() == answers[0].page


def test_two_forms_of_the_same_person_at_once_are_one_person_with_one_signup():
    offer = make_occasion().offers.get()
    astrid = Guest(name="Astrid", contact=Contact(phone="+46701740605"))

    answers = at_once(*[lambda: sign_up_guest(offer, astrid, uuid.uuid4()) for _form in range(4)])

    refused = [answer for answer in answers if isinstance(answer, KnownHere)]
    assert len(refused) == 3
    assert Person.objects.get().signups.count() == 1


def test_one_person_at_several_dates_at_once_is_written_down_once():
    offers = [make_occasion().offers.get() for _date in range(4)]
    astrid = Guest(name="Astrid", contact=Contact(phone="+46701740605"))

    at_once(*[lambda offer=offer: sign_up_guest(offer, astrid, uuid.uuid4()) for offer in offers])

    assert Person.objects.get().signups.count() == 4


def test_two_who_share_a_number_at_once_are_two():
    offer = make_occasion().offers.get()
    number = Contact(phone="+46701740605")

    at_once(
        *[
            lambda name=name: sign_up_guest(offer, Guest(name=name, contact=number), uuid.uuid4())
            for name in ("Astrid", "Bertil")
        ]
    )

    assert {person.name for person in Person.objects.all()} == {"Astrid", "Bertil"}
    assert offer.taken == 2


def test_two_switches_at_once_to_the_last_seat():
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    hall, home = occasion.offers.order_by("pk")
    rows = [occasion.sign_up(make_person(name), home, by=GUEST) for name in ("Astrid", "Bertil")]

    answers = at_once(*[lambda row=row: row.switch(hall, by=GUEST) for row in rows])

    assert sorted(answer.state for answer in answers) == ["expected", "waiting"]
    assert occasion.signups.expected().count() == 2
    assert hall.taken == 1


def test_the_same_switch_twice_at_once_is_one_signup_that_keeps_the_number():
    occasion = make_occasion(ways=["on_site", "online"])
    hall, home = occasion.offers.order_by("pk")
    astrid = occasion.sign_up(make_person("Astrid"), hall, by=GUEST)
    presses = [Signup.objects.get(pk=astrid.pk) for _press in range(4)]

    answers = at_once(*[lambda row=row: row.switch(home, by=GUEST) for row in presses])

    assert answers == [answers[0]] * 4
    assert {answer.code for answer in answers} == {astrid.code}
    assert occasion.signups.count() == 2


def test_two_who_change_places_do_not_wait_for_each_other():
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    hall, home = occasion.offers.order_by("pk")
    home.set_capacity(2, by=GUEST)
    astrid = occasion.sign_up(make_person("Astrid"), hall, by=GUEST)
    bertil = occasion.sign_up(make_person("Bertil"), home, by=GUEST)

    answers = at_once(lambda: astrid.switch(home, by=GUEST), lambda: bertil.switch(hall, by=GUEST))

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert occasion.signups.expected().count() == 2
    assert (hall.taken, home.taken) == (1, 1)


def test_a_double_press_is_one_signup():
    occasion = make_occasion(seats=5)
    offer = occasion.offers.get()
    press = uuid.uuid4()
    people = [make_person("Astrid") for _press in range(2)]

    answers = at_once(
        *[
            lambda person=person: occasion.sign_up(person, offer, by=GUEST, press=press)
            for person in people
        ]
    )

    assert {answer.pk for answer in answers} == {Signup.objects.get().pk}


def test_withdrawals_and_newcomers_at_once_keep_the_hall_exactly_full():
    occasion = make_occasion(seats=5)
    offer = occasion.offers.get()
    seated = [occasion.sign_up(make_person(f"A{n}"), offer, by=GUEST) for n in range(8)]
    newcomers = [make_person(f"B{n}") for n in range(5)]

    answers = at_once(
        *[lambda row=row: row.withdraw(by=GUEST) for row in seated[:4]],
        *[lambda one=one: occasion.sign_up(one, offer, by=GUEST) for one in newcomers],
    )

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert offer.taken == 5
    assert offer.queue_length == 4
