# SPDX-License-Identifier: EUPL-1.2
"""The form that lists which sites may show the programme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.forms import PlainForm
from traffpunkt.places.framing import read_origins


class SharingForm(PlainForm):
    """The sites, one on each line."""

    framed_by = forms.CharField(
        label=_("Webbplatser som får visa programmet"),
        help_text=_(
            "Skriv en adress på varje rad, till exempel https://www.kommunen.se. "
            "Lämna tomt om ingen ska få det."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        max_length=2000,
        required=False,
    )

    def clean_framed_by(self) -> list[str]:
        """The sites as browsers name them."""
        return read_origins(self.cleaned_data["framed_by"])
