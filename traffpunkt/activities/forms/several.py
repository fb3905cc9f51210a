# SPDX-License-Identifier: EUPL-1.2
"""Which dates of an activity are to be changed in one go, and how."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.forms.hours import refuse_missing_hours
from traffpunkt.activities.models import Activity, Occasion
from traffpunkt.activities.several import Wanted, people_of
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Venue
from traffpunkt.ui.forms import PlainTimeField
from traffpunkt.ui.words import date_of, span

CANCEL, PLACE, TIME = "stall-in", "plats", "tid"
DO = "gor"
# As many as one can look through; who wants to change more changes the series.
MOST = 60


class SeveralForm(PlainForm):
    """Some dates, and one thing that is to happen to them all.

    Each box carries how often its date had been changed when the page was opened, so that whoever
    was overtaken by a colleague is asked before anything is written (ADR 19).
    """

    dates = forms.MultipleChoiceField(label=_("Vilka datum?"), widget=forms.CheckboxSelectMultiple)
    wish = forms.ChoiceField(
        label=_("Vad ska hända?"),
        choices=[(CANCEL, _("Ställ in dem")), (PLACE, _("Byt plats")), (TIME, _("Byt tid"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Om du ställer in: varför?"),
        help_text=_("Alla som är anmälda får läsa det. Till exempel: Ledaren är sjuk."),
        max_length=200,
        required=False,
    )
    venue = forms.ModelChoiceField(
        label=_("Om du byter plats: vart?"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("Välj en plats"),
    )
    start = PlainTimeField(
        label=_("Om du byter tid: börjar klockan"),
        help_text=_("Till exempel 13.00."),
        required=False,
    )
    end = PlainTimeField(label=_("Om du byter tid: slutar klockan"), required=False)

    NEEDS = {
        CANCEL: {"reason": _("Skriv varför, så att de som är anmälda får veta det.")},
        PLACE: {"venue": _("Välj den nya platsen.")},
        TIME: {
            "start": _("Skriv när det börjar, till exempel 13.00."),
            "end": _("Skriv när det slutar, till exempel 15.00."),
        },
    }

    def __init__(self, data: QueryDict | None, *, activity: Activity) -> None:
        rows = activity.occasions.happening().ahead().for_desk()
        self.rows = {str(row.pk): row for row in rows[:MOST]}
        self.overtaken: list[str] = []
        super().__init__(self.as_it_stands(data) if data is not None else None)
        dates, venue = self.fields["dates"], self.fields["venue"]
        assert isinstance(dates, forms.MultipleChoiceField)  # noqa: S101 - said above
        assert isinstance(venue, forms.ModelChoiceField)  # noqa: S101 - said above
        dates.choices = [(key_of(row), words_of(row)) for row in self.rows.values()]
        venue.queryset = activity.municipality.venues.open_ones()

    def as_it_stands(self, data: QueryDict) -> QueryDict:
        """What was sent, each tick on the date as it is now; note those that others have changed."""
        sent = [(tick, self.rows.get(tick.partition("-")[0])) for tick in data.getlist("dates")]
        self.overtaken = [words_of(row) for tick, row in sent if row and tick != key_of(row)]
        ticks = [key_of(row) if row else tick for tick, row in sent]
        now = data.copy()
        now.setlist("dates", ticks)
        return now

    def clean(self) -> dict[str, Any]:
        """What the wish needs is there; whoever was overtaken is asked."""
        typed = self.cleaned_data
        for name, needed in self.NEEDS.get(typed.get("wish", ""), {}).items():
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, needed)
        if typed.get("wish") == TIME:
            self.clean_hours(typed)
        for words in self.overtaken:
            told = _now(
                "Någon annan har nyss ändrat ett datum. Nu är det: %s. Kontrollera och tryck igen."
            )
            self.add_error("dates", told % words)
        return typed

    def clean_hours(self, typed: dict[str, Any]) -> None:
        """Hours that are there on each of the days, and an end after the start."""
        refuse_missing_hours(self, [date_of(row.starts) for row in self.chosen])
        if typed.get("start") and typed.get("end") and typed["end"] <= typed["start"]:
            self.add_error("end", _now("Sluttiden är före starttiden. Ändra en av dem."))

    @property
    def chosen(self) -> list[Occasion]:
        """The dates that are ticked, soonest first."""
        ticks = {tick.partition("-")[0] for tick in self.cleaned_data.get("dates", ())}
        return [row for key, row in self.rows.items() if key in ticks]

    @property
    def wanted(self) -> Wanted:
        """What shall happen to each of them."""
        typed = self.cleaned_data
        if typed["wish"] == CANCEL:
            return Wanted(reason=typed["reason"])
        if typed["wish"] == PLACE:
            return Wanted(venue=typed["venue"], moves_venue=True)
        return Wanted(start=typed["start"], end=typed["end"])

    @property
    def is_for_keeps(self) -> bool:
        """Whether the press means that it is to be done, and not only shown."""
        return self.data.get("gor") == DO

    @property
    def preview(self) -> tuple[list[str], int]:
        """What becomes of each date, in words, and how many people are told."""
        wanted = self.wanted
        told = people_of([row for row in self.chosen if wanted.is_news_of(row)])
        return [capfirst(wanted.words_of(row)) for row in self.chosen], told


def key_of(row: Occasion) -> str:
    """A date and how often it has been changed."""
    return f"{row.pk}-{row.sequence}"


def words_of(row: Occasion) -> str:
    """A date as its box says it."""
    return ", ".join(filter(None, [capfirst(span(row.starts, row.ends)), str(row.venue or "")]))
