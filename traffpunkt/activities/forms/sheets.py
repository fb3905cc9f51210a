# SPDX-License-Identifier: EUPL-1.2
"""Several forms on one page that are sent together: one summary of what to change, one answer."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone

from traffpunkt.activities.forms.copying import MOST_RHYTHMS, again, copied, series_to_copy
from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.forms.plans import ActivityForm, ChangeRhythmForm, NewRhythmForm
from traffpunkt.activities.forms.ways import WaysForm
from traffpunkt.activities.models import Activity, Series
from traffpunkt.activities.models.rescheduling import Outcome
from traffpunkt.activities.planning import Preview, plan_preview
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import Actor
from traffpunkt.places.guards import new_press, pressed
from traffpunkt.places.models import Municipality
from traffpunkt.ui.left_open import mark_of

ANOTHER, PLACES, PREVIEW = "rytm", "platser", "visa"


class Sheet:
    """Forms that share a page, with what the summary on top says of all of them."""

    def __init__(self, data: QueryDict | None) -> None:
        self.data = data
        self.forms: list[Folding] = []
        self.refused: list[str] = []

    @property
    def wish(self) -> str:
        """Which button was pressed; Enter in a field only shows the dates."""
        return str(self.data.get("gor", PREVIEW)) if self.data is not None else ""

    @property
    def is_growing(self) -> bool:
        """Whether the press only asks for more to fill in."""
        return self.wish in {ANOTHER, PLACES}

    @property
    def is_for_keeps(self) -> bool:
        """Whether the press means that something is to be saved."""
        return self.wish not in {"", PREVIEW} and not self.is_growing

    def is_valid(self) -> bool:
        """Whether all that was typed can be understood; every form is asked."""
        if self.is_growing:
            self.hush()
            return False
        wrong = [form for form in self.forms if not form.is_valid()]
        return self.data is not None and not wrong

    def hush(self) -> None:
        """Say nothing of what is wrong yet: more is being added, nothing was sent to be kept."""
        for form in self.forms:
            form.is_quiet = True

    def refuse(self, refusal: Refusal) -> None:
        """Say on top why the verb said no."""
        self.refused.append(refusal.words)

    @property
    def mark(self) -> str:
        """What the page says of how all its forms stand."""
        return mark_of(self.forms)

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else has changed what any of the forms shows."""
        return any(form.is_overtaken for form in self.forms)

    @property
    def complaints(self) -> list[str]:
        """What is wrong with no field in particular."""
        return [
            *self.refused, *(str(words) for form in self.forms for words in form.non_field_errors())
        ]  # fmt: skip

    @property
    def fields(self) -> list[tuple[BoundField, str]]:
        """The fields that are wrong, in the order of the page, as the summary takes them."""
        return [
            (form[name], "") for form in self.forms for name in form.fields if name in form.errors
        ]

    @property
    def errors(self) -> list[object]:
        """All that is wrong, to be counted."""
        return [*self.complaints, *self.fields]


class DatedSheet(Sheet):
    """Forms among which some say when: their dates can be told before all else is written."""

    municipality: Municipality
    rhythms: list[NewRhythmForm]

    @property
    def dates_so_far(self) -> Preview | None:
        """The dates in words as soon as the rhythms can be understood, whatever else is missing."""
        written = [form for form in self.rhythms if form.is_bound]
        if not written or not all(form.is_valid() for form in written):
            return None
        return plan_preview(self.municipality, [one for form in written for one in form.rhythms])


