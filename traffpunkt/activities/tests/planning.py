# SPDX-License-Identifier: EUPL-1.2
"""The form of a new activity as a browser sends it, for the tests of planning."""

import datetime

from django.urls import reverse
from django.utils import formats, timezone


def next_monday():
    today = timezone.localdate()
    return today + datetime.timedelta(days=7 - today.weekday())


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
