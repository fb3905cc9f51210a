# SPDX-License-Identifier: EUPL-1.2
"""What staff write when they plan: what the activity is, and in which rhythm it comes."""

import datetime
import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.forms.hours import refuse_missing_hours
from traffpunkt.activities.forms.ways import SECURE
from traffpunkt.activities.models import Activity, Series
from traffpunkt.activities.planning import spread
from traffpunkt.activities.recurrence import BY_MONTH, BY_WEEK, LAST, SINGLE_DATES, Rule, wall_end
from traffpunkt.channels.models import Link
from traffpunkt.places.forms import PlainForm, PlainModelForm
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.places.models.municipality import LANGUAGES
from traffpunkt.places.models.venue import Weekday
from traffpunkt.ui import reading
from traffpunkt.ui.forms import PlainDateField, PlainRowsField, PlainTimeField

ONCE = "en"
RHYTHMS = [
    (ONCE, _("Bara en gång")),
    ("v1", _("Varje vecka")),
    ("v2", _("Varannan vecka")),
    ("v3", _("Var tredje vecka")),
    ("v4", _("Var fjärde vecka")),
    ("m1", _("En gång i månaden")),
    ("m2", _("Varannan månad")),
]
NTH = [
    ("", _("Som den första dagen")),
    ("1", _("Den första")),
    ("2", _("Den andra")),
    ("3", _("Den tredje")),
    ("4", _("Den fjärde")),
    (str(LAST), _("Den sista")),
]
USUAL_MINUTES = 120
USUAL_DOORS = 15
MOST_DOORS = 240
MOST_DAYS = 60
LONGEST_FILM = 600
UNREADABLE = _("Skriv ett datum på varje rad, till exempel 4 mars. Det här gick inte att läsa: %s.")
TOO_MANY = _("Skriv högst %s datum. Lägg resten i en egen rytm.")


def doors_field() -> forms.IntegerField:
    """A box for how long before the start one may come in, here and from home."""
    return forms.IntegerField(
        label=_("Hur många minuter före öppnar dörren?"),
        help_text=_("Både här och hemifrån. Tomt betyder en kvart."),
        required=False,
        min_value=0,
        max_value=MOST_DOORS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )


class DaysField(forms.CharField):
    """Several days as people write them, one on each line or with commas between."""

    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})

    def clean(self, value: Any) -> list[datetime.date]:
        """The days that were meant, or which one could not be read."""
        days = []
        for typed in filter(None, map(str.strip, re.split(r"[,;\n]", str(value or "")))):
            found = reading.day(typed, timezone.localdate())
            if found is None:
                self.run_validators(typed)
                raise ValidationError(UNREADABLE % typed[:40])
            days.append(found)
        if len(days) > MOST_DAYS:
            raise ValidationError(TOO_MANY % MOST_DAYS)
        return days

    def prepare_value(self, value: Any) -> Any:
        """Days in words on a line each, and what somebody typed as she typed it."""
        if isinstance(value, list):
            return "\n".join(formats.date_format(day, "j F Y") for day in value)
        return value


