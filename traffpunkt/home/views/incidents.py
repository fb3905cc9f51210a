# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the pack of all that is needed to report an incident, as one file."""

import io

from django.http import HttpResponse
from django.shortcuts import render

from traffpunkt.home.incident import Span, draw_up
from traffpunkt.home.incident_forms import IncidentForm
from traffpunkt.home.office import office_for, sent, status_of
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right

# A page does not walk a whole chain of years; the command does.
LINES = 100_000


@office_for(Right.INCIDENT)
@freshly_proven
def incident(request: DeskRequest) -> HttpResponse:
    """Ask which days, and give the pack."""
    form = IncidentForm(sent(request))
    if not form.is_valid():
        status = status_of(form.is_bound)
        return render(request, "home/settings_incident.html", {"form": form}, status=status)
    days = form.cleaned_data
    span = Span(request.municipality, days["first"], days["last"])
    file = io.BytesIO()
    draw_up(span, file, by=request.desk.actor, at_most=LINES)
    answer = HttpResponse(file.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{span.file_name}"'
    return answer
