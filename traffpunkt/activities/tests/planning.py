# SPDX-License-Identifier: EUPL-1.2
"""The form of a new activity as a browser sends it, for the tests of planning."""

import datetime

from django.urls import reverse
from django.utils import formats, timezone

from traffpunkt.places.models.closed_day import holiday_name

WEEK = datetime.timedelta(weeks=1)


def next_monday():
    """The first Monday to come that is no holiday, nor is the one after it."""
    today = timezone.localdate()
    monday = today + datetime.timedelta(days=7 - today.weekday())
    while holiday_name(monday) or holiday_name(monday + WEEK):
        monday += WEEK
    return monday


def said(day):
    return formats.date_format(day, "j F Y")


def typed(venue=None, **given):
    """A whole form, as a browser sends it; given fields replace or take away."""
    facts = {
        "title": "Digital fika",
        "kind": "open_house",
        "filming": "none",
        "rytmer": "1",
        "r0-venues": [venue.pk] if venue else [],
        "r0-rhythm": "v2",
        "r0-first": said(next_monday()),
        "r0-start": "13",
        "r0-skip_holidays": "on",
        "r0-skip_closed": "on",
        "ways": ["on_site", "online"],
        "address": "https://teams.microsoft.com/l/hemligt",
        "booking": "optional",
        "gor": "publish",
    } | given
    return {name: value for name, value in facts.items() if value is not None}


def new(client, data):
    return client.post(reverse("activities:staff_activity_new"), data)
