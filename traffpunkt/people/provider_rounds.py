# SPDX-License-Identifier: EUPL-1.2
"""The worker asks each provider again about those who are signed in by it: who is shut out there is out here."""

import datetime
import logging
import time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from traffpunkt.people import oidc
from traffpunkt.people.groups import read_again
from traffpunkt.people.models import ProviderSignIn, SignIn
from traffpunkt.people.models.identity import locked, unlocked

# With a minute between the rounds nobody stays fifteen minutes after she was shut out.
AGAIN = datetime.timedelta(minutes=8)
HANDFUL = 50
# How long a round lasts, about; the next one goes on with whoever has waited the longest.
SECONDS = 3
# When each provider had its turn. What a restart forgets is only the order.
TURNS: dict[int, float] = {}
logger = logging.getLogger(__name__)


def ask_again() -> int:
    """Ask the providers in turn about those of whom it is time; how many sign-ins ended."""
    until = time.monotonic() + SECONDS
    due = ProviderSignIn.objects.filter(asked__lte=timezone.now() - AGAIN)
    waiting = due.order_by().values_list("provider", flat=True).distinct()
    ended = 0
    for number in sorted(waiting, key=lambda number: (TURNS.get(number, 0), number)):
        if time.monotonic() < until:
            TURNS[number] = time.monotonic()
            ended += ask_one(due.filter(provider=number), until)
    return ended


def ask_one(due: QuerySet[ProviderSignIn], until: float) -> int:
    """Ask one provider, about the longest ago first, until the round is over or it is silent."""
    whole = due.select_related("provider__municipality", "sign_in__account")
    ended = 0
    for row in whole.order_by("asked", "pk")[:HANDFUL]:
        try:
            ended += not is_still_good(row)
        except oidc.Down:
            # It only delays; the others of this provider wait for its next turn too.
            break
        except Exception:
            # What nobody foresaw is for who runs the program to read, and keeps no other in.
            logger.exception("Asking provider %s about a sign-in failed", row.provider_id)
        if time.monotonic() >= until:
            break
    return ended


def is_still_good(row: ProviderSignIn) -> bool:
    """Whether the provider still stands for a sign-in; one that it does not stand for is ended."""
    try:
        claims, refresh = told_again(row)
    except oidc.Refused:
        SignIn.objects.filter(pk=row.sign_in_id).end_all()
        return False
    told = {"asked": timezone.now(), "locked_refresh": locked(refresh)}
    ProviderSignIn.objects.filter(pk=row.pk).update(**told)
    if claims is not None and not read_again(row.provider, claims, row.sign_in.account):
        SignIn.objects.filter(pk=row.sign_in_id).end_all()
        return False
    return True


def told_again(row: ProviderSignIn) -> tuple[dict[str, Any] | None, str]:
    """What is told of her now, and the key to ask with next time; who has none, or no provider any
    more, is out. By SAML there is nothing to ask with, and the sign-in ends of itself (sign_ins.py)."""
    is_short = row.provider.is_saml and not row.locked_refresh
    if not row.provider.is_active or not (row.locked_refresh or is_short):
        raise oidc.Ended
    if is_short:
        return None, ""
    return oidc.ask_again(row.provider, unlocked(row.locked_refresh))
