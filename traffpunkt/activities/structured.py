# SPDX-License-Identifier: EUPL-1.2
"""One date as schema.org tells of an Event, for search engines and other sites.

The way into a meeting is never among it: who takes part from home is led to the date's own page.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from traffpunkt.activities.models import Move, Occasion, Offer, Way
from traffpunkt.places.models import Venue
from traffpunkt.ui.words import local

AT_A_PLACE = {Way.ON_SITE, Way.WATCH_PARTY}
SCHEMA = "https://schema.org"
# A cost that is a number of kronor and nothing else; "Kaffe 20 kronor" is no price of the whole.
PRICE = re.compile(r"(\d{1,5})(?:[,.](\d\d))?\s*(?:kr|kronor|:-)\.?", re.IGNORECASE)
# Signs with which a text could end the element that it stands in.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class Told:
    """A date with its ways, the move that it comes from if any, its own address, and the site's."""

    date: Occasion
    move: Move | None
    page: str
    site: str

    @property
    def ways(self) -> list[Offer]:
        """The ways of taking part, counted before."""
        return self.date.ways

    def facts(self) -> dict[str, Any]:
        """The date as an Event; what is not known is left out."""
        activity = self.date.activity
        municipality = self.date.municipality
        told = {
            "@context": SCHEMA,
            "@type": "Event",
            "@id": self.page,
            "url": self.page,
            "name": activity.title,
            "description": activity.text,
            "startDate": local(self.date.starts).isoformat(),
            "endDate": local(self.date.ends).isoformat(),
            "doorTime": local(self.date.doors_open).isoformat(),
            "inLanguage": activity.language,
            "eventAttendanceMode": self.mode(),
            "location": [*map(place, self.places()), *self.virtual()],
            "organizer": {
                "@type": "Organization", "name": municipality.sender_name, "url": self.site,
            },
        }  # fmt: skip
        return {name: fact for name, fact in told.items() if fact} | self.status() | self.price()

    def mode(self) -> str:
        """Whether one comes to a place, takes part from home, or as one likes."""
        here = bool(self.places())
        away = bool(self.virtual())
        if here and away:
            return f"{SCHEMA}/MixedEventAttendanceMode"
        return f"{SCHEMA}/{'Online' if away else 'Offline'}EventAttendanceMode"

    def places(self) -> list[Venue]:
        """Where one can come to, each place once: the date's own, and those seen together in."""
        at_its_own = any(offer.way == Way.ON_SITE for offer in self.ways) or not self.ways
        own = [self.date.venue] if self.date.venue and at_its_own else []
        parties = [offer.venue for offer in self.ways if offer.way == Way.WATCH_PARTY]
        return once([*own, *(venue for venue in parties if venue)])

    def virtual(self) -> list[dict[str, str]]:
        """The page that leads to taking part from home, where one can."""
        if all(offer.way in AT_A_PLACE for offer in self.ways):
            return []
        return [{"@type": "VirtualLocation", "url": self.page}]

    def status(self) -> dict[str, str]:
        """Whether it takes place as planned, at another time than before, or not at all."""
        if self.date.is_cancelled:
            return {"eventStatus": f"{SCHEMA}/EventCancelled"}
        if self.move and self.move.started != self.date.starts:
            before = local(self.move.started).isoformat()
            return {"eventStatus": f"{SCHEMA}/EventRescheduled", "previousStartDate": before}
        return {"eventStatus": f"{SCHEMA}/EventScheduled"}

    def price(self) -> dict[str, Any]:
        """What it costs, where that is known for certain."""
        cost = self.date.activity.cost.strip()
        found = PRICE.fullmatch(cost)
        if not cost:
            return {"isAccessibleForFree": True}
        if not found:
            return {}
        price = f"{found[1]}.{found[2] or '00'}"
        offer = {"@type": "Offer", "price": price, "priceCurrency": "SEK", "url": self.page}
        return {"isAccessibleForFree": float(price) == 0, "offers": offer}


def once(venues: Iterable[Venue]) -> list[Venue]:
    """Each venue once, in its order."""
    return list({venue.pk: venue for venue in venues}.values())


def place(venue: Venue) -> dict[str, Any]:
    """A venue as a Place."""
    address = {
        "@type": "PostalAddress", "streetAddress": venue.street, "addressLocality": venue.town,
        "addressCountry": "SE",
    }  # fmt: skip
    return {"@type": "Place", "name": venue.name, "address": address}


def as_json(facts: dict[str, Any]) -> str:
    """Facts as JSON that cannot end the element that it stands in, whatever somebody typed."""
    return json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
