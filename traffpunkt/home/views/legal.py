# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the texts that people sign, their versions, and a paper of each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from traffpunkt.home.legal_forms import DraftForm, NewTextForm, PublishForm
from traffpunkt.home.office import in_turn, office, only_read, sent, status_of
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.models import LegalText, LegalVersion
from traffpunkt.ui import paper
from traffpunkt.ui.numbers import spoken


def text_of(request: DeskRequest, pk: int) -> LegalText:
    """A text of this municipality."""
    return get_object_or_404(request.municipality.legal_texts.in_full(), pk=pk)


@only_read
@office
def texts(request: DeskRequest) -> HttpResponse:
    """Each text, and which version holds today."""
    page = {"texts": request.municipality.legal_texts.in_full()}
    return render(request, "home/settings_legal_texts.html", page)


@office
def text_new(request: DeskRequest) -> HttpResponse:
    """Write a new text; it is a draft until it is published."""
    here, by = request.municipality, request.desk.actor
    form = NewTextForm(here, sent(request))
    if form.is_valid():
        told = form.cleaned_data
        made = here.legal_texts.begin(here, told["kind"], told["organisation"], form.facts, by=by)
        messages.success(request, _("Utkastet är sparat. Ingen kan skriva under det än."))
        return redirect("home:settings_legal_text", made.pk)
    page = {"form": form}
    return render(request, "home/settings_legal_draft.html", page, status=status_of(form.is_bound))


@only_read
@office
def text(request: DeskRequest, pk: int) -> HttpResponse:
    """What a text says today, what it will say, and what it has said."""
    return render(request, "home/settings_legal_text.html", {"text": text_of(request, pk)})


@office
@in_turn
def draft(request: DeskRequest, pk: int) -> HttpResponse:
    """Write the draft of the next version; it begins as the last one."""
    row = text_of(request, pk)
    newest = row.newest
    form = DraftForm(sent(request), instance=newest)
    if form.is_valid():
        row.write(form.facts, by=request.desk.actor)
        messages.success(request, _("Utkastet är sparat. Ingen kan skriva under det än."))
        return redirect("home:settings_legal_text", pk)
    page = {"form": form, "text": row}
    return render(request, "home/settings_legal_draft.html", page, status=status_of(form.is_bound))


@office
@in_turn
def publication(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the draft as it will stand for good, and publish it by a press."""
    row = text_of(request, pk)
    if row.draft is None:
        raise Http404
    form = PublishForm(row, sent(request))
    if form.is_valid():
        told = form.cleaned_data
        asks = told.get("asks_again", True)
        row.publish(told["starts"], asks_again=asks, by=request.desk.actor)
        messages.success(request, _("Texten är publicerad. Den går inte att ändra längre."))
        return redirect("home:settings_legal_text", pk)
    page = {"form": form, "text": row}
    status = status_of(form.is_bound)
    return render(request, "home/settings_legal_publication.html", page, status=status)


@only_read
@office
def paper_pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """A version as a paper to sign."""
    version = get_object_or_404(LegalVersion.objects.within(request.municipality), pk=pk)
    here = request.municipality
    page = {"version": version, "municipality": here, "phone": spoken(here.help_phone)}
    try:
        return paper.as_answer(paper.pdf(render_to_string("home/paper/legal.html", page)), "text")
    except paper.NoPaper as fault:
        messages.error(request, fault.words)
        return redirect("home:settings_legal_text", version.text_id)
