# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL's own programs for copies: found, as new as the server, and told where it is."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from traffpunkt.journal.guards import FUNCTIONS

FOLDERS = Path("/usr/lib/postgresql")
NAMES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
MAJOR = re.compile(r"\(PostgreSQL\) (\d+)")


class ToolTrouble(Exception):
    """A program of PostgreSQL's is missing, too old, or did not do what it was to do."""


def environment() -> dict[str, str]:
    """Where the database is and who we are there, as PostgreSQL's programs read it."""
    given = connection.settings_dict
    own = {env: str(given[name]) for name, env in NAMES.items() if given.get(name)}
    own |= {
        f"PG{name.upper()}": str(said)
        for name, said in given["OPTIONS"].items()
        if name.startswith("ssl")
    }
    return os.environ | own


def major(program: str) -> int:
    """Which version of PostgreSQL a program belongs to; 0 if it does not say."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found by us
    found = MAJOR.search(said.stdout)
    return int(found[1]) if found else 0


def tool(name: str) -> str:
    """The program that fits the server best: of its version, else the next newer one."""
    server: int = connection.pg_version // 10000  # type: ignore[attr-defined]
    there = {str(path) for path in FOLDERS.glob(f"*/bin/{name}")} | {shutil.which(name) or ""} - {
        ""
    }
    by_age = sorted((major(path), path) for path in there)
    fitting = [path for version, path in by_age if version >= server]
    if fitting:
        return fitting[0]
    if by_age:
        raise ToolTrouble(
            f"{name} hör till version {by_age[-1][0]}, men databasen är version {server}. "
            f"Installera rätt version: apt-get install postgresql-client-{server}"
        )
    raise ToolTrouble(
        f"Programmet {name} finns inte här. Installera det: apt-get install postgresql-client"
    )


def run(name: str, *words: str) -> None:
    """Run one of PostgreSQL's programs against our database."""
    answer = subprocess.run(  # noqa: S603 - the program is found by us, the words are ours
        [tool(name), *words], env=environment(), capture_output=True, text=True, check=False
    )
    if answer.returncode:
        last = (answer.stderr.strip().splitlines() or ["inget svar"])[0]
        raise ToolTrouble(f"{name} klarade det inte: {last}")


def dump(target: Path) -> None:
    """Copy the whole database as it is at one moment, while others go on writing."""
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Put a copy in the place of all tables, in one transaction: all of it or nothing.

    Tables that the copy does not know go too: an installation can go back to an older version.
    """
    quote = connection.ops.quote_name
    away = source.with_name("away.sql")
    words, again = source.with_name("again.sql"), ["--no-owner", "--no-privileges"]
    away.write_text(
        "".join(
            f"DROP TABLE {quote(name)} CASCADE;\n"
            for name in connection.introspection.table_names()
        )
        # With its table goes the guard, but not what the guard does.
        + "".join(f"DROP FUNCTION IF EXISTS {quote(name)}();\n" for name in FUNCTIONS)
    )
    run("pg_restore", *again, f"--file={words}", str(source))
    connection.close()
    run(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        f"--file={away}", f"--file={words}",
    )  # fmt: skip
