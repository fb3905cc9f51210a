# SPDX-License-Identifier: EUPL-1.2
"""What the start page says when nothing more is to come today: at night, by day, in the evening."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from traffpunkt.ui.words import local

MORNING = datetime.time(5)
EVENING = datetime.time(17)


@dataclass(frozen=True, slots=True)
class Quiet:
    """That nothing more happens, and what one may do instead."""

    title: str
    text: str


def quiet_at(moment: datetime.datetime, *, has_been: bool) -> Quiet:
    """The words for an hour; "mer" only where something has been today."""
    hour = local(moment).time()
    if hour < MORNING:
        return Quiet(nothing(_("i dag"), has_been), _("Filmerna kan du se hela natten."))
    text = _("Se vad som kommer snart, eller titta på en film.")
    return Quiet(nothing(_("i kväll") if hour >= EVENING else _("i dag"), has_been), text)


def nothing(when: str, has_been: bool) -> str:
    """That nothing happens, or nothing more."""
    if has_been:
        return _("Inget mer händer på träffpunkterna %(when)s.") % {"when": when}
    return _("Inget händer på träffpunkterna %(when)s.") % {"when": when}
