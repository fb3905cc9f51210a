# SPDX-License-Identifier: EUPL-1.2
"""Who comes from the municipality's identity provider, and what its groups give her here."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.actions import appoint
from traffpunkt.people.models import Account, GroupRole, Identity, IdentityProvider, Role

# RFC 2606: no letter ever goes there, and nobody can be matched by it.
NOWHERE = "inloggning.invalid"


@transaction.atomic
def welcome(provider: IdentityProvider, claims: Mapping[str, Any]) -> Account | None:
    """The account of who came, with the assignments that her groups give; nobody if she has none.

    She is known by issuer and subject alone. Whatever address the provider tells is not read.
    """
    provider.municipality.hold_still()
    rows = wanted(provider, claims)
    who = {"issuer": claims["iss"], "subject": str(claims["sub"])}
    identity = Identity.objects.select_related("account").filter(**who).first()
    if identity is None:
        if not rows:
            return None
        account = Account.objects.invite(f"{secrets.token_hex(10)}@{NOWHERE}")
        identity = Identity.objects.create(account=account, **who)
    follow(identity.account, provider, rows, str(claims.get("name", ""))[:80])
    return identity.account


def wanted(provider: IdentityProvider, claims: Mapping[str, Any]) -> list[GroupRole]:
    """What the table says of the groups that somebody is in."""
    told = claims.get(provider.groups_claim, [])
    groups = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    names = [group for group in groups if isinstance(group, str)]
    return list(provider.group_roles.filter(group__in=names).order_by("pk"))


def follow(account: Account, provider: IdentityProvider, rows: list[GroupRole], name: str) -> None:
    """Give what the groups give now, and take back what only they had given."""
    held = account.memberships.current().within(provider.municipality)
    scopes = {row.scope for row in rows}
    for membership in held.filter(by_groups=True):
        if membership.scope not in scopes:
            membership.withdraw(by=SYSTEM)
    has = {membership.scope for membership in held.all()}
    for row in rows:
        if row.scope not in has:
            has.add(row.scope)
            membership = appoint(
                account, Role(row.role), provider.municipality, by=SYSTEM, name=name,
                organisation=row.organisation, venue=row.venue,
            )  # fmt: skip
            membership.by_groups = True
            membership.save(update_fields=["by_groups"])


def proves_two_steps(provider: IdentityProvider, claims: Mapping[str, Any]) -> bool:
    """Whether she showed two things at the provider: it always asks so, or it says so this time."""
    amr = claims.get("amr", [])
    return provider.proves_two_steps or (isinstance(amr, list) and "mfa" in amr)
