# SPDX-License-Identifier: EUPL-1.2
"""What was pressed without a network and comes late: the last press holds, whoever made it.

Each says what is so, never what is added, and so may be sent twice (ADR 30).
"""

import datetime

from django.db import transaction

from traffpunkt.activities.models import Offer, Signup, Tally
from traffpunkt.journal.models import Actor, Entry

Moment = datetime.datetime


@transaction.atomic
def tick_at(signup: Signup, outcome: str, at: Moment, *, by: Actor) -> bool:
    """Tick what was pressed at a moment; False when a colleague has pressed after that."""
    signup.occasion.hold_still()
    later = signup.occasion.attendances.filter(person=signup.person_id, at__gt=at)
    taken_away = Entry.objects.about(signup).filter(verb="unticked", at__gt=at)
    if later.exclude(by=str(by)).exists() or taken_away.exclude(actor=str(by)).exists():
        return False
    signup.tick(outcome, by=by, at=at)
    return True


def outcome_of(signup: Signup) -> str:
    """What is ticked for a sign-up now; nothing where nothing is."""
    ticks = signup.occasion.attendances.filter(person=signup.person_id)
    return ticks.values_list("outcome", flat=True).first() or ""


@transaction.atomic
def count_at(offer: Offer, heads: tuple[int, int], at: Moment, *, by: Actor) -> tuple[Tally, bool]:
    """Keep what was counted at a moment; False and a colleague's count when that is younger."""
    offer.occasion.hold_still()
    counts = offer.occasion.tallies.filter(way=offer.way, venue=offer.venue_id, at__gt=at)
    younger = counts.exclude(by=str(by)).first()
    if younger is not None:
        return younger, False
    return offer.count_heads(*heads, by=by, at=at), True
