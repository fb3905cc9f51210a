# SPDX-License-Identifier: EUPL-1.2
"""Words and drawings for somebody who takes part: what she presses, where she goes."""

from django import template
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Offer, Way
from traffpunkt.activities.templatetags.programme import way
from traffpunkt.places.models import Venue

register = template.Library()

DRAWINGS = {
    Way.ON_SITE: "coffee",
    Way.ONLINE: "tablet",
    Way.PHONE: "telephone",
    Way.WATCH_PARTY: "chairs",
}


@register.filter
def press(offer: Offer, for_another: bool = False) -> str:
    """What the main button says: that one signs up, or that one queues; oneself or another."""
    if for_another:
        return _("Ställ i kö") if offer.is_full else _("Anmäl")
    return _("Ställ dig i kö") if offer.is_full else _("Anmäl dig")


@register.filter
def instead(offer: Offer) -> str:
    """What the button of another way with seats left says."""
    return _("%(way)s i stället") % {"way": way(offer)}


@register.filter
def way_drawing(offer: Offer) -> str:
    """The large drawing that goes with a way."""
    return DRAWINGS[Way(offer.way)]


@register.filter
def place(offer: Offer | None) -> Venue | None:
    """The venue one goes to, when one goes anywhere."""
    if offer is None or offer.way in {Way.ONLINE, Way.PHONE}:
        return None
    return offer.venue or offer.occasion.venue


@register.filter
def in_queue(number: int) -> str:
    """A place in the queue in words: "först i kön", "nummer 3 i kön"."""
    return _("först i kön") if number == 1 else _("nummer %(n)s i kön") % {"n": number}


@register.filter
def spaced(code: str) -> str:
    """A code in two groups, easier to read aloud: "AB3 K7M"."""
    return f"{code[:3]} {code[3:]}"
