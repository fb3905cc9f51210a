# SPDX-License-Identifier: EUPL-1.2
"""A senior's card: staff make and revoke it, and what it opens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from traffpunkt.activities import receipts
from traffpunkt.activities.signing import answers_of, unanswered
from traffpunkt.activities.views.secrecy import kept_nowhere
from traffpunkt.journal.models import record
from traffpunkt.people import visits
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.models import Person
from traffpunkt.people.models.card import IssuedCard
from traffpunkt.people.rights import Right
from traffpunkt.places.requests import GuestRequest
from traffpunkt.ui import paper
from traffpunkt.ui.numbers import spoken


def person_of(request: DeskRequest, pk: int) -> Person:
    """A person of the register, for who answers for all of it: a card opens all her sign-ups."""
    here = request.municipality.persons.kept().select_related("municipality")
    return get_object_or_404(here, pk=pk)


@require_POST
@opens(Right.REGISTER)
def staff_card(request: DeskRequest, pk: int) -> HttpResponse:
    """A new card on paper, this once: neither its code nor its square can be printed again."""
    person = person_of(request, pk)
    issued = person.issue_card(by=request.desk.actor)
    try:
        printed = paper.pdf(card_as_html(request, issued))
    except paper.NoPaper as fault:
        issued.card.revoke(by=request.desk.actor)
        messages.error(request, fault.words)
        return redirect("activities:staff_person", pk)
    record("printed", issued.card, by=request.desk.actor)
    person.rely_on(issued.card, by=request.desk.actor)
    return paper.as_answer(printed, "kort")


def card_as_html(request: DeskRequest, issued: IssuedCard) -> str:
    """What stands on the paper: no more of a name than what one calls her by."""
    page = {
        "issued": issued,
        "name": issued.card.person.name.split()[0],
        "municipality": request.municipality,
        "phone": spoken(request.municipality.help_phone),
        "address": request.build_absolute_uri(reverse("people:card")),
    }
    return render_to_string("activities/paper/card.html", page)


@require_POST
@opens(Right.REGISTER)
def staff_card_revoking(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the card of a person open nothing more."""
    person = person_of(request, pk)
    for card in person.cards.in_force():
        card.revoke(by=request.desk.actor)
    messages.success(request, _("Kortet är spärrat. Det går inte att logga in med det."))
    return redirect("activities:staff_person", pk)


@require_safe
@kept_nowhere
def with_card(request: GuestRequest) -> HttpResponse:
    """All that the person of the card has signed up for, and nothing of anybody else."""
    visit = visits.visiting(request)
    if visit is None:
        return redirect("people:card")
    person = visit.card.person
    answers = answers_of(person)
    page = {
        "own": receipts.own_signups(person), "answers": answers,
        "unanswered": unanswered(person, answers),
    }  # fmt: skip
    answer = render(request, "activities/with_card.html", page)
    if visit.is_shared:
        visits.keep(answer, visit)
    return answer
