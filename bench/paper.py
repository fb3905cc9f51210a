# SPDX-License-Identifier: EUPL-1.2
"""The programme on paper: how long it takes, and how much memory the press takes at most.

python -m bench.paper [--occasions N]
"""

import argparse
import datetime
import resource
import time

from bench import ground


def measure(html: str, booklet: bool) -> tuple[float, int]:
    """Seconds from page to PDF, the start of the press and all, and the bytes of the PDF."""
    from traffpunkt.ui import paper

    began = time.perf_counter()
    printed = paper.pdf(html, booklet=booklet)
    return time.perf_counter() - began, len(printed)


def peak() -> float:
    """The most megabytes that any press so far has taken."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Make a town, print it in each size, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--occasions", type=int, default=400)
    given = parser.parse_args()
    ground.begin()

    from django.urls import set_script_prefix
    from django.utils import timezone

    from bench.rows import make_town
    from traffpunkt.activities.printing import MOST_DAYS, Printout, Size

    # So many in a year that a hundred days hold enough of them.
    town = make_town("stad", given.occasions * 6)
    today = timezone.localdate()
    ahead = Printout(town, today, today + datetime.timedelta(days=MOST_DAYS)).cards
    last = ahead[: given.occasions][-1].starts.date()
    set_script_prefix("/stad/")
    rows = []
    for size in (Size.A4, Size.A5):
        began = time.perf_counter()
        printout = Printout(town, today, last, size=size)
        html = printout.html("https://kommunen.example{}".format)
        wrote = time.perf_counter() - began
        took, size_of = measure(html, size == Size.A5)
        dates = len(printout.cards)
        rows.append([
            size.upper(), f"{dates}", f"{wrote:.1f}", f"{took:.1f}", "≤ 5",
            f"{peak():.0f}", "≤ 300", f"{size_of / 1e6:.2f}",
        ])  # fmt: skip
    heads = ["paper", "dates", "page, s", "press, s", "to reach", "peak MB", "to reach", "file MB"]
    ground.table(f"Paper ({ground.machine()})", heads, rows)


if __name__ == "__main__":
    main()
