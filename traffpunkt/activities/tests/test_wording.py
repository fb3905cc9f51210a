# SPDX-License-Identifier: EUPL-1.2
"""What people are told: those concerned, once, who, where and when first, and no links."""

import pytest

from tests.makers import in_days, make_occasion, make_offer, make_person, make_signup, make_venue
from traffpunkt.activities import insertions, wording
from traffpunkt.activities.models import Move
from traffpunkt.outbox.models import Message
from traffpunkt.ui.words import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def occasion():
    """Astrid comes, Bertil waits for the hall and is with us from home, Cecilia has left."""
    made = make_occasion(starts=in_days(3), ways=["on_site", "online"])
    bertil = make_person("Bertil", phone="+4626170005")
    make_signup(made, "Astrid", person=make_person("Astrid", email="a@exempel.example"))
    make_signup(made, person=bertil, state="waiting")
    make_signup(made, person=bertil, offer=made.offers.get(way="online"))
    make_signup(made, "Cecilia", state="withdrawn")
    return made


def move_of(occasion, **changed):
    """That the occasion was somewhere else or at another time before."""
    facts = {"started": occasion.starts, "venue": occasion.venue} | changed
    return Move.objects.create(occasion=occasion, by="guest", **facts)


def test_a_cancellation_tells_each_concerned_once_and_why(occasion):
    occasion.cancellations.create(reason="Vattenläcka", by="guest")

    wording.tell_cancelled(occasion)
    wording.tell_cancelled(occasion)

    told = Message.objects.order_by("person__name")
    assert [(str(row.person), row.channel) for row in told] == [
        ("Astrid", "email"), ("Bertil", "call"),
    ]  # fmt: skip
    assert told[0].subject.startswith("Inställt: Stickcafé")
    assert "Vattenläcka" in told[0].body
    assert "Var: var med hemifrån" in told[1].body


def test_a_cancellation_needs_no_reason(occasion):
    wording.tell_cancelled(occasion)

    assert "Orsak" not in Message.objects.all()[0].body


def test_a_move_says_what_is_new_and_what_it_was(occasion):
    moved = move_of(occasion, started=in_days(2), venue=make_venue())

    wording.tell_moved(occasion, moved)

    body = Message.objects.get(channel="email").body
    assert "Det blir ny tid och ny plats." in body
    assert (
        f"Förut var det {day(in_days(2))} klockan 13.00.\nFörut var det på {moved.venue}." in body
    )


def test_only_another_place(occasion):
    moved = move_of(occasion, venue=make_venue())

    wording.tell_moved(occasion, moved)

    body = Message.objects.get(channel="email").body
    assert "Det blir ny plats." in body
    assert f"Förut var det på {moved.venue}." in body
    assert body.count("Förut") == 1


def test_a_place_where_there_was_none(occasion):
    wording.tell_moved(occasion, move_of(occasion, venue=None))

    assert "Förut" not in Message.objects.get(channel="email").body


def test_only_another_end(occasion):
    wording.tell_moved(occasion, move_of(occasion))

    body = Message.objects.get(channel="email").body
    assert "Det blir en ny sluttid." in body
    assert "Förut" not in body


def test_only_the_latest_news_is_left_to_tell(occasion):
    wording.tell_cancelled(occasion)
    occasion.sequence += 1

    wording.tell_reinstated(occasion)

    states = set(Message.objects.values_list("kind", "state"))
    assert states == {
        ("cancelled", "too_late"), ("reinstated", "queued"), ("reinstated", "to_call"),
    }  # fmt: skip


def test_two_moves_are_told_twice(occasion):
    wording.tell_moved(occasion, move_of(occasion, started=in_days(2)))
    occasion.sequence += 1

    wording.tell_moved(occasion, move_of(occasion, started=in_days(1)))

    assert Message.objects.filter(person__name="Astrid").count() == 2


def test_no_text_holds_a_link_and_each_says_how_to_leave(occasion):
    signup = occasion.signups.get(person__name="Astrid")
    messages = [
        wording.tell_confirmation(signup),
        wording.tell_promotion(signup),
        *wording.tell_reinstated(occasion),
    ]

    for message in filter(None, messages):
        assert "http" not in message.body
        assert occasion.municipality.help_phone in message.body


def test_where_one_goes_or_that_one_need_not():
    occasion = make_occasion(ways=["on_site", "online", "phone"])
    party = make_offer(occasion, "watch_party", venue=make_venue(name="Biblioteket"))
    hall, home, phone = occasion.offers.exclude(pk=party.pk).order_by("pk")

    assert insertions.address_of(hall).startswith(str(occasion.venue))
    assert insertions.address_of(home) == "var med hemifrån"
    assert insertions.address_of(phone) == "ring in"
    assert insertions.address_of(party).startswith("Biblioteket")

    occasion.venue = None
    hall.occasion = occasion
    assert insertions.address_of(hall) == "Ring oss och fråga"


def test_a_group_reads_how_many_it_is():
    signup = make_signup(headcount=3)

    assert "Antal personer: 3" in wording.tell_promotion(signup).body
