# SPDX-License-Identifier: EUPL-1.2
"""Hours that somebody writes for a day: they must be there that night, and end after they begin."""

import datetime
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from traffpunkt.activities.recurrence import exists
from traffpunkt.ui.words import clock, day


def refuse_missing_hours(form: forms.BaseForm, days: Sequence[datetime.date]) -> None:
    """Refuse a start or an end in the hour that a spring night has not."""
    words = _("Klockan %(clock)s finns inte %(day)s. Klockan ställs fram den natten.")
    for name in ("start", "end"):
        time = form.cleaned_data.get(name)
        if not time:
            continue
        if missing := [each for each in days if not exists(each, time)]:
            told = {"clock": clock(time), "day": day(missing[0])}
            form.add_error(name, f"{words % told} {_('Välj en annan tid.')}")
