# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the texts that people are sent, and how the municipality words them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from traffpunkt.activities.models.worded import SWEDISH
from traffpunkt.activities.texts import BY_SLUG, TEXTS, Text
from traffpunkt.home.office import in_turn, office, only_read, sent
from traffpunkt.home.wording_forms import WordingForm
from traffpunkt.people.desk import DeskRequest
from traffpunkt.places.models.municipality import LANGUAGES


@only_read
@office
def wordings(request: DeskRequest) -> HttpResponse:
    """All texts, and which of them the municipality has worded itself, in which languages."""
    worded = request.municipality.wordings.languages()
    lines = [
        {"text": text, "languages": ", ".join(LANGUAGES[code] for code in worded.get(text.key, ()))}
        for text in TEXTS
    ]
    return render(request, "home/settings_wordings.html", {"lines": lines})


def asked(request: DeskRequest) -> tuple[Text, str]:
    """Which text in which language an address is about; the first one where it does not say."""
    slug = request.GET.get("text", TEXTS[0].slug)
    language = request.GET.get("sprak", SWEDISH)
    if slug not in BY_SLUG or language not in request.municipality.spoken:
        raise Http404
    return BY_SLUG[slug], language


@office
@in_turn
def wording(request: DeskRequest) -> HttpResponse:
    """One text in one language: its words, and how it looks to an invented person."""
    text, language = asked(request)
    here = request.municipality
    form = WordingForm(sent(request), here, text, language)
    if form.is_valid() and request.POST.get("gor") != "visa":
        here.wordings.put(here, text, language, form.facts, by=request.desk.actor)
        messages.success(
            request, _("Texten är sparad. Den gäller det som skickas från och med nu.")
        )
        return redirect(request.get_full_path())
    page = {"form": form, "text": text, "language": language}
    status = 422 if form.errors else 200
    return render(request, "home/settings_wording.html", page, status=status)
