# SPDX-License-Identifier: EUPL-1.2
"""Att ringa: whom to ring and how it went, and letters that did not arrive."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from traffpunkt.activities.calls import (
    Call,
    call_for,
    just_rung,
    of_desk,
    rung_for,
    settle,
    to_ring,
    unsettle,
    with_subjects,
)
from traffpunkt.activities.forms.lists import CallForm, UndoForm
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import record_names
from traffpunkt.outbox.models import Message
from traffpunkt.people.desk import DeskRequest, opens
from traffpunkt.people.rights import Right

ON_A_PAGE = 25
MOST_TO_UNDO = 10
# What a press on I dag says about where it was pressed.
FROM_TODAY = "i-dag"


@require_safe
@opens(Right.RING)
def calls(request: DeskRequest) -> HttpResponse:
    """Whom somebody has to ring, oldest first."""
    found = Paginator(to_ring(request.desk).with_person(), ON_A_PAGE)
    rows = found.get_page(request.GET.get("sida"))
    rung = just_rung(request.desk).with_person()[:MOST_TO_UNDO]
    page = {"rows": rows, "calls": with_subjects(rows), "rung": rung}
    page["back"] = urlencode({"sida": rows.number})
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
    """Back to I dag if it was pressed there, else to the same page of the list."""
    if request.GET.get("fran") == FROM_TODAY:
        return redirect(f"{resolve_url(settings.LOGIN_REDIRECT_URL)}?ringt=ja")
    answer = redirect("activities:calls")
    if page := request.GET.get("sida"):
        answer["Location"] += f"?{urlencode({'sida': page})}"
    return answer


@require_POST
@opens(Right.RING)
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
@opens(Right.RING)
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


@require_POST
@opens(Right.RING)
def call_undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back a wrong press: the call stands on the list again, and her seat is as it was."""
    message = get_object_or_404(of_desk(request.desk, request.municipality.messages.all()), pk=pk)
    found = rung_for(request.desk, message)
    form = UndoForm(request.POST)
    tries = form.cleaned_data["tries"] if form.is_valid() else 0
    try:
        if found is None or not unsettle(found, tries, by=request.desk.actor):
            messages.info(
                request, _("Det går inte att ångra längre, eller så är det redan ångrat.")
            )
        else:
            messages.success(request, _("Ångrat. Samtalet står i listan igen."))
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return to_calls(request)
