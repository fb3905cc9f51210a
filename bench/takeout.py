# SPDX-License-Identifier: EUPL-1.2
"""How fast a municipality takes out its own, beside an export of the whole installation, and in how much memory.

    python -m bench.takeout [--rows 100000] [--database-url …]

The database that is named is emptied of what it holds.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from bench.ground import begin, machine, table

BATCH = 5000


def main() -> None:
    """Fill two municipalities with letters, and write the package of one and the export of both."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    begin(given.database_url)
    from traffpunkt.config.exporting import export
    from traffpunkt.outbox.models import Message
    from traffpunkt.places.models import Municipality

    towns = [
        Municipality.objects.create(name=name, slug=name.lower(), help_phone="031-390 06 00")
        for name in ("Ena", "Andra")
    ]
    for town in towns:
        for first in range(0, given.rows, BATCH):
            Message.objects.bulk_create(
                Message(
                    municipality=town, key=f"{town.slug}:{number}", kind="confirmation",
                    channel="email", state="sent", body="Du är anmäld. Välkommen! " * 8,
                )
                for number in range(first, min(first + BATCH, given.rows))
            )  # fmt: skip
    told = []
    with tempfile.TemporaryDirectory() as folder:
        for what, town in (("one municipality", towns[0]), ("the whole installation", None)):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            began = time.perf_counter()
            package = export(Path(folder) / f"{bool(town)}.zip", town)
            seconds = time.perf_counter() - began
            grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            speed = package.rows / seconds
            told.append([what, str(package.rows), f"{seconds:.1f}", f"{speed:.0f}", f"{grew:.0f}"])
    table(
        "A municipality takes out its own",
        ["what", "rows", "seconds", "rows a second", "MB more"],
        told,
    )
    print(machine())


if __name__ == "__main__":
    main()
