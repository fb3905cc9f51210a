# SPDX-License-Identifier: EUPL-1.2
"""In which ways one may take part: here, from home, by phone, together somewhere else."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.boundfield import BoundField, BoundWidget
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.forms.enrolment import ANSWERS, EnrolmentForm, SeatsFirstForm
from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.models import Booking, Offer, OfferPlan, Way
from traffpunkt.channels.models import Link
from traffpunkt.people.phones import understood
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui.forms import PlainRowsField
from traffpunkt.ui.words import listed

PHONE_EXAMPLE = _("Skriv numret som man ringer, till exempel 026-12 34 56.")
FOR_ALL = _("När ingen anmäler sig måste alla få se länken. Kryssa i rutan, eller ändra anmälan.")
NO_PLACE = _("Välj platsen där man ser tillsammans.")
NO_PARTY = _("Du har valt en plats. Kryssa i Se tillsammans, eller ta bort platsen.")
SECURE = URLValidator(["https"], message=_("Länken ska börja med https://."), code="insecure")
# Each way from home, and the first of what its link says that it cannot do without.
FROM_HOME = {Way.ONLINE: ("address", "spare_address"), Way.PHONE: ("dial_in", "dial_code")}
LINK_FIELDS = [name for names in FROM_HOME.values() for name in names]


class WaysForm(Folding, PlainForm):
    """The ways as boxes to tick, with what they share; each way has a form of its own besides."""

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
    booking = forms.ChoiceField(
        label=_("Behöver man anmäla sig?"),
        choices=ANSWERS,
        initial=Booking.OPTIONAL,
        widget=forms.RadioSelect,
    )
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
        help_text=_("Kryssa i platserna. Tom ruta för antalet betyder ingen gräns."),
        queryset=Venue.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    FIRST = ("ways", "address", "booking")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        municipality: Municipality,
        offered: Sequence[OfferPlan | Offer] = (),
    ) -> None:
        self.municipality, self.offered = municipality, offered
        links = {terms.way: terms.link for terms in offered if terms.link}
        self.links_before = {way: links[way] for way in FROM_HOME if way in links}
        super().__init__(data, initial=self.as_typed() if offered else None)
        self.add_parts(data)

    def add_parts(self, data: QueryDict | None) -> None:
        """The forms of the single ways, and of each place where one could see it together."""
        before = {terms.way: terms for terms in self.offered}
        parties = {row.venue_id: row for row in self.offered if row.way == Way.WATCH_PARTY}
        venues = self.municipality.venues.open_or(list(parties))
        field, usual = self.fields["party_venues"], self.usual
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - said above
        field.queryset = venues
        self.enrolments = {
            way: kind(data, way=way, offered=before.get(way), usual=usual)
            for way, kind in (
                (Way.ON_SITE, SeatsFirstForm), (Way.ONLINE, EnrolmentForm), (Way.PHONE, EnrolmentForm)
            )
        }  # fmt: skip
        self.parties = {
            venue.pk: SeatsFirstForm(
                data,
                way=Way.WATCH_PARTY,
                venue=venue,
                offered=parties.get(venue.pk),
                usual=usual,
            )
            for venue in venues
        }
        if own := [form.name for form in self.parts if form["booking"].value()]:
            words = _("Gäller inte: %(ways)s. De har egna svar längre ner.") % {"ways": listed(own)}
            self.fields["booking"].help_text = words

    @property
    def usual(self) -> str:
        """The answer about sign-up that most ways have: the one that is asked first."""
        answers = Counter(terms.booking for terms in self.offered)
        return answers.most_common(1)[0][0] if answers else Booking.OPTIONAL

    @property
    def parts(self) -> list[EnrolmentForm]:
        """The forms of all ways, in the order of the page."""
        return [*self.enrolments.values(), *self.parties.values()]

    @property
    def all(self) -> list[Folding]:
        """This form and those of the single ways, in the order of the page."""
        return [self, *self.parts]

    @property
    def shown(self) -> list[BoundField]:
        """What always shows, with the seats of the room."""
        ways, address, booking = super().shown
        return [ways, address, *self.enrolments[Way.ON_SITE].shown, booking]

    @property
    def folded(self) -> list[BoundField]:
        """More about the link; the places have a fold of their own."""
        return [field for field in super().folded if field.name != "party_venues"]

    @property
    def places(self) -> list[tuple[BoundWidget, EnrolmentForm]]:
        """Each place where one could see it together: its box to tick, and what belongs to it."""
        return [(box, self.parties[box.data["value"].value]) for box in self["party_venues"]]

    @property
    def chosen_places(self) -> list[EnrolmentForm]:
        """The places that are ticked, or were: of them there is more to say."""
        ticked = {str(key) for key in self["party_venues"].value() or ()}
        return [
            form
            for key, form in self.parties.items()
            if form.offered or str(key) in ticked or form.is_overtaken
        ]

    @property
    def shows_places(self) -> bool:
        """Whether the places are unfolded: some are chosen or wanted, or something is wrong."""
        wanted = Way.WATCH_PARTY in (self["ways"].value() or ())
        wrong = any(form["seats"].errors for form in self.parties.values())
        return bool(wanted or self.chosen_places or wrong or self["party_venues"].errors)

    def as_typed(self) -> dict[str, Any]:
        """What there is, as the form shows it; of two links each says what its way needs."""
        typed: dict[str, Any] = {
            "ways": list(dict.fromkeys(terms.way for terms in self.offered)),
            "booking": self.usual,
            "party_venues": [row.venue_id for row in self.offered if row.way == Way.WATCH_PARTY],
        }
        for way, names in FROM_HOME.items():
            typed |= {name: getattr(self.link_before(way), name) for name in names}
        audiences = {link.audience for link in self.links_before.values()}
        return typed | {"open_link": audiences == {Link.Audience.EVERYONE}}

    def clean_dial_in(self) -> str:
        """The number as it is kept, however it was written."""
        typed = str(self.cleaned_data["dial_in"])
        number = understood(typed) if typed else ""
        if number is None:
            raise ValidationError(PHONE_EXAMPLE)
        return number

    def clean(self) -> dict[str, Any]:
        """What each ticked way cannot do without."""
        ways = self.cleaned_data.get("ways", [])
        if Way.ONLINE in ways:
            self.need("address", _("Klistra in länken, till exempel https://exempel.se/mote."))
        if Way.PHONE in ways:
            self.need("dial_in", PHONE_EXAMPLE)
        for way in FROM_HOME:
            is_open = self.link_facts(way)["audience"] == Link.Audience.EVERYONE
            if way in ways and self.booking_of(way) == Booking.NONE and not is_open:
                self.add_error("open_link", FOR_ALL)
                break
        self.check_places()
        return self.cleaned_data

    def need(self, name: str, words: Any) -> None:
        """Say what to write in a field that was left empty, unless it was told already."""
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)

    def check_places(self) -> None:
        """Whoever sees it together does so somewhere, and no place is chosen for nothing."""
        venues = self.cleaned_data.get("party_venues", ())
        if Way.WATCH_PARTY in self.cleaned_data.get("ways", []):
            self.need("party_venues", NO_PLACE)
        elif not all(self.parties[venue.pk].offered for venue in venues):
            self.add_error("ways", NO_PARTY)

    def booking_of(self, way: Way) -> str:
        """Whether one signs up for a way: its own answer, else the one for all."""
        return self.enrolments[way].own_booking or str(self.cleaned_data.get("booking", ""))

    def link_before(self, way: Way) -> Link:
        """The link that a way begins with: its own, else the other's, else an empty one."""
        return self.links_before.get(way) or next(iter(self.links_before.values()), Link())

    def link_facts(self, way: Way) -> dict[str, str]:
        """What the link of a way is to say: what it said before, and what is new."""
        typed, touched = self.cleaned_data, self.changed_data
        new = {name: typed.get(name, "") for name in LINK_FIELDS if name in touched}
        if "open_link" in touched:
            everyone, signed_up = Link.Audience.EVERYONE, Link.Audience.SIGNED_UP
            new["audience"] = everyone if typed["open_link"] else signed_up
        return facts_of(self.link_before(way)) | new

    @property
    def links(self) -> dict[Way, Link | None]:
        """The link of each way from home: its own while nothing in it is new, else one for both."""
        found: dict[Way, Link] = {}
        for way in FROM_HOME:
            facts, before = self.link_facts(way), self.link_before(way)
            same = (link for link in (before, *found.values()) if facts_of(link) == facts)
            found[way] = next(same, None) or self.new_link(facts, before)
        return {
            way: link if any(getattr(link, name) for name in LINK_FIELDS) else None
            for way, link in found.items()
        }

    def new_link(self, facts: dict[str, str], before: Link) -> Link:
        """A link that is not yet saved; as long as the address is the same, so is whose it is."""
        known = before.provider if before.address == facts["address"] else ""
        provider = known or Link.provider_of(facts["address"])
        return Link(municipality=self.municipality, provider=provider, **facts)

    @property
    def chosen(self) -> list[EnrolmentForm]:
        """The ways that one may take part in; of watch parties each place."""
        ways, venues = self.cleaned_data["ways"], self.cleaned_data["party_venues"]
        parties = venues if Way.WATCH_PARTY in ways else []
        return [
            *(form for way, form in self.enrolments.items() if way in ways),
            *(self.parties[venue.pk] for venue in parties),
        ]

    @property
    def plans(self) -> list[dict[str, Any]]:
        """The ways as the verbs take them; what nobody touched stays as it was."""
        usual, links = self.cleaned_data["booking"], self.links
        return [
            form.facts(usual) | ({"link": links[form.way]} if form.way in links else {})
            for form in self.chosen
        ]


def facts_of(link: Link) -> dict[str, str]:
    """What a link says, and to whom."""
    return {name: getattr(link, name) for name in (*LINK_FIELDS, "audience")}
