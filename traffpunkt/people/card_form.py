# SPDX-License-Identifier: EUPL-1.2
"""What somebody writes who has a card."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.people.forms import SharedForm, digits


def told(missing: StrOrPromise, wrong: StrOrPromise) -> dict[str, StrOrPromise]:
    """What a field says when it is empty, and when something else than digits was written."""
    return {"required": missing, "max_length": wrong, "null_characters_not_allowed": wrong}


class CardForm(SharedForm):
    """Number and code from a card, and whether the browser is one's own."""

    number = forms.CharField(
        label=_("Kortets nummer"),
        help_text=_("Sex siffror, till exempel 482 937."),
        max_length=40,
        error_messages=told(
            _("Skriv numret som står på kortet. Det är sex siffror."),
            _("Skriv bara numret. Det är sex siffror."),
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    pin = forms.CharField(
        label=_("Kortets kod"),
        help_text=_("Fyra siffror."),
        max_length=20,
        error_messages=told(
            _("Skriv koden som står på kortet. Det är fyra siffror."),
            _("Skriv bara koden. Det är fyra siffror."),
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    field_order = ("number", "pin", "shared")

    def clean_number(self) -> str:
        """Only the digits."""
        return digits(self.cleaned_data["number"])

    def clean_pin(self) -> str:
        """Only the digits."""
        return digits(self.cleaned_data["pin"])
