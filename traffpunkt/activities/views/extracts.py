# SPDX-License-Identifier: EUPL-1.2
"""All that is kept on a person: a page, a paper and a file, for her who has shown who she is."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from traffpunkt.activities.extracts import Extract
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.models import Person
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right
from traffpunkt.ui import paper
from traffpunkt.ui.numbers import spoken


def person_of(request: DeskRequest, pk: int) -> Person:
    """A person of the municipality, for who answers for the whole register; others find nothing."""
    return get_object_or_404(
        request.municipality.persons.unmerged().select_related("municipality"), pk=pk
    )


@require_safe
@opens(Right.REGISTER)
def extract(request: DeskRequest, pk: int) -> HttpResponse:
    """Everything on one page, with who has looked and who has changed what."""
    person = person_of(request, pk)
    page = {"person": person, "extract": Extract(person)}
    person.note_reading(by=request.desk.actor, verb="extracted")
    return render(request, "activities/staff_extract.html", page)


@require_safe
@opens(Right.REGISTER)
@freshly_proven
def extract_pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """The same on paper; kept nowhere."""
    person = person_of(request, pk)
    page = {"person": person, "extract": Extract(person), "now": timezone.now()}
    page |= {"municipality": person.municipality, "phone": spoken(person.municipality.help_phone)}
    try:
        printed = paper.pdf(render_to_string("activities/paper/extract.html", page))
    except paper.NoPaper as fault:
        messages.error(request, fault.words)
        return redirect("activities:staff_extract", pk)
    person.note_reading(by=request.desk.actor, verb="printed-extract")
    return paper.as_answer(printed, "utdrag")


@require_safe
@opens(Right.REGISTER)
@freshly_proven
def extract_json(request: DeskRequest, pk: int) -> HttpResponse:
    """The same for programs."""
    person = person_of(request, pk)
    answer = JsonResponse(Extract(person).as_json(), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="utdrag.json"'
    person.note_reading(by=request.desk.actor, verb="exported-extract")
    return answer
