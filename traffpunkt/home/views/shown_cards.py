# SPDX-License-Identifier: EUPL-1.2
"""The pages of a kiosk for who has a card: show it, and come along to what there is a seat at."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from traffpunkt.home import devices, shown_cards
from traffpunkt.home.devices import Done, KioskRequest, at_kiosk
from traffpunkt.home.screen_forms import ShownCardForm
from traffpunkt.home.views.screens import read_or_send, shown
from traffpunkt.people.models import Card
from traffpunkt.people.visits import NoWayIn


@never_cache
@read_or_send
@at_kiosk
def card(request: KioskRequest) -> HttpResponse:
    """A card is shown to a reader, or its number and code are typed."""
    if request.method != "POST":
        return card_page(request, ShownCardForm())
    form = ShownCardForm(request.POST)
    token = shown_cards.token_in(request.POST.get("number", ""))
    if not (form.is_valid() or token):
        return card_page(request, form, 422)
    try:
        found = shown_cards.card_of(request, form, token)
    except NoWayIn as refusal:
        again = ShownCardForm(initial={"number": form.cleaned_data.get("number", "")})
        return card_page(request, again, refusal.status, refusal)
    return after_card(request, found)


def card_page(
    request: KioskRequest, form: ShownCardForm, status: int = 200, no: NoWayIn | None = None
) -> HttpResponse:
    """The page that asks; a code is never shown again, nor what a reader has read."""
    return shown(request, "card", request.screen, status, form=form, words=no.words if no else "")


def after_card(request: KioskRequest, found: Card) -> HttpResponse:
    """The receipt, or the question whether she wants to come along."""
    done = shown_cards.receive(request, found)
    if done:
        return thanks(request, done)
    answer = redirect("home:screen_along")
    shown_cards.keep(answer, request, found)
    return answer


def thanks(request: KioskRequest, done: Done) -> HttpResponse:
    """On to the receipt, with nothing kept of the card."""
    answer = redirect("home:screen_receipt")
    done.keep(answer, request.screen)
    devices.forget(answer, shown_cards.COOKIE)
    return answer


@never_cache
@read_or_send
@at_kiosk
def along(request: KioskRequest) -> HttpResponse:
    """What somebody who has not signed up can come along to."""
    found = shown_cards.kept(request)
    if found is None:
        return redirect("home:screen")
    doors = shown_cards.offered(request)
    chosen = [door for door in doors if str(door.occasion.pk) == request.POST.get("med")]
    done = shown_cards.let_in(request, found, chosen[0]) if chosen else None
    if done:
        return thanks(request, done)
    status = 422 if request.method == "POST" else 200
    return shown(request, "along", request.screen, status, doors=doors)
