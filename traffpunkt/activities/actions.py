# SPDX-License-Identifier: EUPL-1.2
"""Verbs about many dates at once, for the worker and for the desk."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from traffpunkt.activities.models import Activity, Hosting, Series, Signup
from traffpunkt.activities.search.index import reindex
from traffpunkt.journal.models import SYSTEM, record
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Role
from traffpunkt.places.models import Municipality

logger = logging.getLogger(__name__)


def release_lapsed_holds() -> int:
    """Give on the seats that were held for a call nobody could settle in time; how many.

    One that fails stops none after it.
    """
    lapsed = Signup.objects.lapsed(timezone.now()).order_by("held_until")
    due = list(lapsed.select_related("occasion"))
    return sum(attempted(released, row) for row in due)


def released(signup: Signup) -> int:
    """Give on one held seat; one."""
    signup.release_hold()
    return 1


def unroll_all() -> int:
    """Roll the horizon of every series forward, each in its own short transaction; how many dates.

    Only those that lack a date are locked: on most nights nearly none.
    """
    rolling = Series.objects.rolling().in_full().iterator(chunk_size=200)
    # All are looked through before the first is written, so that no read is open while writing.
    lacking = [row for row in rolling if attempted(lambda row: len(row.missing_days()), row)]
    return sum(attempted(lambda row: len(row.unroll(by=SYSTEM)), row) for row in lacking)


def reindex_all() -> int:
    """Let search know every programme as it is tonight; how many activities it finds.

    Dates that were made or have been since the last night change which weekdays and places an
    activity is found by.
    """
    return sum(attempted(reindex, row) for row in Municipality.objects.order_by("pk"))


def attempted(job: Callable[[Any], int], row: models.Model) -> int:
    """What a job comes to for one row; a failure is logged and stops none of the rows after it."""
    try:
        return job(row)
    except Exception:
        logger.exception("The worker failed for %s %s", row._meta.label, row.pk)
        return 0


@transaction.atomic
def plan_activity(
    desk: Desk,
    facts: dict[str, Any],
    rhythms: list[dict[str, Any]],
    plans: list[dict[str, Any]],
    *,
    then: str = "",
) -> Activity:
    """Make an activity with all its series and ways of taking part, and publish or propose it.

    The same press again is the activity that it made; nothing is kept when it cannot be published.
    """
    # One at a time, so that the second of two presses at once finds what the first has made.
    desk.municipality.hold_still()
    press = facts.pop("press", None)
    pressed = Activity.objects.filter(press=press).first() if press else None
    if pressed and (pressed.municipality_id, pressed.title) == (
        desk.municipality.pk,
        facts["title"],
    ):
        return pressed
    if pressed:
        # The same page was sent once more about something else, as from the browser's history.
        press = None
    activity = Activity.objects.create(
        municipality=desk.municipality, press=press, responsible=desk.account
    )
    entrust(activity, desk)
    record("drafted", activity, by=desk.actor)
    activity.change(facts, by=desk.actor)
    activity.add_all_series(rhythms, plans, by=desk.actor)
    if then:
        {"publish": activity.publish, "propose": activity.propose}[then](by=desk.actor)
    return activity


def entrust(activity: Activity, desk: Desk) -> None:
    """Let whoever drafts an activity without deciding over it keep it: as its partner or host."""
    if desk.has_role(Role.COORDINATOR):
        return
    if desk.organisation_ids:
        activity.partner_id = desk.organisation_ids[0]
        activity.save(update_fields=["partner"])
    else:
        Hosting.objects.create(activity=activity, account=desk.account, since=timezone.localdate())
