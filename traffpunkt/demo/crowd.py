# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo: who comes, who came, who waits, who rings."""

import datetime
import itertools
import random
from collections.abc import Iterator

from django.utils import timezone

from traffpunkt.activities.models import Attendance, Occasion, Offer, Series, Signup, Tally
from traffpunkt.activities.refusals import Refusal
from traffpunkt.demo.content import NAMES, Doing
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.people.actions import meet
from traffpunkt.people.models import Person
from traffpunkt.places.models import Municipality

SOON = datetime.timedelta(weeks=3)
FIRST_MOBILE = 46701740605
FIRST_AT_HOME = 46313900601


def neighbours(municipality: Municipality) -> list[Person]:
    """The people of a town: one in four has only a telephone at home, one in eight nothing."""
    return [
        meet(municipality, name, by=SYSTEM, phone=number_of(place), email=mail_of(place, name))[0]
        for place, name in enumerate(NAMES)
    ]


def number_of(place: int) -> str:
    """A telephone number from those kept free for fiction, or none."""
    if place % 8 == 7:
        return ""
    return f"+{FIRST_AT_HOME + place}" if place % 4 == 1 else f"+{FIRST_MOBILE + place}"


def mail_of(place: int, name: str) -> str:
    """An address for every third."""
    plain = name.lower().translate(str.maketrans("åäö", "aao"))
    return f"{plain}@post.example" if place % 3 == 2 else ""


def passers_by(municipality: Municipality, chance: random.Random) -> Iterator[Person]:
    """The people of a town in a new order each time."""
    crowd = list(municipality.persons.order_by("pk")) or neighbours(municipality)
    chance.shuffle(crowd)
    return iter(crowd)


def likely(offers: list[Offer], chance: random.Random) -> Offer:
    """The way somebody chooses: most come, some are at home."""
    return chance.choices(offers, weights=[6 if o.way == "on_site" else 2 for o in offers])[0]


def seated(
    crowd: Iterator[Person], offers: list[Offer], many: int, chance: random.Random
) -> list[tuple[Person, Offer]]:
    """Who had a seat, and in which way; where the room was full people took another way."""
    left = {offer: len(NAMES) if offer.capacity is None else offer.capacity for offer in offers}
    going = []
    for person in itertools.islice(crowd, many):
        if open_ways := [offer for offer in offers if left[offer]]:
            offer = likely(open_ways, chance)
            left[offer] -= 1
            going.append((person, offer))
    return going


def fill_past(occasion: Occasion, doing: Doing, chance: random.Random) -> None:
    """Who had signed up for a date that has been, who came, and the count by eye."""
    offers = list(occasion.offers.all())
    crowd = passers_by(occasion.municipality, chance)
    going = seated(crowd, offers, size(doing, chance), chance)
    Signup.objects.bulk_create(
        Signup(occasion=occasion, offer=offer, person=person, made=occasion.starts)
        for person, offer in going
    )
    Attendance.objects.bulk_create(
        Attendance(
            occasion=occasion,
            person=person,
            way=offer.way,
            outcome=chance.choices(["present", "excused", "no_show"], [8, 1, 1])[0],
            at=occasion.starts,
            by=str(SYSTEM),
        )
        for person, offer in going
    )
    Tally.objects.bulk_create(
        Tally(
            occasion=occasion,
            way=offer.way,
            seniors=max(0, doing.crowd + chance.randint(-2, 3)) if offer.way == "on_site" else 2,
            first_timers=chance.randint(0, 1),
            at=occasion.ends,
            by=str(SYSTEM),
        )
        for offer in offers
        if offer.way != "watch_party"
    )


def fill_future(series: Series, doing: Doing, chance: random.Random) -> None:
    """Sign-ups for the next weeks, through the same verb as anybody's."""
    until = timezone.now() + SOON
    for occasion in series.occasions.upcoming().filter(starts__lt=until):
        offers = [offer for offer in occasion.offers.all() if offer.booking != "none"]
        if not offers or occasion.is_under_way:
            continue
        crowd = passers_by(occasion.municipality, chance)
        for _one in range(size(doing, chance)):
            sign_up(occasion, next(crowd), likely(offers, chance))


def sign_up(occasion: Occasion, person: Person, offer: Offer) -> None:
    """One sign-up; where there is neither seat nor queue the visitor goes home."""
    try:
        occasion.sign_up(person, offer, by=GUEST)
    except Refusal:
        return


def size(doing: Doing, chance: random.Random) -> int:
    """How many come this time."""
    return max(0, min(doing.crowd + chance.randint(-3, 4), len(NAMES))) if doing.crowd else 0
