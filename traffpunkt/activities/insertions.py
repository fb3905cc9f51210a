# SPDX-License-Identifier: EUPL-1.2
"""What the words in braces of a text say: about a date, a way of taking part, a sign-up."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from traffpunkt.activities.models.terms import Way
from traffpunkt.ui.numbers import spoken
from traffpunkt.ui.words import clock, day, span

if TYPE_CHECKING:
    from traffpunkt.activities.models import Occasion, Offer, Signup, Standing


def address_of(offer: "Offer") -> str:
    """Where one goes, or that one need not: "Ängen, Ängsgatan 1, Ängsby"."""
    if offer.way in {"online", "phone"}:
        return str(offer.get_way_display())
    venue = offer.venue or offer.occasion.venue
    return ", ".join([venue.name, venue.street, venue.town]) if venue else _("Ring oss och fråga")


def taking_part(offer: "Offer", who: str) -> str:
    """How somebody takes part, as a sentence: "Du är med hemifrån.", "Astrid ringer in."."""
    venue = offer.venue or offer.occasion.venue
    words = {
        "online": _("%(who)s är med hemifrån."),
        "phone": _("%(who)s ringer in."),
        "watch_party": _("%(who)s ser tillsammans med andra på %(venue)s."),
    }
    there = _("%(who)s kommer till %(venue)s.") if venue else _("%(who)s kommer hit.")
    return words.get(offer.way, there) % {"who": who, "venue": venue}


def of_date(occasion: "Occasion") -> dict[str, str]:
    """What a text may say about a date."""
    return {
        "aktivitet": occasion.activity.title,
        "dag": day(occasion.starts),
        "när": span(occasion.starts, occasion.ends),
        "ta med": occasion.activity.bring,
        "ring": occasion.municipality.help_phone,
    }


def of_way(offer: "Offer") -> dict[str, str]:
    """What a text may say about a date and one way of taking part in it."""
    return of_date(offer.occasion) | {
        "plats": address_of(offer),
        "så deltar du": how_to_take_part(offer),
    }


def of_signup(signup: "Signup") -> dict[str, str]:
    """What a text may say about one sign-up beside that."""
    return {
        "namn": signup.person.name,
        "antal": how_many(signup.headcount),
        "nummer": signup.code,
    }


def of_standing(standing: "Standing") -> dict[str, str]:
    """What a text may say about a standing place."""
    return {
        "namn": standing.person.name,
        "aktivitet": standing.series.activity.title,
        "när": standing.in_words,
        "antal": how_many(standing.headcount),
        "ring": standing.series.municipality.help_phone,
    }


def how_many(headcount: int) -> str:
    """The number where it is worth a line."""
    return str(headcount) if headcount > 1 else ""


def how_to_take_part(offer: "Offer") -> str:
    """How one gets in, without a link: "Ring 08-46 50 04 00 och slå mötets kod 123 456#."."""
    opens = _("Dörren öppnar klockan %s.") % clock(offer.occasion.doors_open)
    if offer.way == Way.PHONE:
        return dialling(offer)
    if offer.way == Way.ONLINE:
        steps = _("Öppna Min sida på vår webbplats och skriv ditt anmälningsnummer.")
        return " ".join([taking_part(offer, _("Du")), steps, opens])
    return " ".join([taking_part(offer, _("Du")), opens])


def dialling(offer: "Offer") -> str:
    """Which number one rings, and which code one gives then."""
    link = offer.link
    if link is None or not link.dial_in:
        help_phone = offer.occasion.municipality.help_phone
        return _("Du ringer in. Ring oss på %s, så får du numret.") % help_phone
    number = {"number": spoken(link.dial_in), "code": link.dial_code}
    if link.dial_code:
        return _("Ring %(number)s och slå mötets kod %(code)s.") % number
    return _("Ring %(number)s.") % number
