# SPDX-License-Identifier: EUPL-1.2
"""The forms of a text to sign: what it says, and from which day."""

import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.models import LegalText, LegalVersion
from traffpunkt.places.forms import PlainForm, PlainModelForm
from traffpunkt.places.models import Municipality, Organisation
from traffpunkt.ui.forms import PlainDateField
from traffpunkt.ui.words import written


class DraftForm(PlainModelForm):
    """What a version says."""

    class Meta:
        model = LegalVersion
        fields = ("title", "words", "decision")
        labels = {
            "title": _("Rubrik"),
            "words": _("Texten"),
            "decision": _("Enligt vilket beslut?"),
        }
        help_texts = {
            "title": _("Till exempel Löfte om tystnad."),
            "words": _("Skriv kort och enkelt. En tom rad börjar ett nytt stycke."),
            "decision": _("Lämna tomt om det inte finns något. Till exempel SOC 2026/14."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 12})}

    @property
    def facts(self) -> dict[str, str]:
        """What was written."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewTextForm(DraftForm):
    """A new text: of which kind, and for whom."""

    kind = forms.ChoiceField(
        label=_("Vad är det för text?"),
        choices=[(kind.value, str(kind.label).capitalize()) for kind in LegalText.Kind],
        widget=forms.RadioSelect,
    )
    organisation = forms.ModelChoiceField(
        label=_("För vilka?"),
        help_text=_("En organisation kan ha en egen text."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Alla i kommunen"),
    )

    field_order = ("kind", "organisation", "title", "words", "decision")

    def __init__(self, municipality: Municipality, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        known = Organisation.objects.within(municipality)
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]


class PublishForm(PlainForm):
    """From which day a version holds, and whether those who have signed must sign anew."""

    starts = PlainDateField(
        label=_("Gäller från"), help_text=_("Till exempel i dag eller 1 januari.")
    )
    asks_again = forms.BooleanField(
        label=_("De som redan har skrivit under ska göra det på nytt"),
        required=False,
        initial=True,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, text: LegalText, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.text, self.draft = text, text.draft
        seen = self.draft.print if self.draft else ""
        self.initial = {"starts": text.earliest, "seen": seen}
        if not text.published:
            del self.fields["asks_again"]

    def clean_seen(self) -> str:
        """The words that are published are those that stood on the page."""
        seen: str = self.cleaned_data["seen"]
        if seen and seen != self.initial["seen"]:
            # The page that comes back shows the new words; the next press is about them.
            told = cast(QueryDict, self.data).copy()
            told["seen"] = self.initial["seen"]
            self.data = told
            self.add_error(None, _("Någon har ändrat utkastet. Läs igenom det på nytt."))
        return seen

    def clean_starts(self) -> datetime.date:
        """No day that has been, and none before the version that it replaces."""
        day: datetime.date = self.cleaned_data["starts"]
        if day < self.text.earliest:
            words = _now("Skriv %(day)s eller en senare dag.")
            raise ValidationError(words % {"day": written(self.text.earliest, "j F Y")})
        return day
