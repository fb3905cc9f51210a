# SPDX-License-Identifier: EUPL-1.2
"""Groups of persons: for who answers for the whole register, and for nobody else."""

import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from traffpunkt.activities.forms.announcing import reach_words
from traffpunkt.activities.forms.groups import GroupForm, JoinForm, ToGroupForm
from traffpunkt.activities.grouping import reach_of, write_to
from traffpunkt.activities.models import Group, GroupMember
from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.views.card import person_of
from traffpunkt.journal.models import record_names
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.rights import Right
from traffpunkt.places.guards import pressed

form_page = require_http_methods(["GET", "HEAD", "POST"])


def group_of(request: DeskRequest, pk: int) -> Group:
    """A group of this municipality."""
    return get_object_or_404(request.municipality.groups.in_order(), pk=pk)


@form_page
@opens(Right.REGISTER)
def groups(request: DeskRequest) -> HttpResponse:
    """Each group, and a form for a new one."""
    here = request.municipality
    form = GroupForm(here, request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = here.groups.begin(here, form.facts, by=request.desk.actor)
        messages.success(request, _("%(name)s finns nu bland grupperna.") % {"name": made.name})
        return redirect("activities:staff_group", made.pk)
    page = {"form": form, "groups": here.groups.in_order()}
    status = 422 if form.errors else 200
    return render(request, "activities/staff_groups.html", page, status=status)


@require_safe
@opens(Right.REGISTER)
def group(request: DeskRequest, pk: int) -> HttpResponse:
    """Who belongs to a group; that somebody reads it is written down."""
    found = group_of(request, pk)
    record_names(found, by=request.desk.actor)
    page = {"group": found, "members": found.members.lasting().in_full()}
    return render(request, "activities/staff_group.html", page)


@form_page
@opens(Right.REGISTER)
def group_change(request: DeskRequest, pk: int) -> HttpResponse:
    """Call a group something else, or say anew what it is for."""
    found = group_of(request, pk)
    data = request.POST if request.method == "POST" else None
    form = GroupForm(request.municipality, data, instance=copy.copy(found))
    if form.is_valid():
        found.change(form.facts, by=request.desk.actor)
        messages.success(request, _("Gruppen är sparad."))
        return redirect("activities:staff_group", pk)
    page = {"form": form, "group": found}
    status = 422 if form.errors else 200
    return render(request, "activities/staff_group_change.html", page, status=status)


@form_page
@opens(Right.REGISTER)
def to_group(request: DeskRequest, pk: int) -> HttpResponse:
    """Words to all of a group: shown with whom they reach, and sent by a second press."""
    found = group_of(request, pk)
    form = ToGroupForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.is_for_keeps and said(request, found, form):
        return redirect("activities:staff_group", pk)
    page: dict[str, object] = {"form": form, "group": found}
    if form.is_valid():
        page |= {"letter": form.cleaned_data["words"], "reach": reach_words(reach_of(found))}
    status = 422 if form.errors else 200
    return render(request, "activities/staff_to_group.html", page, status=status)


def said(request: DeskRequest, found: Group, form: ToGroupForm) -> bool:
    """Say it; or let the page tell why it cannot be said."""
    press = pressed(form.token)
    assert press is not None  # noqa: S101 - asked before
    try:
        write_to(found, form.cleaned_data["words"], press, by=request.desk.actor)
    except Refusal as refusal:
        form.add_error(None, refusal.words)
        return False
    words = _("Meddelandet är på väg. Den som inte går att skriva till står under Ring.")
    messages.success(request, words)
    return True


@require_POST
@opens(Right.REGISTER)
def joining_group(request: DeskRequest, pk: int) -> HttpResponse:
    """Add a person to a group."""
    person = person_of(request, pk)
    form = JoinForm(request.POST, request.municipality.groups.without(person))
    if form.is_valid():
        chosen = form.cleaned_data["group"]
        chosen.take_in(person, by=request.desk.actor)
        messages.success(request, _("%(name)s är tillagd.") % {"name": person.name})
    return redirect("activities:staff_person", pk)


@require_POST
@opens(Right.REGISTER)
def leaving_group(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a person belong to a group no more; back to where one pressed."""
    found = GroupMember.objects.within(request.municipality).in_full()
    row = get_object_or_404(found, pk=pk)
    row.leave(by=request.desk.actor)
    messages.success(request, _("%(name)s är inte kvar i gruppen.") % {"name": row.person.name})
    if request.POST.get("fran") == "grupp":
        return redirect("activities:staff_group", row.group_id)
    return redirect("activities:staff_person", row.person_id)
