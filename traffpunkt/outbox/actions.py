# SPDX-License-Identifier: EUPL-1.2
"""To tell somebody something: a row is written now, and sent or rung about later."""

import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import prefetch_related_objects
from django.utils import timezone

from traffpunkt.outbox.models import CODE, Message, Standstill
from traffpunkt.people.models import ContactWay, Person, leads_somewhere
from traffpunkt.places.models import Municipality

# What a message waits for in each channel.
WAITING = {
    Message.Channel.EMAIL: Message.State.QUEUED,
    Message.Channel.SMS: Message.State.QUEUED,
    Message.Channel.LETTER: Message.State.TO_PRINT,
    Message.Channel.CALL: Message.State.TO_CALL,
}
CODE_LIFE = datetime.timedelta(minutes=15)
TEXT_CODE_LIFE = datetime.timedelta(minutes=10)


def written() -> set[str]:
    """By which channels one can write; letters have nobody who prints them."""
    sms = {Message.Channel.SMS} if settings.SMS_ON else set()
    return {Message.Channel.EMAIL, Message.Channel.LETTER} | sms


def channel_of(person: Person) -> str:
    """How this person is told: in writing by a way that is switched on, else by a call.

    Who asked for SMS gets e-mail while SMS is switched off; who asked for a call gets a call, and
    so does who asked for letters while nobody knows where she lives.
    """
    # Her ways to be reached are asked for more than once below; one question is enough.
    prefetch_related_objects([person], "contact_ways")
    wished = person.channel
    if wished == Person.Wish.SMS and person.email and not settings.SMS_ON:
        wished = Message.Channel.EMAIL
    if wished == Person.Wish.LETTER and not person.post:
        wished = Message.Channel.CALL
    return wished if wished in written() else Message.Channel.CALL


def way_to(person: Person) -> tuple[str, str]:
    """The channel by which this person is told, and her number or address there."""
    channel = channel_of(person)
    return channel, address_in(channel, person)


def address_in(channel: str, person: Person) -> str:
    """Where a channel reaches this person: a number, an address of e-mail, a postal address."""
    ways = {Message.Channel.EMAIL: person.email, Message.Channel.LETTER: person.post}
    return ways.get(Message.Channel(channel), person.phone)


def is_rung(person: Person) -> bool:
    """Whether nothing that is written reaches this person, so that somebody has to ring."""
    return channel_of(person) == Message.Channel.CALL


def answers_for(person: Person) -> str:
    """The name of the relative whom a message to this person reaches; nothing where it is herself."""
    channel = channel_of(person)
    if channel == Message.Channel.LETTER:
        return ""
    is_mail = channel == Message.Channel.EMAIL
    return person.relative_at(ContactWay.Kind.EMAIL if is_mail else ContactWay.Kind.PHONE)


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
    channel, address = way_to(person)
    return {
        "municipality_id": person.municipality_id,
        "person": person,
        "kind": kind,
        "channel": channel,
        "state": WAITING[Message.Channel(channel)],
        "address": address,
        "subject": subject[:200],
        "body": body,
        "about": about,
    }


def follow(person: Person) -> None:
    """Let what she has not been told go to where she is reached now: letters and calls.

    What somebody was to ring about stays a call, with the new number: a held seat waits for it.
    """
    channel = Message.Channel(channel_of(person))
    address = address_in(channel, person)
    unsent = person.messages.on_their_way()
    if channel != Message.Channel.CALL:
        unsent = unsent.addressed_elsewhere(address)
    unsent.redirect(address, channel=channel, state=WAITING[channel])
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
) -> Message | None:
    """A letter by e-mail to somebody who works here; the same key is the same letter.

    None to an account that has no address.
    """
    if not leads_somewhere(address):
        return None
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
) -> Message | None:
    """A sign-in code for an address; one that could not be sent before it is old never is."""
    too_late = timezone.now() + CODE_LIFE
    return write(
        address, CODE, subject, body, key=key, municipality=municipality, not_after=too_late
    )


def text_code(number: str, body: str, *, key: str, municipality: Municipality) -> Message:
    """A sign-in code as SMS, before all else that waits; never sent when it is of no more use."""
    return Message.objects.create(
        municipality=municipality,
        key=key,
        kind=CODE,
        channel=Message.Channel.SMS,
        address=number,
        body=body,
        not_after=timezone.now() + TEXT_CODE_LIFE,
    )


def standstills() -> list[Standstill]:
    """The channels by which nothing leaves, the longest first; asked at most every five seconds."""
    found = caches["near"].get_or_set("standstills", lambda: list(Standstill.objects.all()), 5)
    return list(found or [])
