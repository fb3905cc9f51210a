# SPDX-License-Identifier: EUPL-1.2
"""A number in the queue, taken at a kiosk by one press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from traffpunkt.cafe.forms import KioskForm
from traffpunkt.home import kiosk
from traffpunkt.home.devices import KioskRequest, at_kiosk
from traffpunkt.home.views.screens import shown


@never_cache
@require_POST
@at_kiosk
def ticket(request: KioskRequest) -> HttpResponse:
    """One press gives a number and shows it; a second one within some seconds shows the same.

    The answer is the page itself: at a reload it is the same press, and gives the same number.
    """
    form = KioskForm(request.POST)
    taken = kiosk.take_number(request.screen, form)
    if taken is None:
        messages.error(request, _("Det gick inte att ta ett nummer. Säg till värden."))
        return redirect("home:screen")
    queue, given = taken
    before, wait = queue.before(given), queue.wait_in_words(given)
    return shown(request, "ticket", request.screen, ticket=given, before=before, wait=wait)
