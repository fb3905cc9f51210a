# SPDX-License-Identifier: EUPL-1.2
"""To tell somebody something: by which channel, once, and the call list."""

import pytest
from django.utils import timezone

from tests.makers import make_karin, make_occasion, make_person
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.actions import answers_for, follow, is_rung, tell
from traffpunkt.outbox.models import Message, Pile, subject_of

pytestmark = pytest.mark.django_db

MOBILE, AT_HOME = "+46701740605", "+4626170005"
MAIL = "a@exempel.example"


def told(key="key", **facts):
    wish = facts.pop("wish", "")
    person = make_person("Astrid", **facts)
    person.wish = wish
    return tell(person, "moved", "Ändrat", "Det blir ny tid.", key=key)


@pytest.mark.parametrize(
    ("facts", "channel", "address"),
    [
        ({"email": MAIL}, "email", MAIL),
        ({"email": MAIL, "phone": MOBILE}, "email", MAIL),
        ({"email": MAIL, "phone": MOBILE, "wish": "sms"}, "email", MAIL),
        ({"email": MAIL, "phone": AT_HOME, "wish": "call"}, "call", AT_HOME),
        ({"email": MAIL, "phone": AT_HOME, "wish": "letter"}, "call", AT_HOME),
        ({"email": MAIL, "phone": AT_HOME, "wish": "none"}, "call", AT_HOME),
        ({"phone": MOBILE}, "call", MOBILE),
        ({"phone": AT_HOME}, "call", AT_HOME),
        ({}, "call", ""),
    ],
)
def test_nobody_is_skipped(facts, channel, address):
    message = told(**facts)

    assert (message.channel, message.address) == (channel, address)
    assert message.state == ("queued" if channel == "email" else "to_call")
    assert message.is_call == (channel == "call")
    assert str(message)


def test_the_same_thing_is_told_once():
    assert told(email=MAIL) == told(email=MAIL)
    assert Message.objects.count() == 1


def test_a_call_without_an_answer_stays_on_the_list():
    message = told()
    karin = make_karin()

    message.called("no_answer", by=karin.actor)
    message.called("no_answer", by=karin.actor)

    assert list(Message.objects.to_call()) == [message]
    assert (message.tries, message.settled) == (2, None)

    message.called("told", by=karin.actor)

    assert not Message.objects.to_call().exists()
    assert message.settled
    assert [line.verb for line in Entry.objects.about(message)] == [
        "called-no_answer", "called-no_answer", "called-told",
    ]  # fmt: skip


def test_an_unknown_outcome_is_refused():
    with pytest.raises(ValueError, match="borta"):
        told().called("borta", by=make_karin().actor)


def test_news_that_has_been_overtaken_is_dropped_unless_it_has_been_told():
    occasion = make_occasion()
    rows = [told(key=f"key:{number}") for number in range(3)]
    Message.objects.update(about=subject_of(occasion))
    rows[0].called("told", by=make_karin().actor)

    assert Message.objects.about(occasion).of_kinds("moved").drop() == 2
    assert Message.objects.get(pk=rows[0].pk).state == "called"


def to_her_box(person):
    """She wants letters, and has an address."""
    person.wish, person.street, person.postcode, person.town = "letter", "Gatan 1", "803 20", "Ort"
    person.save()
    return person


def test_who_wants_letters_and_has_an_address_gets_a_letter_to_print():
    person = to_her_box(make_person("Astrid", email=MAIL, phone=AT_HOME))

    message = tell(person, "moved", "Ändrat", "Det blir ny tid.", key="key")

    assert (message.channel, message.state) == ("letter", "to_print")
    assert message.address == "Gatan 1, 803 20 Ort"
    assert not is_rung(person)
    assert list(Message.objects.due(timezone.now())) == []


def test_half_an_address_reaches_nobody():
    person = to_her_box(make_person("Astrid", phone=AT_HOME))
    person.town = ""

    assert person.post == ""
    assert is_rung(person)


def test_what_has_not_left_follows_into_the_box_and_out_again():
    person = make_person("Astrid", email=MAIL, phone=AT_HOME)
    message = tell(person, "moved", "Ändrat", "Det blir ny tid.", key="key")

    follow(to_her_box(person))
    message.refresh_from_db()
    assert (message.channel, message.state) == ("letter", "to_print")

    message.pile = Pile.gather(person.municipality, make_karin())
    assert message.pile
    person.street = "Gatan 2"
    follow(person)
    message.refresh_from_db()
    assert message.address == "Gatan 2, 803 20 Ort"
    assert list(Message.objects.to_print().in_no_pile()) == [message]

    person.wish = "email"
    follow(person)
    message.refresh_from_db()
    assert (message.channel, message.state, message.address) == ("email", "queued", MAIL)


def test_a_letter_reaches_herself_whoever_answers_the_telephone():
    person = make_person("Astrid", phone=MOBILE, relative="Lena")
    assert answers_for(person) == "Lena"

    person.wish, person.street, person.postcode, person.town = (
        "letter",
        "Gatan 1",
        "803 20",
        "Gävle",
    )

    assert answers_for(person) == ""
