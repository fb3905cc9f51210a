# SPDX-License-Identifier: EUPL-1.2
"""Verbs about persons that no single person owns."""

import datetime

from django.db import transaction

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import (
    Account,
    ContactWay,
    Membership,
    Person,
    Role,
)
from traffpunkt.people.models.person import folded
from traffpunkt.people.register import welcome
from traffpunkt.places.models import Municipality, Organisation, Venue


# Within another verb no savepoint of its own: whoever meets somebody does all of it or nothing.
@transaction.atomic(savepoint=False)
def meet(
    municipality: Municipality,
    name: str,
    *,
    by: Actor,
    phone: str = "",
    email: str = "",
    relative: str = "",
) -> tuple[Person, bool]:
    """The person with this called name and this number or address, and whether she is new here.

    A name alone never matches anybody: two who only share a name are two. A couple on one phone
    number are two as well, since their names differ. `phone` is E.164, `email` lower case.
    """
    for contact in filter(None, (phone, email)):
        known = municipality.persons.known_as(name, contact).select_related("merged_into").first()
        if known is not None:
            return known.merged_into or known, False
    person = municipality.persons.create(name=name.strip(), folded_name=folded(name))
    for kind, value in ((ContactWay.Kind.PHONE, phone), (ContactWay.Kind.EMAIL, email)):
        if value:
            person.contact_ways.create(kind=kind, value=value, relative=relative)
    welcome(person, filter(None, (phone, email)))
    record("met", person, by=by)
    return person, True


@transaction.atomic
def appoint(
    account: Account,
    role: Role,
    municipality: Municipality,
    *,
    by: Actor,
    name: str = "",
    organisation: Organisation | None = None,
    venue: Venue | None = None,
    until: datetime.date | None = None,
) -> Membership:
    """Give an account an assignment in a municipality; one that it has already may only grow longer,
    and if its groups gave it they take it back no more: they never give what is held.

    `name` is what the municipality calls somebody whom it does not know yet; else her address does.
    """
    municipality.hold_still()
    held = account.memberships.current().within(municipality)
    same = held.filter(role=role, organisation=organisation, venue=venue).first()
    if same is not None:
        same.give_by_hand(by=by)
        same.prolong(until, by=by)
        return same
    known = account.memberships.within(municipality).order_by("pk").first()
    membership = account.memberships.create(
        name=known.name if known else name or account.address,
        role=role,
        municipality=municipality,
        organisation=organisation,
        venue=venue,
        until=until,
    )
    record("appointed", membership, by=by)
    return membership
