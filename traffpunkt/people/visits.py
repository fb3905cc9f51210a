# SPDX-License-Identifier: EUPL-1.2
"""A visit with a card: a cookie of its own that opens the list of one's own sign-ups (ADR 28).

It is no session of Django's: who has a card is nobody in the workroom. The browser sends it to the
pages of the card alone.
"""

import datetime
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import GUEST, Actor, record
from traffpunkt.people.limits import Limit, address_of
from traffpunkt.people.models import Card
from traffpunkt.places.requests import GuestRequest

COOKIE = "traffpunkt_kort"
SALT = "traffpunkt.card"
OWN = datetime.timedelta(days=30)
SHARED = datetime.timedelta(minutes=10)
# By card first; a whole library shares one address, so its ceiling is high, yet each try costs a hash.
TRIED = Limit("card-tried", 5, 60 * 15)
FROM_ONE_ADDRESS = Limit("card-from-one-address", 60, 60)


class NoWayIn(Exception):
    """The card does not open; `words` say what to do."""

    status = 422
    words = _("Kortets nummer och kod hör inte ihop. Titta på kortet och skriv båda igen.")


class NoSuchCard(NoWayIn):
    """A square that belongs to no card in force."""

    words = _("Kortet gäller inte längre. Ring oss, så får du ett nytt.")


class TooManyTries(NoWayIn):
    """Five wrong codes; the card itself stays as it is."""

    status = 429
    words = _("Det blev många försök. Vänta en kvart och försök igen, eller ring oss.")


@dataclass(frozen=True, slots=True)
class Visit:
    """A card that has opened in this browser."""

    card: Card
    mark: str
    is_shared: bool


def scanned(request: GuestRequest, token: str) -> Card:
    """The card whose square a camera has read; its code is asked for all the same."""
    if not FROM_ONE_ADDRESS.allows(address_of(request)):
        raise TooManyTries
    card = Card.objects.within(request.municipality).scanned(token)
    if card is None:
        raise NoSuchCard
    return card


def shown(request: GuestRequest, token: str, *, by: Actor) -> Card:
    """The card whose square a reader at a kiosk has read; what it opens there asks for no code."""
    card = scanned(request, token)
    card.use(by=by)
    return card


def opened(request: GuestRequest, number: str, pin: str, *, by: Actor = GUEST) -> Card:
    """The card with this number and this code. Unknown numbers sound, count and take as long as others."""
    card = Card.objects.within(request.municipality).in_full().numbered(number)
    # Counted since it last opened: who comes in often is never taken for one who guesses.
    since = card.last_used if card else None
    tries = (request.municipality.pk, number, since)
    if not (FROM_ONE_ADDRESS.allows(address_of(request)) and TRIED.allows(*tries)):
        raise TooManyTries
    if card is None:
        make_password(pin)
        raise NoWayIn
    if not card.fits(pin):
        record("mistyped-pin", card, by=by)
        raise NoWayIn
    card.use(by=by)
    return card


def begin(answer: HttpResponse, card: Card, *, is_shared: bool) -> None:
    """Let this browser be known by the card; a shared one only as long as somebody is there."""
    keep(answer, Visit(card, secrets.token_urlsafe(9), is_shared))


def keep(answer: HttpResponse, visit: Visit) -> None:
    """Write the visit into the browser, until it is over by itself."""
    until = timezone.now() + (SHARED if visit.is_shared else OWN)
    answer.set_signed_cookie(
        COOKIE,
        f"{visit.card.pk}:{visit.mark}:{int(visit.is_shared)}:{int(until.timestamp())}",
        salt=SALT,
        max_age=None if visit.is_shared else int(OWN.total_seconds()),
        path=reverse("people:card"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def visiting(request: GuestRequest) -> Visit | None:
    """The visit that this browser is on, while its card is in force here."""
    told = request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""
    number, mark, is_shared, until = told.split(":") if told else ("0", "", "0", "0")
    if int(until) <= timezone.now().timestamp() or caches["default"].get(spot(mark)):
        return None
    here = Card.objects.within(request.municipality).in_force().in_full()
    card = here.filter(pk=int(number)).first()
    return Visit(card, mark, is_shared == "1") if card else None


def end(request: GuestRequest, answer: HttpResponse) -> None:
    """Be done: the browser forgets the visit, and a copy of its cookie opens nothing either."""
    visit = visiting(request)
    if visit:
        caches["default"].set(spot(visit.mark), True, int(OWN.total_seconds()))
    answer.delete_cookie(COOKIE, path=reverse("people:card"), samesite="Strict")
    # Not "cookies": the text size that somebody has chosen on this computer stays. Not "storage":
    # nothing of the visit is there, but what staff have pressed without a network may be (ADR 30).
    answer["Clear-Site-Data"] = '"cache"'


def spot(mark: str) -> str:
    """Where it stands that a visit is over."""
    return f"card-over:{mark}"
