# SPDX-License-Identifier: EUPL-1.2
"""The form that lists which sites may show the programme."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.forms import PlainForm
from traffpunkt.places.framing import read_origins
from traffpunkt.places.models import Municipality


class SharingForm(PlainForm):
    """The sites, one on each line."""

    framed_by = forms.CharField(
        label=_("Webbplatser som får visa programmet"),
        help_text=_(
            "Skriv en adress på varje rad, till exempel https://www.kommunen.se. "
            "Lämna tomt om ingen ska få det."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        max_length=2000,
        required=False,
    )

    def clean_framed_by(self) -> list[str]:
        """The sites as browsers name them."""
        return read_origins(self.cleaned_data["framed_by"])


class FrameForm(PlainForm):
    """Which part of the programme a list on another site shows; all of it, unless one says less."""

    plats = forms.ChoiceField(label=_("Plats"), required=False)
    amne = forms.ChoiceField(label=_("Ämne"), required=False)

    def __init__(self, data: QueryDict, *, municipality: Municipality) -> None:
        super().__init__(data)
        venues = municipality.venues.open_ones().values_list("slug", "name")
        topics = municipality.topics.values_list("key", "name")
        self.offer("plats", _("Alla platser"), venues)
        self.offer("amne", _("Alla ämnen"), topics)

    def offer(self, name: str, all_of_them: str | Promise, rows: Iterable[tuple[str, str]]) -> None:
        """Let one of some rows be chosen, or all of them."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as it stands above
        field.choices = [("", all_of_them), *rows]

    @property
    def query(self) -> str:
        """The choice as the end of an address; nothing where it is not understood."""
        chosen = self.cleaned_data if self.is_valid() else {}
        said = {name: value for name, value in chosen.items() if value}
        return f"?{urlencode(said)}" if said else ""
