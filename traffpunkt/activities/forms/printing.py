# SPDX-License-Identifier: EUPL-1.2
"""What staff say before the programme is printed, and the number that somebody reads from it."""

import datetime
import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.printing import MOST_DAYS, Size
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Municipality
from traffpunkt.ui.forms import PlainDateField

EIGHT_WEEKS = datetime.timedelta(weeks=8)
# The longest number that any database counts to.
MOST_DIGITS = 18


class PrintForm(PlainForm):
    """Which days, which place, what paper."""

    first = PlainDateField(label=_("Från och med"))
    last = PlainDateField(label=_("Till och med"))
    venue = forms.ChoiceField(label=_("Var?"), required=False)
    size = forms.ChoiceField(
        label=_("Vad ska det bli?"), choices=Size.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: QueryDict | None, *, municipality: Municipality) -> None:
        today = timezone.localdate()
        known = {"first": today, "last": today + EIGHT_WEEKS, "size": Size.A4}
        super().__init__(data, initial=known)
        venues = municipality.venues.open_ones().values_list("slug", "name")
        field = self.fields["venue"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as it stands above
        field.choices = [("", _("Alla platser")), *venues]

    def clean(self) -> dict[str, Any]:
        """The days come in order and are not too many, and a poster has its place."""
        told = self.cleaned_data
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _now("Sista dagen är före den första. Skriv en senare dag."))
        elif first and last and (last - first).days > MOST_DAYS:
            self.add_error("last", _now("Det blir för långt. Välj högst tre månader."))
        if told.get("size") == Size.A3 and not told.get("venue"):
            self.add_error("venue", _now("Välj den plats som affischen är för."))
        return told

    @property
    def query(self) -> str:
        """The paper that was asked for, as its address says it."""
        told = self.cleaned_data
        facts = {
            "fran": told["first"].isoformat(),
            "till": told["last"].isoformat(),
            "plats": told["venue"],
            "storlek": told["size"],
        }
        return "?" + urlencode({name: value for name, value in facts.items() if value})


class NumberForm(PlainForm):
    """The number that stands beside a date on paper."""

    number = forms.CharField(
        label=_("Nummer"),
        help_text=_("Det står vid varje aktivitet i det tryckta programmet."),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 8, "inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_number(self) -> int:
        """The digits, however they were written."""
        digits = re.sub(r"[^0-9]", "", self.cleaned_data["number"])
        if not digits or len(digits) > MOST_DIGITS:
            raise forms.ValidationError(_now("Skriv bara numret, till exempel 412."), code="number")
        return int(digits)
