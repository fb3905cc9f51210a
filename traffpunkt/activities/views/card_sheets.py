# SPDX-License-Identifier: EUPL-1.2
"""Cards for several of a date's list at once, ten to a sheet, to cut apart."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from traffpunkt.activities.forms.card_sheets import CardSheetForm
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.views.lists import date_of, form_page
from traffpunkt.journal.models import record, record_names
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.models.card import IssuedCard
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right
from traffpunkt.ui import paper
from traffpunkt.ui.numbers import spoken

ON_A_SHEET = 10


@form_page
@opens(Right.REGISTER)
@freshly_proven
def staff_cards(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose who gets a card; then all of them on paper, this once."""
    date = date_of(request, pk)
    form = CardSheetForm(date, request.POST if request.method == "POST" else None)
    if form.is_valid():
        issued = [one.issue_card(by=request.desk.actor) for one in form.cleaned_data["persons"]]
        printed = printed_or_revoked(request, issued)
        if printed:
            return paper.as_answer(printed, "kort")
    return choosing(request, date, form)


def choosing(request: DeskRequest, date: Occasion, form: CardSheetForm) -> HttpResponse:
    """The names to choose among; that somebody reads them is written down."""
    record_names(date, by=request.desk.actor)
    status = 422 if form.errors else 200
    page = {"occasion": date, "form": form}
    return render(request, "activities/staff_cards.html", page, status=status)


def printed_or_revoked(request: DeskRequest, issued: list[IssuedCard]) -> bytes | None:
    """The sheets, with every older card put out of force; without a press no new one holds."""
    by = request.desk.actor
    try:
        printed = paper.pdf(sheets_as_html(request, issued))
    except paper.NoPaper as fault:
        for one in issued:
            one.card.revoke(by=by)
        messages.error(request, fault.words)
        return None
    for one in issued:
        record("printed", one.card, by=by)
        one.card.person.rely_on(one.card, by=by)
    return printed


def sheets_as_html(request: DeskRequest, issued: list[IssuedCard]) -> str:
    """What stands on the sheets: no more of a name than what one calls her by."""
    cards = [(one, one.card.person.name.split()[0]) for one in issued]
    page = {
        "sheets": [cards[n : n + ON_A_SHEET] for n in range(0, len(cards), ON_A_SHEET)],
        "municipality": request.municipality,
        "phone": spoken(request.municipality.help_phone),
        "address": request.build_absolute_uri(reverse("people:card")),
    }
    return render_to_string("activities/paper/cards.html", page)
