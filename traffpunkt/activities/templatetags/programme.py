# SPDX-License-Identifier: EUPL-1.2
"""Words that the programme says of offers and dates."""

from django import template
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traffpunkt.activities.models import Booking, Occasion, Offer, Way
from traffpunkt.ui import words as spoken
from traffpunkt.ui.templatetags.ui import icon

register = template.Library()

ICONS = {Way.ON_SITE: "place", Way.ONLINE: "screen", Way.PHONE: "phone", Way.WATCH_PARTY: "people"}
WITH_WORDS = {
    Way.ON_SITE: gettext_lazy("Kom hit"),
    Way.ONLINE: gettext_lazy("Var med hemifrån"),
    Way.PHONE: gettext_lazy("Ring in"),
    Way.WATCH_PARTY: gettext_lazy("Se tillsammans"),
}


@register.filter
def seats(offer: Offer) -> str:
    """How many seats are left in one way, or that none is needed."""
    if offer.is_full:
        return _("fullt – ställ dig i kö") if offer.has_queue else _("fullt")
    if offer.booking == Booking.NONE:
        return _("kom som du är")
    if offer.free is None:
        return _("plats för alla")
    return ngettext("%(n)s plats kvar", "%(n)s platser kvar", offer.free) % {"n": offer.free}


@register.filter
def way(offer: Offer) -> str:
    """The way in words; a watch party says where."""
    if offer.way == Way.WATCH_PARTY and offer.venue:
        return _("Se tillsammans på %(venue)s") % {"venue": offer.venue}
    return str(WITH_WORDS[Way(offer.way)])


@register.filter
def way_within(offer: Offer) -> str:
    """The way in words within a sentence; names keep their capitals."""
    words = way(offer)
    return words[:1].lower() + words[1:]


@register.filter
def way_icon(offer: Offer) -> str:
    """The drawing that goes with a way."""
    return ICONS[Way(offer.way)]


@register.filter
def way_lines(occasion: Occasion) -> str:
    """The ways of one card with their seats, as rows of a list. Every page of cards has dozens."""
    lines = [
        ("full" if offer.is_full else "", icon(way_icon(offer)), way(offer), seats(offer))
        for offer in occasion.ways
    ]
    return format_html_join("", '<li class="{}">{}<span>{}: {}</span></li>', lines)


@register.filter
def times(occasion: Occasion) -> str:
    """From and to o'clock: "13.00–15.00"."""
    return f"{spoken.clock(occasion.starts)}–{spoken.clock(occasion.ends)}"
