# SPDX-License-Identifier: EUPL-1.2
"""Brev att skriva ut: what waits, one paper of all, and that they are printed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from traffpunkt.home.label_forms import LabelForm
from traffpunkt.home.letters import html_of, labels_html_of, letters_of
from traffpunkt.home.office import office_for, only_read, only_sent, status_of
from traffpunkt.journal.models import record_names
from traffpunkt.outbox.models import Pile
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.rights import Right
from traffpunkt.ui import paper

ON_A_PAGE = 10


@office_for(Right.LETTERS)
def letters(request: DeskRequest) -> HttpResponse:
    """What waits for paper, and the piles that have been made; a press makes a pile of what waits."""
    if request.method == "POST":
        pile = Pile.gather(request.municipality, request.desk.account)
        if pile is not None:
            return redirect("home:letters_pdf", pile.pk)
        messages.info(request, _("Det finns inga nya brev att skriva ut."))
        return redirect("home:letters")
    here = request.municipality
    record_names(here, verb="read-letters", by=request.desk.actor, municipality=here.pk)
    page = {
        "waiting": request.municipality.messages.to_print().in_no_pile().with_person(),
        "rows": Paginator(request.municipality.piles.told(), ON_A_PAGE).get_page(
            request.GET.get("sida")
        ),
    }
    return render(request, "home/letters.html", page)


@only_read
@office_for(Right.LETTERS)
def letters_pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """The letters of one pile as one paper; it can be printed again."""
    pile = get_object_or_404(request.municipality.piles, pk=pk)
    return on_paper(request, pile, html_of(pile), "brev")


@only_read
@office_for(Right.LETTERS)
def labels(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose the first free label of the sheet; then the labels of one pile are shown."""
    pile = get_object_or_404(request.municipality.piles, pk=pk)
    form = LabelForm(request.GET if "first" in request.GET else None)
    if form.is_valid():
        address = reverse("home:labels_pdf", args=[pk])
        return redirect(f"{address}?first={form.cleaned_data['first']}")
    page = {"form": form, "letters": len(letters_of(pile))}
    return render(request, "home/labels.html", page, status=status_of(form.is_bound))


@only_read
@office_for(Right.LETTERS)
def labels_pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """The addresses of one pile on labels; from the first one where no other is asked for."""
    pile = get_object_or_404(request.municipality.piles, pk=pk)
    form = LabelForm(request.GET)
    first = form.cleaned_data["first"] if form.is_valid() else 1
    return on_paper(request, pile, labels_html_of(pile, first), "etiketter")


def on_paper(request: DeskRequest, pile: Pile, html: str, name: str) -> HttpResponse:
    """A paper made of a pile; that somebody has it before her is written down."""
    pile.note_reading(by=request.desk.actor)
    try:
        return paper.as_answer(paper.pdf(html), name)
    except paper.NoPaper as fault:
        messages.error(request, fault.words)
        return redirect("home:letters")


@only_sent
@office_for(Right.LETTERS)
def printed(request: DeskRequest, pk: int) -> HttpResponse:
    """The letters of a pile are on paper."""
    pile = get_object_or_404(request.municipality.piles, pk=pk)
    if pile.be_printed(by=request.desk.actor):
        messages.success(request, _("Breven är utskrivna. Du kan ångra det här nedanför."))
    return redirect("home:letters")


@only_sent
@office_for(Right.LETTERS)
def unprinted(request: DeskRequest, pk: int) -> HttpResponse:
    """They are not after all."""
    pile = get_object_or_404(request.municipality.piles, pk=pk)
    if pile.be_unprinted(by=request.desk.actor):
        messages.success(request, _("Breven väntar på att skrivas ut igen."))
    return redirect("home:letters")
