# SPDX-License-Identifier: EUPL-1.2
"""A mail server and a gateway for text messages that count what they are given, and take their time."""

import asyncio
import collections
import contextlib
import dataclasses
import email
import email.policy
import random
import threading
import time
import urllib.error
from collections.abc import Iterator
from typing import Any

from aiosmtpd.controller import Controller

from bench.ground import free_port
from tests.gateway import Gateway, report

LONGEST = 0.25


@dataclasses.dataclass
class Postbox:
    """Who got a letter, under which Message-IDs, and how often one came again."""

    port: int
    names: dict[str, set[str]] = dataclasses.field(
        default_factory=lambda: collections.defaultdict(set)
    )
    again: int = 0

    @classmethod
    @contextlib.contextmanager
    def open(cls) -> Iterator["Postbox"]:
        """A server on this machine that takes everything."""
        box = cls(free_port())
        server = Controller(box, hostname="127.0.0.1", port=box.port)
        server.start()
        try:
            yield box
        finally:
            server.stop()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter, and be slow before and after."""
        await asyncio.sleep(random.uniform(0, LONGEST))
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        # Each person gets one letter in this bench: two names at one address are one letter twice.
        names = self.names[str(letter["To"])]
        self.again += letter["Message-ID"] in names
        names.add(str(letter["Message-ID"]))
        await asyncio.sleep(random.uniform(0, LONGEST))
        return "250 OK"


class SlowGateway(Gateway):
    """The stand-in, as slow before it takes a message as afterwards."""

    def take(self, form: dict[str, str], *given: Any) -> dict[str, str]:
        """Take a message in its own time."""
        time.sleep(random.uniform(0, LONGEST))
        row = super().take(form, *given)
        time.sleep(random.uniform(0, LONGEST))
        return row


@contextlib.contextmanager
def slow_gateway() -> Iterator[Gateway]:
    """A gateway on this machine."""
    gateway = SlowGateway()
    gateway.begin()
    try:
        yield gateway
    finally:
        gateway.end()


@contextlib.contextmanager
def reporting(gateway: Gateway) -> Iterator[None]:
    """Let the gateway report every second message as delivered, twice, and again until it is thanked.

    Of the others nothing is heard, so that one that nobody knows of has to be asked after.
    """
    over = threading.Event()

    def go_on() -> None:
        reported: collections.Counter[str] = collections.Counter()
        while not over.wait(0.2):
            for number, address in list(gateway.callbacks.items())[::2]:
                if reported[number] < 2:
                    with contextlib.suppress(OSError, urllib.error.URLError):
                        reported[number] += report(address, number, "delivered") == 204

    teller = threading.Thread(target=go_on, daemon=True)
    teller.start()
    yield
    over.set()
    teller.join(15)
