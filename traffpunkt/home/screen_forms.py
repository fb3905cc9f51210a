# SPDX-License-Identifier: EUPL-1.2
"""What is filled in at a screen, and by whoever sets one up."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.home.devices import new_press
from traffpunkt.people.card_form import CardForm
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Screen, Venue
from traffpunkt.wishes.models import LONGEST

NUMERIC = {"inputmode": "numeric", "autocomplete": "off", "size": 8}
FOUR = _("Skriv de fyra sista siffrorna, till exempel 0605.")
SIX = _("Skriv de sex siffrorna som står i Inställningar, till exempel 123456.")


class PairingForm(PlainForm):
    """The code that makes a device a screen."""

    code = forms.CharField(
        label=_("Skärmens kod"),
        help_text=_("Sex siffror. De står i Inställningar, på skärmens sida."),
        max_length=20,
        widget=forms.TextInput(attrs=NUMERIC),
        error_messages={"required": SIX},
    )

    def clean_code(self) -> str:
        """Its digits, however they are spaced."""
        digits = re.sub(r"\D", "", self.cleaned_data["code"])
        if len(digits) != 6:
            raise forms.ValidationError(SIX, code="six")
        return digits


class CheckInForm(PlainForm):
    """Who is here, without a name: four digits, and a letter where several have the same."""

    digits = forms.CharField(
        label=_("De fyra sista siffrorna i ditt telefonnummer"),
        max_length=30,
        # Asked for below: with the other button nothing need be filled in.
        required=False,
        widget=forms.TextInput(attrs=NUMERIC),
    )
    letter = forms.CharField(
        label=_("Första bokstaven i ditt förnamn"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 4}),
    )
    press = forms.UUIDField(widget=forms.HiddenInput, initial=new_press)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # A press is an identity and no text: what texts are tried against does not fit it.
        self.fields["press"].validators = []
        self.asks_letter = bool(self.data.get("letter"))

    def clean_digits(self) -> str:
        """The last four of what was typed: the whole number is understood as well."""
        digits = re.sub(r"\D", "", self.cleaned_data["digits"])[-4:]
        if len(digits) != 4:
            raise forms.ValidationError(FOUR, code="four")
        return digits

    def clean_letter(self) -> str:
        """The first letter, if the whole name was written."""
        return str(self.cleaned_data["letter"].strip()[:1])


class KioskWishForm(PlainForm):
    """A wish, in one field and with no name."""

    is_of_workroom = False

    text = forms.CharField(
        label=_("Vad vill du göra här? Skriv inget namn."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Skriv vad du önskar, till exempel: Schack på tisdagar.")},
    )
    press = forms.UUIDField(widget=forms.HiddenInput, initial=new_press)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["press"].validators = []


FEW = _("Skriv fyra till sex siffror, till exempel 4071.")


class ClosingForm(PlainForm):
    """What stands on a kiosk that takes no guests for now."""

    is_of_workroom = False

    words = forms.CharField(
        label=_("Vad ska det stå?"),
        max_length=80,
        initial=_("Vi är tillbaka kl 14"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv till exempel: Vi är tillbaka kl 14.")},
    )


class StaffCodeForm(PlainForm):
    """The digits by which staff come to their side of a kiosk."""

    digits = forms.CharField(
        label=_("Ny kod"),
        help_text=_("Fyra till sex siffror, till exempel 4071."),
        max_length=20,
        widget=forms.TextInput(attrs=NUMERIC),
        error_messages={"required": FEW},
    )

    def clean_digits(self) -> str:
        """Its digits; none that everybody would try first."""
        digits = re.sub(r"\D", "", self.cleaned_data["digits"])
        if not 4 <= len(digits) <= 6:
            raise forms.ValidationError(FEW, code="few")
        if digits in "01234567890" or len(set(digits)) == 1:
            words = _("Den gissar alla först. Välj andra siffror, till exempel 4071.")
            raise forms.ValidationError(words, code="easy")
        return digits


class ShownCardForm(CardForm):
    """The number and the code of a card; what a reader has read of its square is never shown."""

    MOST_TYPED = 40

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        del self.fields["shared"]
        for field in self.fields.values():
            field.widget.attrs |= NUMERIC
            # A reader types the whole address of the square.
            del field.widget.attrs["maxlength"]
        if len(self.data.get("number", "")) > self.MOST_TYPED:
            self.data = {"pin": self.data.get("pin", "")}


class ScreenForm(PlainForm):
    """A new screen: where it stands and what it is for."""

    name = forms.CharField(
        label=_("Var finns skärmen?"), help_text=_("Till exempel: vid entrén."), max_length=60
    )
    kind = forms.ChoiceField(
        label=_("Vad är den till för?"),
        choices=[(kind.value, kind.label) for kind in Screen.Kind],
        widget=forms.RadioSelect,
    )

    def __init__(self, venue: Venue, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.venue = venue

    def clean(self) -> dict[str, Any]:
        """Another kind of screen at the same spot needs a name of its own."""
        told = self.cleaned_data
        other = self.venue.screens.named(self.venue, told.get("name", ""))
        if other and other.kind != told.get("kind"):
            words = _("Det finns redan en skärm som heter så här. Skriv till exempel: vid kaffet.")
            self.add_error("name", words)
        return told

    @property
    def told(self) -> dict[str, str]:
        """What was told of the screen."""
        return {name: self.cleaned_data[name] for name in ("kind", "name")}
