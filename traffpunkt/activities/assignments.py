# SPDX-License-Identifier: EUPL-1.2
"""Medarbetare: who has which assignment in a municipality, given and ended."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction

from traffpunkt.activities.models import Activity, Hosting
from traffpunkt.journal.models import Actor
from traffpunkt.people.actions import appoint
from traffpunkt.people.models import Account, Membership, Role
from traffpunkt.places.models import Municipality, Organisation, Venue


@dataclass
class Colleague:
    """Somebody with her assignments in one municipality."""

    account: Account
    memberships: list[Membership] = field(default_factory=list)
    hostings: list[Hosting] = field(default_factory=list)


def colleagues(municipality: Municipality) -> list[Colleague]:
    """Everybody with an assignment that is not over, by name. Two queries."""
    found: dict[int, Colleague] = {}
    for membership in municipality.memberships.lasting():
        account = membership.account
        found.setdefault(account.pk, Colleague(account)).memberships.append(membership)
    for hosting in Hosting.objects.within(municipality).lasting():
        if hosting.account_id in found:
            found[hosting.account_id].hostings.append(hosting)
    return list(found.values())


@transaction.atomic
def assign(
    municipality: Municipality,
    email: str,
    name: str,
    role: Role,
    *,
    by: Actor,
    organisation: Organisation | None = None,
    venue: Venue | None = None,
    activity: Activity | None = None,
    until: datetime.date | None = None,
) -> Membership:
    """Give somebody an assignment by her e-mail; a host gets the activity that she hosts."""
    account = Account.objects.invite(email, name, by)
    membership = appoint(
        account, role, municipality, by=by, organisation=organisation, venue=venue, until=until
    )
    if activity is not None:
        Hosting.objects.give(activity, account, until, by=by)
    return membership


@transaction.atomic
def relieve(membership: Membership, *, by: Actor) -> None:
    """End an assignment; who is no longer a host here hosts nothing here."""
    membership.end(by=by)
    left = membership.account.memberships.within(membership.municipality).after_today()
    if membership.role == Role.HOST and not left.filter(role=Role.HOST).exists():
        mine = Hosting.objects.within(membership.municipality).filter(account=membership.account)
        mine.end_all(by=by)
