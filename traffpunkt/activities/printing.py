# SPDX-License-Identifier: EUPL-1.2
"""The programme on paper: which days, where, on what size of paper, and what stands there.

It says what everybody may read on the web and nothing else: no names, no secret links.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Self

from django.db.models import TextChoices
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traffpunkt.activities.cards import Card, CardWay, cards
from traffpunkt.activities.models import Booking
from traffpunkt.activities.programme import monday, read_day
from traffpunkt.activities.templatetags.programme import times, way
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui.numbers import spoken
from traffpunkt.ui.words import date_of, day, listed, local

MOST_DAYS = 100
# More than a stapler takes; who wants more chooses a venue or a shorter time.
MOST_DATES = 600


class Size(TextChoices):
    """What the programme is printed on."""

    A4 = "a4", gettext_lazy("A4, sidor att häfta ihop")
    A5 = "a5", gettext_lazy("Litet häfte, A4 att vika på mitten")
    A3 = "a3", gettext_lazy("Affisch, A3, för en plats")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """One date as the paper says it."""

    number: int
    title: str
    times: str
    venue: str
    ways: str
    address: str
    is_cancelled: bool
    # On a poster: "tisdagar", and which ones: "1, 8 och 15 december".
    weekday: str = ""
    days: str = ""


@dataclass(frozen=True)
class Printout:
    """The programme of some days, of one venue or all, on paper of a size."""

    municipality: Municipality
    first: datetime.date
    last: datetime.date
    venue: Venue | None = None
    size: str = Size.A4

    @classmethod
    def asked(cls, given: QueryDict, municipality: Municipality) -> Self:
        """The printout in an address; what cannot be understood is left out."""
        first = read_day(given.get("fran", "")) or timezone.localdate()
        last = read_day(given.get("till", "")) or monday(first) + datetime.timedelta(days=6)
        farthest = first + datetime.timedelta(days=MOST_DAYS)
        # No slug of ours holds a NUL or its like, and PostgreSQL refuses to look for one.
        slug = given.get("plats", "")
        venue = municipality.venues.filter(slug=slug).first() if slug.isprintable() else None
        size = given.get("storlek", "")
        if size not in Size.values or (size == Size.A3 and venue is None):
            size = Size.A4
        return cls(municipality, first, min(max(first, last), farthest), venue, size)

    @cached_property
    def cards(self) -> list[Card]:
        """What takes place then and there and is not over yet, soonest first."""
        found = self.municipality.occasions.shown().between(self.first, self.last).upcoming()
        if self.venue:
            found = found.at(self.venue)
        return cards(found[: MOST_DATES + 1])

    @property
    def is_too_long(self) -> bool:
        """Whether it is more than one prints at once."""
        return len(self.cards) > MOST_DATES

    @property
    def period(self) -> str:
        """The days in words: "tisdag 4 mars till söndag 9 mars"."""
        if self.first == self.last:
            return day(self.first)
        return _("%(first)s till %(last)s") % {"first": day(self.first), "last": day(self.last)}

    @property
    def title(self) -> str:
        """What the paper is called where a reader lists it."""
        name = self.venue.name if self.venue else self.municipality.sender_name
        return _("Program för %(name)s, %(period)s") % {"name": name, "period": self.period}

    @property
    def places(self) -> list[Venue]:
        """The venues that are named, each once, by name."""
        named = {card.venue for card in self.cards}
        named |= {way.venue for card in self.cards for way in card.ways}
        return list(self.municipality.venues.filter(name__in=[name for name in named if name]))

    @property
    def is_poster(self) -> bool:
        """Whether it hangs on a wall, where each activity stands once with all its days."""
        return self.size == Size.A3

    def by_day(self, absolute: Callable[[str], str]) -> list[tuple[str, list[PrintedDate]]]:
        """The dates under their days, in words."""
        days: dict[str, list[PrintedDate]] = {}
        for card in self.cards:
            days.setdefault(day(card.starts), []).append(printed(card, absolute))
        return list(days.items())

    def by_rhythm(self, absolute: Callable[[str], str]) -> list[PrintedDate]:
        """Each activity once for each weekday and hour, with the days on which it takes place.

        What is cancelled stands by itself, so that nobody comes in vain.
        """
        return rhythms_of(self.cards, absolute, self.venue.name if self.venue else "")

    def html(self, absolute: Callable[[str], str]) -> str:
        """The paper as a page for the press; `absolute` makes a whole address of a path."""
        page = {
            "printout": self,
            "days": [] if self.is_poster else self.by_day(absolute),
            "rhythms": self.by_rhythm(absolute) if self.is_poster else [],
            "municipality": self.municipality,
            "phone": spoken(self.municipality.help_phone),
        }
        return render_to_string("activities/paper/programme.html", page)


def rhythms_of(
    dates: list[Card], absolute: Callable[[str], str], here: str = ""
) -> list[PrintedDate]:
    """Some dates, each rhythm once with its days; the place that all is about is not repeated."""
    alike: dict[tuple[object, ...], list[Card]] = {}
    for card in dates:
        begins = local(card.starts)
        key = (begins.weekday(), begins.time(), times(card), card.title,
               ways_in_words(card.ways), card.venue, card.is_cancelled)  # fmt: skip
        alike.setdefault(key, []).append(card)
    return [
        replace(
            printed(those[0], absolute),
            venue="" if those[0].venue == here else those[0].venue or "",
            weekday=weekday_of(those),
            days=days_in_words([date_of(one.starts) for one in those]),
        )
        for _key, those in sorted(alike.items(), key=lambda row: row[0][:2])
    ]


def weekday_of(those: list[Card]) -> str:
    """The weekday that some dates share: "tisdag" where there is one date, else "tisdagar"."""
    name = formats.date_format(date_of(those[0].starts), "l")
    return name if len(those) == 1 else _("%sar") % name


def days_in_words(days: list[datetime.date]) -> str:
    """Some days by their months: "1, 8 och 15 december, 12 januari"."""
    months = [
        (month, [str(one.day) for one in those])
        for month, those in groupby(days, key=lambda one: formats.date_format(one, "F"))
    ]
    return ", ".join(f"{listed(numbers)} {month}" for month, numbers in months)


def printed(card: Card, absolute: Callable[[str], str]) -> PrintedDate:
    """A card as the paper says it: no seats are counted there, for they would soon be wrong."""
    return PrintedDate(
        number=card.pk,
        title=card.title,
        times=times(card),
        venue=card.venue or "",
        ways=ways_in_words(card.ways),
        address=absolute(reverse("activities:occasion", args=[card.pk])),
        is_cancelled=card.is_cancelled,
    )


def ways_in_words(ways: tuple[CardWay, ...]) -> str:
    """How one takes part and whether one signs up: "Kom hit eller ring in. Anmäl dig gärna."."""
    if not ways:
        return _("Ring och fråga hur du deltar.")
    said = [way(ways[0]), *(way(one)[:1].lower() + way(one)[1:] for one in ways[1:])]
    words = _(" eller ").join(filter(None, [", ".join(said[:-1]), said[-1]]))
    bookings = {one.booking for one in ways}
    if bookings == {Booking.NONE}:
        return _("%(ways)s. Ingen anmälan behövs.") % {"ways": words}
    if Booking.REQUIRED in bookings:
        return _("%(ways)s. Anmäl dig först.") % {"ways": words}
    return _("%(ways)s. Anmäl dig gärna.") % {"ways": words}
