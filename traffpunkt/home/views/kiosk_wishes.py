# SPDX-License-Identifier: EUPL-1.2
"""The page of a kiosk on which somebody leaves a wish: one field, one press, no name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from traffpunkt.home import kiosk
from traffpunkt.home.devices import KioskRequest, at_kiosk
from traffpunkt.home.screen_forms import KioskWishForm
from traffpunkt.home.views.screens import read_or_send, shown


@never_cache
@read_or_send
@at_kiosk
def wish(request: KioskRequest) -> HttpResponse:
    """Leave a wish, and be back on the first page."""
    form = KioskWishForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kiosk.leave_wish(request.screen, form):
        reader = kiosk.reader_at(request.screen)
        words = _("Tack. %(name)s läser det.") % {"name": reader} if reader else ""
        messages.success(request, words or _("Tack. Vi läser det."))
        return redirect("home:screen")
    return shown(request, "wish", request.screen, 422 if form.is_bound else 200, form=form)
