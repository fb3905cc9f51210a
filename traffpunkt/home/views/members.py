# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: medarbetare and their assignments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from traffpunkt.activities.assignments import (
    assign,
    colleagues,
    hostings_of,
    memberships_of,
    relieve,
    take_step_away,
    write_again,
)
from traffpunkt.home.member_forms import AssignmentForm
from traffpunkt.home.office import office_for, only_read, only_sent, sent, status_of
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.factors import kinds_of
from traffpunkt.people.models import Role, StillNeeded
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import ABOUT, CARRIED, OF_ONE_VENUE, Right, in_order


@only_read
@office_for(Right.MEMBERS, Right.OWN_MEMBERS)
def members(request: DeskRequest) -> HttpResponse:
    """Who has which assignment here, or in her own organisation."""
    return render(request, "home/settings_members.html", {"colleagues": colleagues(request.desk)})


@only_read
@office_for(Right.MEMBERS, Right.OWN_MEMBERS, Right.FIGURES)
def rights(request: DeskRequest) -> HttpResponse:
    """Which role may do what, read out of the one table."""
    rows = [(role.label, ABOUT[role], in_order(CARRIED[role])) for role in Role]
    page = {"roles": rows, "of_one_venue": in_order(OF_ONE_VENUE)}
    return render(request, "home/settings_rights.html", page)


@office_for(Right.MEMBERS, Right.OWN_MEMBERS)
@freshly_proven
def member_new(request: DeskRequest) -> HttpResponse:
    """Give somebody an assignment: first which one, then to whom and for what."""
    form = AssignmentForm(request.desk, request.GET.get("uppdrag", ""), sent(request))
    if form.is_valid():
        here, by, door = request.municipality, request.desk.actor, sign_in_address(request)
        given = assign(here, **form.cleaned_data, by=by, door=door)
        words = _("%(name)s har fått sitt uppdrag. Ett brev om det går till %(email)s.")
        messages.success(request, words % {"name": given.name, "email": given.account.email})
        return redirect("home:settings_members")
    page = {"form": form, "roles": [(role, ABOUT[role]) for role in request.desk.gives]}
    if form.chosen:
        page["about"] = ABOUT[form.chosen]
    return render(request, "home/settings_member_new.html", page, status=status_of(form.is_bound))


def sign_in_address(request: DeskRequest) -> str:
    """Where somebody signs in, as it can be written in a letter."""
    return request.build_absolute_uri(reverse("people:sign_in"))


@only_sent
@office_for(Right.MEMBERS, Right.OWN_MEMBERS)
def letter(request: DeskRequest, pk: int) -> HttpResponse:
    """Send what did not reach somebody about her assignments once more."""
    row = get_object_or_404(memberships_of(request.desk).in_full(), pk=pk)
    if write_again(row, by=request.desk.actor):
        messages.success(request, _("Brevet till %(name)s skickas igen.") % {"name": row.name})
    else:
        messages.info(request, _("Brevet är redan på väg."))
    return redirect("home:settings_members")


@office_for(Right.MEMBERS, Right.OWN_MEMBERS)
def membership_end(request: DeskRequest, pk: int) -> HttpResponse:
    """End an assignment; today is its last day."""
    row = get_object_or_404(memberships_of(request.desk).in_full(), pk=pk)
    page: dict[str, object] = {"name": row.name, "what": row.in_words}
    if request.method == "POST":
        try:
            relieve(row, by=request.desk.actor)
            messages.success(request, _("Uppdraget är avslutat. I dag är sista dagen."))
            return redirect("home:settings_members")
        except StillNeeded as needed:
            page["refused"] = needed.words
    status = status_of("refused" in page)
    return render(request, "home/settings_assignment_end.html", page, status=status)


@office_for(Right.MEMBERS)
@freshly_proven
def lost_step(request: DeskRequest, pk: int) -> HttpResponse:
    """Take away the second step of a colleague who has lost it."""
    lasting = request.municipality.memberships.lasting()
    row = get_object_or_404(lasting, pk=pk)
    if request.method == "POST":
        try:
            if take_step_away(row, by=request.desk.actor):
                told = _("Andra steget är borttaget. %(name)s får ett brev om det.")
                words = told if row.account.has_address else _("Andra steget är borttaget.")
                messages.success(request, words % {"name": row.name})
        except StillNeeded as needed:
            messages.error(request, needed.words)
        return redirect("home:settings_members")
    page = {"row": row, "has_step": bool(kinds_of(row.account))}
    return render(request, "home/settings_lost_step.html", page)


@office_for(Right.MEMBERS, Right.OWN_MEMBERS)
def hosting_end(request: DeskRequest, pk: int) -> HttpResponse:
    """End that somebody hosts an activity; today is the last day."""
    row = get_object_or_404(hostings_of(request.desk).in_full(), pk=pk)
    if request.method == "POST":
        row.end(by=request.desk.actor)
        messages.success(request, _("Uppdraget är avslutat. I dag är sista dagen."))
        return redirect("home:settings_members")
    name = row.account.name_in(request.municipality) or row.account.address
    page = {"name": name, "what": row.in_words}
    return render(request, "home/settings_assignment_end.html", page)
