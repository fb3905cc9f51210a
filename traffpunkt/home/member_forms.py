# SPDX-License-Identifier: EUPL-1.2
"""The form that gives somebody an assignment."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity
from traffpunkt.people.desk import Desk
from traffpunkt.people.fields import NameField
from traffpunkt.people.models import Role, leads_somewhere
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Organisation, Venue
from traffpunkt.ui.forms import PlainDateField

# What each role is for, and whether it must be chosen; nothing else is asked for.
SCOPES: dict[Role, dict[str, bool]] = {
    Role.COORDINATOR: {"venue": False},
    Role.HOST: {"activity": True},
    Role.PARTNER: {"organisation": True},
    Role.PARTNER_LEAD: {"organisation": True},
    Role.RECEPTION: {"venue": True},
    Role.PRESENCE: {"activity": True},
    Role.GUIDE: {"organisation": False, "activity": False},
    Role.VOLUNTEER: {"organisation": False, "activity": False},
    Role.VOLUNTEER_LEAD: {"organisation": True},
    Role.OFFICER: {},
    Role.ADMINISTRATOR: {},
}


class AssignmentForm(PlainForm):
    """Who, as what, for what, and until when. What belongs to another role is not asked for."""

    email = forms.EmailField(
        label=_("E-post i jobbet"),
        help_text=_("Dit kommer koden när hon eller han loggar in."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = NameField(label=_("Namn"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Uppdrag"), widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        help_text=_("Här står de som ni har avtal med."),
        queryset=Organisation.objects.none(),
        empty_label=_("Ingen"),
        error_messages={"required": _("Välj vilken organisation hon eller han kommer från.")},
    )
    activity = forms.ModelChoiceField(
        label=_("Aktivitet"),
        help_text=_("Uppdraget gäller bara den."),
        queryset=Activity.objects.none(),
        empty_label=_("Ingen"),
        error_messages={"required": _("Välj vilken aktivitet uppdraget gäller.")},
    )
    venue = forms.ModelChoiceField(
        label=_("Bara en plats?"),
        help_text=_("För samordnare som bara sköter en plats."),
        queryset=Venue.objects.none(),
        empty_label=_("Hela kommunen"),
        error_messages={"required": _("Välj vilken plats uppdraget gäller.")},
    )
    until = PlainDateField(
        label=_("Till och med"),
        help_text=_("Den sista dagen. Lämna tomt om det gäller tills vidare."),
        required=False,
    )

    def __init__(self, desk: Desk, asked: str, told: Mapping[str, Any] | None = None) -> None:
        super().__init__(told, initial={"role": asked})
        self.desk = desk
        self.chosen = role_of(desk, told.get("role", "") if told is not None else asked)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role, role.label) for role in desk.gives
        ]
        if self.chosen:
            self.fields["role"].widget = forms.HiddenInput()
        self.ask_only_for(SCOPES[self.chosen] if self.chosen else {})

    @property
    def led(self) -> set[int] | None:
        """The organisations within which she gives this role; None where nothing limits her."""
        if self.chosen is None or self.chosen in self.desk.gives_anywhere:
            return None
        return self.desk.leads[self.chosen]

    def ask_only_for(self, scopes: Mapping[str, bool]) -> None:
        """Let stand what the role is for, with what she may choose among."""
        here = self.desk.municipality
        choices: dict[str, Any] = {
            "organisation": Organisation.objects.within(here),
            "activity": here.activities.in_order(),
            "venue": here.venues.open_ones(),
        }
        if self.led is not None:
            choices["organisation"] = choices["organisation"].filter(pk__in=self.led)
            choices["activity"] = choices["activity"].of_partners(self.led)
        for name, rows in choices.items():
            if name not in scopes:
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.queryset = rows
            is_hers = name == "organisation" and self.led is not None
            field.required = scopes[name] or is_hers
            if is_hers:
                field.initial = min(self.led or [0])
        if scopes.get("venue"):
            self.fields["venue"].label, self.fields["venue"].help_text = _("Plats"), ""

    def clean_email(self) -> str:
        """The address as accounts keep it."""
        email: str = self.cleaned_data["email"]
        if not leads_somewhere(email):
            raise forms.ValidationError(_("Skriv en adress som det går att skicka brev till."))
        return email.lower()

    def clean(self) -> dict[str, Any]:
        """A host whom an organisation appoints belongs to it; the last day is still to come."""
        told = self.cleaned_data
        if self.led is not None and "organisation" not in self.fields and told.get("activity"):
            told["organisation"] = told["activity"].partner
        if told.get("until") and told["until"] < timezone.localdate():
            self.add_error("until", _("Den dagen har redan varit. Skriv en dag som kommer."))
        return told


def role_of(desk: Desk, typed: str) -> Role | None:
    """The role that was asked for, if it is one that the desk may give."""
    return next((role for role in desk.gives if role == typed), None)
