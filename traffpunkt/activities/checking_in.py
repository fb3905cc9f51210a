# SPDX-License-Identifier: EUPL-1.2
"""Pricka av sig vid dörren: what one can come to at a venue now, and who says that she is there.

Nobody's name is said here: four digits and at most a letter go in, yes or no comes out.
"""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db import transaction

from traffpunkt.activities.cards import in_full
from traffpunkt.activities.models import Attendance, Occasion, Offer, Signup, Way
from traffpunkt.journal.models import Actor
from traffpunkt.places.models import Venue

# Who has far to go comes long before the doors open.
EARLY = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Door:
    """A date at a venue that one can come in to now, with the way in which one takes part there."""

    occasion: Occasion
    offer: Offer

    @classmethod
    def of(cls, occasion: Occasion, venue: Venue) -> Self | None:
        """The door to a date at a venue, if one takes part in the room there."""
        here = [
            offer
            for offer in occasion.ways
            if (offer.way == Way.ON_SITE and occasion.venue_id == venue.pk)
            or (offer.way == Way.WATCH_PARTY and offer.venue_id == venue.pk)
        ]
        return cls(occasion, here[0]) if here else None

    def matching(self, digits: str, letter: str) -> list[Signup]:
        """Whose telephone number ends in these digits, and her called name begins with a letter."""
        return list(self.occasion.signups.ending_in(digits, letter).select_related("person"))


def open_doors(venue: Venue) -> list[Door]:
    """All that one can come in to at a venue now, soonest first."""
    dates = Occasion.objects.at(venue).shown().happening().soon_or_now(EARLY)
    found = [Door.of(occasion, venue) for occasion in in_full(dates)]
    return [door for door in found if door]


def open_door(venue: Venue, pk: int) -> Door | None:
    """One of them by the number of its date."""
    return next((door for door in open_doors(venue) if door.occasion.pk == pk), None)


@transaction.atomic
def check_in(door: Door, signup: Signup, *, by: Actor) -> bool:
    """Tick that somebody has come, in the way in which she came; whether that was news."""
    door.occasion.hold_still()
    there = door.occasion.attendances.filter(
        person=signup.person, outcome=Attendance.Outcome.PRESENT
    )
    if there.exists():
        return False
    signup.tick(Attendance.Outcome.PRESENT, by=by, way=door.offer.way)
    return True
