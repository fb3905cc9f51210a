# SPDX-License-Identifier: EUPL-1.2
"""How long the journal's own lines are kept, and what they tell of people."""

import datetime
from typing import Any, Never

from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Entry, NeverChangedError, Seal, Stamp, Weeding
from traffpunkt.journal.register import ALL, LEGAL_DUTY, Processing, Register
from traffpunkt.journal.retention import Rows, Rule


def old_lines(municipality: int, cutoff: datetime.datetime) -> Rows:
    """The lines of a municipality from before a moment."""
    return Entry.objects.filter(municipality_number=municipality, at__lt=cutoff)


def refuse(_lines: list[Any]) -> Never:
    """Refuse: lines leave the chain by whole stretches alone (sealing.weed)."""
    raise NeverChangedError


RULES = (
    Rule(
        key="journal",
        title=_("Journalen"),
        happens=_("Raderna tas bort. De håller bara nummer."),
        after=_("efter att raden skrevs"),
        rows=old_lines,
        erase=refuse,
        amount=24,
        unit="months",
        least=6,
        most=60,
        with_all=_(
            "Journalen är en kedja för alla kommuner i systemet. De äldsta raderna går när alla har"
            " beslutat, efter den längsta tiden."
        ),
    ),
)

REGISTER = Register(
    processings=(
        Processing(
            key="journal",
            title=_("Journal över vad som görs"),
            purpose=_("Kunna se i efterhand vem som har läst eller ändrat något, och rätta fel."),
            people=_("De som arbetar med träffpunkterna, och med nummer de som anmäler sig."),
            basis=LEGAL_DUTY,
            seen_by=_("Den som sköter driften, när kommunen ber om det."),
            fields={Entry: (ALL,)},
            rules=("journal",),
        ),
    ),
    tells_of_nobody={
        Stamp: {ALL: _("En kontrollsumma över en rad i journalen.")},
        Seal: {ALL: _("En kontrollsumma över flera rader i journalen.")},
        Weeding: {ALL: _("En kontrollsumma över rader som är borta.")},
    },
)
