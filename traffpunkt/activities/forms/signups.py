# SPDX-License-Identifier: EUPL-1.2
"""What a senior writes: a called name to sign up, a code to find a sign-up again."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traffpunkt.activities.guests import Guest
from traffpunkt.activities.models import Booking, Occasion, Offer
from traffpunkt.activities.refusals import Refusal
from traffpunkt.people.fields import UNTOLD, ContactField, NameField
from traffpunkt.people.models import Person
from traffpunkt.places.guards import GuardedForm

MORE = "fler"
MOST = 30
SEVERAL = [
    ("1", gettext_lazy("Bara en")),
    ("2", gettext_lazy("Två")),
    ("3", gettext_lazy("Tre")),
    ("4", gettext_lazy("Fyra")),
    (MORE, gettext_lazy("Fler än fyra")),
]
HOW_MANY = gettext_lazy("Skriv hur många ni är med en siffra, högst 30. Till exempel 6.")


class SignupForm(GuardedForm):
    """The name and, if one likes, a number or an address; nothing at all on one's own address."""

    template_name = "activities/signup_form.html"

    name = NameField(
        label=gettext_lazy("Ditt namn"),
        help_text=gettext_lazy("Det räcker med förnamn."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    contact = ContactField(
        label=gettext_lazy("Telefon eller e-post"),
        help_text=gettext_lazy("Då kan vi höra av oss om något ändras."),
        required=False,
    )
    relative = NameField(
        label=gettext_lazy("Ditt eget namn"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    several = forms.ChoiceField(
        label=gettext_lazy("Hur många är ni?"),
        choices=SEVERAL,
        initial="1",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Välj hur många ni är.")},
    )
    number = forms.IntegerField(
        label=gettext_lazy("Om ni är fler än fyra: skriv antalet"),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": HOW_MANY, "min_value": HOW_MANY, "max_value": HOW_MANY},
    )

    def __init__(
        self,
        *given: Any,
        occasion: Occasion,
        asked: MultiValueDict[str, str],
        herself: Person | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.occasion = occasion
        self.herself = herself
        self.for_another = asked.get("annan", "") == "1" and not herself
        self.wanted = asked.getlist("satt")
        self.bring_ways(counted=not self.is_bound)
        self.refusal: Refusal | None = None
        self.ask_only_what_is_needed()

    @classmethod
    def of(
        cls, occasion: Occasion, asked: MultiValueDict[str, str], sent: bool, herself: Person | None
    ) -> Self:
        """The form as it is shown, or as it was sent."""
        return cls(asked if sent else None, occasion=occasion, asked=asked, herself=herself)

    def bring_ways(self, *, counted: bool) -> None:
        """Read the ways of taking part; with their seats counted now where the form is shown.

        A press needs no count: its seat is decided behind the lock, and a no shows what is left then.
        """
        ways = self.occasion.offers.exclude(booking=Booking.NONE)
        self.offers = list(ways.with_counts().select_related("venue") if counted else ways)
        self.offer = self.chosen()

    def chosen(self) -> Offer | None:
        """The way of taking part that was pressed; the only one there is when none was."""
        wanted = self.wanted[-1] if self.wanted else ""
        found = next((offer for offer in self.offers if str(offer.pk) == wanted), None)
        return self.offers[0] if found is None and len(self.offers) == 1 else found

    def ask_only_what_is_needed(self) -> None:
        """Fewer fields: none of one's own when the page knows her, a relative's when it is one."""
        if not self.for_another:
            del self.fields["relative"]
        if self.herself:
            del self.fields["name"], self.fields["contact"]
        if self.for_another:
            self.fields["name"].label = _("Namn på den som ska delta")
            self.fields["contact"].label = _("Din telefon eller e-post")
            self.fields["contact"].help_text = _("Då hör vi av oss till dig om något ändras.")

    @property
    def others(self) -> list[Offer]:
        """Other ways that one can sign up for now."""
        return [
            offer for offer in self.offers if offer != self.offer and not offer.closed_because()
        ]

    @property
    def instead(self) -> list[Offer]:
        """Ways with seats left, offered beside a chosen one that has none."""
        if self.offer is None or not (self.offer.is_full or self.offer.closed_because()):
            return []
        return [offer for offer in self.others if not offer.is_full]

    @property
    def is_hopeless(self) -> bool:
        """Whether pressing cannot lead to a seat: full, and nobody queues here."""
        return self.offer is not None and self.offer.is_full and not self.offer.has_queue

    @property
    def says_several(self) -> bool:
        """Whether the part about being several is open: when something is written in it."""
        given = str(self.data.get("several", "1")), str(self.data.get("number", ""))
        return given not in {("1", ""), ("", "")}

    def clean(self) -> dict[str, Any]:
        """Several is a choice or a number, and some way of taking part is chosen."""
        cleaned = super().clean()
        if self.offer is None:
            self.add_error(None, _("Välj hur du vill delta."))
        says_more = cleaned.get("several") == MORE and "number" not in self.errors
        if says_more and cleaned["number"] is None:
            self.add_error("number", ValidationError(str(HOW_MANY), code="how_many"))
        return cleaned

    @property
    def guest(self) -> Guest:
        """Who signs up, as far as she said."""
        several = self.cleaned_data.get("several") or "1"
        number = self.cleaned_data.get("number") or 1
        return Guest(
            name=self.cleaned_data.get("name", ""),
            contact=self.cleaned_data.get("contact") or UNTOLD,
            relative=self.cleaned_data.get("relative", ""),
            headcount=number if several in {MORE, "1"} else int(several),
            herself=self.herself,
        )

    def ways_of_herself(self) -> list[str]:
        """The numbers and addresses of whoever came by her own page."""
        ways = self.herself.contact_ways.all() if self.herself else []
        return [way.value for way in ways]

    def refuse(self, refusal: Refusal) -> None:
        """Keep what was typed, and say why it could not be done."""
        self.refusal = refusal


class FindForm(GuardedForm):
    """The code of a sign-up and the last four digits of the phone number."""

    code = forms.CharField(
        label=gettext_lazy("Kod"),
        help_text=gettext_lazy("Sex tecken. Koden står på sidan som du fick när du anmälde dig."),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Skriv koden. Den har sex tecken, till exempel AB3 K7M."),
            "max_length": gettext_lazy("Skriv bara koden. Den har sex tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    digits = forms.CharField(
        label=gettext_lazy("De fyra sista siffrorna i telefonnumret"),
        help_text=gettext_lazy("Numret som du gav när du anmälde dig."),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Skriv de fyra sista siffrorna i telefonnumret."),
            "max_length": gettext_lazy("Skriv bara fyra siffror, till exempel 4567."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """Letters and digits only, in capitals."""
        return "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())

    def clean_digits(self) -> str:
        """Four digits; who wrote the whole number is understood."""
        typed = self.cleaned_data["digits"]
        digits = "".join(str(int(sign)) for sign in typed if sign.isdecimal())
        if len(digits) < 4:
            words = _("Skriv de fyra sista siffrorna i telefonnumret, till exempel 4567.")
            raise ValidationError(words, code="four_digits")
        return digits[-4:]
