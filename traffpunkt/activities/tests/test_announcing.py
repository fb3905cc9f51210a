# SPDX-License-Identifier: EUPL-1.2
"""Words to all who come to one date, or in one way: each person once, by her own channel."""

import uuid

import pytest
from django.urls import reverse

from tests.makers import in_days, make_occasion, make_offer, make_person, make_signup
from traffpunkt.activities.announcing import announce, draft
from traffpunkt.activities.models import Announcement
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.tests.desk import text
from traffpunkt.activities.tests.test_races import at_once
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db

WORDS = "Ta med inneskor, golvet är nybonat."


@pytest.fixture
def occasion(db):
    """A date with Astrid in the room, Bertil on the phone, and one who waits."""
    occasion = make_occasion(starts=in_days(3))
    room = occasion.offers.get(way="on_site")
    phone = make_offer(occasion, "phone")
    astrid, eva = (make_person(name, email=f"{name}@exempel.example") for name in ("Astrid", "Eva"))
    make_signup(occasion, offer=room, person=astrid)
    make_signup(occasion, offer=phone, person=make_person("Bertil", phone="+46701740605"))
    make_signup(occasion, offer=room, person=eva, state="waiting")
    return occasion


def address(occasion):
    return reverse("activities:staff_announcement", args=[occasion.pk])


def sent(desk, occasion, **typed):
    """What is sent from the page when it is shown, but for what was typed."""
    fields = fields_of(desk.get(address(occasion)).content.decode())
    return fields | {"words": WORDS, "gor": "skicka"} | typed


def told():
    """Who was told, and how."""
    rows = Message.objects.of_kinds("announcement").order_by("person__name")
    return list(rows.values_list("person__name", "channel"))


def test_all_who_have_a_seat_are_told_each_by_her_own_channel(desk, occasion):
    answer = desk.post(address(occasion), sent(desk, occasion), follow=True)

    assert told() == [("Astrid", "email"), ("Bertil", "call")]
    assert "Meddelandet är på väg. 1 person får ett meddelande. 1 person hamnar under Ring." in (
        text(answer)
    )
    body = Message.objects.get(person__name="Astrid", kind="announcement").body
    assert WORDS in body
    assert "Var: " in body
    assert [entry.verb for entry in Entry.objects.about(Announcement.objects.get())] == [
        "announced"
    ]


def test_only_those_of_one_way_are_told(desk, occasion):
    phone = occasion.offers.get(way="phone")

    desk.post(address(occasion), sent(desk, occasion, to=str(phone.pk)))

    assert told() == [("Bertil", "call")]


def test_only_those_who_wait_are_told(desk, occasion):
    desk.post(address(occasion), sent(desk, occasion, to="waiting"))

    assert told() == [("Eva", "email")]


def test_it_is_shown_as_it_will_be_read_before_anything_is_sent(desk, occasion):
    page = desk.post(address(occasion), sent(desk, occasion, gor="visa"))

    assert "Hej Astrid!" in text(page)
    assert "Inget är skickat än." in text(page)
    assert WORDS in fields_of(page.content.decode())["words"]
    assert told() == []


def test_two_presses_at_once_tell_each_person_once(desk, occasion):
    """One after the other here; side by side in the race below."""
    facts = sent(desk, occasion)

    for _press in range(2):
        assert desk.post(address(occasion), facts).status_code == 302

    assert len(told()) == 2


@pytest.mark.django_db(transaction=True)
def test_side_by_side_too(signed_in, karin, occasion):
    desk = signed_in(karin)
    facts = sent(desk, occasion)

    answers = at_once(*[lambda: desk.post(address(occasion), facts)] * 3)

    assert [answer.status_code for answer in answers] == [302, 302, 302]

    assert len(told()) == 2
    assert Announcement.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    ["Se https://exempel.se/mote", "Gå in på www.exempel.se", "Läs mer på gavle.se", ""],
)
def test_addresses_of_the_web_are_refused_and_nothing_is_lost(desk, occasion, words):
    answer = desk.post(address(occasion), sent(desk, occasion, words=words))

    assert answer.status_code == 422
    assert told() == []
    assert words in fields_of(answer.content.decode())["words"]


def test_a_choice_that_nobody_is_in_is_not_offered(desk):
    occasion = make_occasion(starts=in_days(3))
    make_signup(occasion)

    page = text(desk.get(address(occasion)))

    assert "Alla som har plats (1)" in page
    assert "De som står i kö" not in page
    assert "Kom hit (1)" not in page


def test_where_nobody_is_signed_up_the_page_says_so(desk):
    occasion = make_occasion(starts=in_days(3))

    assert "Ingen är anmäld än." in text(desk.get(address(occasion)))


def test_those_who_left_meanwhile_are_not_told(desk, occasion):
    facts = sent(desk, occasion, to="waiting")
    occasion.signups.get(person__name="Eva").withdraw(by=SYSTEM)

    answer = desk.post(address(occasion), facts)

    assert answer.status_code == 422
    assert told() == []


def test_what_was_said_stands_on_the_page(desk, occasion):
    desk.post(address(occasion), sent(desk, occasion))

    page = text(desk.get(address(occasion)))

    assert "Skickat förut" in page
    assert "2 personer" in page


def test_of_what_has_been_nothing_is_said(signed_in, karin, occasion, time_machine):
    time_machine.move_to(occasion.ends)
    desk = signed_in(karin)

    answer = desk.post(address(occasion), sent(desk, occasion))

    assert answer.status_code == 422
    assert "redan varit" in text(answer)
    assert told() == []


def test_who_left_while_it_was_being_sent_leaves_nobody_to_tell(karin):
    occasion = make_occasion()
    made = draft(occasion, "seated", None, WORDS, uuid.uuid4())

    with pytest.raises(Refusal, match="Det finns ingen att skriva till"):
        announce(made, by=karin.actor)

    assert str(made) == WORDS
