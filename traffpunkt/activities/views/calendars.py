# SPDX-License-Identifier: EUPL-1.2
"""Calendar files: one date, and feeds of a municipality, a place, a topic, a person."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.calendars import calendar, event_of, feed_rows, of_signup, rows_of
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.views.secrecy import kept_nowhere
from traffpunkt.people.models import PersonalPage
from traffpunkt.places.requests import GuestRequest

for_everybody = cache_control(public=True, max_age=1)


def address(request: GuestRequest, occasion: Occasion) -> str:
    """The whole public address of an occasion."""
    return request.build_absolute_uri(reverse("activities:occasion", args=[occasion.pk]))


def answer(name: str, file: bytes) -> HttpResponse:
    """A calendar file for the browser or for a subscribing program."""
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def feed(request: GuestRequest, name: str, occasions: QuerySet[Occasion]) -> HttpResponse:
    """A feed of occasions."""
    events = [event_of(row, address(request, row)) for row in feed_rows(occasions)]
    return answer("kalender", calendar(name, events))


@require_safe
@for_everybody
def occasion_calendar(request: GuestRequest, pk: int) -> HttpResponse:
    """One date, to put in one's own calendar."""
    rows = request.municipality.occasions.shown().select_related("activity", "venue")
    occasion = get_object_or_404(rows, pk=pk)
    event = event_of(occasion, address(request, occasion))
    return answer(f"tillfalle-{pk}", calendar(occasion.activity.title, [event]))


@require_safe
@for_everybody
def municipality_calendar(request: GuestRequest) -> HttpResponse:
    """All that happens in the municipality."""
    return feed(request, request.municipality.sender_name, request.municipality.occasions.shown())


@require_safe
@for_everybody
def venue_calendar(request: GuestRequest, slug: str) -> HttpResponse:
    """All that happens at a place."""
    venue = get_object_or_404(request.municipality.venues, slug=slug)
    return feed(request, venue.name, request.municipality.occasions.shown().at(venue))


@require_safe
@for_everybody
def topic_calendar(request: GuestRequest, key: str) -> HttpResponse:
    """All that happens about a topic."""
    topic = get_object_or_404(request.municipality.topics, key=key)
    return feed(request, topic.name, request.municipality.occasions.shown().narrowed(topic=key))


@require_safe
@kept_nowhere
def my_calendar(request: GuestRequest, secret: str) -> HttpResponse:
    """What one person has signed up for; her page's secret is the key, and revokes it too."""
    pages = PersonalPage.objects.within(request.municipality).valid()
    page = get_object_or_404(pages, secret=secret)
    events = [of_signup(row, address(request, row.occasion)) for row in rows_of(page)]
    return answer("min-kalender", calendar(_("Mina träffar"), events))
