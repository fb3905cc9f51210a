# SPDX-License-Identifier: EUPL-1.2
"""The form that gives somebody an assignment."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity
from traffpunkt.people.fields import NameField
from traffpunkt.people.models import Role, leads_somewhere
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Municipality, Organisation, Venue
from traffpunkt.ui.forms import PlainDateField

# Which choice belongs to which role, and what to say when it is made for another.
ONLY_FOR = {
    "organisation": (Role.PARTNER, _("Bara samverkanspartner hör till en organisation.")),
    "activity": (Role.HOST, _("Bara värdar hör till en aktivitet.")),
    "venue": (Role.COORDINATOR, _("Bara samordnare kan höra till en enda plats.")),
}
NEEDED = {
    Role.PARTNER: ("organisation", _("Välj vilken organisation hon eller han kommer från.")),
    Role.HOST: ("activity", _("Välj vilken aktivitet hon eller han är värd för.")),
}


class AssignmentForm(PlainForm):
    """Who, as what, for what, and until when."""

    email = forms.EmailField(
        label=_("E-post i jobbet"),
        help_text=_("Dit kommer koden när hon eller han loggar in."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = NameField(label=_("Namn"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Uppdrag"), choices=Role, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        help_text=_("För samverkanspartner. Här står de som ni har avtal med."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Ingen"),
    )
    activity = forms.ModelChoiceField(
        label=_("Aktivitet"),
        help_text=_("För värdar. Värden ser listorna och ändrar datumen för just den."),
        queryset=Activity.objects.none(),
        required=False,
        empty_label=_("Ingen"),
    )
    venue = forms.ModelChoiceField(
        label=_("Bara en plats?"),
        help_text=_("För samordnare som bara sköter en plats."),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("Hela kommunen"),
    )
    until = PlainDateField(
        label=_("Till och med"),
        help_text=_("Den sista dagen. Lämna tomt om det gäller tills vidare."),
        required=False,
    )

    needed_when = {
        "organisation": _("måste väljas för samverkanspartner"),
        "activity": _("måste väljas för värd"),
    }

    def __init__(self, municipality: Municipality, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = {
            "organisation": Organisation.objects.within(municipality),
            "activity": municipality.activities.in_order(),
            "venue": municipality.venues.open_ones(),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """The address as accounts keep it."""
        email: str = self.cleaned_data["email"]
        if not leads_somewhere(email):
            raise forms.ValidationError(_("Skriv en adress som det går att skicka brev till."))
        return email.lower()

    def clean(self) -> dict[str, Any]:
        """Each role has what it needs and nothing that belongs to another."""
        told = self.cleaned_data
        role = told.get("role")
        for name, (only, words) in ONLY_FOR.items():
            if role and role != only and told.get(name):
                self.add_error(name, words)
        if role in NEEDED and not told.get(NEEDED[Role(role)][0]):
            self.add_error(*NEEDED[Role(role)])
        if told.get("until") and told["until"] < timezone.localdate():
            self.add_error("until", _("Den dagen har redan varit. Skriv en dag som kommer."))
        return told
