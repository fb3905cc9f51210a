# SPDX-License-Identifier: EUPL-1.2
"""The register at the desk: somebody is found, read about, written down and corrected."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from traffpunkt.activities.forms.groups import JoinForm
from traffpunkt.activities.forms.persons import PersonSheet
from traffpunkt.activities.forms.register import NewPersonForm, SeekForm
from traffpunkt.activities.grouping import among
from traffpunkt.activities.knowing import Known, lately_handled
from traffpunkt.activities.models import Group, Signup
from traffpunkt.activities.persons import (
    correct,
    now_found_as,
    persons_of,
    write_down,
)
from traffpunkt.activities.signing import answers_of
from traffpunkt.activities.traces import latest_readings
from traffpunkt.activities.views.calls import to_calls
from traffpunkt.activities.views.lists import dates_of, to_list
from traffpunkt.journal.models import record_names
from traffpunkt.people.desk import DeskRequest, opens, sent, undisturbed
from traffpunkt.people.finding import Found, find, find_among
from traffpunkt.people.models import Person
from traffpunkt.people.rights import Right

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@opens(Right.PERSONS)
def register(request: DeskRequest) -> HttpResponse:
    """Find somebody; what was typed stands in no address, and so in no log."""
    page, status = sought(request)
    return render(request, "activities/staff_persons.html", page, status=status)


def sought(request: DeskRequest) -> tuple[dict[str, object], int]:
    """The search as it was sent with whom it found, or whom the desk had before it lately."""
    groups = request.municipality.groups.in_order() if request.desk.may(Right.REGISTER) else None
    form = SeekForm(request.POST or None, groups)
    page: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        page["found"] = found_by(request, told["words"], told.get("group"))
        note_names(request)
    else:
        page["lately"] = lately = lately_handled(request.desk)
        if lately:
            note_names(request)
    return page, 422 if form.errors else 200


def note_names(request: DeskRequest) -> None:
    """Write down that somebody has names of the register before her."""
    here = request.municipality
    record_names(here, verb="read-register", by=request.desk.actor, municipality=here.pk)


def found_by(request: DeskRequest, words: str, group: Group | None = None) -> Found:
    """Those of the desk's persons, or of those in a group, whom some words may mean."""
    persons = among(persons_of(request.desk), group)
    if request.desk.may(Right.REGISTER):
        return find(persons, request.municipality, words)
    return find_among(persons, words)


@form_page
@opens(Right.REGISTER)
def person_new(request: DeskRequest) -> HttpResponse:
    """Write somebody down who is not in the register; one who is there already is shown."""
    form = NewPersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made, is_new = write_down(request.desk, **form.cleaned_data)
        said = _("%(name)s är inskriven.") if is_new else _("%(name)s fanns redan här.")
        messages.success(request, said % {"name": made.name})
        return redirect("activities:staff_person", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "activities/staff_person_new.html", {"form": form}, status=status)


@require_safe
@opens(Right.PERSONS)
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """What one needs to know with somebody on the line; each reading leaves a line in the journal."""
    if moved := now_found_as(request.desk, pk):
        return redirect("activities:staff_person", moved)
    found = get_object_or_404(persons_of(request.desk), pk=pk)
    page = {"person": found, "known": Known(found, request.desk), **looked_at(request, found)}
    return render(request, "activities/staff_person.html", page)


@form_page
@opens(Right.PERSONS)
@undisturbed
def details(request: DeskRequest, pk: int) -> HttpResponse:
    """Correct what is known of her; each reading and each change leaves a line in the journal."""
    found = get_object_or_404(persons_of(request.desk), pk=pk)
    back, label = way_from(request, found)
    sees_home = request.desk.may(Right.HIDDEN)
    sheet = PersonSheet(sent(request, found.hold_still), person=found, sees_home=sees_home)
    if sheet.is_valid() and is_saved(request, found, sheet):
        return back
    found.note_reading(by=request.desk.actor)
    page = {"person": found, "sheet": sheet, "back": back["Location"], "back_label": label}
    status = 422 if sheet.errors else 200
    return render(request, "activities/staff_details.html", page, status=status)


def is_saved(request: DeskRequest, person: Person, sheet: PersonSheet) -> bool:
    """Correct what is known of her and say so; False where she was merged away in that moment."""
    correct(person, sheet.facts, sheet.ways, by=request.desk.actor)
    if person.merged_into_id:
        words = _(
            "Inget är sparat. Personen slogs just ihop med en annan. Sök upp personen på nytt."
        )
        messages.error(request, words)
        return False
    messages.success(request, _("Uppgifterna är sparade."))
    return True


def way_from(request: DeskRequest, person: Person) -> tuple[HttpResponse, str]:
    """Back to where one came from: a row of a list, the call list, or the person's own page."""
    if row := row_left(request, person):
        return to_list(row.occasion_id, row), _("Till listan")
    if "sida" in request.GET:
        return to_calls(request), _("Till Att ringa")
    return redirect("activities:staff_person", person.pk), _("Till personens sida")


def looked_at(request: DeskRequest, person: Person) -> dict[str, object]:
    """Who has looked, for who answers for the register; that somebody looks now is written down."""
    is_open = request.desk.may(Right.REGISTER)
    readings = latest_readings(person) if is_open else []
    merges = person.merges.undoable().in_full() if is_open else []
    person.note_reading(by=request.desk.actor)
    card = person.cards.in_force().first() if is_open else None
    rest = agreed_and_joined(request, person) if is_open else {}
    return {"is_open": is_open, "readings": readings, "merges": merges, "card": card, **rest}


def agreed_and_joined(request: DeskRequest, person: Person) -> dict[str, object]:
    """What she has answered to which texts, and to which groups she belongs or might."""
    others = list(request.municipality.groups.without(person))
    return {
        "answers": answers_of(person),
        "memberships": person.group_members.lasting().in_full(),
        "join": JoinForm(None, request.municipality.groups.without(person)) if others else None,
    }


def row_left(request: DeskRequest, person: Person) -> Signup | None:
    """The row of a list from which one came, if it is one of this desk's."""
    rows = Signup.objects.at_dates(dates_of(request)).of(person)
    return next((row for row in rows if str(row.pk) == request.GET.get("rad")), None)
