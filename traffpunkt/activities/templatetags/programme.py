# SPDX-License-Identifier: EUPL-1.2
"""Words that the programme says of offers and dates."""

import functools

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from traffpunkt.activities.cards import Card, CardWay
from traffpunkt.activities.models import Activity, Booking, Occasion, Offer, Way
from traffpunkt.activities.programme import filters
from traffpunkt.activities.search.queries import Found
from traffpunkt.ui import words as spoken
from traffpunkt.ui.templatetags.ui import in_one_piece

register = template.Library()

ICONS = {Way.ON_SITE: "place", Way.ONLINE: "screen", Way.PHONE: "phone", Way.WATCH_PARTY: "people"}
WITH_WORDS = {
    Way.ON_SITE: gettext_lazy("Kom hit"),
    Way.ONLINE: gettext_lazy("Var med hemifrån"),
    Way.PHONE: gettext_lazy("Ring in"),
    Way.WATCH_PARTY: gettext_lazy("Se tillsammans"),
}


@register.filter
def seats(offer: Offer | CardWay) -> str:
    """How many seats are left in one way, or that none is needed."""
    if offer.is_full:
        return _("fullt – ställ dig i kö") if offer.has_queue else _("fullt")
    if offer.booking == Booking.NONE:
        from_home = offer.way in {Way.ONLINE, Way.PHONE}
        return _("ingen anmälan") if from_home else _("kom som du är")
    if offer.free is None:
        return _("plats för alla")
    return ngettext("%(n)s plats kvar", "%(n)s platser kvar", offer.free) % {"n": offer.free}


@register.filter
def may_be_signed_up_for(offers: list[Offer]) -> bool:
    """Whether there is a way with a seat or a queue to ring about, and it is open now."""
    possible = [offer for offer in offers if not offer.is_full or offer.has_queue]
    return any(not offer.closed_because() for offer in possible)


@register.filter
def way(offer: Offer | CardWay) -> str:
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
def way_icon(offer: Offer | CardWay) -> str:
    """The drawing that goes with a way."""
    return ICONS[Way(offer.way)]


@register.simple_tag(name="card")
def card_tag(card: Card, with_day: bool | str = False) -> str:
    """The card of one date; on a page of many days with its day: {% card one with_day %}."""
    return drawn(card, phase_of(card), bool(with_day), get_script_prefix(), get_language())


def phase_of(card: Card) -> str:
    """What the clock says of a card: that it is "over", or that it is on "now"."""
    if card.is_over:
        return "over"
    return "now" if card.is_under_way else ""


@functools.lru_cache(maxsize=3000)
def drawn(
    card: Card, phase: str, with_day: bool, _prefix: str, _language: str | None
) -> SafeString:
    """The same, kept by its facts: the same facts in the same place give the same card."""
    facts = {"card": card, "phase": phase, "with_day": with_day}
    return render_to_string("activities/_card.html", facts)


@register.simple_tag(name="line")
def line_tag(card: Card) -> str:
    """One date in a line, where its day stands above: {% line one %}."""
    return written_out(card, get_script_prefix(), get_language())


@functools.lru_cache(maxsize=3000)
def written_out(card: Card, _prefix: str, _language: str | None) -> SafeString:
    """The same, kept by its facts like a card."""
    return render_to_string("activities/_line.html", {"card": card})


register.filter("filters", filters)


@register.filter
def about_film(film: Activity | Found) -> str:
    """How long a film is, if that is known, and whether what is said can be read: "20 minuter, textad"."""
    length = spoken.how_long(film.minutes) if film.minutes else ""
    return ", ".join(filter(None, [length, _("textad") if film.captions else _("inte textad")]))


@register.filter
def times(occasion: Occasion | Card) -> SafeString:
    """From and to o'clock, in one piece: "13.00–15.00"."""
    return in_one_piece(f"{spoken.clock(occasion.starts)}–{spoken.clock(occasion.ends)}")
