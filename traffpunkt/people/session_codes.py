# SPDX-License-Identifier: EUPL-1.2
"""A code that was sent to somebody signed in: her session keeps only its fingerprint."""

import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from traffpunkt.people.codes import NewCodeNeeded, TooManyTries, WrongCode
from traffpunkt.people.limits import Limit
from traffpunkt.people.models import Account

LIVES = 60 * 10


@dataclass(frozen=True, slots=True)
class SessionCode:
    """One kind of code, the spot in the session where it waits, and how often it may be tried."""

    spot: str
    tried: Limit

    def keep(self, request: HttpRequest, code: str, **told: str) -> None:
        """Wait for a code that has just been sent; an earlier one is of no more use."""
        request.session[self.spot] = {"mark": self.mark_of(code), "at": time.time(), **told}

    def waiting(self, request: HttpRequest) -> dict[str, Any]:
        """What is known of the code that can still be used; nothing if there is none."""
        found: dict[str, Any] = request.session.get(self.spot, {})
        return found if time.time() - float(found.get("at", 0)) <= LIVES else {}

    def enter(self, request: HttpRequest, account: Account, typed: str) -> dict[str, Any]:
        """Use the code that was sent, once; what is known of it. Raises what codes.py raises."""
        found = self.waiting(request)
        if not found:
            raise NewCodeNeeded
        if not self.tried.allows(account.pk, found["at"]):
            del request.session[self.spot]
            raise TooManyTries
        if not constant_time_compare(self.mark_of(typed), found["mark"]):
            raise WrongCode
        del request.session[self.spot]
        return found

    def mark_of(self, code: str) -> str:
        """A fingerprint of a code that tells nothing without our key, nor fits elsewhere."""
        return salted_hmac(f"traffpunkt.{self.spot}", code).hexdigest()
