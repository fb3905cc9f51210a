# SPDX-License-Identifier: EUPL-1.2
"""Sign-in codes leave through the outbox like everything else that is sent."""

import secrets
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.outbox import sms
from traffpunkt.outbox.actions import send_code, text_code, write
from traffpunkt.people.doorkeeper import Doorkeeper

NUMBER = "number"


class CodeSender(Doorkeeper):
    """The doorkeeper who also sends the code."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the code in the outbox; a code is the only letter that signing in needs."""
        code: str = context["code"]
        municipality = self.request.municipality
        page = {"code": in_groups(code), "municipality": municipality}
        send_code(
            email,
            _("Kod för att logga in"),
            render_to_string("outbox/code.txt", page),
            key=f"code:{secrets.token_hex(12)}",
            municipality=municipality,
        )

    def text_code(self, number: str, code: str) -> None:
        """Put the code in the outbox as SMS."""
        municipality = self.request.municipality
        page = {"code": in_groups(code), "municipality": municipality}
        text_code(
            number,
            render_to_string("outbox/code_sms.txt", page),
            key=f"code:{secrets.token_hex(12)}",
            municipality=municipality,
        )

    def texts_rest(self) -> bool:
        """Whether no text message is to be tried at the moment."""
        return sms.is_resting(timezone.now())

    def tell_of_number(self, email: str, *, is_kept: bool) -> None:
        """Write to somebody that codes go to another mobile from now on, or to none."""
        municipality = self.request.municipality
        page = {"is_kept": is_kept, "municipality": municipality}
        write(
            email,
            NUMBER,
            _("Ditt mobilnummer för koder är ändrat"),
            render_to_string("outbox/number.txt", page),
            key=f"{NUMBER}:{secrets.token_hex(12)}",
            municipality=municipality,
        )


def in_groups(code: str) -> str:
    """A code as it is read aloud and typed: two groups of three."""
    return f"{code[:3]} {code[3:]}"
