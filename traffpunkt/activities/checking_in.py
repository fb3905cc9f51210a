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
from traffpunkt.people.models import Person
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

    @property
    def has_room(self) -> bool:
        """Whether one more can sit down without passing anybody who waits."""
        return self.offer.fits(1)


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


def signed_up_at(venue: Venue, person: Person) -> list[tuple[Door, Signup]]:
    """What somebody has a seat at and can come in to at a venue now, soonest first."""
    found = []
    for door in open_doors(venue):
        signup = door.occasion.signups.expected().of(person).first()
        if signup is not None:
            found.append((door, signup))
    return found


@transaction.atomic
def walk_in(door: Door, person: Person, *, by: Actor) -> Signup | None:
    """Let somebody in who has not signed up, while there is a seat; nothing where there is none."""
    occasion = door.occasion.hold_still()
    if not Offer.counted(occasion, door.offer.pk).fits(1):
        return None
    mine = occasion.signups.expected().of(person).first()
    if mine is None:
        source = Signup.Source.WALK_IN
        mine = occasion.take_in(person, door.offer, by=by, over=True, source=source)
    check_in(door, mine, by=by)
    return mine
