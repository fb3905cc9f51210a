# SPDX-License-Identifier: EUPL-1.2
"""The start page: what is on now and today, where, when, and whom to ring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.ahead import coming
from traffpunkt.activities.programme import Question
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
        "today": today,
        "now": [row for row in of_today[:MOST] if row.is_under_way],
        "later": [row for row in of_today[:MOST] if not row.is_under_way],
        "whole_day": Question(today, one_day=True) if len(of_today) > MOST else None,
        "ahead": ahead,
        "films": request.municipality.activities.published().on_demand()[:2],
    }
    return render(request, "home/home.html", page)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers, for whoever watches over it."""
    return HttpResponse("ok", content_type="text/plain")


home.common = healthz.common = True  # type: ignore[attr-defined]
