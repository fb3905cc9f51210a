# SPDX-License-Identifier: EUPL-1.2
"""The door for the first coordinator, whom no letter reaches yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from traffpunkt.people.arriving import arrive
from traffpunkt.people.codes import TooManyTries
from traffpunkt.people.forms import FirstWordForm
from traffpunkt.people.limits import Limit, address_of
from traffpunkt.people.models import Account
from traffpunkt.people.signing_in import FIRST
from traffpunkt.places.requests import GuestRequest

TRIED = Limit("first-word-tried", 10, 60 * 10)
WRONG = _("Ordet stämmer inte, eller gäller inte längre. Be om ett nytt av den som gav dig det.")


@never_cache
@sensitive_post_parameters("word")
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: GuestRequest) -> HttpResponse:
    """The word from the one who runs the installation; it opens the door once."""
    if isinstance(request.user, Account):
        return redirect("people:account")
    form = FirstWordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page_of(request, form, 422 if form.is_bound else 200)
    if not TRIED.allows(address_of(request)):
        form.add_error("word", str(TooManyTries.words))
        return page_of(request, form, 429)
    account = request.municipality.first_words.use(form.cleaned_data["word"])
    if account is None:
        form.add_error("word", str(WRONG))
        return page_of(request, form, 422)
    messages.info(request, _now("Lägg till ett andra steg, så kommer du in nästa gång också."))
    return arrive(request, account, FIRST.key, wanted=reverse("people:account"))


def page_of(request: GuestRequest, form: FirstWordForm, status: int) -> HttpResponse:
    """The page that asks for the word."""
    return render(request, "people/first.html", {"form": form}, status=status)
