# SPDX-License-Identifier: EUPL-1.2
"""I dag: what happens today and tomorrow, whom to ring, what waits for me."""

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from traffpunkt.activities.cards import in_full
from traffpunkt.activities.models import Activity
from traffpunkt.activities.programme import by_day
from traffpunkt.people.desk import DeskRequest, workroom


@require_safe
@workroom
def today(request: DeskRequest) -> HttpResponse:
    """The workroom's first page."""
    mine = Activity.objects.of_desk(request.desk)
    date = timezone.localdate()
    found = request.municipality.occasions.about(mine).between(
        date, date + datetime.timedelta(days=1)
    )
    page = {
        "days": by_day(in_full(found)),
        "proposed": mine.proposed() if request.desk.is_coordinator else [],
        "calls": request.municipality.messages.to_call().count()
        if request.desk.is_coordinator
        else 0,
    }
    return render(request, "home/today.html", page)
