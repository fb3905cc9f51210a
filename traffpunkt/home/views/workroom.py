# SPDX-License-Identifier: EUPL-1.2
"""I dag: what happens today and tomorrow, whom to ring, what waits for me."""

import datetime
from collections.abc import Iterable

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from traffpunkt.activities.at_hand import at_hand, sent_back
from traffpunkt.activities.at_the_door import dates_to_attend, dates_to_tick
from traffpunkt.activities.calls import in_brief, just_rung, of_desk, to_ring
from traffpunkt.activities.cards import Card, cards
from traffpunkt.activities.day_lists import DayLists
from traffpunkt.activities.gaps import gaps_of
from traffpunkt.activities.models import Activity
from traffpunkt.activities.programme import by_day
from traffpunkt.journal.models import record_names
from traffpunkt.outbox.actions import standstills
from traffpunkt.people.desk import Desk, DeskRequest, opens, workroom
from traffpunkt.people.rights import Right
from traffpunkt.people.sign_ins import second_step
from traffpunkt.ui import paper, reading
from traffpunkt.ui.words import date_of
from traffpunkt.wishes.models import Wish

DAY = datetime.timedelta(days=1)
# So many calls stand whole on the first page, so that one can be made between two visitors.
CALLS_SHOWN = 3
TEN_MINUTES = 600


@require_safe
@opens(Right.TODAY)
def today(request: DeskRequest) -> HttpResponse:
    """The workroom's first page: today and tomorrow, or any other day that is asked for.

    Who works with no activities of her own has a page of what is hers today.
    """
    if not request.desk.may(Right.PLAN):
        return render(request, "home/today_small.html", small_day(request.desk))
    page = planned_day(request)
    note_calls(request, page)
    return render(request, "home/today.html", page)


def planned_day(request: DeskRequest) -> dict[str, object]:
    """A day as who works with activities sees it: what comes, what waits, and whom to ring."""
    date, last = days_asked(request)
    dates = dates_of(request.desk, date, last)
    is_today = date == timezone.localdate()
    return {
        "date": date,
        "is_today": is_today,
        "before": date - DAY,
        "after": last + DAY,
        "days": by_day(dates),
        **proposals(request.desk),
        **sent_or_not(request.desk),
        "is_advised": is_advised(request),
        **(of_just_now(request, dates) if is_today else {}),
    }


@require_safe
@workroom
def today_lists_pdf(request: DeskRequest) -> HttpResponse:
    """The emergency lists of today, a paper for each place; kept nowhere."""
    lists = DayLists(request.desk, timezone.localdate())
    if not lists.places:
        messages.info(request, _("Inget är planerat i dag, så det finns inga listor."))
        return redirect("home:today")
    try:
        printed = paper.pdf(lists.html())
    except paper.NoPaper as fault:
        messages.error(request, fault.words)
        return redirect("home:today")
    lists.note_printing(by=request.desk.actor)
    return paper.as_answer(printed, "dagens-listor")


def is_advised(request: DeskRequest) -> bool:
    """Whether somebody who sees others' names is advised to add a second step."""
    rule = request.desk.rule
    return rule.is_recommended and request.desk.sees_others and not second_step(request)


def small_day(desk: Desk) -> dict[str, object]:
    """What is hers today: lists to tick at the door, and her own dates until tomorrow."""
    today = timezone.localdate()
    page: dict[str, object] = {}
    if desk.receives:
        page["at_the_door"] = cards(dates_to_tick(desk).between(today, today))
    if desk.attends:
        page["attending"] = by_day(cards(dates_to_attend(desk).between(today, today + DAY)))
    return page


def of_just_now(request: DeskRequest, dates: list[Card]) -> dict[str, object]:
    """What only stands on the page of this day: what to open, what to arrange, whom one just rang."""
    gaps = gaps_of(request.desk)
    found: dict[str, object] = {"gaps": gaps, "at_hand": at_hand(dates, gaps.ways)}
    found["has_lists"] = any(date_of(date.starts) == timezone.localdate() for date in dates)
    found |= small_day(request.desk)
    if "ringt" in request.GET:
        found["rung"] = just_rung(request.desk).with_person()[:CALLS_SHOWN]
    return found


def note_calls(request: DeskRequest, page: dict[str, object]) -> None:
    """Write down that somebody has the first calls before her, once in ten minutes: the page is open
    all day, and looked at anew after each press."""
    if not (page["to_ring"] or page.get("rung")):
        return
    here, by = request.municipality, request.desk.actor
    if caches["near"].add(f"calls-read:{here.pk}:{by}", True, TEN_MINUTES):
        record_names(here, verb="read-calls", by=by, municipality=here.pk)


def dates_of(desk: Desk, first: datetime.date, last: datetime.date) -> list[Card]:
    """What a desk has on some days."""
    mine = Activity.objects.of_desk(desk)
    return cards(desk.municipality.occasions.shown().about(mine).between(first, last))


def sent_or_not(desk: Desk) -> dict[str, object]:
    """Whom the desk has to ring, how many of them were written to in vain, and what stands still.

    Letters wait for whoever may print them.
    """
    counts = of_desk(desk, desk.municipality.messages.all()).waiting_counts()
    return {
        **counts,
        "letters": counts["letters"] if desk.may(Right.LETTERS) else 0,
        "to_ring": in_brief(to_ring(desk).with_person()[:CALLS_SHOWN]) if counts["calls"] else [],
        "standstills": standstills(),
    }


def days_asked(request: DeskRequest) -> tuple[datetime.date, datetime.date]:
    """The first and the last day to show: the one that was asked for, or today and tomorrow."""
    now = timezone.localdate()
    date = reading.day(request.GET.get("dag", ""), now) or now
    return date, date + DAY if date == now else date


def proposals(desk: Desk) -> dict[str, object]:
    """What waits for this desk's answer; for the others what waits for an answer to them."""
    mine = Activity.objects.of_desk(desk)
    if desk.is_coordinator or desk.venue_ids:
        return {"proposed": awaiting(desk), "wishes": new_wishes(desk)}
    return {"waiting": mine.proposed(), "sent_back": sent_back(mine)}


def new_wishes(desk: Desk) -> int:
    """How many wishes nobody has answered; the page is open all day and asks now and then only."""
    spot = f"new-wishes:{desk.municipality.pk}:{desk.actor}"
    return caches["near"].get_or_set(spot, Wish.objects.of_desk(desk).untouched().count, 20) or 0


def awaiting(desk: Desk) -> Iterable[Activity]:
    """The proposals that wait for this desk's answer: a venue's coordinator answers for hers."""
    proposed = Activity.objects.of_desk(desk).proposed()
    if desk.is_coordinator:
        return proposed
    return [row for row in proposed if row.may_publish(desk)]
