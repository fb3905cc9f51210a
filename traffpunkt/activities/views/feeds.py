# SPDX-License-Identifier: EUPL-1.2
"""Atom and JSON Feed of what is coming: in a municipality, at a place, about a topic."""

import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.feeds import coming
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.syndication import ATOM, JSON, Feed, Shape
from traffpunkt.activities.views.freshness import dates_address, unless_unchanged
from traffpunkt.places.requests import GuestRequest

for_everybody = cache_control(public=True, max_age=1)


def feed(
    request: GuestRequest, shape: Shape, name: str, page: str, dates: OccasionQuerySet
) -> HttpResponse:
    """A feed of some dates, whose page for people is another."""

    def build(changed: datetime.datetime) -> HttpResponse:
        told = Feed(
            name=name,
            address=request.build_absolute_uri(request.path),
            page=request.build_absolute_uri(page),
            dates=dates_address(request),
            author=request.municipality.sender_name,
            changed=changed,
            entries=coming(dates),
        )
        return HttpResponse(shape.written(told), content_type=shape.kind)

    # Dates that have been leave the feed by the clock; its tag counts those that are left.
    return unless_unchanged(request, dates.upcoming(), build)


def of_municipality(request: GuestRequest, shape: Shape) -> HttpResponse:
    """All that is coming."""
    dates = request.municipality.occasions.shown()
    return feed(
        request, shape, request.municipality.sender_name, reverse("activities:programme"), dates
    )


def of_venue(request: GuestRequest, shape: Shape, slug: str) -> HttpResponse:
    """What is coming at a place."""
    venue = get_object_or_404(request.municipality.venues, slug=slug)
    dates = request.municipality.occasions.shown().at(venue)
    page = reverse("activities:venue", args=[venue.slug])
    return feed(request, shape, f"{venue}, {request.municipality}", page, dates)


def of_topic(request: GuestRequest, shape: Shape, key: str) -> HttpResponse:
    """What is coming about a topic."""
    topic = get_object_or_404(request.municipality.topics, key=key)
    dates = request.municipality.occasions.shown().narrowed(topic=key)
    page = f"{reverse('activities:programme')}?amne={topic.key}"
    return feed(request, shape, f"{topic}, {request.municipality}", page, dates)


@require_safe
@for_everybody
def municipality_atom(request: GuestRequest) -> HttpResponse:
    """All that is coming, as Atom."""
    return of_municipality(request, ATOM)


@require_safe
@for_everybody
def municipality_json(request: GuestRequest) -> HttpResponse:
    """All that is coming, as JSON Feed."""
    return of_municipality(request, JSON)


@require_safe
@for_everybody
def venue_atom(request: GuestRequest, slug: str) -> HttpResponse:
    """What is coming at a place, as Atom."""
    return of_venue(request, ATOM, slug)


@require_safe
@for_everybody
def venue_json(request: GuestRequest, slug: str) -> HttpResponse:
    """What is coming at a place, as JSON Feed."""
    return of_venue(request, JSON, slug)


@require_safe
@for_everybody
def topic_atom(request: GuestRequest, key: str) -> HttpResponse:
    """What is coming about a topic, as Atom."""
    return of_topic(request, ATOM, key)


@require_safe
@for_everybody
def topic_json(request: GuestRequest, key: str) -> HttpResponse:
    """What is coming about a topic, as JSON Feed."""
    return of_topic(request, JSON, key)
