# SPDX-License-Identifier: EUPL-1.2
"""Pages that stand beside the programme: help, accessibility, "Är detta från oss?", cookies, display."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from traffpunkt.home import devices, pieces, shown_cards
from traffpunkt.home.forms import FaultForm
from traffpunkt.journal.models import GUEST
from traffpunkt.people import browsers, visits
from traffpunkt.people.limits import Limit, address_of
from traffpunkt.places.requests import GuestRequest
from traffpunkt.places.statement import Statement
from traffpunkt.ui import display as showing
from traffpunkt.ui.display import Display

for_everybody = cache_control(public=True, max_age=1)
# Somebody may find many faults; a library with thirty tablets is one address.
BY_CONTACT = Limit("fault-contact", tries=20, seconds=3600, cache="near")
BY_ADDRESS = Limit("fault-address", tries=60, seconds=600, cache="near")
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_everybody
def help_page(request: GuestRequest) -> HttpResponse:
    """Så får du hjälp: by telephone, at a place, in writing."""
    venues = request.municipality.venues.open_ones()
    return render(request, "home/help.html", {"venues": venues})


@require_safe
@for_everybody
def accessibility(request: GuestRequest) -> HttpResponse:
    """The accessibility statement that the law asks for."""
    statement = Statement.of(request.municipality)
    return render(request, "home/accessibility.html", {"statement": statement})


@never_cache
@read_or_send
def fault(request: GuestRequest) -> HttpResponse:
    """Report something that could not be used, without account and without puzzle."""
    form = FaultForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        told = form.cleaned_data
        if may_report(request, told["contact"]):
            request.municipality.receive_fault(told["text"], told["contact"], by=GUEST)
            return redirect("home:fault_receipt")
        form.add_error(None, _("Det kommer väldigt många just nu. Vänta en stund, eller ring oss."))
        status = 429
    page = {"form": form, "statement": Statement.of(request.municipality)}
    return render(request, "home/fault.html", page, status=status)


def may_report(request: GuestRequest, contact: str) -> bool:
    """Whether one more report is taken: first by whom it says it is from, then by where it sits."""
    if contact and not BY_CONTACT.allows(request.municipality.pk, contact):
        return False
    return BY_ADDRESS.allows(address_of(request))


@require_safe
@for_everybody
def fault_receipt(request: GuestRequest) -> HttpResponse:
    """Thanks for a report, and what happens now."""
    return render(request, "home/fault_receipt.html")


@require_safe
@for_everybody
def from_us(request: GuestRequest) -> HttpResponse:
    """Är detta från oss? What we never ask for, and the number to ring."""
    return render(request, "home/from_us.html")


@require_safe
@for_everybody
def your_details(request: GuestRequest) -> HttpResponse:
    """What becomes of what people write here: who answers for it, why, how long, and their rights."""
    return render(request, "home/your_details.html")


@require_safe
@for_everybody
def cookies(request: GuestRequest) -> HttpResponse:
    """Which cookies there are: ours, few, and only when chosen."""
    names = {
        "display": showing.COOKIE,
        "session": settings.SESSION_COOKIE_NAME,
        "known": browsers.COOKIE,
        "card": visits.COOKIE,
        "csrf": settings.CSRF_COOKIE_NAME,
        "screen": devices.COOKIE,
        "receipt": devices.RECEIPT,
        "staff": devices.STAFF,
        "shown_card": shown_cards.COOKIE,
    }
    return render(request, "home/cookies.html", {"names": names})


@never_cache
@read_or_send
def display(request: HttpRequest) -> HttpResponse:
    """Text size, contrast and colours; a choice is kept in a cookie of our own."""
    chosen = Display.read(request.COOKIES.get(showing.COOKIE, ""))
    if request.method != "POST":
        return render(request, "home/display.html", {"chosen": chosen})
    response = redirect(way_back(request.POST.get("tillbaka", "")))
    keep(response, chosen.changed(request.POST))
    return response


def keep(response: HttpResponse, chosen: Display) -> None:
    """Remember the choices; nothing chosen leaves no cookie."""
    if not chosen.cookie:
        response.delete_cookie(showing.COOKIE, samesite="Lax")
        return
    response.set_cookie(
        showing.COOKIE,
        chosen.cookie,
        max_age=showing.COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def way_back(address: str) -> str:
    """The page where the choice was made, if it is one of ours."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else "home:display"


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every piece of the look in every state, with the line that makes it."""
    return render(request, "home/components.html", pieces.all_pieces())


display.common = components.common = True  # type: ignore[attr-defined]
