# SPDX-License-Identifier: EUPL-1.2
"""The start page: what is on now and today, where, when, and whom to ring."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.ahead import coming
from traffpunkt.activities.cards import Card
from traffpunkt.activities.programme import Question
from traffpunkt.home.quiet import quiet_at
from traffpunkt.places.models import Municipality
from traffpunkt.places.requests import AnyRequest

# No more cards than one can take in; what else the day holds is a press away.
MOST = 24


@require_safe
@cache_control(public=True, max_age=1)
def home(request: AnyRequest) -> HttpResponse:
    """Now, today, this week; without a municipality, which there are to choose from."""
    if request.municipality is None:
        return render(request, "home/municipalities.html", {"all": Municipality.objects.all()})
    today = timezone.localdate()
    of_today, ahead = coming(request.municipality, today)
    page = {
        **told_of(today, of_today, request.municipality),
        "ahead": ahead,
        "films": request.municipality.activities.published().on_demand()[:2],
    }
    return render(request, "home/home.html", page)


def told_of(today: datetime.date, found: list[Card], municipality: Municipality) -> dict[str, Any]:
    """What is on now, what comes later today, and the words where nothing more does."""
    now = [row for row in found[:MOST] if row.is_under_way]
    later = [row for row in found[:MOST] if not row.is_under_way]
    quiet = None
    if not later:
        of_today = municipality.occasions.shown().happening().between(today, today)
        has_been = bool(now) or of_today.exists()
        quiet = quiet_at(timezone.now(), has_been=has_been)
    return {
        "today": today,
        "now": now,
        "later": later,
        "quiet": quiet,
        "whole_day": Question(today, one_day=True) if len(found) > MOST else None,
    }


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers, for whoever watches over it."""
    return HttpResponse("ok", content_type="text/plain")


home.common = healthz.common = True  # type: ignore[attr-defined]
