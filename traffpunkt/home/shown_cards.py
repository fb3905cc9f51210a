# SPDX-License-Identifier: EUPL-1.2
"""A senior's card at a kiosk: it checks her in, or offers her what there is a seat at (ADR 36).

It opens nothing else of hers, and says no name. Which card was shown is kept in the device for a
minute, signed for this screen alone, and only while she is asked whether she wants to come along.
"""

import re

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from traffpunkt.activities.checking_in import Door, check_in, open_doors, signed_up_at, walk_in
from traffpunkt.home.devices import Done, KioskRequest, new_press
from traffpunkt.home.screen_forms import ShownCardForm
from traffpunkt.people import visits
from traffpunkt.people.models import Card

COOKIE = "traffpunkt_visat_kort"
SECONDS = 60
# A reader set for another keyboard than the device's sends + and ? for the two signs below.
READ = re.compile(r"#([\w+?-]{32})$")
AS_PRINTED = str.maketrans("+?", "-_")


def token_in(typed: str) -> str:
    """The secret of a square that a reader has typed; nothing where a number was written."""
    read = READ.search(typed.strip())
    return read[1].translate(AS_PRINTED) if read else ""


def card_of(request: KioskRequest, form: ShownCardForm, token: str) -> Card:
    """The card whose square was read, or whose number was typed with its code."""
    by = request.screen.actor
    if token:
        return visits.shown(request, token, by=by)
    told = form.cleaned_data
    return visits.opened(request, told["number"], told["pin"], by=by)


def receive(request: KioskRequest, card: Card) -> Done | None:
    """Check in whom the card belongs to, where she has a seat; nothing where she has none."""
    hers = signed_up_at(request.screen.venue, card.person)
    for door, signup in hers:
        if check_in(door, signup, by=request.screen.actor):
            return Done(Done.TICKED, door.occasion.pk, signup.pk, new_press())
    return Done(Done.ALREADY, hers[0][0].occasion.pk, 0, new_press()) if hers else None


def offered(request: KioskRequest) -> list[Door]:
    """What she can come along to, who has not signed up: now, here, and with a seat."""
    return [door for door in open_doors(request.screen.venue) if door.has_room]


def let_in(request: KioskRequest, card: Card, door: Door) -> Done | None:
    """Let her come along; nothing where the last seat has just gone."""
    signup = walk_in(door, card.person, by=request.screen.actor)
    if signup is None:
        return None
    return Done(Done.WALKED_IN, door.occasion.pk, signup.pk, new_press())


def keep(answer: HttpResponse, request: KioskRequest, card: Card) -> None:
    """Let the device remember which card was shown, while she is asked."""
    answer.set_signed_cookie(
        COOKIE,
        str(card.pk),
        salt=f"{COOKIE}:{request.screen.pk}",
        max_age=SECONDS,
        path=reverse("home:screen"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def kept(request: KioskRequest) -> Card | None:
    """The card that was shown within the last minute, while it is in force."""
    told = request.get_signed_cookie(
        COOKIE, default="", salt=f"{COOKIE}:{request.screen.pk}", max_age=SECONDS
    )
    here = Card.objects.within(request.municipality).in_force().in_full()
    return here.filter(pk=int(told or 0)).first()
