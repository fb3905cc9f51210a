# SPDX-License-Identifier: EUPL-1.2
"""Sign-up to one way of taking part: from when, until when, and whether one may queue."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.models import Offer, OfferPlan, Way
from traffpunkt.places.forms import PlainForm
from traffpunkt.ui.words import how_long

MOST_DAYS = 365
A_DAY = 24 * 60
UNITS = {"m": 1, "t": 60, "h": 60, "d": A_DAY, "v": 7 * A_DAY}
# A number alone is hours; the first letter of a unit says which.
LENGTH = re.compile(
    r"(\d{1,4})\s*(?:(m|t|h|d|v)(?:in|inut|inuter|im|imme|immar|ag|agar|ygn|ecka|eckor)?\.?)?"
    r"(?:\s+och\s+|,?\s+|$)"
)
UNREADABLE = _("Skriv hur lång tid före, till exempel 2 timmar eller 1 dag.")
TOO_LONG = _("Det är för lång tid. Skriv högst ett år.")
HEADINGS = {
    Way.ON_SITE: _("Mer om anmälan: kom hit"),
    Way.ONLINE: _("Mer om anmälan: var med hemifrån"),
    Way.PHONE: _("Mer om anmälan: ring in"),
    Way.WATCH_PARTY: _("Mer om anmälan: se tillsammans"),
}


class LengthField(forms.Field):
    """A length of time as people write it: "30 minuter", "2 timmar", "1 dag". Kept in minutes."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 12})

    def to_python(self, value: Any) -> int | None:
        """The minutes that were meant."""
        typed = str(value or "").strip().lower()
        if not typed:
            return None
        if not re.fullmatch(f"(?:{LENGTH.pattern})+", typed):
            raise ValidationError(UNREADABLE)
        minutes = sum(int(number) * UNITS[unit or "h"] for number, unit in LENGTH.findall(typed))
        if minutes > MOST_DAYS * A_DAY:
            raise ValidationError(TOO_LONG)
        return minutes or None

    def prepare_value(self, value: Any) -> Any:
        """Minutes in words, and what somebody typed as she typed it."""
        if not isinstance(value, int):
            return value
        days, rest = divmod(value, A_DAY)
        return how_long(value) if rest else ngettext("%(n)s dag", "%(n)s dagar", days) % {"n": days}


class EnrolmentForm(Folding, PlainForm):
    """When sign-up to one way opens and closes, and whether there is a queue; all may be left."""

    opens = forms.IntegerField(
        label=_("Hur många dagar före öppnar anmälan?"),
        help_text=_("Tomt betyder att den är öppen från början."),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )
    closes = LengthField(
        label=_("Hur lång tid före stänger anmälan?"),
        help_text=_("Till exempel 2 timmar eller 1 dag. Tomt betyder att den inte stänger."),
        required=False,
    )
    no_queue = forms.BooleanField(label=_("Ingen kö när det är fullt"), required=False)

    def __init__(self, *given: Any, way: Way, offered: OfferPlan | Offer | None) -> None:
        known = as_typed(offered) if offered else {}
        super().__init__(*given, prefix=way.value, initial=known)
        self.heading = HEADINGS[way]

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as a plan keeps it."""
        typed = self.cleaned_data
        return {
            "opens_days": typed["opens"],
            "closes_minutes": typed["closes"] or 0,
            "has_queue": not typed["no_queue"],
        }


def as_typed(terms: OfferPlan | Offer) -> dict[str, Any]:
    """The terms of a series or of one date, as the form shows them."""
    if isinstance(terms, OfferPlan):
        times = {"opens": terms.opens_days, "closes": terms.closes_minutes or None}
    else:
        times = {"opens": days_before(terms), "closes": minutes_before(terms)}
    return times | {"no_queue": not terms.has_queue}


def days_before(offer: Offer) -> int | None:
    """How many days before its date sign-up opens; None where it always was open."""
    if offer.opens is None:
        return None
    starts, opens = timezone.localdate(offer.occasion.starts), timezone.localdate(offer.opens)
    return max(0, (starts - opens).days)


def minutes_before(offer: Offer) -> int | None:
    """How many minutes before its date sign-up closes; None where it never does.

    One that was closed while the date ran is said to have closed just before it.
    """
    if offer.closes is None:
        return None
    minute = datetime.timedelta(minutes=1)
    return max(1, -((offer.closes - offer.occasion.starts) // minute))
