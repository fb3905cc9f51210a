# SPDX-License-Identifier: EUPL-1.2
"""The screen at the door: where a device begins, what a wall shows, how one checks in at a kiosk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.activities.checking_in import open_door, open_doors
from traffpunkt.cafe.queues import queues_at
from traffpunkt.home import devices, kiosk, shown_cards
from traffpunkt.home.devices import Done, KioskRequest, at_kiosk
from traffpunkt.home.screen_forms import CheckInForm, PairingForm
from traffpunkt.home.walls import wall
from traffpunkt.places.models import Screen
from traffpunkt.places.requests import GuestRequest
from traffpunkt.ui.qr import qr

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_send
def screen(request: GuestRequest) -> HttpResponse:
    """A screen's one page; a device without a key is asked for its code."""
    found = devices.screen_of(request)
    if found is None:
        return pairing(request)
    if request.method == "POST":
        return redirect("home:screen")
    answer = first_page(request, found)
    for name in {shown_cards.COOKIE, devices.STAFF} & request.COOKIES.keys():
        devices.forget(answer, name)
    if found.note_seen():
        devices.remember(answer, request.COOKIES[devices.COOKIE])
    return answer


def first_page(request: GuestRequest, found: Screen) -> HttpResponse:
    """What a screen shows now; a kiosk may be closed, or be a wall for today."""
    if found.face == Screen.Kind.WALL:
        return wall_page(request, found)
    if found.closed:
        return shown(request, "closed", found)
    return kiosk_page(request, found)


def pairing(request: GuestRequest) -> HttpResponse:
    """Six digits in, a key of its own out, which the device keeps."""
    given = request.POST if request.method == "POST" else None
    form = PairingForm(given, initial={"code": request.GET.get("kod", "")[:6]})
    if form.is_valid():
        paired = kiosk.pair(request, form)
        if paired:
            answer = redirect("home:screen")
            devices.remember(answer, paired)
            return answer
    page = {"form": form, "had_key": devices.COOKIE in request.COOKIES}
    return render(request, "home/screen_pairing.html", page, status=422 if form.is_bound else 200)


def wall_page(request: GuestRequest, found: Screen) -> HttpResponse:
    """Now, later today and next, readable from across the room."""
    address = request.build_absolute_uri(reverse("activities:venue", args=[found.venue.slug]))
    return shown(request, "wall", found, wall=wall(found), qr=qr(address))


def kiosk_page(request: GuestRequest, found: Screen) -> HttpResponse:
    """What one can come in to now, as one page or as large buttons."""
    doors = open_doors(found.venue)
    page: dict[str, object] = {"queues": queues_at(found.venue), "press": devices.new_press()}
    if len(doors) == 1:
        page |= {"door": doors[0], "form": CheckInForm()}
        return shown(request, "checkin", found, 200, **page)
    page |= {"doors": doors, "ahead": kiosk.next_dates(found)}
    return shown(request, "kiosk", found, 200, **page)


def shown(
    request: GuestRequest, page: str, found: Screen, status: int = 200, **facts: object
) -> HttpResponse:
    """One of a screen's pages, with the moment that it tells of."""
    facts |= {"screen": found, "now": timezone.now()}
    return render(request, f"home/screen_{page}.html", facts, status=status)


@never_cache
@read_or_send
@at_kiosk
def checkin(request: KioskRequest, pk: int) -> HttpResponse:
    """Somebody is here: known by four digits, or counted without a word."""
    door = open_door(request.screen.venue, pk)
    if door is None:
        return redirect("home:screen")
    form = CheckInForm(request.POST if request.method == "POST" else None)
    done = kiosk.receive(request, door, form) if form.is_bound else None
    if done:
        answer = redirect("home:screen_receipt")
        done.keep(answer, request.screen)
        return answer
    status = 422 if form.is_bound else 200
    return shown(request, "checkin", request.screen, status, door=door, form=form, back=True)


@never_cache
@require_safe
@at_kiosk
def receipt(request: KioskRequest) -> HttpResponse:
    """What has been noted, for some seconds, with a way to undo it."""
    done = Done.read(request)
    door = open_door(request.screen.venue, done.occasion) if done else None
    if door is None:
        return redirect("home:screen")
    return shown(request, "receipt", request.screen, door=door, done=done)


@never_cache
@require_POST
@at_kiosk
def undoing(request: KioskRequest) -> HttpResponse:
    """Take back what was just noted on this very screen."""
    done = Done.read(request)
    if done and kiosk.undo(request.screen, done):
        messages.success(request, _("Det är ångrat. Du är inte avprickad."))
    answer = redirect("home:screen")
    devices.forget(answer)
    return answer
