# SPDX-License-Identifier: EUPL-1.2
"""The same pages built anew, against a bare view that renders twenty rows of one query.

Both go the same road, from the request to the answer; the page cache is out of it.

python -m bench.anew [--occasions 500 5000] [--database-url …] [--country]
"""

import argparse
import contextlib
import statistics
import time
from collections.abc import Callable, Iterator

from bench.ground import begin, machine, table


@contextlib.contextmanager
def bare() -> Iterator[None]:
    """The same Django without our middleware, whose only page is the reference."""
    from django.test import override_settings

    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.bare"):
        yield


ROUNDS = 12


def page_view(address: str) -> Callable[[], object]:
    """One page, from the request to the answer, through the middleware there is."""
    from django.test import Client

    client = Client()

    def view() -> object:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    return view


def milliseconds(view: Callable[[], object], times: int = 8) -> list[float]:
    """How long each of some calls took, after two to warm up."""
    found = []
    for once in range(2 + times):
        began = time.perf_counter()
        view()
        found += [(time.perf_counter() - began) * 1000] if once >= 2 else []
    return found


def queries(view: Callable[[], object]) -> int:
    """How many queries a call makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        view()
    return len(seen)


def told() -> argparse.Namespace:
    """What was asked for on the command line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--occasions", type=int, nargs="+", default=[500, 5000])
    words.add_argument("--database-url", default="")
    words.add_argument("--country", action="store_true", help="290 kommuner, bara PostgreSQL")
    words.add_argument("--persons", type=int, default=2_000_000)
    words.add_argument("--signups", type=int, default=5_000_000)
    return words.parse_args()


def filled(given: argparse.Namespace) -> list[tuple[str, str]]:
    """The towns that were asked for, made unless an earlier run made them: address and label."""
    from bench.rows import make_country, make_town
    from traffpunkt.places.models import Municipality

    there = set(Municipality.objects.values_list("slug", flat=True))
    towns = []
    for count in given.occasions:
        if f"stad{count}" not in there:
            make_town(f"stad{count}", count)
        towns.append((f"stad{count}", str(count)))
    if given.country:
        if "kommun7" not in there:
            make_country(290, 500_000, given.persons, given.signups)
        towns.append(("kommun7", "500 000 i landet"))
    return towns


def measured(towns: list[tuple[str, str]]) -> list[list[str]]:
    """A row for each page of each town: medians over rounds in which they and the bare take turns."""
    from bench.pages import addresses

    pages = {
        (slug, name): page_view(address)
        for slug, _label in towns
        for name, address in addresses(slug).items()
    }
    took: dict[tuple[str, str], list[float]] = {key: [] for key in pages}
    references: dict[str, list[float]] = {slug: [] for slug, _label in towns}
    for _round in range(ROUNDS):
        for slug in references:
            with bare():
                references[slug] += milliseconds(page_view(f"/{slug}/"))
        for key, view in pages.items():
            took[key] += milliseconds(view)
    rows = []
    for (slug, name), view in pages.items():
        reference, ours, fewest = map(
            statistics.median, (references[slug], took[slug, name], took[towns[0][0], name])
        )
        rows.append([
            dict(towns)[slug], name, f"{reference:.2f}", f"{ours:.2f}", f"{ours / reference:.1f}×",
            "≤ 3×", f"{ours / fewest:.2f}×", "≤ 1.3×", str(queries(view)), "≤ 8",
        ])  # fmt: skip
    return rows


def main() -> None:
    """Print each page's time as a multiple of the bare view's, and its queries."""
    given = told()
    begin(given.database_url)
    from django.conf import settings

    settings.MIDDLEWARE.remove("traffpunkt.config.page_cache.PageCacheMiddleware")
    rows = measured(filled(given))
    print(machine())
    heads = ["tillfällen", "sida", "naken vy ms", "sidan ms", "gånger", "mål"]
    heads += ["mot minst antal", "mål", "frågor", "mål"]
    table(f"Sidor byggda på nytt, {given.database_url.partition(':')[0] or 'sqlite'}", heads, rows)


if __name__ == "__main__":
    main()
