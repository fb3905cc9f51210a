# SPDX-License-Identifier: EUPL-1.2
"""The session of somebody signed in: how it began, how fresh its proof is, and when it ends."""

import datetime
import re
import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.people.models import Account, ProviderSignIn, SignIn
from traffpunkt.people.signing_in import BY_PROVIDER, CODE, OIDC
from traffpunkt.places.requests import GuestRequest

PROOF = "proof"
SHARED = "shared"
# Set while somebody stands in the door: what her second step was.
STEP = "second_step"
# And by which way she came there, with what that way tells.
CAME = "came"
# How long a proof is fresh, and how long a shared tablet waits.
FRESH = 60 * 10
IDLE = 60 * 10
# How exactly we know when somebody was here.
NOTICED = 60 * 5

BROWSERS = (
    ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
DEVICES = (
    ("iPad", "iPad"), ("iPhone", "iPhone"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def begin(request: HttpRequest, account: Account) -> None:
    """Begin a session that ends after a working day, on a shared tablet after ten idle minutes."""
    now = time.time()
    came = request.session.pop(CAME, {})
    step = request.session.pop(STEP, "")
    # What a municipality's provider vouches for counts in that municipality only.
    home = came.get("home")
    way = {"way": came.get("way", CODE.key), "factor": step or came.get("factor", ""), "at": now}
    way |= {"home": home, "shown": None if step else home}
    # Whom nobody can ask about again comes in for some minutes only.
    length = min(settings.SESSION_COOKIE_AGE, came.get("minutes", 24 * 60) * 60)
    request.session[PROOF] = way | {"seen": now, "ends": now + length}
    day = timezone.now() + datetime.timedelta(seconds=length)
    request.session.set_expiry(IDLE if request.session.get(SHARED) else day)
    request.session.save()
    session = Session.objects.get(pk=request.session.session_key)
    browser = browser_in_words(request.headers.get("User-Agent", ""))
    row = SignIn.objects.create(account=account, session=session, browser=browser)
    if "provider" in came:
        ProviderSignIn.objects.create(
            sign_in=row, provider_id=came["provider"], locked_refresh=came["refresh"]
        )


def proof(request: HttpRequest) -> dict[str, Any]:
    """How the person showed who she is; nothing that a session says of no such thing."""
    found: dict[str, Any] = request.session.get(PROOF, {})
    return found


def came_by(request: GuestRequest) -> str:
    """The key of the way by which she signed in; none that counts here if a neighbour's provider
    let her in."""
    told = proof(request)
    way = str(told.get("way", CODE.key))
    return "" if way == OIDC.key and told.get("home") != request.municipality.pk else way


def second_step(request: GuestRequest) -> str:
    """The key of the second step that she took in this session, if it counts here."""
    told = proof(request)
    factor = str(told.get("factor", ""))
    is_alien = factor == BY_PROVIDER and told.get("home") != request.municipality.pk
    return "" if is_alien else factor


def is_fresh(request: GuestRequest) -> bool:
    """Whether she showed who she is within the last ten minutes, to us or to this municipality."""
    told = proof(request)
    is_ours = told.get("shown") in {None, request.municipality.pk}
    return is_ours and time.time() - float(told.get("at", 0)) <= FRESH


def prove_again(request: HttpRequest, factor: str = "", shown: int | None = None) -> None:
    """Note that she showed who she is just now, perhaps by a second step; `shown` is the
    municipality to whose provider alone she did."""
    told = {"at": time.time(), "shown": shown} | ({"factor": factor} if factor else {})
    request.session[PROOF] = proof(request) | told


def forget_step(request: HttpRequest) -> None:
    """Let the second step of this session be asked for again: what proved it is gone."""
    request.session[PROOF] = proof(request) | {"factor": ""}


def is_over(request: HttpRequest) -> bool:
    """Whether a session that lives by being used has lived its working day."""
    return time.time() > float(proof(request).get("ends", float("inf")))


def stay_awake(request: HttpRequest) -> None:
    """Note that somebody is here: each time on a shared tablet, else every five minutes."""
    told, now = proof(request), time.time()
    if now - float(told.get("seen", now)) > NOTICED:
        request.session[PROOF] = told | {"seen": now}
        SignIn.objects.filter(session=request.session.session_key).update(seen=timezone.now())
    if request.session.get(SHARED):
        request.session.modified = True


def browser_in_words(agent: str) -> str:
    """What kind of browser and device it is: "Chrome på Windows"."""
    told = {
        "browser": first_in(BROWSERS, agent) or _("En webbläsare"),
        "kind": first_in(DEVICES, agent),
    }
    return _("%(browser)s på %(kind)s") % told if told["kind"] else told["browser"]


def first_in(kinds: tuple[tuple[str, str], ...], agent: str) -> str:
    """The first kind whose sign a browser carries."""
    return next((name for sign, name in kinds if re.search(sign, agent)), "")
