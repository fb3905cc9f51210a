# SPDX-License-Identifier: EUPL-1.2
"""Everybody's pages under load, against a bare hello on the same server: two processes each.

python -m bench.pages [--occasions 500 5000] [--database-url …] [--seconds 5] [--rounds 3]
"""

import argparse
import statistics
import time
import urllib.request

from bench.ground import HELLO, OURS, begin, load, machine, served, table


def addresses(slug: str) -> dict[str, str]:
    """The three pages, for one town."""
    from traffpunkt.activities.models import Occasion

    occasion = Occasion.objects.filter(municipality__slug=slug).upcoming().first()
    assert occasion is not None
    return {
        "hem": f"/{slug}/",
        "program": f"/{slug}/program/",
        "tillfälle": f"/{slug}/tillfalle/{occasion.pk}/",
    }


def main() -> None:
    """Measure hello and each page in turn, several rounds, and print the ratio of the medians."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--occasions", type=int, nargs="+", default=[500, 5000])
    words.add_argument("--database-url", default="")
    words.add_argument("--seconds", type=int, default=5)
    words.add_argument("--rounds", type=int, default=3)
    given = words.parse_args()
    begin(given.database_url)
    from bench.rows import make_town

    rows = []
    for count in given.occasions:
        slug = f"stad{count}"
        make_town(slug, count)
        rows += measured(slug, count, given.seconds, given.rounds)
    print(machine())
    table(
        "Sidor för alla, om och om igen",
        [
            "tillfällen",
            "sida",
            "hello /s",
            "sidan /s",
            "andel av hello",
            "mål",
            "s till nytt antal platser",
            "mål",
        ],
        rows,
    )


def measured(slug: str, count: int, seconds: int, rounds: int) -> list[list[str]]:
    """One row a page: medians over the rounds, in which hello and the pages take turns."""
    pages = addresses(slug)
    hello: list[float] = []
    ours: dict[str, list[float]] = {name: [] for name in pages}
    with served(HELLO) as bare, served(OURS) as site:
        for _round in range(rounds):
            hello.append(load(bare + "/", seconds))
            for name, path in pages.items():
                ours[name].append(load(site + path, seconds))
        fresh = max(seconds_until_fresh(site + pages["tillfälle"], slug) for _time in range(5))
    reference = statistics.median(hello)
    return [
        [str(count), name, f"{reference:.0f}", f"{statistics.median(found):.0f}",
         f"{statistics.median(found) / reference:.0%}", "≥ 60 %", f"{fresh:.2f}", "≤ 1"]
        for name, found in ours.items()
    ]  # fmt: skip


def seconds_until_fresh(address: str, slug: str) -> float:
    """How long a page that is kept goes on saying the old number of seats after a sign-up."""
    from traffpunkt.activities.models import Occasion, Offer
    from traffpunkt.journal.models import GUEST

    occasion = Occasion.objects.get(pk=int(address.rstrip("/").rpartition("/")[2]))
    offer = occasion.offers.get(way="on_site")
    person = occasion.municipality.persons.create(name="Astrid", folded_name="astrid")
    read(address)  # now it is kept
    occasion.sign_up(person, offer, by=GUEST)
    began = time.perf_counter()
    words = f"{Offer.objects.get(pk=offer.pk).free} platser kvar"
    while words not in read(address):
        time.sleep(0.005)
    return time.perf_counter() - began


def read(address: str) -> str:
    """A page of this machine as text."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    main()
