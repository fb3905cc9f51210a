# SPDX-License-Identifier: EUPL-1.2
"""One way of taking part: its seats, whether one signs up, when, in which queue, and its words."""

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.models import Booking, Offer, OfferPlan, Way
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Venue
from traffpunkt.ui.words import how_long

MOST_SEATS = 2000
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
ANSWERS = [
    (Booking.OPTIONAL, _("Gärna, men det går bra att bara komma")),
    (Booking.REQUIRED, _("Ja")),
    (Booking.NONE, _("Nej, kom som du är")),
]
# What the form asks of each way, and what the model calls it.
ASKED = {"seats": "capacity", "words": "instructions", "easy_words": "easy_instructions"}


class Spoken(NamedTuple):
    """How the form speaks of one way: its name, and who takes part in it."""

    name: Promise
    seats: Promise
    words: Promise
    easy_words: Promise


SPOKEN = {
    Way.ON_SITE: Spoken(
        _("kom hit"),
        _("Hur många får plats i rummet?"),
        _("Så gör den som kommer hit"),
        _("Så gör den som kommer hit, lättläst"),
    ),
    Way.ONLINE: Spoken(
        _("var med hemifrån"),
        _("Hur många får vara med hemifrån?"),
        _("Så gör den som är med hemifrån"),
        _("Så gör den som är med hemifrån, lättläst"),
    ),
    Way.PHONE: Spoken(
        _("ring in"),
        _("Hur många får ringa in?"),
        _("Så gör den som ringer in"),
        _("Så gör den som ringer in, lättläst"),
    ),
    Way.WATCH_PARTY: Spoken(
        _("se tillsammans"),
        _("Hur många får plats?"),
        _("Så gör den som ser tillsammans"),
        _("Så gör den som ser tillsammans, lättläst"),
    ),
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


class WordsField(forms.CharField):
    """Some lines of text; a browser ends them in its own way, which is no change of the words."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        """The lines as they are kept."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words are others than before."""
        return self.to_python(initial) != self.to_python(data)


class EnrolmentForm(Folding, PlainForm):
    """What belongs to one way; all may be left as it is."""

    seats = forms.IntegerField(
        help_text=_("Tomt betyder ingen gräns."),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )
    booking = forms.ChoiceField(
        label=_("Behöver man anmäla sig?"),
        choices=[("", _("Samma svar som ovan")), *ANSWERS],
        widget=forms.RadioSelect,
        required=False,
    )
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
    words = WordsField(required=False, max_length=1000)
    easy_words = WordsField(required=False, max_length=600)

    def __init__(
        self,
        *given: Any,
        way: Way,
        venue: Venue | None = None,
        offered: OfferPlan | Offer | None,
        usual: str,
    ) -> None:
        self.way, self.venue, self.offered = way, venue, offered
        known = as_typed(offered, usual) if offered else {}
        super().__init__(*given, prefix=f"plats{venue.pk}" if venue else way.value, initial=known)
        for asked in ASKED:
            self.fields[asked].label = getattr(SPOKEN[way], asked)
        if venue:
            # In the list of places the help stands once, above all of them.
            self.fields["seats"].help_text = ""
            self.fields["seats"].label = _("Hur många får plats på %(place)s?") % {"place": venue}

    @property
    def name(self) -> str:
        """The way in words, of a watch party with its place."""
        words = SPOKEN[self.way].name
        where = _("%(way)s på %(place)s") % {"way": words, "place": self.venue}
        return str(where if self.venue else words)

    @property
    def heading(self) -> str:
        """What its fold is called; an answer of its own stands beside, so that it is not missed."""
        answer = self["booking"].value()
        own = [f"({str(words).lower()})" for booking, words in ANSWERS if booking == answer]
        return " ".join([_("Mer om anmälan: %(way)s") % {"way": self.name}, *own])

    @property
    def own_booking(self) -> str:
        """The answer of its own to whether one signs up, if it has any."""
        return "" if self.errors else str(self.cleaned_data["booking"])

    def facts(self, usual: str) -> dict[str, Any]:
        """The terms as a plan keeps them; what nobody touched stays as it was."""
        typed = self.cleaned_data
        before = self.offered.terms if self.offered else {"way": self.way, "venue": self.venue}
        own = {name: typed[asked] for asked, name in ASKED.items() if asked in self.changed_data}
        return before | own | {
            "booking": typed["booking"] or usual,
            "opens_days": typed["opens"],
            "closes_minutes": typed["closes"] or 0,
            "has_queue": not typed["no_queue"],
        }  # fmt: skip


class SeatsFirstForm(EnrolmentForm):
    """A way whose seats are asked before the fold: the room, and each place of a watch party."""

    FIRST = ("seats",)


def as_typed(terms: OfferPlan | Offer, usual: str) -> dict[str, Any]:
    """The terms of a series or of one date, as the form shows them."""
    return {asked: getattr(terms, name) for asked, name in ASKED.items()} | {
        "booking": "" if terms.booking == usual else terms.booking,
        "opens": terms.opens_days,
        "closes": terms.closes_minutes or None,
        "no_queue": not terms.has_queue,
    }
