# SPDX-License-Identifier: EUPL-1.2
"""Whose cards are printed, several to a sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Occasion
from traffpunkt.people.models import Card, Person
from traffpunkt.places.forms import PlainForm
from traffpunkt.ui.forms import PlainRowsField

# Each code takes a moment to hash; four sheets are made well before a browser gives up.
MOST = 40


class CardSheetForm(PlainForm):
    """Those of a date's list who get a card; who has none is ticked from the start."""

    persons = PlainRowsField(
        Person.objects.none(),
        label=_("Vilka ska få ett kort?"),
        help_text=_("Den som redan har ett kort får ett nytt, och det gamla slutar gälla."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, occasion: Occasion, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        expected = occasion.signups.expected().values("person")
        rows = occasion.municipality.persons.kept().filter(pk__in=expected)
        field = self.fields["persons"]
        field.queryset = rows.order_by("folded_name", "pk")  # type: ignore[attr-defined]
        holders = Card.objects.in_force().values("person")
        without = rows.exclude(pk__in=holders).order_by("folded_name", "pk")
        self.initial["persons"] = list(without.values_list("pk", flat=True)[:MOST])

    def clean_persons(self) -> list[Person]:
        """Not more than can be made at once."""
        chosen = list(self.cleaned_data["persons"])
        if len(chosen) > MOST:
            words = _("Välj högst 40 i taget, och skriv ut resten efteråt.")
            raise forms.ValidationError(words, code="many")
        return chosen
