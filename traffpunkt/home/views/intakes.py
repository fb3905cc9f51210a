# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: lists from Excel or CSV, looked at before they are read in, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.home.intake_forms import IntakeForm
from traffpunkt.home.intakes import HEADINGS, look, read_in, take_back
from traffpunkt.home.office import office_for, only_sent, sent, status_of
from traffpunkt.journal.models import record_names
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.intakes import look_at
from traffpunkt.people.models import Intake
from traffpunkt.people.rights import Right
from traffpunkt.ui import sheets

LATEST = 10


@office_for(Right.INTAKES)
def intakes(request: DeskRequest) -> HttpResponse:
    """Choose a list; the ones before it, to take back."""
    form = IntakeForm(sent(request), request.FILES or None)
    if form.is_valid():
        kind, content = Intake.Kind(form.cleaned_data["kind"]), form.cleaned_data["list"]
        here, by = request.municipality, request.desk.actor
        try:
            made = look_at(here, kind, content, HEADINGS[kind], by=by)
            return redirect("home:settings_intake", made.pk)
        except sheets.Unreadable as unreadable:
            form.add_error("list", unreadable.words)
    page = {"form": form, "intakes": request.municipality.intakes.latest_first()[:LATEST]}
    return render(request, "home/settings_intakes.html", page, status=status_of(form.is_bound))


@office_for(Right.INTAKES)
def intake(request: DeskRequest, pk: int) -> HttpResponse:
    """What a press would make of a list; a press reads it in."""
    found = get_object_or_404(request.municipality.intakes, pk=pk)
    if request.method == "POST":
        if read_in(found, request.desk):
            messages.success(request, _("Listan är inläst."))
        else:
            messages.info(request, _("Listan var redan inläst."))
        return redirect("home:settings_intake", pk)
    page = {"intake": found, "look": None if found.done else look(found)}
    if page["look"]:
        record_names(found, by=request.desk.actor)
    return render(request, "home/settings_intake.html", page)


@only_sent
@office_for(Right.INTAKES)
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back what a list made, but for what somebody has used since."""
    found = get_object_or_404(request.municipality.intakes, pk=pk)
    stay = take_back(found, request.desk)
    if stay is None:
        messages.info(request, _("Det går inte att ångra längre, eller så är det redan ångrat."))
    else:
        words = ngettext(
            "%(n)s rad är kvar, eftersom den har använts sedan dess.",
            "%(n)s rader är kvar, eftersom de har använts sedan dess.",
            stay,
        )
        done = _("Inläsningen är ångrad.")
        messages.success(request, f"{done} {words % {'n': stay}}" if stay else done)
    return redirect("home:settings_intake", pk)
