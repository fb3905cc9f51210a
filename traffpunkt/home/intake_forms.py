# SPDX-License-Identifier: EUPL-1.2
"""The form that takes a list from Excel or CSV."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.models import Intake
from traffpunkt.places.forms import PlainForm
from traffpunkt.ui import sheets

KINDS = [(Intake.Kind.PERSONS, _("Personer")), (Intake.Kind.ACTIVITIES, _("Aktiviteter"))]


class ListField(forms.FileField):
    """A file of at most five megabytes; what it says is read by others."""

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """The content, no more of it than may be."""
        file = super().clean(data, initial)
        if file.size > sheets.MOST_BYTES:
            words = _("Filen är för stor. Dela listan i flera, högst 5 MB var.")
            raise ValidationError(words, code="large")
        content: bytes = file.read()
        return content


class IntakeForm(PlainForm):
    """What the list holds, and the list."""

    kind = forms.ChoiceField(
        label=_("Vad innehåller listan?"), choices=KINDS, widget=forms.RadioSelect
    )
    list = ListField(
        label=_("Listan"),
        help_text=_("En fil från Excel (.xlsx) eller en CSV-fil. Första raden är rubriker."),
    )
