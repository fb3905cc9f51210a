# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the municipality's venues, and the day that one closes for good."""

import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from traffpunkt.activities.closures import dates_from
from traffpunkt.home.office import in_turn, office, only_read, only_sent, sent, status_of
from traffpunkt.home.venue_forms import ClosingForm, VenueForm
from traffpunkt.people.desk import DeskRequest
from traffpunkt.ui.words import day


@only_read
@office
def venues(request: DeskRequest) -> HttpResponse:
    """Every venue, also those that are closed."""
    return render(
        request, "home/settings_venues.html", {"venues": request.municipality.venues.all()}
    )


@office
def venue_new(request: DeskRequest) -> HttpResponse:
    """Add a venue."""
    form = VenueForm(request.municipality, sent(request))
    if form.is_valid():
        here, by = request.municipality, request.desk.actor
        added = here.venues.open(here, form.facts, form.hours, by=by)
        messages.success(request, _("%(name)s finns nu bland platserna.") % {"name": added.name})
        return redirect("home:settings_venues")
    return render(
        request, "home/settings_venue.html", {"form": form}, status=status_of(form.is_bound)
    )


@office
@in_turn
def venue(request: DeskRequest, pk: int) -> HttpResponse:
    """Change what is told of a venue."""
    row = get_object_or_404(request.municipality.venues, pk=pk)
    form = VenueForm(request.municipality, sent(request), instance=copy.copy(row))
    if form.is_valid():
        row.change(form.facts, form.hours, by=request.desk.actor)
        messages.success(request, _("%(name)s är sparad.") % {"name": row.name})
        return redirect("home:settings_venues")
    page = {"form": form, "venue": row, "screens": row.screens.in_use()}
    return render(request, "home/settings_venue.html", page, status=status_of(form.is_bound))


@office
def closing(request: DeskRequest, pk: int) -> HttpResponse:
    """Close a venue for good: first from which day, then what is planned there, then the press."""
    row = get_object_or_404(request.municipality.venues, pk=pk)
    form = ClosingForm(sent(request) or (request.GET if "day" in request.GET else None))
    from_day = form.cleaned_data["day"] if form.is_valid() else None
    if from_day and request.method == "POST":
        row.close_for_good(from_day, by=request.desk.actor)
        messages.success(request, _("Platsen stänger %(day)s.") % {"day": day(from_day)})
        return redirect("home:settings_venues")
    dates = dates_from(row, from_day) if from_day else None
    page = {"form": form, "venue": row, "day": from_day, "dates": dates}
    return render(
        request, "home/settings_venue_closing.html", page, status=status_of(bool(form.errors))
    )


@only_sent
@office
def reopening(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back that a venue closes for good."""
    get_object_or_404(request.municipality.venues, pk=pk).reopen(by=request.desk.actor)
    messages.success(request, _("Platsen är öppen igen."))
    return redirect("home:settings_venues")
