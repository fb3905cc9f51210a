# SPDX-License-Identifier: EUPL-1.2
"""Occasions as iCalendar (RFC 5545): one VEVENT each, a UID that never changes, SEQUENCE on change.

No personal data and no secret link is ever written here: people share calendars without knowing.
"""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from traffpunkt.activities.models import Occasion, Signup
from traffpunkt.people.models import PersonalPage
from traffpunkt.ui.words import span

PAST = datetime.timedelta(days=30)


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A calendar file with a name that the subscriber sees."""
    file = Calendar()
    file.add("prodid", "-//Träffpunkt//traffpunkt//SV")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    file.add("refresh-interval;value=duration", "PT1H")
    for event in events:
        file.add_component(event)
    return bytes(file.to_ical())


def event_of(occasion: Occasion, address: str) -> Event:
    """One occasion; a cancelled one stays, as cancelled. `address` is its public page."""
    event = Event()
    event.add("uid", f"{occasion.uid}@traffpunkt")
    event.add("sequence", occasion.sequence)
    event.add("dtstamp", occasion.changed.astimezone(datetime.UTC))
    event.add("last-modified", occasion.changed.astimezone(datetime.UTC))
    event.add("dtstart", occasion.starts.astimezone(datetime.UTC))
    event.add("dtend", occasion.ends.astimezone(datetime.UTC))
    event.add("summary", summary(occasion))
    event.add("status", "CANCELLED" if occasion.is_cancelled else "CONFIRMED")
    event.add("url", address)
    event.add("description", description(occasion))
    if occasion.venue is not None:
        venue = occasion.venue
        event.add("location", f"{venue.name}, {venue.street}, {venue.town}")
    return event


def summary(occasion: Occasion) -> str:
    """The title, with what a glance must not miss."""
    if occasion.is_cancelled:
        return _("INSTÄLLT: %(title)s") % {"title": occasion.activity.title}
    return occasion.activity.title


def description(occasion: Occasion) -> str:
    """When in words, the day's own note, and whom to ring."""
    municipality = occasion.municipality
    lines = [
        span(occasion.starts, occasion.ends),
        occasion.note,
        _("Frågor? Ring %(phone)s, %(hours)s.")
        % {"phone": municipality.help_phone, "hours": municipality.help_hours},
    ]
    return "\n".join(line for line in lines if line)


def of_signup(signup: Signup, address: str) -> Event:
    """An occasion in one person's own calendar; a withdrawn one is taken away there as well."""
    event = event_of(signup.occasion, address)
    if signup.state == Signup.State.WITHDRAWN:
        event["status"] = "CANCELLED"
    return event


def feed_rows(occasions: QuerySet[Occasion]) -> QuerySet[Occasion]:
    """The occasions that a feed holds: from a month back, soonest first."""
    return (
        occasions.filter(starts__gte=timezone.now() - PAST)
        .select_related("activity", "venue", "municipality")
        .order_by("starts", "pk")
    )


def rows_of(page: PersonalPage) -> list[Signup]:
    """What stands on a page, for a calendar, one for each occasion: one that still counts wins."""
    found = (
        page.signups.filter(occasion__starts__gte=timezone.now() - PAST)
        .select_related("occasion__activity", "occasion__venue", "occasion__municipality")
        .order_by("occasion__starts", "pk")
    )
    last = {row.occasion_id: row for row in found}
    last |= {row.occasion_id: row for row in found if row.state != Signup.State.WITHDRAWN}
    return list(last.values())
