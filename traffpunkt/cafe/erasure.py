# SPDX-License-Identifier: EUPL-1.2
"""What of the café tells of people: nothing."""

from django.utils.translation import gettext_lazy as _

from traffpunkt.cafe.models import Ticket
from traffpunkt.journal.register import ALL, Register

REGISTER = Register(
    tells_of_nobody={
        Ticket: {
            ALL: _(
                "Ett nummer i en kö och dess tider, utan namn eller telefon. Finns kvar, så att ni"
                " kan räkna."
            )
        }
    }
)
