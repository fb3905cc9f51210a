# SPDX-License-Identifier: EUPL-1.2
"""Calendar files: one date, and feeds of a municipality, a place, a topic, a person."""

import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traffpunkt.activities.calendars import Writer, calendar, of_page
from traffpunkt.activities.feeds import for_calendars, happenings
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.views.freshness import dates_address, unless_unchanged
from traffpunkt.activities.views.secrecy import kept_nowhere
from traffpunkt.people.models import PersonalPage
from traffpunkt.places.requests import GuestRequest

for_everybody = cache_control(public=True, max_age=1)


def writer_for(request: GuestRequest) -> Writer:
    """The one who writes this municipality's events."""
    return Writer(request.municipality, dates_address(request))


def answer(name: str, file: bytes) -> HttpResponse:
    """A calendar file for the browser or for a subscribing program."""
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def feed(request: GuestRequest, name: str, shown: OccasionQuerySet) -> HttpResponse:
    """A feed of dates; nothing but "as before" where nothing has changed."""
    dates = for_calendars(shown)

    def build(_changed: datetime.datetime) -> HttpResponse:
        events = writer_for(request).events(happenings(dates))
        return answer("kalender", calendar(name, events))

    return unless_unchanged(request, dates, build)


@require_safe
@for_everybody
def occasion_calendar(request: GuestRequest, pk: int) -> HttpResponse:
    """One date, to put in one's own calendar."""
    get_object_or_404(request.municipality.occasions.shown(), pk=pk)
    [date] = happenings(request.municipality.occasions.only_one(pk))
    return answer(f"tillfalle-{pk}", calendar(date.title, [writer_for(request).event(date)]))


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
    return answer("min-kalender", calendar(_("Mina träffar"), of_page(page, writer_for(request))))
