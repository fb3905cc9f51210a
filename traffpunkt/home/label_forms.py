# SPDX-License-Identifier: EUPL-1.2
"""Where on a begun sheet the labels begin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.home.letters import LABELS_ON_A_SHEET
from traffpunkt.places.forms import PlainForm

WANTED = _("Skriv ett tal från 1 till 24. Etikett 1 är högst upp till vänster.")


class LabelForm(PlainForm):
    """The first label that is free, so that a begun sheet is used up."""

    first = forms.IntegerField(
        label=_("Första lediga etikett"),
        help_text=_("Etikett 1 är högst upp till vänster. Räkna åt höger, rad för rad."),
        min_value=1,
        max_value=LABELS_ON_A_SHEET,
        initial=1,
        widget=forms.TextInput(attrs={"size": 4, "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WANTED),
    )
