# SPDX-License-Identifier: EUPL-1.2
"""Signing in as a person does it: ask, read the letter, write the code."""

import re

from django.test import Client

from traffpunkt.outbox.models import Message
from traffpunkt.people.models import Account


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


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")
