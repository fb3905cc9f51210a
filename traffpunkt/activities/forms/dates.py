# SPDX-License-Identifier: EUPL-1.2
"""What staff write about one date: its day and hour, its place, a note, or why it is cancelled."""

import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.forms.hours import refuse_missing_hours
from traffpunkt.activities.forms.plans import USUAL_DOORS, doors_field
from traffpunkt.activities.forms.sheets import Sheet
from traffpunkt.activities.forms.ways import WaysForm
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.recurrence import moment
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Venue
from traffpunkt.ui.forms import PlainDateField, PlainTimeField


class DateForm(Folding, PlainForm):
    """When and where one date is, and what to think of on it."""

    day = PlainDateField(label=_("Vilken dag?"), help_text=_("Till exempel 4 mars."))
    start = PlainTimeField(label=_("Börjar klockan"), help_text=_("Till exempel 13.00."))
    end = PlainTimeField(label=_("Slutar klockan"))
    venue = forms.ModelChoiceField(
        label=_("Var?"),
        queryset=Venue.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=_("Ingen plats, bara hemifrån"),
    )
    note = forms.CharField(
        label=_("Att tänka på just den här dagen"), required=False, max_length=300
    )

    doors = doors_field()

    def __init__(self, *given: Any, occasion: Occasion, **more: Any) -> None:
        self.occasion = occasion
        # To the minute, as the form shows it: what nobody touches is no other time.
        starts, ends = (
            timezone.localtime(when).replace(second=0, microsecond=0)
            for when in (occasion.starts, occasion.ends)
        )
        typed = {"day": starts.date(), "start": starts.time(), "end": ends.time(),
                 "venue": occasion.venue_id, "note": occasion.note,
                 "doors": occasion.doors_minutes}  # fmt: skip
        super().__init__(*given, initial=typed, **more)
        venue = self.fields["venue"]
        assert isinstance(venue, forms.ModelChoiceField)  # noqa: S101 - said above
        venue.queryset = occasion.municipality.venues.open_or([occasion.venue_id])

    def clean(self) -> dict[str, Any]:
        """Hours that are there that night, and an end after the start."""
        typed = self.cleaned_data
        refuse_missing_hours(self, [typed["day"]] if "day" in typed else [])
        if typed.get("start") and typed.get("end") and typed["end"] <= typed["start"]:
            self.add_error("end", _("Sluttiden är före starttiden. Ändra en av dem."))
        return typed

    def moment_of(self, name: str, before: datetime.datetime) -> datetime.datetime:
        """The moment that was typed; one that nobody touched is the same to the second."""
        if not {"day", name} & set(self.changed_data):
            return before
        return moment(self.cleaned_data["day"], self.cleaned_data[name])

    @property
    def changes(self) -> dict[str, Any]:
        """What the verb takes."""
        typed = self.cleaned_data
        return {
            "starts": self.moment_of("start", self.occasion.starts),
            "ends": self.moment_of("end", self.occasion.ends),
            "venue": typed["venue"],
            "note": typed["note"],
            "doors_minutes": USUAL_DOORS if typed["doors"] is None else typed["doors"],
        }


class DateSheet(Sheet):
    """One date: when, where, and its ways."""

    def __init__(self, occasion: Occasion, data: QueryDict | None) -> None:
        super().__init__(data)
        offered = list(occasion.offers.select_related("link", "venue"))
        self.date = DateForm(data, occasion=occasion)
        self.ways = WaysForm(data, municipality=occasion.municipality, offered=offered)
        self.forms = [self.date, *self.ways.all]


class CancellationForm(PlainForm):
    """Why a date is cancelled: the one thing that those who are told want to know."""

    reason = forms.CharField(
        label=_("Varför ställs det in?"),
        help_text=_("Alla som är anmälda får läsa det. Till exempel: Ledaren är sjuk."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
