# SPDX-License-Identifier: EUPL-1.2
"""The guards in the database itself that let nobody change or remove what the journal says."""

import contextlib
from collections.abc import Iterator

from django.db import connection

TABLES = ("journal_entry", "journal_stamp", "journal_seal", "journal_weeding")
# Against changes and removals; PostgreSQL can also empty a table in one go.
VERBS = {"sqlite": ("stands", "stays"), "postgresql": ("stands", "stays", "whole")}
# What PostgreSQL keeps beside its tables.
FUNCTIONS = tuple(f"{table}_{verb}" for table in TABLES for verb in ("refuses", "leaves"))
THERE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
DOWN = {"sqlite": "DROP TRIGGER {name}", "postgresql": "ALTER TABLE {table} DISABLE TRIGGER {name}"}
UP = "ALTER TABLE {table} ENABLE TRIGGER {name}"


def named() -> set[str]:
    """The guards that there shall be."""
    return {f"{table}_{verb}" for table in TABLES for verb in VERBS[connection.vendor]}


def standing() -> dict[str, str]:
    """The guards that are in place; where taking one down forgets it, with the words that put it up."""
    with connection.cursor() as cursor:
        cursor.execute(THERE[connection.vendor])
        return {name: words for name, words in cursor.fetchall() if name in named()}


def missing() -> list[str]:
    """The guards that are not in place."""
    return sorted(named() - standing().keys())


@contextlib.contextmanager
def lowered() -> Iterator[None]:
    """Without guards for a while: only where all is thrown away, as by a demo that begins afresh."""
    before = standing()
    with connection.cursor() as cursor:
        for name in before:
            cursor.execute(told(DOWN[connection.vendor], name))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, words in before.items():
                cursor.execute(words or told(UP, name))


def told(words: str, name: str) -> str:
    """A statement about one guard and its table."""
    return words.format(name=name, table=name.rpartition("_")[0])
