# SPDX-License-Identifier: EUPL-1.2
"""A new activity that begins as another one: its words, its rhythms from now on, its ways."""

import datetime
from typing import Any

from traffpunkt.activities.forms.plans import as_typed
from traffpunkt.activities.models import Activity, Series
from traffpunkt.activities.recurrence import SINGLE_DATES

MOST_RHYTHMS = 6
A_WEEK = [datetime.timedelta(days=days) for days in range(1, 8)]
# What belongs to the other one: who answers for it, and where it stands.
ITS_OWN = {"id", "state", "press", "link", "responsible", "partner"}


def copied(activity: Activity) -> dict[str, Any]:
    """What the form of a new activity begins with; nothing of it is saved."""
    facts = {
        field.attname: getattr(activity, field.attname)
        for field in Activity._meta.concrete_fields
        if field.name not in ITS_OWN
    }
    film = activity.link.address if activity.link else ""
    topics = [topic.pk for topic in activity.topics.all()]
    return {"instance": Activity(**facts), "initial": {"film": film, "topics": topics}}


def series_to_copy(activity: Activity) -> list[Series]:
    """The series that go on, else the latest that there was."""
    rows = activity.series.in_full().order_by("pk")
    return list(rows.going_on()[:MOST_RHYTHMS]) or list(rows.reverse()[:1])


def again(series: Series, today: datetime.date) -> dict[str, Any]:
    """The rhythm of a series as a form shows it, from its next weekday on and without an end.

    Days that were added or left out by hand belong to the other one.
    """
    weekdays = series.rule.days_of_week
    coming = (today + step for step in A_WEEK)
    first = next(day for day in coming if day.weekday() in weekdays)
    typed = as_typed(series) | {"until": None, "added": [], "removed": []}
    typed["first"] = max(series.first, first)
    if series.pattern == SINGLE_DATES:
        # One date has no next one: its day is the first thing to write anew.
        typed["first"] = None
    return typed | {"venues": [series.venue_id] if series.venue_id else []}
