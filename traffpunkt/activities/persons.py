# SPDX-License-Identifier: EUPL-1.2
"""What is known of a person: who of the staff may read and correct it, and what follows."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from traffpunkt.activities.calls import to_ring, with_subjects
from traffpunkt.activities.models import Activity, Occasion, Signup
from traffpunkt.journal.models import Actor
from traffpunkt.outbox.actions import follow, way_to
from traffpunkt.outbox.models import Message
from traffpunkt.people.actions import meet
from traffpunkt.people.desk import Desk
from traffpunkt.people.fields import UNTOLD, Contact
from traffpunkt.people.models import Person
from traffpunkt.people.models.person import PersonQuerySet, Reached, folded
from traffpunkt.people.rights import Right
from traffpunkt.people.turns import take_turn


def persons_of(desk: Desk) -> PersonQuerySet:
    """Whose details a desk may read and correct.

    A coordinator of the municipality answers for its register: all of them. Everybody else, a
    partner too, only those who are signed up to her own activities or whom she has to ring about
    them: it is her whom Astrid tells at the table that the letters do not arrive, and she reads
    these numbers on her list already. Hidden names are for coordinators only.
    """
    here = desk.municipality.persons.kept()
    if desk.may(Right.REGISTER):
        return here
    dates = Occasion.objects.about(Activity.objects.of_desk(desk)).of_late()
    on_a_list = Signup.objects.standing_now().at_dates(dates).values("person")
    found = here.filter(Q(pk__in=on_a_list) | Q(pk__in=to_ring(desk).values("person")))
    return found if desk.may(Right.HIDDEN) else found.filter(hidden=False)


def now_found_as(desk: Desk, pk: int) -> int | None:
    """The number of the row that stands for this one since a merge, where the desk sees her."""
    return persons_of(desk).filter(tombstones__pk=pk).values_list("pk", flat=True).first()


@transaction.atomic
def correct(person: Person, facts: dict[str, Any], ways: Sequence[Reached], *, by: Actor) -> bool:
    """Correct a person's details; what she has not been told yet follows to where she is reached.

    False where nothing was new.
    """
    is_new = person.correct(facts, ways, by=by)
    if is_new:
        follow(person)
        send_what_failed(person, by=by)
    return is_new


def send_what_failed(person: Person, *, by: Actor) -> None:
    """Let letters that did not arrive go to the new address, as far as their news still matter."""
    channel, address = way_to(person)
    if channel not in {Message.Channel.EMAIL, Message.Channel.SMS}:
        return
    astray = person.messages.failed().addressed_elsewhere(address)
    for call in with_subjects(astray):
        if call.may_be_sent_again:
            person.messages.filter(pk=call.message.pk).update(channel=channel, address=address)
            call.message.send_again(by=by)


@transaction.atomic
def write_down(desk: Desk, name: str, contact: Contact | None) -> tuple[Person, bool]:
    """The person of this name and number in the register, and whether she is new there."""
    reached = contact or UNTOLD
    if reached:
        take_turn("met", desk.municipality.pk, folded(name), str(reached))
    return meet(desk.municipality, name, by=desk.actor, phone=reached.phone, email=reached.email)
