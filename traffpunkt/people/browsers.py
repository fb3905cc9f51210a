# SPDX-License-Identifier: EUPL-1.2
"""A browser in which a colleague has signed in before: it is counted apart from strangers.

Anybody may ask for codes to a colleague's address until there are no more tries for strangers. She
herself still gets hers, where she usually sits. The cookie opens nothing: it only names a count.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from traffpunkt.people.models import Account

COOKIE = "traffpunkt_known"
SALT = "traffpunkt.known-browser"
SECONDS = 60 * 60 * 24 * 180


def remember(answer: HttpResponse, account: Account) -> None:
    """Let this browser be known as one where somebody has signed in."""
    answer.set_signed_cookie(
        COOKIE,
        f"{account.pk}:{secrets.token_urlsafe(9)}",
        salt=SALT,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def known_name(request: HttpRequest, account: Account | None) -> str:
    """What this browser is known by to one account; nothing for strangers."""
    number, name = known(request)
    return name if account is not None and number == str(account.pk) else ""


def known_number(request: HttpRequest) -> int | None:
    """The account that signed in here last, by its number; nobody in a browser of strangers."""
    number, _name = known(request)
    return int(number) if number else None


def known(request: HttpRequest) -> tuple[str, str]:
    """The account that signed in here last, and what this browser is known by to it."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS) or ""
    number, _colon, name = kept.partition(":")
    return number, name
