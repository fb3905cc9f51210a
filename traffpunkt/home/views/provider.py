# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the municipality's own sign-in, and what the groups there mean here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from traffpunkt.home.office import gone_already, in_turn, office_for, only_sent, sent, status_of
from traffpunkt.home.provider_forms import GroupForm, ProviderForm
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.models import GroupRole, IdentityProvider, Role, SignInRule
from traffpunkt.people.provider_trial import fault_of
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right
from traffpunkt.people.signing_in import OIDC


@office_for(Right.OWN_DOOR)
@freshly_proven
@in_turn
def provider(request: DeskRequest) -> HttpResponse:
    """Where one signs in, whether it answers, and the groups."""
    row = IdentityProvider.at(request.municipality)
    form = ProviderForm(row, sent(request))
    if form.is_valid():
        row.change(form.facts, secret=form.cleaned_data["secret"], by=request.desk.actor)
        messages.success(
            request, _("Er inloggning är sparad. Tryck på Prova nu, så ser du om den svarar.")
        )
        return redirect("home:settings_provider")
    status = status_of(form.is_bound)
    return render(
        request, "home/settings_provider.html", page_of(request, row, form), status=status
    )


def page_of(request: DeskRequest, row: IdentityProvider, form: ProviderForm) -> dict[str, object]:
    """What the page shows beside the form; where nothing is laid down yet there are no groups."""
    rule = SignInRule.of(request.municipality)
    return {
        "form": form,
        "provider": row if row.pk else None,
        "groups": row.group_roles.in_order() if row.pk else [],
        "back_to": request.build_absolute_uri(reverse("people:provider_back")),
        "is_let_in": any(OIDC.key in rule.ways_for(role) for role in Role),
    }


@only_sent
@office_for(Right.OWN_DOOR)
@freshly_proven
def trial(request: DeskRequest) -> HttpResponse:
    """Ask the provider now, and say what is wrong."""
    row = get_object_or_404(IdentityProvider, municipality=request.municipality)
    if fault := fault_of(row):
        messages.error(request, fault)
    else:
        messages.success(request, _("Er inloggning svarar som den ska. Prova sedan att logga in."))
    return redirect("home:settings_provider")


@office_for(Right.OWN_DOOR)
@freshly_proven
@in_turn
def group_new(request: DeskRequest) -> HttpResponse:
    """Let those in a group have an assignment here."""
    row = get_object_or_404(IdentityProvider, municipality=request.municipality)
    form = GroupForm(row, sent(request))
    if form.is_valid():
        row.give(**form.cleaned_data, by=request.desk.actor)
        messages.success(request, _("Gruppen är tillagd. Det gäller när någon i den loggar in."))
        return redirect("home:settings_provider")
    status = status_of(form.is_bound)
    return render(request, "home/settings_group_new.html", {"form": form}, status=status)


@office_for(Right.OWN_DOOR)
@freshly_proven
def group_removal(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a group mean nothing here any more, after a page that says for how many."""
    if gone_already(request, GroupRole, pk):
        return redirect("home:settings_provider")
    row = get_object_or_404(GroupRole, pk=pk, provider__municipality=request.municipality)
    if request.method == "POST":
        row.remove(by=request.desk.actor)
        messages.success(request, _("Gruppen är borttagen. Lägg till den igen om du ångrar dig."))
        return redirect("home:settings_provider")
    page = {"row": row, "count": row.given().people()}
    return render(request, "home/settings_group_removal.html", page)
