# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the screens of a venue, how a device becomes one, and how it stops being one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from traffpunkt.home import devices
from traffpunkt.home.office import office, only_read, only_sent, sent, status_of
from traffpunkt.home.screen_forms import ScreenForm, StaffCodeForm
from traffpunkt.people.desk import DeskRequest
from traffpunkt.places.models import Screen
from traffpunkt.ui.qr import qr


def screen_in_use(request: DeskRequest, pk: int) -> Screen:
    """A screen of this municipality that nobody has revoked."""
    found: Screen = get_object_or_404(request.municipality.screens.in_use().in_full(), pk=pk)
    return found


@office
def screen_new(request: DeskRequest, pk: int) -> HttpResponse:
    """Set up a screen at a venue."""
    venue = get_object_or_404(request.municipality.venues, pk=pk)
    form = ScreenForm(venue, sent(request))
    if form.is_valid():
        here, by = request.municipality, request.desk.actor
        made = here.screens.set_up(here, venue, **form.told, by=by)
        return redirect("home:settings_screen", made.pk)
    page = {"form": form, "venue": venue}
    return render(request, "home/settings_screen_new.html", page, status=status_of(form.is_bound))


@only_read
@office
def screen(request: DeskRequest, pk: int) -> HttpResponse:
    """One screen: its code while there is one, when it was seen last, and the button that ends it."""
    row = screen_in_use(request, pk)
    address = devices.address(request)
    code = qr(f"{address}?kod={row.code}") if row.code else None
    page = {"screen": row, "address": address, "qr": code}
    return render(request, "home/settings_screen.html", page)


@only_sent
@office
def new_code(request: DeskRequest, pk: int) -> HttpResponse:
    """A new code, for a new device or for one that has forgotten its key."""
    screen_in_use(request, pk).renew_code(by=request.desk.actor)
    return redirect("home:settings_screen", pk)


@only_sent
@office
def revoking(request: DeskRequest, pk: int) -> HttpResponse:
    """Shut a screen out; it notices at its next request. A second press is as good as the first."""
    row = get_object_or_404(request.municipality.screens, pk=pk)
    row.revoke(by=request.desk.actor)
    messages.success(request, _("Skärmen är avstängd. Den visar inget mer."))
    return redirect("home:settings_venue", row.venue_id)


@office
def pin(request: DeskRequest, pk: int) -> HttpResponse:
    """Inställningar: the digits by which staff come to their side of a kiosk."""
    row = screen_in_use(request, pk)
    is_to_go = "utan" in request.POST
    form = StaffCodeForm(None if is_to_go else sent(request))
    if is_to_go or form.is_valid():
        row.choose_pin("" if is_to_go else form.cleaned_data["digits"], by=request.desk.actor)
        messages.success(request, _("Ändringen är sparad."))
        return redirect("home:settings_screen", pk)
    page = {"form": form, "screen": row}
    return render(request, "home/settings_screen_pin.html", page, status=status_of(form.is_bound))
