# SPDX-License-Identifier: EUPL-1.2
"""What a wall screen shows: now and later today at its venue, what comes, and what goes on at home."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from traffpunkt.activities.cards import Card, cards, facts_of, lines_of
from traffpunkt.cafe.queues import Queue, queues_at
from traffpunkt.places.models import Screen

ONE_DAY = datetime.timedelta(days=1)
# As many lines as fit in letters that are read from five metres.
MOST = 5
MOST_AT_HOME = 2


@dataclass(frozen=True, slots=True)
class Wall:
    """The lines of one wall screen; no names, only what the programme says to everybody."""

    now: list[Card]
    later: list[Card]
    left_out: int
    ahead: list[Card]
    at_home: list[Card]
    # Those in which somebody has taken a number; large enough to need the room of a line each.
    queues: list[Queue]


def wall(screen: Screen) -> Wall:
    """What a screen shows at this moment."""
    today = timezone.localdate()
    shown = screen.municipality.occasions.shown()
    here = shown.at(screen.venue)
    # What began last night and has not ended is of today.
    of_today = cards(here.between(today - ONE_DAY, today).upcoming())
    from_home = shown.happening().from_home().between(today - ONE_DAY, today).upcoming()
    keys = {card.pk for card in of_today}
    at_home = [card for card in cards(from_home) if card.pk not in keys][:MOST_AT_HOME]
    queues = [queue for queue in queues_at(screen.venue) if queue.tickets]
    most = MOST - len(at_home) - len(queues)
    fit = of_today[:most]
    room = most - len(fit)
    ahead = lines_of(facts_of(here.happening().after(today)[:room])) if room else []
    return Wall(
        now=[card for card in fit if card.is_under_way],
        later=[card for card in fit if not card.is_under_way],
        left_out=len(of_today) - len(fit),
        ahead=ahead,
        at_home=at_home,
        queues=queues,
    )
