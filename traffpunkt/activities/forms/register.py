# SPDX-License-Identifier: EUPL-1.2
"""What the desk writes to find somebody in the register, or to write her down there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Group
from traffpunkt.activities.models.group import GroupQuerySet
from traffpunkt.people.fields import ContactField, NameField
from traffpunkt.people.finding import MOST_LETTERS
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.validators import refuse_civic_number


class SeekForm(PlainForm):
    """One field for all that one may know of somebody."""

    words = forms.CharField(
        label=_("Sök en person"),
        help_text=_("Skriv namnet, de sista siffrorna i numret eller en del av adressen."),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Skriv något av namnet, till exempel Astrid.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )

    group = forms.ModelChoiceField(
        label=_("Bara i en grupp?"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("Sök bland alla"),
    )

    def __init__(self, data: object = None, groups: "GroupQuerySet | None" = None) -> None:
        super().__init__(data)
        if groups:
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        else:
            del self.fields["group"]
        # The end of a telephone number may look like anything; nothing of this is kept.
        self.fields["words"].validators = []

    def clean_words(self) -> str:
        """No personnummer: nobody is found by one. What begins as a telephone number is none."""
        words = str(self.cleaned_data["words"])
        if not words.lstrip().startswith(("0", "+")):
            refuse_civic_number(words)
        return words


class NewPersonForm(PlainForm):
    """Somebody who was not in the register: how she is called, and how she is reached."""

    name = NameField(label=_("Namn"), help_text=_("Det räcker med förnamn."))
    contact = ContactField(
        label=_("Telefon eller e-post"),
        help_text=_("Då känns personen igen nästa gång, och du kan ringa om något ändras."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
