# SPDX-License-Identifier: EUPL-1.2
"""Coming in by another way than a code: the second step stands between, and then the session."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from traffpunkt.people.models import Account
from traffpunkt.people.sign_ins import SHARED


def arrive(
    request: HttpRequest, account: Account, way: str, *, wanted: str, **told: Any
) -> HttpResponse:
    """Let an account in that has shown who it is by a way, and go on to a page.

    `told` is what is known of that way: the second step it has taken, the provider and its key.
    """
    request.session[SHARED] = False
    answer: HttpResponse = perform_login(
        request, Login(user=account, redirect_url=wanted, state={"came": {"way": way, **told}})
    )
    return answer
