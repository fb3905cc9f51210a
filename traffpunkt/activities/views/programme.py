# SPDX-License-Identifier: EUPL-1.2
"""What everybody can read: the programme, an activity, one date, a place, films."""

import datetime
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.programme import Question, by_day, card_rows, cards, filters, monday
from traffpunkt.places.requests import GuestRequest

# Everybody's pages may be kept for a second, here and in a proxy: fresh enough for a seat count.
for_everybody = cache_control(public=True, max_age=1)


@require_safe
@for_everybody
def programme(request: GuestRequest) -> HttpResponse:
    """What happens, by day and week, narrowed by plain links."""
    question = Question.asked(request.GET)
    first = monday(question.first)
    week = [first + datetime.timedelta(days=step) for step in range(7)]
    rows, more = question.rows(request.municipality)
    if not rows and question.page > 1:
        return redirect(request.path + replace(question, page=1).query)
    page = {
        "question": question,
        "days": by_day(rows),
        "before": question.turned(-1) if question.page > 1 else None,
        "after": question.turned(1) if more else None,
        "filters": filters(question, request.municipality),
        "week": [(date, question.on(date)) for date in week],
        "whole_week": question.week(0),
        "everything": replace(question, venue="", way="", topic="", part=""),
        "earlier": question.week(-1),
        "later": question.week(1),
    }
    return render(request, "activities/programme.html", page)


@require_safe
@for_everybody
def activity(request: GuestRequest, pk: int) -> HttpResponse:
    """What an activity is, and its coming dates."""
    found = get_object_or_404(request.municipality.activities.published(), pk=pk)
    page = {
        "activity": found,
        "occasions": cards(found.occasions.upcoming()[:12]),
    }
    return render(request, "activities/activity.html", page)


@require_safe
@for_everybody
def occasion(request: GuestRequest, pk: int) -> HttpResponse:
    """One date: when, where, and the ways to take part."""
    found = get_object_or_404(card_rows(request.municipality.occasions.shown()), pk=pk)
    page = {
        "occasion": found,
        "cancellation": found.cancellations.first() if found.is_cancelled else None,
        "move": found.moves.first() if found.state == found.State.MOVED else None,
        "others": cards(found.activity.occasions.happening().upcoming().other_than(found)[:4]),
    }
    return render(request, "activities/occasion.html", page)


@require_safe
@for_everybody
def venues(request: GuestRequest) -> HttpResponse:
    """All places, with what is on there next."""
    return render(
        request, "activities/venues.html", {"venues": request.municipality.venues.open_ones()}
    )


@require_safe
@for_everybody
def venue(request: GuestRequest, slug: str) -> HttpResponse:
    """A place: address, way there, opening hours, access, and what happens in it."""
    found = get_object_or_404(
        request.municipality.venues.prefetch_related("opening_hours"), slug=slug
    )
    page = {
        "venue": found,
        "occasions": cards(request.municipality.occasions.shown().at(found).upcoming()[:12]),
        "closed": request.municipality.closed_days.at(found).ahead(),
    }
    return render(request, "activities/venue.html", page)


@require_safe
@for_everybody
def watch(request: GuestRequest) -> HttpResponse:
    """What there is to see and hear from home: now, soon, and at any hour."""
    page = {
        "films": request.municipality.activities.published().on_demand(),
        "occasions": cards(
            request.municipality.occasions.shown().happening().from_home().upcoming()[:6]
        ),
    }
    return render(request, "activities/watch.html", page)
