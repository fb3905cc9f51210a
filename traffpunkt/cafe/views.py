# SPDX-License-Identifier: EUPL-1.2
"""The queue of one date at the desk: who is called, who waits, and the large buttons."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from traffpunkt.activities.refusals import Refusal
from traffpunkt.activities.views.lists import date_of, dates_of
from traffpunkt.cafe.forms import QueueForm, TicketForm
from traffpunkt.cafe.pressing import press_queue, press_ticket, tickets_at
from traffpunkt.cafe.queues import queue_of
from traffpunkt.people.desk import DeskRequest, workroom


@require_http_methods(["GET", "HEAD", "POST"])
@workroom
def queue(request: DeskRequest, pk: int) -> HttpResponse:
    """The numbers of a date; a press calls the next or gives one."""
    date = date_of(request, pk)
    if request.method != "POST":
        page = {"occasion": date, "queue": queue_of(date), "press": uuid.uuid4()}
        return render(request, "cafe/queue.html", page)
    try:
        if words := press_queue(date, QueueForm(request.POST), by=request.desk.actor):
            messages.success(request, words)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("cafe:queue", pk)


@require_POST
@workroom
def ticket(request: DeskRequest, pk: int) -> HttpResponse:
    """Call a number again, end it, or take back its last step."""
    row = get_object_or_404(tickets_at(dates_of(request)), pk=pk)
    try:
        press_ticket(row, TicketForm(request.POST), by=request.desk.actor)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("cafe:queue", row.occasion_id)
