# SPDX-License-Identifier: EUPL-1.2
"""Who comes from the municipality's identity provider, and what its groups give her here."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.people.actions import appoint
from traffpunkt.people.models import (
    NOWHERE,
    Account,
    GroupRole,
    Identity,
    IdentityProvider,
    Role,
)
from traffpunkt.places.models import Municipality


class Taken(Exception):
    """The provider's person belongs to another account already."""


@transaction.atomic
def welcome(provider: IdentityProvider, claims: Mapping[str, Any]) -> Account | None:
    """The account of who came, with the assignments that her groups give; nobody if she has none.

    She is known by issuer and subject alone. Whatever address the provider tells is not read.
    """
    provider.municipality.hold_still()
    rows = wanted(provider, claims)
    who = who_in(claims)
    identity = Identity.objects.known(**who)
    if identity is None:
        if not rows:
            return None
        account = Account.objects.invite(f"{secrets.token_hex(10)}@{NOWHERE}")
        identity = Identity.objects.create(account=account, **who)
    follow(identity.account, provider, rows, name_in(claims))
    return identity.account


@transaction.atomic
def link(provider: IdentityProvider, claims: Mapping[str, Any], account: Account) -> None:
    """Let somebody who has shown both who she is here and there come in both ways.

    What the provider made for her before she had linked anything has no address, and is left.
    """
    provider.municipality.hold_still()
    who = who_in(claims)
    identity = Identity.objects.known(**who)
    if identity is None:
        identity = Identity.objects.create(account=account, **who)
    elif identity.account.has_address and identity.account != account:
        raise Taken
    elif identity.account != account:
        let_go(identity, by=account.actor, here=provider.municipality)
        identity = Identity.objects.create(account=account, **who)
    record("linked", identity, by=account.actor, municipality=provider.municipality_id)
    follow(account, provider, wanted(provider, claims), name_in(claims))


@transaction.atomic
def let_go(identity: Identity, *, by: Actor, here: Municipality) -> None:
    """Forget whom a provider means by somebody: what only its groups gave is taken back, and the
    sign-ins by it end."""
    account = identity.account
    theirs = IdentityProvider.objects.filter(issuer=identity.issuer)
    given = account.memberships.current().filter(by_groups=True)
    for membership in given.filter(municipality__identity_provider__in=theirs):
        membership.withdraw(by=SYSTEM)
    account.sign_ins.filter(by_provider__provider__in=theirs).end_all()
    record("unlinked", identity, by=by, municipality=here.pk)
    identity.delete()


@transaction.atomic
def read_again(provider: IdentityProvider, claims: Mapping[str, Any], account: Account) -> bool:
    """Follow what the provider tells between two sign-ins; whether it still is about this account,
    and leaves it something to do here. Groups that it does not tell of stay as they were."""
    provider.municipality.hold_still()
    if not account.identities.filter(**who_in(claims)).exists():
        return False
    if provider.groups_claim in claims:
        follow(account, provider, wanted(provider, claims), name_in(claims))
    return account.memberships.current().within(provider.municipality).exists()


def who_in(claims: Mapping[str, Any]) -> dict[str, str]:
    """Whom a provider tells of: its own name, and its number for her."""
    return {"issuer": str(claims["iss"]), "sub": str(claims["sub"])}


def name_in(claims: Mapping[str, Any]) -> str:
    """What a provider calls somebody, for an assignment that has no name yet."""
    return str(claims.get("name") or "").strip()[:80] or _("Utan namn")


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
