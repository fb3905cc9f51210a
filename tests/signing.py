# SPDX-License-Identifier: EUPL-1.2
"""Signing in as a person does it: ask, read the letter, write the code."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests import pages
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import Account

APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECOND = "/logga-in/andra-steget/"
MOBILE = "+46701740605"


def shown(secret: str = APP, later: int = 0) -> str:
    """What an app shows, some half minutes from now."""
    shows: str = format_hotp_value(
        hotp_value(secret, int(timezone.now().timestamp()) // 30 + later)
    )
    return shows


def whole(answer):
    """A page that keeps all the rules of pages."""
    page = answer.content.decode()
    assert [words for check in pages.CHECKS for words in check(pages.Page(page))] == []
    return page


def ask(client: Client, email: str, at: str = "", **more: str):
    return client.post(f"{at}/logga-in/", {"email": email, **more})


def code_in_letter() -> str:
    letter = Message.objects.order_by("pk").last()
    assert letter is not None
    found = re.search(r"\d{3} \d{3}", letter.body)
    assert found
    return found[0]


def wrong(code: str) -> str:
    return "111111" if code != "111 111" else "222222"


def sign_in(client: Client, account: Account, at: str = "", **more: str):
    ask(client, account.email, at, **more)
    return client.post(f"{at}/logga-in/kod/", {"code": code_in_letter()})


def let_in(client: Client, account: Account) -> Client:
    """Signed in without the door, as somebody who has shown who she is just now."""
    client.force_login(account, settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["proof"] = {"way": "code", "factor": "", "at": time.time()}
    session.save()
    return client


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")
