# SPDX-License-Identifier: EUPL-1.2
"""How a text looks to an invented person: as e-mail, as SMS and as a letter."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.recurrence import moment
from traffpunkt.outbox import gsm, sms
from traffpunkt.outbox.models import Message
from traffpunkt.outbox.sending import with_ending
from traffpunkt.places.models import Municipality
from traffpunkt.ui.words import day, span


def words_of_astrid(municipality: Municipality) -> Mapping[str, str]:
    """What each word says of Astrid, who does not exist."""
    date = timezone.localdate() + datetime.timedelta(days=7)
    starts, ends = moment(date, datetime.time(13)), moment(date, datetime.time(15))
    return {
        "namn": _("Astrid"),
        "aktivitet": _("Stickcafé"),
        "dag": day(starts),
        "när": span(starts, ends),
        "plats": _("Träffpunkt Ängen, Ängsgatan 1, Ängsby"),
        "antal": "2",
        "nummer": "K7MX4P",
        "ta med": _("garn och stickor"),
        "så deltar du": _("Du kommer till Träffpunkt Ängen. Dörren öppnar klockan 12.45."),
        "ring": municipality.help_phone,
        "deltar": _("Du är med hemifrån."),
        "personer": _("2 personer"),
        "orsak": _("Ledaren är sjuk."),
        "nytt": _("ny tid"),
        "förut": _("Förut var det %s klockan 10.00.") % day(starts),
        "från": day(starts),
        "meddelande": _("Ta med inneskor, golvet är nybonat."),
    }


@dataclass(frozen=True, slots=True)
class Preview:
    """A filled text in the three shapes in which it reaches people."""

    municipality: Municipality
    subject: str
    body: str

    @property
    def email(self) -> str:
        """The whole e-mail below its subject, as it is sent."""
        return with_ending(Message(municipality=self.municipality, body=self.body))

    @property
    def sms(self) -> str:
        """The same words on the telephone: no empty lines, plain letters, whom to ring."""
        return sms.in_full(self.body, self.municipality)

    @property
    def sms_parts(self) -> int:
        """How many text messages it takes."""
        return gsm.parts(self.sms)
