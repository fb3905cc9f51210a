# SPDX-License-Identifier: EUPL-1.2
"""The form that teaches search two words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.search import synonyms
from traffpunkt.activities.search.analyser import LONGEST_WORD
from traffpunkt.places.forms import PlainForm


class SynonymForm(PlainForm):
    """Two words that mean the same."""

    one = forms.CharField(
        label=_("Det ordet söker man på"),
        help_text=_("Till exempel boule."),
        max_length=LONGEST_WORD,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    other = forms.CharField(
        label=_("Det ordet står i programmet"),
        help_text=_("Till exempel petanque. Sökningen hittar sedan åt båda hållen."),
        max_length=LONGEST_WORD,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def words(self) -> list[str]:
        """Both words."""
        return [self.cleaned_data["one"], self.cleaned_data["other"]]

    def clean(self) -> dict[str, Any]:
        """Each is one word that can be sought, and search does not know already."""
        told = self.cleaned_data
        for name, word in list(told.items()):
            if not synonyms.is_sought(word):
                self.add_error(name, _("Skriv ett enda ord, till exempel boule."))
        if len(told) == 2 and synonyms.is_known_to_all(self.words):
            self.add_error("other", _("Sökningen vet redan att de orden betyder samma sak."))
        return told
