# SPDX-License-Identifier: EUPL-1.2
"""The way in from home: shut, not open yet, or open; the link passes only through an open door."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from traffpunkt.activities.models import Activity, Booking, Occasion, Offer, Signup, Way
from traffpunkt.channels.films import player_address
from traffpunkt.channels.models import Link

STREAMS = {Link.Provider.YOUTUBE, Link.Provider.FACEBOOK}
FROM_HOME = {Way.ONLINE, Way.PHONE}


@dataclass(frozen=True, slots=True)
class Door:
    """One way into one occasion, seen by one who is signed up, or by anybody."""

    occasion: Occasion
    offer: Offer
    signup: Signup | None = None

    @property
    def shut_because(self) -> str:
        """Why nobody comes in here, in words; nothing while it is only a matter of waiting."""
        reasons = {
            _("Det här tillfället är inställt."): self.occasion.is_cancelled,
            _("Det här tillfället har varit."): self.occasion.is_over,
            _("Du är avbokad."): bool(self.signup and self.signup.is_withdrawn),
            _("Du står i kö och har ingen plats än."): bool(self.signup and self.signup.is_waiting),
            _("Du är anmäld till att komma till platsen."): self.offer.way not in FROM_HOME,
            _("Länken visas bara för dem som är anmälda."): self.asks_for_signup,
        }
        return next((words for words, holds in reasons.items() if holds), "")

    @property
    def asks_for_signup(self) -> bool:
        """Whether only those signed up come in, and this visitor is not known to be."""
        return self.signup is None and not is_for_everyone(self.offer)

    @property
    def may_sign_up(self) -> bool:
        """Whether signing up would help."""
        return self.asks_for_signup and self.offer.booking != Booking.NONE

    @property
    def is_open(self) -> bool:
        """Whether one can go in now: from the minute that the doors open until the end."""
        return not self.shut_because and self.occasion.is_under_way

    @property
    def link(self) -> Link | None:
        """Where to go, once the door is open."""
        return self.offer.link if self.is_open else None

    @property
    def player(self) -> str:
        """The player that shows the stream on our own page, when there is one."""
        return player_address(self.link.address) if self.link else ""

    @property
    def is_talk(self) -> bool:
        """Whether one is seen and heard oneself, and may want to try that first."""
        link = self.offer.link
        return self.offer.way == Way.ONLINE and not (link and link.provider in STREAMS)

    @property
    def is_seen_together(self) -> bool:
        """Whether one comes to a place, to see there with others what is shown from elsewhere."""
        has_seat = self.signup is not None and self.signup.is_expected
        takes_place = not self.occasion.is_cancelled and not self.occasion.is_over
        return self.offer.way == Way.WATCH_PARTY and has_seat and takes_place

    @property
    def rings_in(self) -> bool:
        """Whether this way is the telephone."""
        return self.offer.way == Way.PHONE

    @property
    def number(self) -> Link | None:
        """The number to ring: for those who ring in it is no secret that must wait."""
        mine = self.signup is not None and self.rings_in and not self.shut_because
        link = self.offer.link if mine else self.link
        return link if link and link.dial_in else None


def is_for_everyone(offer: Offer) -> bool:
    """Whether anybody may have the link, signed up or not."""
    return offer.link is not None and offer.link.audience == Link.Audience.EVERYONE


def open_door(occasion: Occasion) -> Door | None:
    """The door that anybody may try: the online way, rather one that is for everyone."""
    offers = occasion.offers.select_related("link")
    ways = [offer for offer in offers if offer.way in FROM_HOME]
    ways.sort(key=lambda offer: (not is_for_everyone(offer), offer.way != Way.ONLINE))
    return Door(occasion, ways[0]) if ways else None


def film_of(activity: Activity) -> str:
    """The player of an activity's own film, or nothing when it cannot be shown on our page."""
    return player_address(activity.link.address) if activity.link else ""