class PlanSheet(DatedSheet):
    """A new activity whole: what, in which rhythms, in which ways."""

    def __init__(
        self,
        municipality: Municipality,
        data: QueryDict | None,
        pattern: Activity | None = None,
        text: str = "",
    ) -> None:
        super().__init__(data)
        self.municipality, self.pattern = municipality, pattern
        series = series_to_copy(pattern) if pattern else []
        told = copied(pattern) if pattern else {"initial": {"text": text}}
        offered = list(series[-1].plans.select_related("link", "venue")) if series else []
        self.patterns = [again(row, timezone.localdate()) for row in series]
        self.activity = ActivityForm(data, municipality=municipality, **told)
        self.rhythms = rhythm_forms(municipality, data, self.count, self.patterns)
        self.ways = WaysForm(data, municipality=municipality, offered=offered)
        self.forms = [self.activity, *self.rhythms, *self.ways.all]

    @property
    def count(self) -> int:
        """How many rhythms are on the page: one more after a press on "en rytm till"."""
        if self.data is None:
            return max(1, len(self.patterns))
        typed = str(self.data.get("rytmer", "1"))
        count = int(typed) if typed.isdecimal() and len(typed) < 3 else 1
        return max(1, min(MOST_RHYTHMS, count + (self.wish == ANOTHER)))

    @property
    def may_grow(self) -> bool:
        """Whether there is room for one more rhythm."""
        return self.count < MOST_RHYTHMS

    def is_valid(self) -> bool:
        """A film needs neither dates nor ways; all else does."""
        if self.is_growing or self.data is None:
            return super().is_valid()
        if self.activity.is_valid() and self.activity.is_film:
            self.forms = [self.activity]
        return super().is_valid()

    @property
    def token(self) -> str:
        """What makes two presses one."""
        given = str(self.data.get("tryck", "")) if self.data is not None else ""
        return given if pressed(given) else new_press()

    @property
    def facts(self) -> dict[str, Any]:
        """What the activity is, with its press."""
        return self.activity.facts | {"press": pressed(self.token)}

    @property
    def series(self) -> list[dict[str, Any]]:
        """All series, of all rhythms and venues; a film has none."""
        if self.activity.is_film:
            return []
        return [facts for form in self.rhythms for facts in form.rhythms]

    @property
    def venues(self) -> set[int]:
        """Where it takes place, by key."""
        return {facts["venue"].pk for facts in self.series if facts["venue"]}

    @property
    def plans(self) -> list[dict[str, Any]]:
        """The ways of taking part; a film has none."""
        return [] if self.activity.is_film else self.ways.plans

    @property
    def preview(self) -> Preview:
        """The dates in words."""
        return plan_preview(self.municipality, self.series)


def rhythm_forms(
    municipality: Municipality,
    data: QueryDict | None,
    count: int,
    patterns: Sequence[dict[str, Any]] = (),
) -> list[NewRhythmForm]:
    """The rhythm blocks of a page; one that was just added is empty and not yet wrong."""
    sent = [data if data and f"r{number}-first" in data else None for number in range(count)]
    return [
        NewRhythmForm(
            given,
            municipality=municipality,
            prefix=f"r{number}",
            initial=patterns[number] if number < len(patterns) else None,
        )
        for number, given in enumerate(sent)
    ]


class SeriesSheet(DatedSheet):
    """A new series of an activity that there is."""

    def __init__(self, activity: Activity, data: QueryDict | None) -> None:
        super().__init__(data)
        self.municipality = activity.municipality
        latest = activity.series.order_by("pk").last()
        offered = list(latest.plans.select_related("link", "venue")) if latest else []
        self.rhythms = rhythm_forms(activity.municipality, data, 1)
        self.ways = WaysForm(data, municipality=activity.municipality, offered=offered)
        self.forms = [*self.rhythms, *self.ways.all]

    @property
    def series(self) -> list[dict[str, Any]]:
        """One series for each venue."""
        return self.rhythms[0].rhythms

    @property
    def preview(self) -> Preview:
        """The dates in words."""
        return plan_preview(self.municipality, self.series)


def day_asked(typed: str) -> datetime.date | None:
    """A day from an address, if it is one."""
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        return None


class SeriesChangeSheet(Sheet):
    """A change of a series: from which day, the rhythm, the ways."""

    def __init__(self, series: Series, data: QueryDict | None, from_day: str = "") -> None:
        super().__init__(data)
        self.rhythm = ChangeRhythmForm(
            data, series=series, initial={"from_day": day_asked(from_day)}
        )
        offered = list(series.plans.select_related("link", "venue"))
        self.ways = WaysForm(data, municipality=series.municipality, offered=offered)
        self.forms = [self.rhythm, *self.ways.all]

    def carry_out(self, verb: Callable[..., Outcome], *, by: Actor) -> Outcome:
        """Let a verb do what was typed: the change itself, or its preview."""
        from_day = self.rhythm.cleaned_data["from_day"]
        return verb(from_day, self.rhythm.changes, plans=self.ways.plans, by=by)
