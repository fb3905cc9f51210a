# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: documents for who asks for them; searched, masked field by field, handed out."""

import copy
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from traffpunkt.home.disclosure_forms import BEGIN, AppealForm, MaskForm, SearchForm, words_form
from traffpunkt.home.handing_out import SEEN, SHAPES, appeal_of, hand_out
from traffpunkt.home.masking import Masking
from traffpunkt.home.office import in_turn, office_for, only_sent, sent, status_of
from traffpunkt.journal.models import record_names
from traffpunkt.people.desk import DeskRequest, undisturbed
from traffpunkt.people.desk import sent as sent_held
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right
from traffpunkt.places.models import Disclosure
from traffpunkt.ui.paper import NoPaper

ON_A_PAGE = 10
LATEST = 20


@office_for(Right.DISCLOSE)
@freshly_proven
def disclosures(request: DeskRequest) -> HttpResponse:
    """Search, see how much there is of each kind, and begin to mask it."""
    form = SearchForm(request.municipality, sent(request))
    found = form.search if form.is_valid() else None
    if found is not None and BEGIN in request.POST and not found.is_too_much:
        begun = begin(request, form)
        return redirect("home:settings_disclosure", begun.pk)
    if form.candidates:
        here = request.municipality
        record_names(here, verb="read-register", by=request.desk.actor, municipality=here.pk)
    kept = request.municipality.disclosures.newest_first()[:LATEST]
    page = {"form": form, "found": found, "kept": kept}
    return render(request, "home/settings_disclosures.html", page, status=status_for(form, found))


def status_for(form: SearchForm, found: object) -> int:
    """200 for what is looked at or was found, 422 for what was not understood."""
    return status_of(form.is_bound and found is None)


def begin(request: DeskRequest, form: SearchForm) -> Disclosure:
    """Keep what was searched, for the masking of it."""
    here, ground = request.municipality, form.cleaned_data["ground"]
    kept = form.search.as_kept()
    return here.disclosures.begin(here, kept, ground, by=request.desk.actor)


def open_one(request: DeskRequest, pk: int) -> Disclosure:
    """One that is still masked; what has been emptied is not to be worked on."""
    return get_object_or_404(request.municipality.disclosures.to_mask(), pk=pk)


@office_for(Right.DISCLOSE)
@freshly_proven
@undisturbed
def disclosure(request: DeskRequest, pk: int) -> HttpResponse:
    """Some documents as they would be handed out, with what becomes of each field."""
    found = open_one(request, pk)
    data = sent_held(request, found.reread)
    masking = Masking(found)
    rows: Page[Any] = Paginator(masking.search, ON_A_PAGE).get_page(  # type: ignore[arg-type]
        request.GET.get("sida")
    )
    form = MaskForm(masking.documents(rows.object_list), data)
    if form.is_valid():
        found.mask(form.decided, by=request.desk.actor)
        messages.success(request, _("Sparat. Så här lämnas det ut."))
        return redirect(request.get_full_path())
    record_names(found, by=request.desk.actor)
    page = {"disclosure": found, "rows": rows, "form": form, "masking": masking}
    return render(request, "home/settings_disclosure.html", page, status=status_of(form.is_bound))


@office_for(Right.DISCLOSE)
@freshly_proven
@undisturbed
def words(request: DeskRequest, pk: int) -> HttpResponse:
    """Which words are masked wherever they stand."""
    found = open_one(request, pk)
    form = words_form(found, sent_held(request, found.reread))
    if form.is_valid():
        found.mask_words(**form.cleaned_data, by=request.desk.actor)
        messages.success(request, _("Orden är maskerade överallt där de står."))
        return redirect("home:settings_disclosure", pk)
    record_names(found, by=request.desk.actor)
    page = {"form": form, "disclosure": found}
    return render(
        request, "home/settings_disclosure_words.html", page, status=status_of(form.is_bound)
    )


@only_sent
@office_for(Right.DISCLOSE)
@freshly_proven
def records(request: DeskRequest, pk: int) -> HttpResponse:
    """The documents as a file."""
    found = open_one(request, pk)
    shape = request.POST.get("som", "pdf")
    if shape not in SHAPES:
        raise Http404
    try:
        return hand_out(found, shape, request.POST.get(SEEN, ""), by=request.desk.actor)
    except NoPaper as fault:
        messages.error(request, fault.words)
        return redirect("home:settings_disclosure", pk)


@office_for(Right.DISCLOSE)
@in_turn
def appeal(request: DeskRequest) -> HttpResponse:
    """How one appeals, as it stands on each paper."""
    here = request.municipality
    form = AppealForm(sent(request), instance=copy.copy(here))
    if form.is_valid():
        here.change(form.cleaned_data, by=request.desk.actor)
        messages.success(request, _("Texten är sparad."))
        return redirect("home:settings_disclosures")
    page = {"form": form, "standing": appeal_of(here)}
    return render(
        request, "home/settings_disclosure_appeal.html", page, status=status_of(form.is_bound)
    )
