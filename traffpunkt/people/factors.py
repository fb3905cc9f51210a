# SPDX-License-Identifier: EUPL-1.2
"""The second step of an account: what it has, whether something fits, adding and taking away.

allauth.mfa keeps the rows and knows the arithmetic. What is used once is settled under a lock here,
since its own list of used codes lives in a cache that forgets.
"""

import json
import struct
from collections.abc import Iterable, Mapping

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.limits import Limit
from traffpunkt.people.models import Account, CodeNumber
from traffpunkt.people.signing_in import RESERVE

# Five tries, then a pause; one that fits begins a new count, so that nobody is locked out for good.
TRIED = Limit("second-step-tried", 5, 60 * 10)
# What no count begins anew: who guesses all day has hardly tried.
TRIED_IN_A_DAY = Limit("second-step-tried-in-a-day", 60, 60 * 60 * 24)
# What a browser can send that is no answer of a key.
NO_ANSWER = (
    ValidationError, InvalidSignature, ValueError, TypeError, KeyError, AttributeError, IndexError,
    struct.error,
)  # fmt: skip


class DoesNotFit(Exception):
    """What was answered does not fit, and may be tried again."""

    words = _("Koden stämmer inte. Skriv den kod som appen visar just nu, eller en reservkod.")
    status = 422


class NoKey(DoesNotFit):
    """The device gave no answer that fits."""

    words = _("Det gick inte att läsa nyckeln. Försök igen, eller skriv en kod i stället.")


class Paused(DoesNotFit):
    """Somebody tries faster than a person would."""

    words = _("Det blev många försök. Vänta tio minuter och försök igen, eller ring oss.")
    status = 429


def all_of(account: Account) -> "QuerySet[Authenticator]":
    """Everything that the account has for its second step, the codes on paper too."""
    return Authenticator.objects.filter(user=account).order_by("pk")


def of(account: Account) -> "QuerySet[Authenticator]":
    """Its apps and keys."""
    return all_of(account).exclude(type=RESERVE)


def kinds_of(account: Account) -> set[str]:
    """Which second steps the account has; none where it has no second step."""
    return set(of(account).values_list("type", flat=True))


def accounts_with_one(among: Iterable[int]) -> set[int]:
    """Which of these accounts have a second step."""
    rows = Authenticator.objects.filter(user__in=list(among)).exclude(type=RESERVE)
    return set(rows.values_list("user", flat=True))


def count_a_try(account: Account) -> None:
    """Count one try since the last that fitted, before anything is compared."""
    last = all_of(account).aggregate(last=Max("last_used_at"))["last"]
    if not (TRIED.allows(account.pk, last) and TRIED_IN_A_DAY.allows(account.pk)):
        raise Paused


def prove_by_code(account: Account, typed: str) -> str:
    """The key of the second step that these digits prove; each code proves it once."""
    count_a_try(account)
    with transaction.atomic():
        for row in all_of(account).select_for_update():
            if fits(row, typed):
                row.record_usage()
                return str(row.type)
    raise DoesNotFit


def fits(row: Authenticator, typed: str) -> bool:
    """Whether digits are what an app shows or a code on the paper, and mark them as used."""
    try:
        if row.type == RESERVE:
            return bool(RecoveryCodes(row).validate_code(typed))
        return row.type == "totp" and is_new_code(row, typed)
    except InvalidToken:
        # The installation's key is another: nothing that was kept with the old one can fit.
        return False


def is_new_code(row: Authenticator, typed: str) -> bool:
    """Whether the app shows these digits now or half a minute from now, and they are not used."""
    counter = counter_of(get_adapter().decrypt(row.data["secret"]), typed)
    if counter is None or counter <= row.data.get("used", 0):
        return False
    row.data["used"] = counter
    row.save(update_fields=["data"])
    return True


def counter_of(secret: str, typed: str) -> int | None:
    """Which half minute these digits belong to, of those that are near."""
    for counter in yield_hotp_counters_from_time():
        if constant_time_compare(typed, format_hotp_value(hotp_value(secret, counter))):
            return int(counter)
    return None


def prove_by_key(account: Account, answer: str) -> str:
    """The key of the second step that a device's answer proves."""
    count_a_try(account)
    try:
        row = webauthn.complete_authentication(account, json.loads(answer))
    except NO_ANSWER:
        raise NoKey from None
    row.record_usage()
    return str(row.type)


@transaction.atomic
def add_totp(account: Account, secret: str, typed: str) -> None:
    """Let an app be the second step, once it shows the right digits; a new app replaces the old."""
    # One at a time for each account; all that it has follows from this row.
    Account.objects.select_for_update().get(pk=account.pk)
    counter = counter_of(secret, typed)
    if counter is None:
        raise DoesNotFit
    of(account).filter(type="totp").delete()
    row = TOTP.activate(account, secret).instance
    row.data["used"] = counter
    row.save(update_fields=["data"])
    added(account, row)


@transaction.atomic
def add_key(account: Account, name: str, answer: str) -> None:
    """Let a key in a device be a second step, by what the device has answered."""
    Account.objects.select_for_update().get(pk=account.pk)
    try:
        said: Mapping[str, object] = json.loads(answer)
        webauthn.parse_registration_response(said)
        webauthn.complete_registration(dict(said))
    except NO_ANSWER:
        raise NoKey from None
    added(account, webauthn.WebAuthn.add(account, name, dict(said)).instance)


def added(account: Account, row: Authenticator) -> None:
    """Tell the journal, and see to it that there are codes on paper."""
    row.record_usage()
    RecoveryCodes.activate(account)
    record("second-step-added", account, by=account.actor)


@transaction.atomic
def remove(account: Account, pk: int, *, by: Actor) -> None:
    """Take one away; with the last one the codes on paper go too."""
    Account.objects.select_for_update().get(pk=account.pk)
    if of(account).filter(pk=pk).delete()[0]:
        record("second-step-removed", account, by=by)
    if not of(account).exists():
        all_of(account).delete()


@transaction.atomic
def remove_all(account: Account, *, by: Actor, municipality: int) -> bool:
    """Take all away from somebody who has lost them, and end her sign-ins; False if there was none."""
    Account.objects.select_for_update().get(pk=account.pk)
    if not all_of(account).delete()[0]:
        return False
    # Whoever has lost her mobile has lost what codes are sent to, too.
    CodeNumber.objects.forget(account, by=by, municipality=municipality)
    account.sign_ins.all().end_all()
    record("second-step-removed", account, by=by, municipality=municipality)
    return True


def paper_codes(account: Account) -> list[str]:
    """The codes on paper that are not used, in two groups of four; none that an old key locked."""
    row = all_of(account).filter(type=RESERVE).first()
    try:
        codes = RecoveryCodes(row).get_unused_codes() if row else []
    except InvalidToken:
        return []
    return [f"{code[:4]} {code[4:]}" for code in codes]


@transaction.atomic
def new_paper_codes(account: Account) -> None:
    """Ten new codes on paper; those of the old paper fit no more."""
    Account.objects.select_for_update().get(pk=account.pk)
    all_of(account).filter(type=RESERVE).delete()
    RecoveryCodes.activate(account)
    record("recovery-codes-made", account, by=account.actor)


def when_added(account: Account) -> list[tuple[int, str, object]]:
    """Each app and key with its number, its name and its day."""
    return [(row.pk, name_of(row), timezone.localtime(row.created_at)) for row in of(account)]


def name_of(row: Authenticator) -> str:
    """What its owner calls it."""
    return str(row.data.get("name") or _("App som visar koder"))
