# SPDX-License-Identifier: EUPL-1.2
"""A person's details at the desk: how she is called and reached, to be corrected."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traffpunkt.activities.forms.persons import PersonSheet
from traffpunkt.activities.models import Signup
from traffpunkt.activities.persons import correct, persons_of
from traffpunkt.activities.traces import latest_readings
from traffpunkt.activities.views.calls import to_calls
from traffpunkt.activities.views.lists import dates_of, to_list
from traffpunkt.people.desk import DeskRequest, sent, undisturbed, workroom
from traffpunkt.people.models import Person, Role


@require_http_methods(["GET", "HEAD", "POST"])
@workroom
@undisturbed
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """What is known of a person; each reading and each change leaves a line in the journal."""
    found = get_object_or_404(persons_of(request.desk), pk=pk)
    row = row_left(request, found)
    back = to_list(row.occasion_id, row) if row else to_calls(request)
    sees_home = request.desk.has_role(Role.COORDINATOR)
    sheet = PersonSheet(sent(request, found.hold_still), person=found, sees_home=sees_home)
    if sheet.is_valid():
        correct(found, sheet.facts, sheet.ways, by=request.desk.actor)
        messages.success(request, _("Uppgifterna är sparade."))
        return back
    page = {"person": found, "sheet": sheet, "back": back["Location"]}
    page |= looked_at(request, found)
    page["back_label"] = _("Till listan") if row else _("Till Att ringa")
    status = 422 if sheet.errors else 200
    return render(request, "activities/staff_person.html", page, status=status)


def looked_at(request: DeskRequest, person: Person) -> dict[str, object]:
    """Who has looked, for who answers for the register; that somebody looks now is written down."""
    is_open = request.desk.is_coordinator
    readings = latest_readings(person) if is_open else []
    person.note_reading(by=request.desk.actor)
    return {"is_open": is_open, "readings": readings}


def row_left(request: DeskRequest, person: Person) -> Signup | None:
    """The row of a list from which one came, if it is one of this desk's."""
    rows = Signup.objects.at_dates(dates_of(request)).of(person)
    return next((row for row in rows if str(row.pk) == request.GET.get("rad")), None)
