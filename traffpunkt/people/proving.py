# SPDX-License-Identifier: EUPL-1.2
"""Step-up: what is hard to undo asks for a proof of the last ten minutes.

Who has a second step takes it again, others get a new code by e-mail. Write `@freshly_proven` below
`@workroom` or `@office`. A page leads back to itself; what was sent is kept and sent on (keeping.py).
"""

import functools
import time
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from traffpunkt.people import factors
from traffpunkt.people.codes import ASKED, ASKED_IN_A_DAY, NewCodeNeeded, TooManyTries, WrongCode
from traffpunkt.people.desk import DeskRequest, page_of
from traffpunkt.people.keeping import keep
from traffpunkt.people.limits import Limit
from traffpunkt.people.models import Account
from traffpunkt.people.sign_ins import came_by, is_fresh, second_step
from traffpunkt.people.signing_in import OIDC

P = ParamSpec("P")
SPOT = "proof_code"
LIVES = 60 * 10
TRIED = Limit("proof-tried", 5, 60 * 10)


def freshly_proven(
    view: Callable[Concatenate[DeskRequest, P], HttpResponse],
) -> Callable[Concatenate[DeskRequest, P], HttpResponse]:
    """Open a view to who has shown who she is within ten minutes; others do so first."""

    @functools.wraps(view)
    def with_proof(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # A session from before she had a second step has not taken it, however fresh it is.
        is_whole = second_step(request) or not factors.kinds_of(request.desk.account)
        if is_fresh(request) and is_whole:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep(request)
        return redirect_to_login(page_of(request), reverse(where_to_prove(request)))

    return with_proof


def where_to_prove(request: DeskRequest) -> str:
    """The page where she shows again who she is: where she did so, unless she has a second step here."""
    at_provider = came_by(request) == OIDC.key and not factors.kinds_of(request.desk.account)
    return OIDC.page if at_provider else "people:proof"


def send_code(request: HttpRequest, account: Account) -> None:
    """Send a new code to somebody who is signed in; this session keeps only its fingerprint."""
    who_asks = (account.email, f"proof:{account.pk}")
    if not (ASKED.allows(*who_asks) and ASKED_IN_A_DAY.allows(*who_asks)):
        raise TooManyTries
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[SPOT] = {"mark": mark_of(code), "at": time.time()}
    adapter.send_mail("account/email/login_code", account.email, {"code": code})


def is_sent(request: HttpRequest) -> bool:
    """Whether a code waits that can still be used."""
    return time.time() - float(request.session.get(SPOT, {}).get("at", 0)) <= LIVES


def enter(request: HttpRequest, account: Account, typed: str) -> None:
    """Use the code that was sent, once; raises what codes.py raises."""
    if not is_sent(request):
        raise NewCodeNeeded
    if not TRIED.allows(account.pk, request.session[SPOT]["at"]):
        del request.session[SPOT]
        raise TooManyTries
    if not constant_time_compare(mark_of(typed), request.session[SPOT]["mark"]):
        raise WrongCode
    del request.session[SPOT]


def mark_of(code: str) -> str:
    """A fingerprint of a code that tells nothing without our key."""
    return salted_hmac("traffpunkt.proof", code).hexdigest()
