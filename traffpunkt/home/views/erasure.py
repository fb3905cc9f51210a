# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: what is erased when, what has been, and the register of what is kept of people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from traffpunkt.home.erasure_forms import ErasureForm
from traffpunkt.home.office import in_turn, office_for, only_read, sent, status_of
from traffpunkt.home.register import told_register
from traffpunkt.home.retention import BY_KEY, decision_of, lines_of, state_decision
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right

ON_A_PAGE = 50


@only_read
@office_for(Right.FIGURES)
def erasure(request: DeskRequest) -> HttpResponse:
    """What is erased when, how much would go today, and the protocol."""
    decision = decision_of(request.municipality)
    found = Paginator(request.municipality.erasures.newest_first(), ON_A_PAGE)
    rows = found.get_page(request.GET.get("sida"))
    protocol = [(row, BY_KEY[row.rule].title if row.rule in BY_KEY else row.rule) for row in rows]
    page = {"decision": decision, "lines": lines_of(decision), "rows": rows, "protocol": protocol}
    return render(request, "home/settings_erasure.html", page)


@office_for(Right.ERASURE)
@freshly_proven
@in_turn
def decision(request: DeskRequest) -> HttpResponse:
    """State the decision, and how long each kind of row is kept."""
    here, by = request.municipality, request.desk.actor
    form = ErasureForm(decision_of(here), sent(request))
    if form.is_valid():
        state_decision(here, form.facts, by=by)
        messages.success(request, _("Beslutet är sparat."))
        return redirect("home:settings_erasure")
    status = status_of(form.is_bound)
    return render(request, "home/settings_erasure_decision.html", {"form": form}, status=status)


@only_read
@office_for(Right.FIGURES)
def register(request: DeskRequest) -> HttpResponse:
    """What is kept of people, why, for how long, and who sees it."""
    told = told_register(decision_of(request.municipality))
    return render(request, "home/settings_register.html", {"register": told})
