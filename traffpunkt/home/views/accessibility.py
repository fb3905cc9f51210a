# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the accessibility statement, and the faults that guests have reported."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from traffpunkt.home.accessibility_forms import AnswerForm, StatementForm
from traffpunkt.home.office import in_turn, office, office_for, only_read, sent, status_of
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.rights import Right
from traffpunkt.places.statement import Statement

ON_A_PAGE = 50


@office
@in_turn
def statement(request: DeskRequest) -> HttpResponse:
    """What the municipality says of how accessible its site is."""
    standing = Statement.of(request.municipality)
    form = StatementForm(standing, sent(request))
    if form.is_valid():
        request.municipality.state(form.said, by=request.desk.actor)
        messages.success(request, _("Redogörelsen är sparad och syns för alla."))
        return redirect("home:settings_statement")
    page = {"form": form, "statement": standing}
    return render(request, "home/settings_statement.html", page, status=status_of(form.is_bound))


@only_read
@office_for(Right.FAULTS)
def faults(request: DeskRequest) -> HttpResponse:
    """The reports that wait for an answer, then those that have one."""
    found = Paginator(request.municipality.fault_reports.in_turn(), ON_A_PAGE)
    rows = found.get_page(request.GET.get("sida"))
    page = {
        "rows": rows,
        "waiting": [report for report in rows if not report.answered],
        "settled": [report for report in rows if report.answered],
    }
    return render(request, "home/settings_faults.html", page)


@office_for(Right.FAULTS)
@in_turn
def fault(request: DeskRequest, pk: int) -> HttpResponse:
    """One report, and what it was answered."""
    report = get_object_or_404(request.municipality.fault_reports, pk=pk)
    form = AnswerForm(sent(request), initial={"text": report.answer_text})
    if form.is_valid():
        report.answer(form.cleaned_data["text"], by=request.desk.actor)
        messages.success(request, _("Svaret är sparat."))
        return redirect("home:settings_faults")
    page = {"form": form, "report": report}
    return render(request, "home/settings_fault.html", page, status=status_of(form.is_bound))
