# SPDX-License-Identifier: EUPL-1.2
"""A calendar feed built anew, against the icalendar library writing the same dates: no queries.

python -m bench.feeds [--occasions 500 5000] [--database-url …]
"""

import argparse
import datetime
import statistics

from bench.anew import milliseconds, page_view, queries
from bench.ground import begin, machine, table

TO_REACH = {500: 60, 5000: 500}


def reference(count: int) -> bytes:
    """As many events as the feed has, written by the library; their facts are always the same."""
    from icalendar import Calendar, Event

    starts = datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC)
    file = Calendar()
    for number in range(count):
        event = Event()
        event.add("uid", f"{number}@traffpunkt")
        event.add("sequence", 0)
        event.add("dtstamp", starts)
        event.add("last-modified", starts)
        event.add("dtstart", starts)
        event.add("dtend", starts)
        event.add("summary", "Stickcafé")
        event.add("status", "CONFIRMED")
        event.add("url", f"https://traffpunkt.example/gavle/tillfalle/{number}/")
        event.add("description", "tisdag 3 mars klockan 13.00–15.00\nFrågor? Ring 026-17 80 00.")
        event.add("location", "Träffpunkt Ängen, Ängsgatan 1, Ängsby")
        file.add_component(event)
    return bytes(file.to_ical())


def unchanged(address: str) -> float:
    """How long it takes to say that a feed has not changed."""
    from django.test import Client

    client = Client()
    tag = client.get(address)["ETag"]

    def again() -> object:
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code == 304, response.status_code
        return response

    return statistics.median(milliseconds(again))


def measured(count: int) -> list[str]:
    """One row: the feed of a town with so many dates ahead."""
    from django.db.models import F

    from bench.rows import make_town
    from traffpunkt.activities.models import Occasion

    slug = f"stad{count}"
    make_town(slug, count)
    # All of them ahead: a feed leaves out what is more than a month old.
    later = datetime.timedelta(days=190)
    Occasion.objects.filter(municipality__slug=slug).update(
        starts=F("starts") + later, ends=F("ends") + later
    )
    address = f"/{slug}/kalender.ics"
    ours = statistics.median(milliseconds(page_view(address)))
    theirs = statistics.median(milliseconds(lambda: reference(count)))
    return [
        str(count), f"{ours:.0f}", f"≤ {TO_REACH.get(count, '–')}", f"{theirs:.0f}",
        f"{ours / theirs:.2f}×", f"{unchanged(address):.1f}", str(queries(page_view(address))), "≤ 8",
    ]  # fmt: skip


def main() -> None:
    """Print how long a feed takes, and the library beside it."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--occasions", type=int, nargs="+", default=[500, 5000])
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    begin(given.database_url)
    from django.conf import settings

    settings.MIDDLEWARE.remove("traffpunkt.config.page_cache.PageCacheMiddleware")
    rows = [measured(count) for count in given.occasions]
    print(machine())
    heads = ["tillfällen", "flödet ms", "mål", "icalendar utan frågor ms", "gånger"]
    heads += ["oändrat ms", "frågor", "mål"]
    table(f"Kalenderflöden, {given.database_url.partition(':')[0] or 'sqlite'}", heads, rows)


if __name__ == "__main__":
    main()
