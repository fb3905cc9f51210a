# SPDX-License-Identifier: EUPL-1.2
"""Att ringa: whom to ring and how it went, and letters that did not arrive."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from traffpunkt.activities.calls import Call, call_for, settle, to_ring, with_subjects
from traffpunkt.activities.forms.lists import CallForm
from traffpunkt.journal.models import record_names
from traffpunkt.outbox.models import Message
from traffpunkt.people.desk import DeskRequest, workroom

ON_A_PAGE = 25


@require_safe
@workroom
def calls(request: DeskRequest) -> HttpResponse:
    """Whom somebody has to ring, oldest first."""
    found = Paginator(to_ring(request.desk).with_person(), ON_A_PAGE)
    rows = found.get_page(request.GET.get("sida"))
    page = {"rows": rows, "calls": with_subjects(rows)}
    here = request.municipality
    record_names(here, verb="read-calls", by=request.desk.actor, municipality=here.pk)
    return render(request, "activities/calls.html", page)


def asked_about(request: DeskRequest, pk: int) -> tuple[Message, Call | None]:
    """A message of this municipality, and the call that it is while the desk has to make it."""
    message = get_object_or_404(request.municipality.messages, pk=pk)
    found = call_for(request.desk, message)
    if found is None and message.is_to_call:
        raise Http404
    return message, found


def to_calls(request: DeskRequest) -> HttpResponse:
    """Back to the same page of the list."""
    answer = redirect("activities:calls")
    if page := request.GET.get("sida"):
        answer["Location"] += f"?{urlencode({'sida': page})}"
    return answer


@require_POST
@workroom
def call(request: DeskRequest, pk: int) -> HttpResponse:
    """How one call went; who presses again, or later than somebody else, is told so."""
    _message, found = asked_about(request, pk)
    form = CallForm(request.POST)
    if form.is_valid():
        outcome = form.cleaned_data["outcome"]
        if found is None or not settle(found, outcome, by=request.desk.actor):
            messages.info(request, _("Det samtalet är redan klart."))
    return to_calls(request)


@require_POST
@workroom
def resending(request: DeskRequest, pk: int) -> HttpResponse:
    """Try once more to send a letter that did not arrive."""
    message, found = asked_about(request, pk)
    may = found is not None and found.may_be_sent_again
    if may and message.send_again(by=request.desk.actor):
        words = _("Vi försöker skicka igen. Kommer det inte fram står personen här på nytt.")
        messages.success(request, words)
    else:
        messages.info(request, _("Det skickas redan, eller så behövs det inte längre."))
    return to_calls(request)
