# SPDX-License-Identifier: EUPL-1.2
"""Who answers for an activity, and with whom it is arranged."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity
from traffpunkt.people.models import Account
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Organisation


class ColleagueChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Those who work here, by the name that each has here."""

    def label_from_instance(self, obj: Account) -> str:
        """The name."""
        return str(obj.name_here)  # type: ignore[attr-defined]  # as `at_work_in` brings it


class EntrustForm(PlainForm):
    """One of those who work here, and one of the organisations that the municipality works with."""

    responsible = ColleagueChoice(
        label=_("Vem ansvarar?"), queryset=Account.objects.none(), required=False,
        empty_label=_("Ingen"),
        help_text=_("Den som de andra frågar. Besökarna ser inte vem det är."),
    )  # fmt: skip
    partner = forms.ModelChoiceField(
        label=_("Samverkanspartner"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("Ingen"),
        help_text=_("Partnern sköter datum och listor. Besökarna ser vilka ni ordnar det med."),
    )  # fmt: skip

    def __init__(self, data: object, *, activity: Activity) -> None:
        initial = {"responsible": activity.responsible_id, "partner": activity.partner_id}
        super().__init__(data, initial=initial)
        choices = {
            "responsible": Account.objects.at_work_in(activity.municipality),
            "partner": Organisation.objects.within(activity.municipality),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as written above
            field.queryset = rows
