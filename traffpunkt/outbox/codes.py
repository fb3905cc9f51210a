# SPDX-License-Identifier: EUPL-1.2
"""Sign-in codes leave through the outbox like everything else that is sent."""

import secrets
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from traffpunkt.outbox.actions import send_code
from traffpunkt.people.doorkeeper import Doorkeeper


class CodeSender(Doorkeeper):
    """The doorkeeper who also sends the code."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the code in the outbox; a code is the only letter that signing in needs."""
        code: str = context["code"]
        municipality = self.request.municipality
        page = {"code": f"{code[:3]} {code[3:]}", "municipality": municipality}
        send_code(
            email,
            _("Kod för att logga in"),
            render_to_string("outbox/code.txt", page),
            key=f"code:{secrets.token_hex(12)}",
            municipality=municipality,
        )
