# SPDX-License-Identifier: EUPL-1.2
"""The emergency lists of a day: who is expected at each place, by first name, to lie by the door.

They hold no more than one needs when the lights go out: no contact, no needs, no whole names.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from traffpunkt.activities.models import Activity, Booking, Hosting, Occasion, Offer, Signup, Way
from traffpunkt.activities.rosters import name_of, note_printing
from traffpunkt.activities.templatetags.programme import times, way
from traffpunkt.journal.models import Actor
from traffpunkt.people.desk import Desk
from traffpunkt.places.models import Venue
from traffpunkt.ui.numbers import spoken
from traffpunkt.ui.words import listed


@dataclass(frozen=True, slots=True)
class Expected:
    """One sign-up as the list has it: her first name, and how many come with her."""

    name: str
    others: int
    # Whether she never wants to be named; only coordinators have her name before them then.
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class ListedWay:
    """One way of taking part: who is expected, how many wait, and where one rings in."""

    words: str
    expected: list[Expected]
    heads: int
    waiting: int
    is_open_to_all: bool
    number: str
    code: str


@dataclass(frozen=True, slots=True)
class ListedDate:
    """One date at one place."""

    times: str
    title: str
    hosts: str
    is_cancelled: bool
    ways: list[ListedWay]


@dataclass(frozen=True, slots=True)
class PlaceList:
    """The list of one place; the last one, without a venue, is of those who take part from home."""

    venue: Venue | None
    dates: list[ListedDate]

    @property
    def phone(self) -> str:
        """The place's own telephone."""
        return spoken(self.venue.phone) if self.venue else ""


class DayLists:
    """The lists of one day for one desk, in four questions to the database, however many dates there are."""

    def __init__(self, desk: Desk, day: datetime.date) -> None:
        self.desk, self.day = desk, day
        mine = Activity.objects.of_desk(desk)
        dates = desk.municipality.occasions.shown().about(mine).between(day, day)
        self.dates = list(dates.for_desk())
        self.offers: dict[int, list[Offer]] = defaultdict(list)
        for offer in Offer.objects.of_dates(dates).with_counts().in_order_with_links():
            self.offers[offer.occasion_id].append(offer)
        self.expected: dict[int, list[Expected]] = defaultdict(list)
        for signup in Signup.objects.at_dates(dates.order_by()).expected().with_person():
            self.expected[signup.offer_id].append(self.listed(signup))
        self.hosts: dict[int, list[str]] = defaultdict(list)
        for hosting in Hosting.objects.of_activities({date.activity_id for date in self.dates}):
            if hosting.covers(day) and hosting.name:
                self.hosts[hosting.activity_id].append(hosting.name)

    def listed(self, signup: Signup) -> Expected:
        """A sign-up by the first name, unless this desk may not see it."""
        person = signup.person
        name = name_of(person, self.desk)
        is_named = name == person.name
        return Expected(
            name=name.partition(" ")[0] if is_named else name,
            others=signup.headcount - 1,
            is_hidden=is_named and person.hidden,
        )

    @property
    def places(self) -> list[PlaceList]:
        """A list for each place where something is today, by name; what is only from home is last."""
        found: dict[Venue | None, list[ListedDate]] = defaultdict(list)
        for date in self.dates:
            for venue, offers in self.places_of(date):
                found[venue].append(self.at_place(date, offers))
        lists = [PlaceList(venue, dates) for venue, dates in found.items()]
        return sorted(lists, key=lambda row: (row.venue is None, str(row.venue)))

    def places_of(self, date: Occasion) -> Iterator[tuple[Venue | None, list[Offer]]]:
        """Where a date is: at its own place or none, and where it is seen together."""
        offers = self.offers[date.pk]
        own = [offer for offer in offers if offer.way != Way.WATCH_PARTY]
        if date.venue or own:
            yield date.venue, own
        yield from ((offer.venue, [offer]) for offer in offers if offer.way == Way.WATCH_PARTY)

    def at_place(self, date: Occasion, offers: list[Offer]) -> ListedDate:
        """A date as the list of one place has it; nobody is expected where it is cancelled."""
        return ListedDate(
            times=times(date),
            title=date.activity.title,
            hosts=listed(self.hosts[date.activity_id]),
            is_cancelled=date.is_cancelled,
            ways=[] if date.is_cancelled else [self.in_words(offer) for offer in offers],
        )

    def in_words(self, offer: Offer) -> ListedWay:
        """A way of taking part with those who are expected, by name."""
        link = offer.link
        return ListedWay(
            words=way(offer),
            expected=sorted(self.expected[offer.pk], key=lambda row: row.name.casefold()),
            heads=offer.taken,
            waiting=offer.queue_length,
            is_open_to_all=offer.booking == Booking.NONE,
            number=spoken(link.dial_in) if link else "",
            code=link.dial_code if link else "",
        )

    def html(self) -> str:
        """The lists as a page for the press."""
        municipality = self.desk.municipality
        page = {
            "day": self.day,
            "places": self.places,
            "municipality": municipality,
            "phone": spoken(municipality.help_phone),
        }
        return render_to_string("activities/paper/day_lists.html", page)

    def note_printing(self, *, by: Actor) -> None:
        """Write down for each date that somebody has its names on paper."""
        for date in self.dates:
            note_printing(date, by=by)
