# SPDX-License-Identifier: EUPL-1.2
"""The form that asks which days an incident is about."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.forms import PlainForm
from traffpunkt.ui.forms import PlainDateField

LONGEST = datetime.timedelta(days=92)


class IncidentForm(PlainForm):
    """The first and the last day."""

    first = PlainDateField(
        label=_("Första dagen"),
        help_text=_("Ta med några dagar före det som hände. Till exempel 3 mars 2026."),
        looks_back=True,
    )
    last = PlainDateField(
        label=_("Sista dagen"), help_text=_("Lämna tomt för till och med i dag."),
        required=False, looks_back=True,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """See that the days come in their order, and are not so many that the page would stand still."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("first"), found.get("last") or timezone.localdate()
        if first and "last" in found:
            found["last"] = last
            if last < first:
                self.add_error("last", _("Sista dagen är före den första. Skriv en senare dag."))
            elif last - first > LONGEST:
                self.add_error("last", _("Det är mer än tre månader. Dela upp det på flera filer."))
        return found
