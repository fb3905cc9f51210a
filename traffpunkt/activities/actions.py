# SPDX-License-Identifier: EUPL-1.2
"""Verbs about many dates at once, for the worker and for the desk."""

from django.utils import timezone

from traffpunkt.activities.models import Signup


def release_lapsed_holds() -> int:
    """Give on the seats that were held for a call nobody could settle in time; how many."""
    lapsed = Signup.objects.lapsed(timezone.now()).order_by("held_until")
    due = list(lapsed.select_related("occasion"))
    for signup in due:
        signup.release_hold()
    return len(due)
