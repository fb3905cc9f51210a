# SPDX-License-Identifier: EUPL-1.2
"""What staff write to sign in."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.fields import Contact, ContactField
from traffpunkt.people.phones import is_mobile


class EmailForm(forms.Form):
    """The address that the code goes to."""

    email = forms.EmailField(
        label=_("Din e-post i jobbet"),
        max_length=254,
        error_messages={
            "required": _("Skriv din e-post, till exempel karin@kommunen.se."),
            "invalid": _("Skriv hela adressen, till exempel karin@kommunen.se."),
            "null_characters_not_allowed": _(
                "Skriv hela adressen, till exempel karin@kommunen.se."
            ),
            "max_length": _("Adressen är för lång. Skriv till exempel karin@kommunen.se."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """The address as accounts keep it."""
        email: str = self.cleaned_data["email"]
        return email.lower()


class SharedForm(forms.Form):
    """Whether the browser is one's own."""

    shared = forms.BooleanField(
        label=_("Andra använder också den här plattan eller datorn"),
        help_text=_("Då loggas du ut när den har legat stilla i tio minuter."),
        required=False,
    )


class DoorForm(EmailForm, SharedForm):
    """The address, and whether the browser is one's own."""

    field_order = ("email", "shared")


# The code in a message that was pasted whole, with a number to ring in it.
IN_GROUPS = re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}(?!\d)")


def code_in(typed: str) -> str:
    """The digits of a code; of a message that was pasted whole only its first six in groups."""
    found = IN_GROUPS.search(typed) if any(map(str.isalpha, typed)) else None
    return digits(found[0] if found else typed)


def digits(typed: str) -> str:
    """Only the digits, with or without spaces between."""
    return "".join(str(int(sign)) for sign in typed if sign.isdecimal())


class CodeForm(forms.Form):
    """The six digits, with or without a space, perhaps pasted with words around them."""

    code = forms.CharField(
        label=_("Kod"),
        help_text=_("Sex siffror, till exempel 123 456."),
        max_length=400,
        error_messages={
            "required": _("Skriv koden som du fick. Det är sex siffror."),
            "max_length": _("Skriv bara koden. Det är sex siffror."),
            "null_characters_not_allowed": _("Skriv bara koden. Det är sex siffror."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Only the digits."""
        return code_in(self.cleaned_data["code"])


class NumberForm(forms.Form):
    """The mobile number that codes are to be sent to."""

    number = ContactField(
        label=_("Ditt mobilnummer"),
        help_text=_("Till exempel 070-123 45 67."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean_number(self) -> str:
        """The number in E.164, if an SMS reaches it."""
        contact: Contact = self.cleaned_data["number"]
        if not (contact.phone and is_mobile(contact.phone)):
            raise ValidationError(_("Skriv ett mobilnummer, till exempel 070-123 45 67."))
        return contact.phone


class FirstWordForm(forms.Form):
    """The word that the first coordinator was given."""

    word = forms.CharField(
        label=_("Engångsord"),
        help_text=_("Åtta grupper med fyra tecken. Stora eller små bokstäver spelar ingen roll."),
        max_length=200,
        error_messages={
            "required": _("Skriv engångsordet, eller klistra in det."),
            "max_length": _("Skriv bara engångsordet."),
            "null_characters_not_allowed": _("Skriv bara engångsordet."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class StepForm(CodeForm):
    """The code that an app shows, or one from the paper."""

    code = forms.CharField(
        label=_("Kod"),
        help_text=_("Sex siffror från appen, eller åtta från ditt papper med reservkoder."),
        max_length=100,
        error_messages={
            "required": _("Skriv koden som appen visar, eller en reservkod."),
            "max_length": _("Skriv bara koden."),
            "null_characters_not_allowed": _("Skriv bara koden."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AppForm(CodeForm):
    """The first code that a new app shows."""

    code = forms.CharField(
        label=_("Koden som appen visar"),
        help_text=_("Sex siffror, till exempel 123 456."),
        max_length=100,
        error_messages={
            "required": _("Skriv de sex siffrorna som appen visar."),
            "max_length": _("Skriv bara de sex siffrorna."),
            "null_characters_not_allowed": _("Skriv bara de sex siffrorna."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class KeyForm(forms.Form):
    """What the key is called, so that one knows which to take away."""

    name = forms.CharField(
        label=_("Vad ska nyckeln heta?"),
        help_text=_("Till exempel Min mobil."),
        max_length=40,
        error_messages={
            "required": _("Skriv något som du känner igen den på, till exempel Min mobil."),
            "max_length": _("Skriv ett kortare namn, till exempel Min mobil."),
            "null_characters_not_allowed": _("Ett tecken kunde inte läsas. Skriv om namnet."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
