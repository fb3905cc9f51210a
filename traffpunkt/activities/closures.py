# SPDX-License-Identifier: EUPL-1.2
"""Why a venue is not open on a day: a holiday, or a closed day of its own or the municipality's."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from traffpunkt.places.models import ClosedDay, Municipality, Venue
from traffpunkt.places.models.closed_day import holiday_name

if TYPE_CHECKING:
    from traffpunkt.activities.models.occasion_questions import OccasionQuerySet


def closures(
    municipality: Municipality,
    venue: Venue | None,
    first: datetime.date,
    last: datetime.date,
    *,
    holidays: bool = True,
    closed: bool = True,
) -> Callable[[datetime.date], str]:
    """A question that can be asked of each day: the reason to skip it, or "". One query."""
    shut = list(municipality.closed_days.at(venue).between(first, last)) if closed else []

    def why_not(day: datetime.date) -> str:
        if holidays and (name := holiday_name(day)):
            return name
        if venue and venue.closed_for_good and day >= venue.closed_for_good:
            return _("platsen är stängd för alltid")
        return next((words_of(row) for row in shut if row.first <= day <= row.last), "")

    return why_not


def words_of(row: ClosedDay) -> str:
    """Why a closed day is closed."""
    return row.reason or _("stängt")


def dates_of(row: ClosedDay) -> "OccasionQuerySet":
    """The dates that are still planned on closed days, soonest first."""
    dates = row.municipality.occasions.happening().upcoming().between(row.first, row.last)
    return (dates.at(row.venue) if row.venue else dates).select_related("activity", "venue")


def dates_from(venue: Venue, day: datetime.date) -> "OccasionQuerySet":
    """The dates that are still planned at a venue from a day on, soonest first."""
    dates = venue.municipality.occasions.happening().upcoming()
    return (
        dates.after(day - datetime.timedelta(days=1)).at(venue).select_related("activity", "venue")
    )