class ActivityForm(Folding, PlainModelForm):
    """What the activity is. Only the name is needed; the rest helps people choose."""

    film = forms.URLField(
        label=_("Länk till filmen"),
        help_text=_("Bara för film att se när som helst."),
        required=False,
        assume_scheme="https",
        max_length=2000,
        validators=[SECURE],
    )

    minutes = forms.IntegerField(
        label=_("Hur många minuter är filmen?"),
        help_text=_("Bara för film. Tomt betyder att längden inte visas."),
        required=False,
        min_value=1,
        max_value=LONGEST_FILM,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )
    language = forms.ChoiceField(label=_("Vilket språk talar vi?"), widget=forms.RadioSelect)

    class Meta:
        model = Activity
        fields = (
            "title", "kind", "text", "easy_text", "topics", "bring", "cost", "language", "filming",
            "captions", "minutes", "sign_language", "seated", "takes_numbers",
        )  # fmt: skip
        labels: ClassVar = {
            "title": _("Vad heter aktiviteten?"),
            "kind": _("Vad är det för slag?"),
            "text": _("Vad gör vi?"),
            "easy_text": _("Samma sak, lättläst"),
            "topics": _("Ämnen"),
            "bring": _("Vad ska man ta med?"),
            "cost": _("Vad kostar det?"),
            "filming": _("Filmas träffen?"),
            "captions": _("Det som sägs textas"),
            "sign_language": _("Det tolkas till teckenspråk"),
            "seated": _("Man kan sitta hela tiden"),
            "takes_numbers": _("Besökare tar ett nummer"),
        }
        help_texts: ClassVar = {
            "text": _("Några korta meningar räcker."),
            "easy_text": _("Korta ord, en sak i varje mening."),
            "cost": _("Lämna tomt om det är gratis."),
            "takes_numbers": _("Bra när ni hjälper en i taget med mobil, platta och dator."),
        }
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
            "easy_text": forms.Textarea(attrs={"rows": 3}),
            "topics": forms.CheckboxSelectMultiple,
            "filming": forms.RadioSelect,
        }

        field_classes: ClassVar = {"topics": PlainRowsField}

    FIRST = ("title", "kind", "text", "film", "minutes")

    def __init__(self, *given: Any, municipality: Municipality, **more: Any) -> None:
        super().__init__(*given, **more)
        self.municipality = municipality
        for name, choices in (("kind", Activity.Kind), ("filming", Activity.Filming)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as the model says
            field.choices = [(key, words.capitalize()) for key, words in choices.choices]
        self.ask_for_the_language()
        topics = self.fields["topics"]
        assert isinstance(topics, forms.ModelMultipleChoiceField)  # noqa: S101 - as the model says
        topics.queryset = municipality.topics.all()
        if self.instance.link:
            self.initial["film"] = self.instance.link.address

    def ask_for_the_language(self) -> None:
        """One of those that the municipality speaks, or the one it was; where there is one, none."""
        spoken = self.municipality.spoken
        known = {code: LANGUAGES[code] for code in {**spoken, self.instance.language: ""}}
        if len(known) == 1:
            del self.fields["language"]
        else:
            self.fields["language"].choices = list(known.items())  # type: ignore[attr-defined]
            self.fields["language"].initial = self.instance.language

    @property
    def is_film(self) -> bool:
        """Whether the activity is there at any hour and needs no dates."""
        return bool(self.cleaned_data.get("kind") == Activity.Kind.ON_DEMAND)

    @property
    def facts(self) -> dict[str, Any]:
        """What the activity is, as its verb takes it."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        address = self.cleaned_data["film"]
        if address != (self.instance.link.address if self.instance.link else ""):
            facts["link"] = self.film_link(address) if address else None
        return facts

    def film_link(self, address: str) -> Link:
        """The link to a film that everybody may see, not yet saved."""
        return Link(
            municipality=self.municipality,
            provider=Link.provider_of(address),
            address=address,
            audience=Link.Audience.EVERYONE,
        )

    def _post_clean(self) -> None:
        """The verb sets the fields, in its transaction; a form that is only looked at sets none."""


class RhythmForm(Folding, PlainForm):
    """When something comes back. Weekday and end may be left to the first day and two hours."""

    rhythm = forms.ChoiceField(
        label=_("Hur ofta?"), choices=RHYTHMS, initial="v1", widget=forms.RadioSelect
    )
    first = PlainDateField(label=_("Första dagen"), help_text=_("Till exempel 4 mars."))
    start = PlainTimeField(label=_("Börjar klockan"), help_text=_("Till exempel 13.00."))
    end = PlainTimeField(
        label=_("Slutar klockan"), help_text=_("Tomt betyder två timmar."), required=False
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Vilka veckodagar?"),
        help_text=_("Behövs bara om det inte är samma veckodag som den första dagen."),
        choices=[(str(number), name.capitalize()) for number, name in Weekday.choices],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = PlainDateField(
        label=_("Sista dagen"), help_text=_("Tomt betyder tills vidare."), required=False
    )
    week_of_month = forms.ChoiceField(
        label=_("Vilken i månaden?"), choices=NTH, widget=forms.RadioSelect, required=False
    )
    added = DaysField(
        label=_("Fler datum"), help_text=_("Ett på varje rad, till exempel 4 mars."), required=False
    )
    removed = DaysField(label=_("Utom de här datumen"), required=False)
    skip_holidays = forms.BooleanField(
        label=_("Hoppa över helgdagar"), initial=True, required=False
    )
    skip_closed = forms.BooleanField(
        label=_("Hoppa över dagar då platsen är stängd"), initial=True, required=False
    )

    doors = doors_field()

    FIRST: ClassVar[tuple[str, ...]] = ("rhythm", "first", "start", "end")

    def clean(self) -> dict[str, Any]:
        """An end after the start, and a last day after the first."""
        typed = self.cleaned_data
        first, until = typed.get("first"), typed.get("until")
        if first and until and until < first:
            self.add_error("until", _("Den sista dagen är före den första. Ändra en av dem."))
        if typed.get("end") and typed.get("start") and typed["end"] <= typed["start"]:
            self.add_error("end", _("Sluttiden är före starttiden. Ändra en av dem."))
        # Later days are moved by the change of clocks, and the dates that are shown first say so.
        refuse_missing_hours(self, [*filter(None, [first]), *(typed.get("added") or ())])
        return typed

    @property
    def minutes(self) -> int:
        """How long it lasts; two hours when nothing is said."""
        typed = self.cleaned_data
        if not typed["end"]:
            return USUAL_MINUTES
        starts, ends = (time.hour * 60 + time.minute for time in (typed["start"], typed["end"]))
        return max(5, int(ends - starts))

    @property
    def facts(self) -> dict[str, Any]:
        """The rule and the hours, as the verbs of a series take them; the venue apart."""
        typed = self.cleaned_data
        kind, number = typed["rhythm"][0], typed["rhythm"][1:]
        monthly = kind == "m"
        nth = int(typed["week_of_month"] or 0) or Rule(BY_MONTH, typed["first"]).nth
        return {
            "pattern": {"e": SINGLE_DATES, "v": BY_WEEK, "m": BY_MONTH}[kind],
            "every": 1 if kind == "e" else int(number),
            "weekdays": sorted(typed["weekdays"]) or [typed["first"].weekday()],
            "week_of_month": nth if monthly else None,
            "first": typed["first"],
            "until": typed["until"],
            "start_time": typed["start"],
            "minutes": self.minutes,
            "doors_minutes": USUAL_DOORS if typed["doors"] is None else typed["doors"],
            "skip_holidays": typed["skip_holidays"],
            "skip_closed": typed["skip_closed"],
            "added": typed["added"],
            "removed": typed["removed"],
        }


class NewRhythmForm(RhythmForm):
    """A rhythm for one or several venues at once, in the same weeks or taking turns."""

    venues = PlainRowsField(
        label=_("Var?"),
        help_text=_("Välj flera om samma sak hålls på flera platser."),
        queryset=Venue.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    turns = forms.ChoiceField(
        label=_("Om du valde flera platser"),
        choices=[("", _("Samma veckor på alla")), ("ja", _("De turas om, olika veckor"))],
        widget=forms.RadioSelect,
        required=False,
    )

    FIRST = ("venues", "rhythm", "first", "start", "end")
    field_order = ("turns",)

    def __init__(self, *given: Any, municipality: Municipality, **more: Any) -> None:
        super().__init__(*given, **more)
        venues = self.fields["venues"]
        assert isinstance(venues, forms.ModelMultipleChoiceField)  # noqa: S101 - said above
        venues.queryset = municipality.venues.open_ones()

    @property
    def rhythms(self) -> list[dict[str, Any]]:
        """One series for each venue."""
        return spread(
            self.facts,
            list(self.cleaned_data["venues"]),
            taking_turns=bool(self.cleaned_data["turns"]),
        )


class ChangeRhythmForm(RhythmForm):
    """The rhythm of a series that there is, with its venue, and from which day it changes."""

    venue = forms.ModelChoiceField(
        label=_("Var?"),
        queryset=Venue.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=_("Ingen plats, bara hemifrån"),
    )
    from_day = PlainDateField(
        label=_("Från och med vilken dag ska ändringen gälla?"),
        help_text=_("Tomt betyder alla datum som kommer."),
        required=False,
    )

    FIRST = ("from_day", "venue", "rhythm", "weekdays", "first", "start", "end", "until")

    def __init__(self, *given: Any, series: Series, **more: Any) -> None:
        more["initial"] = as_typed(series) | more.get("initial", {})
        super().__init__(*given, **more)
        venue, rhythm = self.fields["venue"], self.fields["rhythm"]
        assert isinstance(venue, forms.ModelChoiceField)  # noqa: S101 - said above
        assert isinstance(rhythm, forms.ChoiceField)  # noqa: S101 - said above
        venue.queryset = series.municipality.venues.open_or([series.venue_id])
        rhythm.choices = with_own(series)

    def clean(self) -> dict[str, Any]:
        """A last day that is not before the day from which the change holds."""
        typed = super().clean()
        since, until = typed.get("from_day"), typed.get("until")
        if since and until and until < since:
            self.add_error("until", _("Den sista dagen är före den dag som ändringen gäller från."))
        return typed

    @property
    def changes(self) -> dict[str, Any]:
        """What the verb takes; from a day on, the first day is that of the new half."""
        changes = self.facts | {"venue": self.cleaned_data["venue"]}
        if self.cleaned_data["from_day"]:
            del changes["first"]
        return changes


def rhythm_of(series: Series) -> str:
    """The answer to "Hur ofta?" that a series has."""
    letter = {SINGLE_DATES: "e", BY_WEEK: "v", BY_MONTH: "m"}[series.pattern]
    return ONCE if letter == "e" else f"{letter}{series.every}"


def with_own(series: Series) -> list[tuple[str, Any]]:
    """The usual answers, and that of the series when it is an unusual one."""
    own = rhythm_of(series)
    if own in dict(RHYTHMS):
        return list(RHYTHMS)
    words = _("Var %(n)s:e vecka") if own[0] == "v" else _("Var %(n)s:e månad")
    return [*RHYTHMS, (own, words % {"n": series.every})]


def as_typed(series: Series) -> dict[str, Any]:
    """A series as its form shows it."""
    rule = series.rule
    return {
        "rhythm": rhythm_of(series),
        "first": series.first,
        "start": series.start_time,
        "end": wall_end(series.start_time, series.minutes),
        "weekdays": [str(number) for number in rule.days_of_week],
        "until": series.until,
        "week_of_month": str(series.week_of_month or ""),
        "added": sorted(rule.added),
        "removed": sorted(rule.removed),
        "skip_holidays": series.skip_holidays,
        "skip_closed": series.skip_closed,
        "doors": series.doors_minutes,
        "venue": series.venue_id,
    }
