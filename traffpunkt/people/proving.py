# SPDX-License-Identifier: EUPL-1.2
"""Step-up: what is hard to undo asks for a proof of the last ten minutes.

Who has a second step takes it again, others get a new code by e-mail or SMS. Write `@freshly_proven` below
`@workroom` or `@office`. A page leads back to itself; what was sent is kept and sent on (keeping.py).
"""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from traffpunkt.people import factors, text_codes
from traffpunkt.people.codes import ASKED, ASKED_IN_A_DAY, TooManyTries
from traffpunkt.people.desk import DeskRequest, page_of
from traffpunkt.people.keeping import keep
from traffpunkt.people.limits import Limit
from traffpunkt.people.models import Account
from traffpunkt.people.session_codes import SessionCode
from traffpunkt.people.sign_ins import came_by, is_fresh, second_step
from traffpunkt.people.signing_in import OIDC

P = ParamSpec("P")
CODE = SessionCode("proof_code", Limit("proof-tried", 5, 60 * 10))


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


def send_code(request: HttpRequest, account: Account, number: str = "") -> None:
    """Send a new code to somebody who is signed in, by e-mail or to her number as SMS."""
    who_asks = (account.email, f"proof:{account.pk}")
    if not (ASKED.allows(*who_asks) and ASKED_IN_A_DAY.allows(*who_asks)):
        raise TooManyTries
    if number:
        text_codes.count(request, *who_asks)
        code = text_codes.send(request, number)
    else:
        adapter = get_adapter(request)
        code = adapter.generate_login_code()
        adapter.send_mail("account/email/login_code", account.email, {"code": code})
    CODE.keep(request, code, number=number)
