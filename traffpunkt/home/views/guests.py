# SPDX-License-Identifier: EUPL-1.2
"""The start page: what is on now and today, where, when, and whom to ring."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.cards import cards
from traffpunkt.places.models import Municipality
from traffpunkt.places.requests import AnyRequest
from traffpunkt.ui.words import date_of

# What the start page looks at: two weeks, and no more than one can take in.
AHEAD = datetime.timedelta(days=14)
MOST = 24


@require_safe
@cache_control(public=True, max_age=1)
def home(request: AnyRequest) -> HttpResponse:
    """Now, today, this week; without a municipality, which there are to choose from."""
    if request.municipality is None:
        return render(request, "home/municipalities.html", {"all": Municipality.objects.all()})
    today = timezone.localdate()
    rows = cards(request.municipality.occasions.shown().during(AHEAD).upcoming()[:MOST])
    of_today = [row for row in rows if date_of(row.starts) <= today]
    page = {
        "today": today,
        "now": [row for row in of_today if row.is_under_way],
        "later": [row for row in of_today if not row.is_under_way],
        "ahead": [row for row in rows[len(of_today) :] if not row.is_cancelled][:4],
        "films": request.municipality.activities.published().on_demand()[:2],
    }
    return render(request, "home/home.html", page)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers, for whoever watches over it."""
    return HttpResponse("ok", content_type="text/plain")


home.common = healthz.common = True  # type: ignore[attr-defined]
