# SPDX-License-Identifier: EUPL-1.2
"""The device at a wall or a door: its key in a cookie of its own, and what it has just done.

The key is in the cookie and nowhere else: in no address, and at rest only as a print.
"""

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from traffpunkt.people.limits import Limit, address_of
from traffpunkt.places.models import Screen
from traffpunkt.places.models.screen import print_of
from traffpunkt.places.requests import GuestRequest

P = ParamSpec("P")
COOKIE = "traffpunkt_skarm"
# No browser keeps a cookie longer; it is renewed whenever the screen is seen.
SECONDS = 60 * 60 * 24 * 400
RECEIPT = "traffpunkt_kvitto"
RECEIPT_SECONDS = 60
STAFF = "traffpunkt_personal"
# As long as a kiosk waits before it begins anew.
STAFF_SECONDS = 60
# Whoever sets up a screen may mistype; whoever guesses is to find nothing in a lifetime.
BY_ADDRESS = Limit("screen-code-address", tries=10, seconds=600)
BY_PLACE = Limit("screen-code-place", tries=100, seconds=3600)


def screen_of(request: GuestRequest) -> Screen | None:
    """The screen whose device asks; a revoked key, or one of the neighbours', is none."""
    return request.municipality.screens.known_by(request.COOKIES.get(COOKIE, ""))


def put(answer: HttpResponse, name: str, value: str, seconds: int) -> None:
    """Keep something in the device, for the addresses of screens alone."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path=reverse("home:screen"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def remember(answer: HttpResponse, key: str) -> None:
    """Let the device keep its key."""
    put(answer, COOKIE, key, SECONDS)


def may_try(request: GuestRequest) -> bool:
    """Whether one more code may be tried from here."""
    return BY_ADDRESS.allows(request.municipality.pk, address_of(request)) and BY_PLACE.allows(
        request.municipality.pk
    )


class KioskRequest(GuestRequest):
    """A request from a kiosk whose key holds."""

    screen: Screen


def at_kiosk(
    view: Callable[Concatenate[KioskRequest, P], HttpResponse],
) -> Callable[Concatenate[KioskRequest, P], HttpResponse]:
    """Open a view to kiosks alone: any other device is led to the page where a screen begins."""

    @functools.wraps(view)
    def by_the_door(request: KioskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = screen_of(request)
        if found is None or not found.takes_guests:
            return redirect("home:screen")
        request.screen = found
        return view(request, *args, **kwargs)

    return by_the_door


def at_staff_side(
    view: Callable[Concatenate[KioskRequest, P], HttpResponse],
) -> Callable[Concatenate[KioskRequest, P], HttpResponse]:
    """Open a view to kiosks with digits for staff, also while they take no guests."""

    @functools.wraps(view)
    def by_the_side(request: KioskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = screen_of(request)
        if found is None or not found.is_kiosk or not found.pin:
            return redirect("home:screen")
        request.screen = found
        return view(request, *args, **kwargs)

    return by_the_side


def salt_of(screen: Screen) -> str:
    """What a mark of staff is signed with: for one screen, until its digits are changed."""
    return f"{STAFF}:{screen.pk}:{print_of(screen.pin)}"


def let_in(answer: HttpResponse, screen: Screen) -> None:
    """Let the device remember for a minute that staff stand before it."""
    answer.set_signed_cookie(
        STAFF,
        "inne",
        salt=salt_of(screen),
        max_age=STAFF_SECONDS,
        path=reverse("home:screen"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def is_in(request: KioskRequest) -> bool:
    """Whether staff have typed their digits here within the last minute."""
    salt = salt_of(request.screen)
    return bool(request.get_signed_cookie(STAFF, default="", salt=salt, max_age=STAFF_SECONDS))


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody has just done at a kiosk, without a name, for as long as it can be undone."""

    what: str
    occasion: int
    signup: int
    press: str

    TICKED, ALREADY, COUNTED, WALKED_IN = "avprickad", "redan", "raknad", "kom-in"

    def keep(self, answer: HttpResponse, screen: Screen) -> None:
        """Let the device remember it for a minute, signed for this screen alone."""
        answer.set_signed_cookie(
            RECEIPT,
            f"{self.what}.{self.occasion}.{self.signup}.{self.press}",
            salt=f"{RECEIPT}:{screen.pk}",
            max_age=RECEIPT_SECONDS,
            path=reverse("home:screen"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )

    @classmethod
    def read(cls, request: KioskRequest) -> Self | None:
        """What was done within the last minute, or nothing."""
        kept = request.get_signed_cookie(
            RECEIPT,
            default="",
            salt=f"{RECEIPT}:{request.screen.pk}",
            max_age=RECEIPT_SECONDS,
        )
        if not kept:
            return None
        what, occasion, signup, press = kept.split(".")
        return cls(what, int(occasion), int(signup), press)

    @property
    def can_be_undone(self) -> bool:
        """Whether it changed anything."""
        return self.what != self.ALREADY


def forget(answer: HttpResponse, name: str = RECEIPT) -> None:
    """Let nothing be left to undo, or of the card that was shown."""
    answer.delete_cookie(name, path=reverse("home:screen"), samesite="Strict")


def new_press() -> str:
    """A mark by which the same press is known again."""
    return uuid.uuid4().hex


def address(request: HttpRequest) -> str:
    """What is typed on a device that becomes a screen."""
    return request.build_absolute_uri(reverse("home:screen"))
