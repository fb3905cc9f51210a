# SPDX-License-Identifier: EUPL-1.2
"""What is to be changed in a proposal before it can be published."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.forms import PlainForm


class AnswerForm(PlainForm):
    """A few words to the one who proposed it."""

    words = forms.CharField(
        label=_("Vad behöver ändras?"),
        help_text=_("Den som föreslog får läsa det. Till exempel: Salen är upptagen på tisdagar."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        max_length=500,
    )
