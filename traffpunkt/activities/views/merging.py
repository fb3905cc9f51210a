# SPDX-License-Identifier: EUPL-1.2
"""Two rows of the register that may be one person: they are found, looked at, merged and parted.

Only who answers for the register says who is who.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.activities.forms.register import SeekForm
from traffpunkt.activities.merging import merge, refuse_if_apart
from traffpunkt.activities.parting import part
from traffpunkt.activities.persons import persons_of
from traffpunkt.activities.prospects import prospects
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.views.persons import note_names
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.doubles import by_shared_way, likely, shared_ways
from traffpunkt.people.finding import find
from traffpunkt.people.models import Merge, Person
from traffpunkt.people.rights import Right
from traffpunkt.ui.words import listed

ON_A_PAGE = 20
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@opens(Right.REGISTER)
def doubles(request: DeskRequest) -> HttpResponse:
    """Those of the register who are reached at the same number or address."""
    rows = Paginator(shared_ways(request.municipality), ON_A_PAGE).get_page(request.GET.get("sida"))
    groups = by_shared_way(request.municipality, list(rows))
    note_names(request)
    page = {"rows": rows, "groups": groups}
    return render(request, "activities/staff_doubles.html", page)


@form_page
@opens(Right.REGISTER)
def same(request: DeskRequest, pk: int) -> HttpResponse:
    """Who may be the same person as this one: those who are like her, and a search."""
    person = get_object_or_404(persons_of(request.desk), pk=pk)
    form = SeekForm(request.POST or None)
    page: dict[str, object] = {"person": person, "form": form}
    if form.is_bound and form.is_valid():
        others = persons_of(request.desk).other_than(person)
        page["found"] = find(others, request.municipality, form.cleaned_data["words"])
    else:
        page["likely"] = likely(person)
    note_names(request)
    return render(request, "activities/staff_same.html", page, status=422 if form.errors else 200)


@form_page
@opens(Right.REGISTER)
def merging(request: DeskRequest, pk: int, other: int) -> HttpResponse:
    """Both rows beside each other with what would follow; a press makes them one."""
    here = request.municipality.persons.select_related("municipality")
    kept, second = get_object_or_404(here, pk=pk), get_object_or_404(here, pk=other)
    try:
        refuse_if_apart(kept, second)
        if request.method != "POST":
            return checked(request, kept, second)
        merge(kept, second, by=request.desk.actor)
        messages.success(request, _("%(name)s är nu en person.") % {"name": kept.name})
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("activities:staff_person", kept.pk)


def checked(request: DeskRequest, kept: Person, other: Person) -> HttpResponse:
    """The page that asks whether it is so; each of the two has been read then."""
    for person in (kept, other):
        person.note_reading(by=request.desk.actor)
    page = {"kept": kept, "other": other, "prospects": prospects(kept, other)}
    return render(request, "activities/staff_merge.html", page)


@require_POST
@opens(Right.REGISTER)
def parting(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo a merge; what has changed since stays and is told."""
    found = get_object_or_404(Merge.objects.within(request.municipality).in_full(), pk=pk)
    try:
        stays = part(found, by=request.desk.actor)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, _("De är två personer igen."))
        tell_what_stays(request, stays)
    return redirect("activities:staff_person", found.kept_id)


def tell_what_stays(request: DeskRequest, stays: list[str]) -> None:
    """Say what could not be put back, and why."""
    if stays:
        words = _(
            "Det här har ändrats eller kommit till sedan dess och är kvar som det är: %(rows)s. "
            "Se efter vad som stämmer."
        )
        messages.warning(request, words % {"rows": listed(stays)})
