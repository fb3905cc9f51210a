# SPDX-License-Identifier: EUPL-1.2
"""To tell somebody something: a row is written now, and sent or rung about later."""

import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from traffpunkt.outbox.models import CODE, Message
from traffpunkt.people.models import ContactWay, Person
from traffpunkt.places.models import Municipality

# SMS is not switched on, and letters have nobody who prints them: those persons are rung.
WRITTEN = {Message.Channel.EMAIL}
CODE_LIFE = datetime.timedelta(minutes=15)


def channel_of(person: Person) -> str:
    """How this person is told: in writing by a way that is switched on, else by a call.

    Who asked for SMS and has an e-mail address gets e-mail; who asked for a call gets a call.
    """
    # Her ways to be reached are asked for more than once below; one question is enough.
    prefetch_related_objects([person], "contact_ways")
    wished = person.channel
    if wished == Person.Wish.SMS and person.email:
        wished = Message.Channel.EMAIL
    return wished if wished in WRITTEN else Message.Channel.CALL


def is_rung(person: Person) -> bool:
    """Whether nothing that is written reaches this person, so that somebody has to ring."""
    return channel_of(person) == Message.Channel.CALL


def answers_for(person: Person) -> str:
    """The name of the relative whom a message to this person reaches; nothing where it is herself."""
    kind = ContactWay.Kind.PHONE if is_rung(person) else ContactWay.Kind.EMAIL
    return person.relative_at(kind)


def tell(
    person: Person, kind: str, subject: str, body: str, *, key: str, about: str = ""
) -> Message:
    """The message with this key, made now if it is new; nobody is skipped, nobody told twice."""
    told = as_told(person, kind, subject, body, about=about)
    message, _is_new = Message.objects.get_or_create(key=key, defaults=told)
    return message


def as_told(
    person: Person, kind: str, subject: str, body: str, *, about: str = ""
) -> dict[str, Any]:
    """The facts of a message to a person, by the channel that she is told by."""
    channel = channel_of(person)
    is_call = channel == Message.Channel.CALL
    return {
        "municipality_id": person.municipality_id,
        "person": person,
        "kind": kind,
        "channel": channel,
        "state": Message.State.TO_CALL if is_call else Message.State.QUEUED,
        "address": person.phone if is_call else person.email,
        "subject": subject[:200],
        "body": body,
        "about": about,
    }


def follow(person: Person) -> None:
    """Let what she has not been told go to where she is reached now: letters and calls.

    What somebody was to ring about stays a call, with the new number: a held seat waits for it.
    """
    unsent = person.messages.on_their_way()
    if is_rung(person):
        call = {"state": Message.State.TO_CALL, "channel": Message.Channel.CALL}
        unsent.redirect(person.phone, **call)
    else:
        unsent.addressed_elsewhere(person.email).redirect(person.email)
    person.messages.waiting_for_a_call().update(address=person.phone)


def write(
    address: str,
    kind: str,
    subject: str,
    body: str,
    *,
    key: str,
    municipality: Municipality | None = None,
    about: str = "",
    not_after: datetime.datetime | None = None,
) -> Message:
    """A letter by e-mail to somebody who works here; the same key is the same letter."""
    message, _is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "municipality": municipality,
            "kind": kind,
            "channel": Message.Channel.EMAIL,
            "address": address,
            "subject": subject[:200],
            "body": body,
            "about": about,
            "not_after": not_after,
        },
    )
    return message


def send_code(
    address: str, subject: str, body: str, *, key: str, municipality: Municipality | None = None
) -> Message:
    """A sign-in code for an address; one that could not be sent before it is old never is."""
    too_late = timezone.now() + CODE_LIFE
    return write(
        address, CODE, subject, body, key=key, municipality=municipality, not_after=too_late
    )
