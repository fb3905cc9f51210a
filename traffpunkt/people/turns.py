# SPDX-License-Identifier: EUPL-1.2
"""One at a time where there is no row yet that could be locked."""

import hashlib

from django.db import connection


def take_turn(*key: object) -> None:
    """Wait until nobody else is in a transaction with the same key; gives the turn on at its end.

    On SQLite each transaction that writes is alone from its beginning.
    """
    if connection.vendor == "postgresql":
        digest = hashlib.blake2b(repr(key).encode(), digest_size=8).digest()
        with connection.cursor() as cursor:
            number = int.from_bytes(digest, "big", signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
