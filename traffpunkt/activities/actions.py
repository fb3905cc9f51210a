# SPDX-License-Identifier: EUPL-1.2
"""Verbs about many dates at once, for the worker and for the desk."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from traffpunkt.activities.models import Activity, Hosting, Series, Signup
from traffpunkt.journal.models import SYSTEM, record
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Role


def release_lapsed_holds() -> int:
    """Give on the seats that were held for a call nobody could settle in time; how many."""
    lapsed = Signup.objects.lapsed(timezone.now()).order_by("held_until")
    due = list(lapsed.select_related("occasion"))
    for signup in due:
        signup.release_hold()
    return len(due)


def unroll_all() -> int:
    """Roll the horizon of every series forward, each in its own short transaction; how many dates.

    Only those that lack a date are locked: on most nights nearly none.
    """
    rolling = Series.objects.rolling().in_full()
    lacking = [series for series in rolling.iterator(chunk_size=200) if series.missing_days()]
    return sum(len(series.unroll(by=SYSTEM)) for series in lacking)


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
    press = facts.pop("press", None)
    if press and (same := desk.municipality.activities.filter(press=press).first()):
        return same
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
