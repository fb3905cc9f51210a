# SPDX-License-Identifier: EUPL-1.2
"""A mail server and a gateway for text messages on this machine, and SMS switched on."""

import socket

import pytest
from aiosmtpd.controller import Controller

from tests import gateway as stand_in
from traffpunkt.outbox import elks


class Postbox:
    """A mail server that keeps what it is given, and answers as it is told."""

    def __init__(self):
        self.letters = []
        self.answer_to_rcpt = "250 OK"
        self.answer_to_data = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answer_to_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_rcpt

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answer_to_data.startswith("250"):
            self.letters.append(envelope.content.decode())
        return self.answer_to_data


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def postbox(settings):
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.DEFAULT_FROM_EMAIL = "traffpunkt@kommun.example"
    yield box
    server.stop()


@pytest.fixture
def sms_on(settings):
    """SMS is switched on; where the gateway is, nobody answers."""
    settings.SMS_USER, settings.SMS_PASSWORD = stand_in.USER, stand_in.PASSWORD
    settings.SMS_SENDER, settings.SMS_ON = "Traffpunkt", True
    settings.SMS_GATEWAY = "http://127.0.0.1:9/a1"
    settings.SITE = "https://traffpunkt.example"
    return settings


@pytest.fixture
def gateway(sms_on, monkeypatch):
    """The stand-in, which answers within its time and is asked at it."""
    server = stand_in.Gateway()
    server.begin()
    sms_on.SMS_GATEWAY = server.site
    monkeypatch.setattr(elks, "PATIENCE", (1, 0.5))
    yield server
    server.end()
