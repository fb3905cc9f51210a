# SPDX-License-Identifier: EUPL-1.2
"""Search: one field, and what answers it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from traffpunkt.activities.search.queries import search as found_by
from traffpunkt.activities.search.reading import MOST_LETTERS
from traffpunkt.places.requests import GuestRequest


@require_safe
def search(request: GuestRequest) -> HttpResponse:
    """What is found in the programme for the typed words; the empty form before any are typed."""
    words = request.GET.get("ord", "").strip()[:MOST_LETTERS]
    answer = found_by(request.municipality, words)
    page = {
        "words": words,
        "most": MOST_LETTERS,
        "answer": answer,
        "dated": [found.card for found in answer.found if found.card],
        "undated": [found for found in answer.found if not found.card],
    }
    return render(request, "home/search.html", page)
