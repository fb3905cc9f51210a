# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: how those who work here sign in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from traffpunkt.home.office import in_turn, office_for, sent, status_of
from traffpunkt.home.sign_in_forms import SignInRuleForm
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.models import SignInRule
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right
from traffpunkt.people.sign_ins import came_by


@office_for(Right.SIGNING_IN)
@freshly_proven
@in_turn
def signing_in(request: DeskRequest) -> HttpResponse:
    """The ways in and the second steps, for each role."""
    rule = SignInRule.of(request.municipality)
    roles = {row.role for row in request.desk.memberships}
    form = SignInRuleForm(rule, came_by(request), roles, sent(request))
    if form.is_valid():
        rule.change(form.facts, by=request.desk.actor)
        messages.success(request, _("Reglerna för inloggning är sparade."))
        return redirect("home:settings_signing_in")
    status = status_of(form.is_bound)
    return render(request, "home/settings_signing_in.html", {"form": form}, status=status)
