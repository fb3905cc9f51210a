# SPDX-License-Identifier: EUPL-1.2
"""What a group is called and is for, who is added to it, and what is said to all of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity, Group
from traffpunkt.outbox import gsm
from traffpunkt.places.forms import PlainForm, PlainModelForm
from traffpunkt.places.guards import new_press, pressed
from traffpunkt.places.models import Municipality, Organisation


class GroupForm(PlainModelForm):
    """What a group is called, and what it is for."""

    class Meta:
        model = Group
        fields = ("name", "purpose", "organisation", "venue", "activity")
        labels = {
            "name": _("Vad heter gruppen?"),
            "purpose": _("Vad är den till för?"),
            "organisation": _("Hör den till en organisation?"),
            "venue": _("Hör den till en plats?"),
            "activity": _("Hör den till en aktivitet?"),
        }
        help_texts = {
            "name": _("Till exempel Vårfestens planerare. Välj ett namn som alla får läsa."),
            "purpose": _("Till exempel: Vi ringer dem när vi planerar vårfesten."),
        }

    def __init__(self, municipality: Municipality, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.municipality = municipality
        known = {
            "organisation": Organisation.objects.within(municipality),
            "venue": municipality.venues.open_ones(),
            "activity": Activity.objects.filter(municipality=municipality).in_order(),
        }
        for name, rows in known.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("Nej")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name that no other group here has; the same press again is the same group."""
        super().clean()
        told = self.cleaned_data
        other = self.municipality.groups.exclude(pk=self.instance.pk).filter(name=told.get("name"))
        if not self.instance.pk:
            other = other.exclude(purpose=told.get("purpose", ""))
        if other.exists():
            self.add_error("name", _now("En annan grupp heter redan så. Skriv ett annat namn."))
        return told

    @property
    def facts(self) -> dict[str, Any]:
        """What was written."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ToGroupForm(PlainForm):
    """What is said to all of a group."""

    words = forms.CharField(
        label=_("Vad vill du säga?"),
        help_text=_("Till exempel: Vi ses på tisdag klockan 10 på Ängen."),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        max_length=1000,
    )

    def clean_words(self) -> str:
        """Words without addresses of the web: people must not learn to follow links in SMS."""
        words = str(self.cleaned_data["words"])
        if gsm.holds_link(gsm.plain(words)):
            raise ValidationError(
                _now("Skriv ingen webbadress här. Skriv i stället vart man ringer.")
            )
        return words

    @property
    def token(self) -> str:
        """What makes two presses one."""
        given = str(self.data.get("tryck", ""))
        return given if pressed(given) else new_press()

    @property
    def is_for_keeps(self) -> bool:
        """Whether the press means that it is to be sent, and not only shown."""
        return self.data.get("gor") == "skicka" and pressed(str(self.data.get("tryck"))) is not None


class JoinForm(PlainForm):
    """To which group somebody is added."""

    group = forms.ModelChoiceField(
        label=_("Lägg till i en grupp"), queryset=Group.objects.none(), empty_label=None
    )

    def __init__(self, data: QueryDict | None, groups: Any) -> None:
        super().__init__(data)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
