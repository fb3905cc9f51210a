# SPDX-License-Identifier: EUPL-1.2
"""What staff write to sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _


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


class CodeForm(forms.Form):
    """The six digits, with or without a space, perhaps pasted with words around them."""

    code = forms.CharField(
        label=_("Kod"),
        help_text=_("Sex siffror, till exempel 123 456."),
        max_length=100,
        error_messages={
            "required": _("Skriv koden som står i brevet. Det är sex siffror."),
            "max_length": _("Skriv bara koden. Det är sex siffror."),
            "null_characters_not_allowed": _("Skriv bara koden. Det är sex siffror."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Only the digits."""
        typed: str = self.cleaned_data["code"]
        return "".join(str(int(sign)) for sign in typed if sign.isdecimal())
