# SPDX-License-Identifier: EUPL-1.2
"""What of the channels tells of people: nothing."""

from django.utils.translation import gettext_lazy as _

from traffpunkt.channels.models import Link
from traffpunkt.journal.register import ALL, Register

REGISTER = Register(
    tells_of_nobody={Link: {ALL: _("Adresser till möten och filmer, inte till människor.")}}
)
