# SPDX-License-Identifier: EUPL-1.2
"""What everybody can read: the programme, an activity, one date, a place, films."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.cards import cards, with_ways
from traffpunkt.activities.programme import Question, by_day, names_in
from traffpunkt.activities.search.reading import MOST_LETTERS
from traffpunkt.places.requests import GuestRequest

# Everybody's pages may be kept for a second, here and in a proxy: fresh enough for a seat count.
for_everybody = cache_control(public=True, max_age=1)


@require_safe
@for_everybody
def programme(request: GuestRequest) -> HttpResponse:
    """What happens, by day and week, narrowed by plain links and by a search."""
    question = Question.asked(request.GET)
    answer = question.answer(request.municipality)
    if not answer.cards and question.page > 1:
        return redirect(reverse("activities:programme") + question.narrowed().query)
    names = names_in(request.municipality)
    page = {
        "question": question,
        "topic": next((topic for topic in names[1] if topic[0] == question.topic), None),
        "answer": answer,
        "days": by_day(answer.cards),
        "next_day": question.next_day_for(request.municipality, answer),
        "most": MOST_LETTERS,
        "names": names,
    }
    return render(request, "activities/programme.html", page)


@require_safe
@for_everybody
def activity(request: GuestRequest, pk: int) -> HttpResponse:
    """What an activity is, and its coming dates."""
    found = get_object_or_404(request.municipality.activities.published(), pk=pk)
    page = {
        "activity": found,
        "cards": cards(found.occasions.upcoming()[:12]),
    }
    return render(request, "activities/activity.html", page)


@require_safe
@for_everybody
def occasion(request: GuestRequest, pk: int) -> HttpResponse:
    """One date: when, where, and the ways to take part."""
    dates = request.municipality.occasions.shown().select_related("activity", "venue")
    found = get_object_or_404(dates, pk=pk)
    found.municipality = request.municipality
    with_ways([found])
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
        "cards": cards(request.municipality.occasions.shown().at(found).upcoming()[:12]),
        "closed": request.municipality.closed_days.at(found).ahead(),
    }
    return render(request, "activities/venue.html", page)


@require_safe
@for_everybody
def watch(request: GuestRequest) -> HttpResponse:
    """What there is to see and hear from home: now, soon, and at any hour."""
    page = {
        "films": request.municipality.activities.published().on_demand(),
        "cards": cards(
            request.municipality.occasions.shown().happening().from_home().upcoming()[:6]
        ),
    }
    return render(request, "activities/watch.html", page)
