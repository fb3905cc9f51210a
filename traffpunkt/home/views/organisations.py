# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the organisations with an agreement, and how each is reached."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from traffpunkt.home.office import in_turn, office, only_read, sent, status_of
from traffpunkt.home.settings_forms import OrganisationForm
from traffpunkt.people.desk import DeskRequest
from traffpunkt.places.models import Organisation


@only_read
@office
def organisations(request: DeskRequest) -> HttpResponse:
    """Each organisation with an agreement here, and how to reach it."""
    known = Organisation.objects.within(request.municipality)
    page = {"organisations": known.reached_from(request.municipality)}
    return render(request, "home/settings_organisations.html", page)


@office
@in_turn
def organisation(request: DeskRequest, pk: int) -> HttpResponse:
    """Change how this municipality reaches an organisation."""
    row = get_object_or_404(Organisation.objects.within(request.municipality), pk=pk)
    form = OrganisationForm(sent(request), instance=row.contact_in(request.municipality))
    if form.is_valid():
        row.reach_by(form.ways, request.municipality, by=request.desk.actor)
        messages.success(request, _("Uppgifterna om %(name)s är sparade.") % {"name": row.name})
        return redirect("home:settings_organisations")
    page = {"form": form, "organisation": row}
    return render(request, "home/settings_organisation.html", page, status=status_of(form.is_bound))
