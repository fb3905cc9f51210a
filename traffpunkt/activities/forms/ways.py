# SPDX-License-Identifier: EUPL-1.2
"""In which ways one may take part: here, from home, by phone, together somewhere else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.forms.enrolment import EnrolmentForm
from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.models import Booking, Offer, OfferPlan, Way
from traffpunkt.channels.models import Link
from traffpunkt.people.phones import understood
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui.forms import PlainRowsField

MOST_SEATS = 2000
PHONE_EXAMPLE = _("Skriv numret som man ringer, till exempel 026-12 34 56.")
FOR_ALL = _("När ingen anmäler sig måste alla få se länken. Kryssa i rutan, eller ändra anmälan.")
SECURE = URLValidator(["https"], message=_("Länken ska börja med https://."), code="insecure")
LINK_FIELDS = ("address", "dial_in", "dial_code", "spare_address")
# What the form asks of each way, by the end of the field's name, and what the model calls it.
OWN = (("seats", "capacity"), ("words", "instructions"), ("easy_words", "easy_instructions"))


def seats_field(words: Any) -> forms.IntegerField:
    """A box for how many seats a way has."""
    return forms.IntegerField(
        label=words,
        help_text=_("Tomt betyder ingen gräns."),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )


def words_field(words: Any, most: int = 1000) -> forms.CharField:
    """A box for what one does who takes part in a way."""
    return forms.CharField(
        label=words, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": 3})
    )


class WaysForm(Folding, PlainForm):
    """The ways as boxes to tick, each with what it needs."""

    ways = forms.MultipleChoiceField(
        label=_("På vilka sätt?"),
        choices=[
            (Way.ON_SITE, _("Kom hit")),
            (Way.ONLINE, _("Var med hemifrån")),
            (Way.PHONE, _("Ring in")),
            (Way.WATCH_PARTY, _("Se tillsammans på en annan plats")),
        ],
        initial=[Way.ON_SITE],
        widget=forms.CheckboxSelectMultiple,
    )
    address = forms.URLField(
        label=_("Länk till mötet eller sändningen"),
        help_text=_("Behövs om man kan vara med hemifrån. Bara de som är anmälda får se den."),
        required=False,
        assume_scheme="https",
        max_length=2000,
        validators=[SECURE],
    )
    on_site_seats = seats_field(_("Hur många får plats i rummet?"))
    booking = forms.ChoiceField(
        label=_("Behöver man anmäla sig?"),
        choices=[
            (Booking.OPTIONAL, _("Gärna, men det går bra att bara komma")),
            (Booking.REQUIRED, _("Ja")),
            (Booking.NONE, _("Nej, kom som du är")),
        ],
        initial=Booking.OPTIONAL,
        widget=forms.RadioSelect,
    )
    online_seats = seats_field(_("Hur många får vara med hemifrån?"))
    phone_seats = seats_field(_("Hur många får ringa in?"))
    watch_party_seats = seats_field(_("Hur många får se tillsammans på varje plats?"))
    dial_in = forms.CharField(
        label=_("Nummer att ringa in på"),
        help_text=_("Behövs om man kan ringa in."),
        required=False,
        max_length=30,
    )
    dial_code = forms.CharField(label=_("Kod när man ringer"), required=False, max_length=30)
    spare_address = forms.URLField(
        label=_("Reservlänk"),
        required=False,
        assume_scheme="https",
        max_length=2000,
        validators=[SECURE],
    )
    open_link = forms.BooleanField(
        label=_("Alla får se länken, inte bara de som är anmälda"), required=False
    )
    party_venues = PlainRowsField(
        label=_("Var ser man tillsammans?"),
        queryset=Venue.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on_site_words = words_field(_("Så gör den som kommer hit"))
    on_site_easy_words = words_field(_("Så gör den som kommer hit, lättläst"), 600)
    online_words = words_field(_("Så gör den som är med hemifrån"))
    online_easy_words = words_field(_("Så gör den som är med hemifrån, lättläst"), 600)
    phone_words = words_field(_("Så gör den som ringer in"))
    phone_easy_words = words_field(_("Så gör den som ringer in, lättläst"), 600)
    watch_party_words = words_field(_("Så gör den som ser tillsammans"))
    watch_party_easy_words = words_field(_("Så gör den som ser tillsammans, lättläst"), 600)

    FIRST = ("ways", "address", "on_site_seats", "booking")

    def __init__(
        self,
        *given: Any,
        municipality: Municipality,
        offered: Sequence[OfferPlan | Offer] = (),
        **more: Any,
    ) -> None:
        self.municipality, self.offered = municipality, list(offered)
        self.link = next((terms.link for terms in self.offered if terms.link), None)
        if self.offered:
            more["initial"] = self.as_typed() | more.get("initial", {})
        super().__init__(*given, **more)
        parties = self.fields["party_venues"]
        assert isinstance(parties, forms.ModelMultipleChoiceField)  # noqa: S101 - said above
        parties.queryset = municipality.venues.open_or([terms.venue_id for terms in self.offered])
        self.enrolments = {
            way: EnrolmentForm(*given, way=way, offered=self.known.get(way)) for way in Way
        }

    @property
    def all(self) -> list[Folding]:
        """This form and those about sign-up, in the order of the page."""
        return [self, *self.enrolments.values()]

    @property
    def known(self) -> dict[str, OfferPlan | Offer]:
        """What there is of each way; of watch parties the first."""
        return {terms.way: terms for terms in reversed(self.offered)}

    def as_typed(self) -> dict[str, Any]:
        """What there is, as the form shows it."""
        typed: dict[str, Any] = {
            "ways": list(dict.fromkeys(terms.way for terms in self.offered)),
            "booking": self.offered[0].booking,
            "party_venues": [row.venue_id for row in self.offered if row.way == Way.WATCH_PARTY],
        }
        for way, terms in self.known.items():
            typed |= {f"{way}_{asked}": getattr(terms, name) for asked, name in OWN}
        if self.link:
            typed |= {name: getattr(self.link, name) for name in LINK_FIELDS}
            typed["open_link"] = self.link.audience == Link.Audience.EVERYONE
        return typed

    def clean_dial_in(self) -> str:
        """The number as it is kept, however it was written."""
        typed = str(self.cleaned_data["dial_in"])
        number = understood(typed) if typed else ""
        if number is None:
            raise ValidationError(PHONE_EXAMPLE)
        return number

    def clean(self) -> dict[str, Any]:
        """What each ticked way cannot do without."""
        typed = self.cleaned_data
        ways = typed.get("ways", [])
        from_home = {Way.ONLINE, Way.PHONE} & set(ways)
        if from_home and typed.get("booking") == Booking.NONE and not typed.get("open_link"):
            self.add_error("open_link", FOR_ALL)
        if Way.ONLINE in ways and not typed.get("address") and "address" not in self.errors:
            self.add_error("address", _("Klistra in länken, till exempel https://exempel.se/mote."))
        if Way.PHONE in ways and not typed.get("dial_in") and "dial_in" not in self.errors:
            self.add_error("dial_in", PHONE_EXAMPLE)
        if Way.WATCH_PARTY in ways and not typed.get("party_venues"):
            self.add_error("party_venues", _("Välj platsen där man ser tillsammans."))
        return typed

    @property
    def chosen_link(self) -> Link | None:
        """The link that was typed: the one there is when nothing in it is new, else a new one."""
        typed = {name: self.cleaned_data[name] for name in LINK_FIELDS}
        if not any(typed.values()):
            return None
        open_to_all = self.cleaned_data["open_link"]
        audience = Link.Audience.EVERYONE if open_to_all else Link.Audience.SIGNED_UP
        link = Link(
            municipality=self.municipality,
            provider=Link.provider_of(typed["address"]),
            audience=audience,
            **typed,
        )
        return self.link if self.link and same_link(self.link, link) else link

    @property
    def plans(self) -> list[dict[str, Any]]:
        """The ways as the verbs take them; what nobody touched stays as it was."""
        link = self.chosen_link
        return [
            self.terms_of(way, venue)
            | {
                "way": way,
                "venue": venue,
                "booking": self.cleaned_data["booking"],
                "link": link if way in (Way.ONLINE, Way.PHONE) else None,
            }
            for way in dict.fromkeys(self.cleaned_data["ways"])
            for venue in (self.cleaned_data["party_venues"] if way == Way.WATCH_PARTY else [None])
        ]

    def terms_of(self, way: str, venue: Venue | None) -> dict[str, Any]:
        """The seats, the words and the sign-up of one way; each of several parties keeps its own."""
        before = next((row for row in self.offered if (row.way, row.venue) == (way, venue)), None)
        kept = before.terms if before else {}
        own = {
            name: self.cleaned_data[f"{way}_{asked}"]
            for asked, name in OWN
            if before is None or f"{way}_{asked}" in self.changed_data
        }
        return kept | own | self.enrolments[Way(way)].facts


def same_link(one: Link, other: Link) -> bool:
    """Whether two links say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in (*LINK_FIELDS, "audience"))
