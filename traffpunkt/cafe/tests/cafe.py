# SPDX-License-Identifier: EUPL-1.2
"""A date of an IT café that goes on now, and numbers in its queue."""

import datetime
from typing import Any

from django.utils import timezone

from tests.makers import make_activity, make_occasion
from traffpunkt.activities.models import Occasion
from traffpunkt.cafe.models import Ticket
from traffpunkt.journal.models import SYSTEM, Actor

MINUTE = datetime.timedelta(minutes=1)
KIOSK, KARIN = Actor("screen", 1), Actor("account", 1)


def make_cafe(**given: Any) -> Occasion:
    """A date that takes numbers and has just begun."""
    facts = {"title": "IT-café", "kind": "help", "takes_numbers": True}
    facts |= given.pop("facts", {})
    starts = given.pop("starts", timezone.now() - 15 * MINUTE)
    if venue := given.get("venue"):
        facts["municipality"] = venue.municipality
    return make_occasion(activity=make_activity(**facts), starts=starts, **given)


def make_queue(occasion: Occasion, *states: str) -> list[Ticket]:
    """A number in each of these states, in this order."""
    rows = []
    for state in states:
        row = Ticket.objects.take(occasion, by=SYSTEM)
        Ticket.objects.filter(pk=row.pk).update(
            state=state,
            called=None if state == "waiting" else timezone.now(),
            last_call=None if state == "waiting" else timezone.now(),
            ended=timezone.now() if state in {"done", "gone"} else None,
        )
        row.refresh_from_db()
        rows.append(row)
    return rows
