# SPDX-License-Identifier: EUPL-1.2
"""The workroom's calendar of a week or a month."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from traffpunkt.activities.desk_calendar import DeskCalendar, Span
from traffpunkt.people.desk import DeskRequest, workroom


@require_safe
@workroom
def calendar(request: DeskRequest) -> HttpResponse:
    """What happens where among what this desk works with."""
    span = Span.asked(request.GET)
    venues = request.municipality.venues.open_ones().values_list("slug", "name")
    page = {
        "span": span,
        "calendar": DeskCalendar(request.desk, span),
        "places": [(name, span.at(slug)) for slug, name in venues],
        "everywhere": span.at(""),
    }
    return render(request, "activities/staff_calendar.html", page)
