# SPDX-License-Identifier: EUPL-1.2
"""The door for who has a card: its number and its code, with or without a camera."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from traffpunkt.people import visits
from traffpunkt.people.card_form import CardForm
from traffpunkt.places.requests import GuestRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: GuestRequest) -> HttpResponse:
    """Number and code in; a square that was read gives the number, so that only the code is left."""
    if request.method != "POST":
        return card_page(request, CardForm())
    try:
        if token := request.POST.get("token"):
            found = visits.scanned(request, token)
            return card_page(request, CardForm(initial={"number": found.in_groups}), is_read=True)
        return typed(request, CardForm(request.POST))
    except visits.NoWayIn as refusal:
        return card_page(request, CardForm(initial=kept_of(request)), refusal)


def typed(request: GuestRequest, form: CardForm) -> HttpResponse:
    """Open the list for who knows both; else say what is missing."""
    if not form.is_valid():
        return card_page(request, form)
    told = form.cleaned_data
    found = visits.opened(request, told["number"], told["pin"])
    answer = redirect("activities:with_card")
    visits.begin(answer, found, is_shared=told["shared"])
    return answer


@never_cache
@require_POST
def card_end(request: GuestRequest) -> HttpResponse:
    """Be done with the card in this browser."""
    answer = redirect("home:home")
    visits.end(request, answer)
    return answer


def kept_of(request: GuestRequest) -> dict[str, object]:
    """What was typed, but for the code: it is written anew."""
    return {"number": request.POST.get("number", ""), "shared": "shared" in request.POST}


def card_page(
    request: GuestRequest,
    form: CardForm,
    refusal: visits.NoWayIn | None = None,
    *,
    is_read: bool = False,
) -> HttpResponse:
    """The page that asks, with words about what went wrong before."""
    status = refusal.status if refusal else 422 if form.is_bound else 200
    page = {"form": form, "words": refusal.words if refusal else "", "is_read": is_read}
    return render(request, "people/card.html", page, status=status)
