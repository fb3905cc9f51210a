# SPDX-License-Identifier: EUPL-1.2
"""What staff write down of an answer: on paper, or as it was said on the telephone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity, Signature
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import LegalVersion
from traffpunkt.places.forms import PlainForm
from traffpunkt.ui.forms import PlainDateField

WHERE = _("Skriv var pappret finns, till exempel: Pärm 3 på kontoret.")


class PaperForm(PlainForm):
    """Which text, which day, and where the paper lies."""

    version = forms.ModelChoiceField(
        label=_("Vilken text?"),
        queryset=LegalVersion.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    signed = PlainDateField(label=_("Vilken dag?"), looks_back=True)
    kept_where = forms.CharField(
        label=_("Var finns pappret?"),
        help_text=_("Till exempel: Pärm 3 på kontoret. Ta ingen bild av det."),
        max_length=80,
        error_messages={"required": WHERE},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None, versions: Iterable[LegalVersion]) -> None:
        super().__init__(data, initial={"signed": timezone.localdate()})
        found = LegalVersion.objects.filter(pk__in=[one.pk for one in versions])
        self.fields["version"].queryset = found  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """What was written, as the verb takes it."""
        rest = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {"way": Signature.Way.PAPER, **rest}


class AnswerForm(PaperForm):
    """What a person of the register answers, or somebody in her place."""

    answer = forms.ChoiceField(
        label=_("Vad är svaret?"), choices=[("yes", _("Ja")), ("no", _("Nej"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("Hur svarade personen?"),
        choices=[("paper", _("På papper")), ("phone", _("På telefon"))],
        widget=forms.RadioSelect,
    )
    activity = forms.ModelChoiceField(
        label=_("Gäller det en enda aktivitet?"),
        queryset=Activity.objects.none(),
        required=False,
        empty_label=_("Nej, det gäller alltid"),
    )
    on_behalf = forms.CharField(
        label=_("Svarade någon annan i personens ställe?"),
        help_text=_("Lämna annars tomt. Till exempel: god man Per, eller dottern Eva."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("version", "answer", "activity", "way", "signed", "kept_where", "on_behalf")

    def __init__(
        self, data: QueryDict | None, versions: Iterable[LegalVersion], desk: Desk
    ) -> None:
        super().__init__(data, versions)
        self.fields["activity"].queryset = Activity.objects.of_desk(desk).in_order()  # type: ignore[attr-defined]
        self.fields["kept_where"].required = False

    def clean(self) -> dict[str, Any]:
        """A paper lies somewhere."""
        told = self.cleaned_data
        if told.get("way") == "paper" and "kept_where" in told and not told["kept_where"]:
            self.add_error("kept_where", WHERE)
        return told
