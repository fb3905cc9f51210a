# SPDX-License-Identifier: EUPL-1.2
"""What is filled in when somebody wishes for something, and when somebody answers."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity
from traffpunkt.people.fields import NameField
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.guards import GuardedForm
from traffpunkt.places.models import Venue
from traffpunkt.wishes.models import LONGEST, LONGEST_WORD, Wish

NAMED = _("Här står vem som önskade det. Ta bort namnet och numret, så kan alla få läsa.")


def wish_field() -> forms.CharField:
    """What somebody wishes for, in her own words."""
    return forms.CharField(
        label=_("Vad önskar du?"),
        help_text=_("Till exempel: Schack på tisdagar."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv vad du önskar, till exempel: Schack på tisdagar.")},
    )


class AtVenue(forms.Form):
    """A form that asks where, if that matters."""

    def __init__(self, venues: Iterable[Venue], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.venues = {str(venue.pk): venue for venue in venues}
        field = self.fields["venue"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as the forms below say
        named = [(key, venue.name) for key, venue in self.venues.items()]
        field.choices = [("", _("Var som helst")), *named]

    @property
    def facts(self) -> dict[str, Any]:
        """What was told, as the wish keeps it."""
        told = {name: self.cleaned_data[name] for name in ("text", "name", "contact")
                if name in self.cleaned_data}  # fmt: skip
        return told | {"venue": self.venues.get(self.cleaned_data["venue"])}


def venue_field() -> forms.ChoiceField:
    """Where it is to be, or anywhere."""
    return forms.ChoiceField(label=_("Var?"), required=False)


class WishForm(AtVenue, GuardedForm):
    """A wish from anybody, and how to answer her if she wants that."""

    text = wish_field()
    venue = venue_field()
    name = NameField(
        label=_("Ditt namn"),
        help_text=_("Det räcker med förnamn. Det visas aldrig på webbplatsen."),
        max_length=60,
        required=False,
    )
    contact = forms.CharField(
        label=_("Din telefon eller e-post"),
        help_text=_("Skriv den om du vill ha svar från oss."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


class HeardForm(AtVenue, PlainForm):
    """A wish that somebody told on the telephone or in the room."""

    text = wish_field()
    venue = venue_field()
    press = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].label = _("Vad önskar personen?")
        # A press is an identity and no text: what texts are tried against does not fit it.
        self.fields["press"].validators = []


class AnswerForm(PlainForm):
    """What becomes of a wish, and what everybody may read of it."""

    state = forms.ChoiceField(
        label=_("Vad händer med den?"),
        choices=[(key, str(words).capitalize()) for key, words in Wish.State.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Ord till kollegerna"),
        help_text=_("Till exempel: Vi frågar schackklubben."),
        max_length=LONGEST_WORD,
        required=False,
    )
    activity = forms.ChoiceField(
        label=_("Vilken aktivitet blev det?"),
        help_text=_("Välj den om den redan finns."),
        required=False,
    )
    answer = forms.CharField(
        label=_("Svar som alla får läsa"),
        help_text=_("Till exempel: Vi letar efter någon som kan leda det."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_shown = forms.BooleanField(label=_("Visa önskan på webbplatsen"), required=False)
    shown_text = forms.CharField(
        label=_("Så står önskan på webbplatsen"),
        help_text=_("Utan namn. Ändra så att ingen går att känna igen."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    needed_when = {"shown_text": _("måste fyllas i om önskan visas")}

    def __init__(self, wish: Wish, activities: Iterable[Activity], *given: Any) -> None:
        names = ("state", "note", "answer", "is_shown")
        initial: dict[str, Any] = {name: getattr(wish, name) for name in names}
        initial |= {"shown_text": wish.shown_text or wish.text, "activity": wish.activity_id or ""}
        super().__init__(*given, initial=initial)
        self.wish = wish
        self.activities = {str(one.pk): one for one in activities}
        field = self.fields["activity"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as it says above
        titles = [(key, one.title) for key, one in self.activities.items()]
        field.choices = [("", _("Ingen än")), *titles]

    def clean(self) -> dict[str, Any]:
        """What everybody reads is there, and tells of nobody."""
        told = self.cleaned_data
        if told.get("is_shown"):
            if told.get("shown_text") == "":
                self.add_error("shown_text", _("Skriv hur önskan ska stå på webbplatsen."))
            for name in ("shown_text", "answer"):
                if self.wish.is_named_in(told.get(name, "")):
                    self.add_error(name, NAMED)
        return told

    @property
    def facts(self) -> dict[str, Any]:
        """What was decided, as the wish keeps it."""
        return self.cleaned_data | {
            "activity": self.activities.get(self.cleaned_data["activity"]),
        }
