# SPDX-License-Identifier: EUPL-1.2
"""Coming in by another way than a code: the second step stands between, and then the session."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from traffpunkt.people.models import Account
from traffpunkt.people.sign_ins import SHARED


def arrive(request: HttpRequest, account: Account, way: str, *, wanted: str) -> HttpResponse:
    """Let an account in that has shown who it is by a way, and go on to a page."""
    request.session[SHARED] = False
    answer: HttpResponse = perform_login(
        request, Login(user=account, redirect_url=wanted, state={"way": way})
    )
    return answer
