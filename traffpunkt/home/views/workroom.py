# SPDX-License-Identifier: EUPL-1.2
"""I dag: what happens today and tomorrow, whom to ring, what waits for me."""

import datetime
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from traffpunkt.activities.calls import to_ring
from traffpunkt.activities.cards import in_full
from traffpunkt.activities.models import Activity
from traffpunkt.activities.programme import by_day
from traffpunkt.outbox.actions import standstills
from traffpunkt.people.desk import Desk, DeskRequest, workroom
from traffpunkt.people.sign_ins import second_step
from traffpunkt.ui import reading

DAY = datetime.timedelta(days=1)


@require_safe
@workroom
def today(request: DeskRequest) -> HttpResponse:
    """The workroom's first page: today and tomorrow, or any other day that is asked for."""
    mine = Activity.objects.of_desk(request.desk)
    date, last = days_asked(request)
    found = request.municipality.occasions.shown().about(mine).between(date, last)
    page = {
        "date": date,
        "is_today": date == timezone.localdate(),
        "before": date - DAY,
        "after": last + DAY,
        "days": by_day(in_full(found)),
        "proposed": awaiting(request.desk),
        **sent_or_not(request.desk),
        "letters": letters_waiting(request.desk),
        "is_advised": request.desk.rule.is_recommended and not second_step(request),
    }
    return render(request, "home/today.html", page)


def sent_or_not(desk: Desk) -> dict[str, object]:
    """Whom the desk has to ring, how many of them were written to in vain, and what stands still."""
    calls = to_ring(desk)
    failed = calls.failed().count()
    return {"calls": calls.count(), "failed": failed, "standstills": standstills()}


def days_asked(request: DeskRequest) -> tuple[datetime.date, datetime.date]:
    """The first and the last day to show: the one that was asked for, or today and tomorrow."""
    now = timezone.localdate()
    date = reading.day(request.GET.get("dag", ""), now) or now
    return date, date + DAY if date == now else date


def letters_waiting(desk: Desk) -> int:
    """How many letters wait for paper, for whoever may print them."""
    return desk.municipality.messages.to_print().count() if desk.is_coordinator else 0


def awaiting(desk: Desk) -> Iterable[Activity]:
    """The proposals that wait for this desk's answer: a venue's coordinator answers for hers."""
    proposed = Activity.objects.of_desk(desk).proposed()
    if desk.is_coordinator:
        return proposed
    return [row for row in proposed if row.may_publish(desk)] if desk.venue_ids else []
