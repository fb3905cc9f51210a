# SPDX-License-Identifier: EUPL-1.2
"""The side of a kiosk for those who work at the place: behind digits, for a minute, without a name."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from traffpunkt.home import devices, kiosk
from traffpunkt.home.devices import KioskRequest, at_staff_side
from traffpunkt.home.office import status_of
from traffpunkt.home.screen_forms import ClosingForm
from traffpunkt.home.views.screens import read_or_send, shown


@never_cache
@read_or_send
@at_staff_side
def door(request: KioskRequest) -> HttpResponse:
    """Digits in; after five wrong ones a pause, which keeps no guest from anything."""
    if request.method != "POST":
        return shown(request, "door", request.screen)
    words = kiosk.refused(request.screen, request.POST.get("pin", ""))
    if words:
        return shown(request, "door", request.screen, 422, words=words)
    answer = redirect("home:screen_staff")
    devices.let_in(answer, request.screen)
    return answer


@never_cache
@read_or_send
@at_staff_side
def staff(request: KioskRequest) -> HttpResponse:
    """How the screen is doing, and what staff may do with it."""
    if not devices.is_in(request):
        return redirect("home:screen_door")
    closing = request.POST.get("gor") == "stang"
    form = ClosingForm(request.POST if closing else None)
    if kiosk.carry_out(request.screen, request.POST.get("gor", ""), form):
        messages.success(request, _("Klart. Det gäller nu."))
        return redirect("home:screen")
    facts = {"form": form, "version": settings.VERSION}
    answer = shown(request, "staff", request.screen, status_of(form.is_bound), **facts)
    devices.let_in(answer, request.screen)
    return answer


@never_cache
@read_or_send
@at_staff_side
def unpairing(request: KioskRequest) -> HttpResponse:
    """Ask once more, then let the device be no screen any more."""
    if not devices.is_in(request):
        return redirect("home:screen_door")
    if request.method == "POST":
        request.screen.unpair(by=request.screen.actor)
        return redirect("home:screen")
    answer = shown(request, "unpairing", request.screen)
    devices.let_in(answer, request.screen)
    return answer
