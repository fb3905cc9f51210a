# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the municipality's own sign-in, and what the groups there mean here."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from traffpunkt.home.office import gone_already, in_turn, office_for, only_sent, sent, status_of
from traffpunkt.home.provider_forms import GroupForm, ProviderForm, SignInForm
from traffpunkt.home.saml_form import SamlForm
from traffpunkt.people import saml_keys
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.models import GroupRole, IdentityProvider, Role, SignInRule
from traffpunkt.people.provider_trial import fault_of
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right
from traffpunkt.people.saml_metadata import ends_soon
from traffpunkt.people.signing_in import OIDC


@office_for(Right.OWN_DOOR)
@freshly_proven
@in_turn
def provider(request: DeskRequest) -> HttpResponse:
    """Where one signs in, whether it answers, and the groups."""
    row = IdentityProvider.at(request.municipality)
    form = form_of(request, row)
    if form.is_valid():
        secret = form.cleaned_data.get("secret", "")
        row.change(form.facts, secret=secret, by=request.desk.actor)
        messages.success(
            request, _("Er inloggning är sparad. Tryck på Prova nu, så ser du om den svarar.")
        )
        return redirect("home:settings_provider")
    status = status_of(form.is_bound)
    return render(
        request, "home/settings_provider.html", page_of(request, row, form), status=status
    )


def form_of(request: DeskRequest, row: IdentityProvider) -> SignInForm:
    """The form of the language that was chosen, else of the one that is laid down."""
    chosen = request.GET.get("slag") or row.kind
    if settings.SAML_ON and chosen == IdentityProvider.Kind.SAML:
        return SamlForm(row, sent(request))
    return ProviderForm(row, sent(request))


def page_of(request: DeskRequest, row: IdentityProvider, form: SignInForm) -> dict[str, object]:
    """What the page shows beside the form; where nothing is laid down yet there are no groups."""
    rule = SignInRule.of(request.municipality)
    return {
        "form": form,
        "provider": row if row.pk else None,
        "groups": row.group_roles.in_order() if row.pk else [],
        "back_to": request.build_absolute_uri(reverse("people:provider_back")),
        "metadata_at": request.build_absolute_uri(reverse("people:saml_metadata")),
        "has_saml": settings.SAML_ON,
        "is_saml": isinstance(form, SamlForm),
        "lacks_key": settings.SAML_ON and not saml_keys.are_made(),
        "ends_soon": ends_soon(row) if settings.SAML_ON and row.is_saml else None,
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
