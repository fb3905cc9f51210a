# SPDX-License-Identifier: EUPL-1.2
"""Search over 20,000 activities and 500,000 occasions of one municipality: its speed and quality.

python -m bench.search [--database-url postgres://…/scratch] [--activities N] [--occasions N]
"""

import argparse
import datetime
import itertools
import random
import statistics
import time
from typing import Any

from bench import ground, quality

# Invented compounds make the vocabulary as wide as a real one.
FIRSTS = """
afton berg björk bruks by bygde dags eftermiddags fjäll fredags frö glas gård havs hem hjort hus
höst kaffe kulle kvarn kvälls lek ljus lunch morgon musik natur nattens park radio resa ring rosen
salt sand senior silver sjö skogs slott snö sommar sten strand ström sång söndags tal tisdags torg
torsdags trä vatten veckans vinter väg vän vår äldre äng ö
""".split()
LASTS = """
afton bana berättare bild bok brev bräde bygge cirkel dag dans deg duk dukning fest folk form
forskare frukt fråga färg gata glädje grupp gåta hantverk hjälp hylla hörna kaka klubb konst korg
krets kväll kör lag lek lista läsning låda minne mugg möte odling panna par plats prat quiz recept
runda rum saga samling scen skola smak snack spel stig stol stuga stund sällskap tack teater ton
tråd träff tävling vagn vana visa vård väv ängel övning
""".split()
BATCH = 5_000


def fill(activities: int, occasions: int):
    """One municipality with so many activities, and how many seconds it took to index them."""
    from traffpunkt.activities.search import index
    from traffpunkt.places.models import Municipality, Venue

    chance = random.Random(1)
    city = Municipality.objects.create(
        name="Storstad", slug="storstad", help_phone="031-390 06 00", sender_name="Storstad"
    )
    venues = Venue.objects.bulk_create(
        Venue(
            municipality=city, name=f"Träffpunkt {word(chance).capitalize()}", slug=f"plats-{n}",
            street="Gatan 1", town="Storstad",
        )
        for n in range(100)
    )  # fmt: skip
    write_dates(city, venues, write_activities(city, activities, chance), occasions)
    began = time.perf_counter()
    index.reindex(city)
    return city, time.perf_counter() - began


def write_activities(city, activities: int, chance: random.Random):
    """Activities written from the corpus and invented compounds."""
    from traffpunkt.activities.models import Activity

    documents = list(quality.corpus().values())
    return Activity.objects.bulk_create(
        (
            Activity(
                municipality=city,
                title=f"{chance.choice(documents)['title']} {word(chance)}"[:100],
                text=text(chance, documents),
                state="published",
            )
            for _n in range(activities)
        ),
        batch_size=BATCH,
    )


def write_dates(city, venues, rows, occasions: int) -> None:
    """Dates of the activities, half of them before today and half after."""
    from django.utils import timezone

    from traffpunkt.activities.models import Occasion

    activities = len(rows)
    today = timezone.localtime().replace(hour=13, minute=0, second=0, microsecond=0)
    # Each activity has its weekday and its place.
    dates = (
        Occasion(
            municipality=city, activity=rows[n % activities], venue=venues[n % activities % 100],
            starts=(starts := today + datetime.timedelta(
                days=n % activities % 7, weeks=n // activities - occasions // activities // 2
            )),
            ends=starts + datetime.timedelta(hours=2),
        )
        for n in range(occasions)
    )  # fmt: skip
    while batch := list(itertools.islice(dates, BATCH)):
        Occasion.objects.bulk_create(batch)


def word(chance: random.Random) -> str:
    """An invented compound."""
    return chance.choice(FIRSTS) + chance.choice(LASTS)


def text(chance: random.Random, documents: list[dict[str, Any]]) -> str:
    """Two sentences of two corpus texts and eight invented words."""
    borrowed = [chance.choice(documents)["text"].split(". ")[0] for _n in range(2)]
    return ". ".join([*borrowed, " ".join(word(chance) for _n in range(8))])


def settle() -> None:
    """Let the database know its own sizes, as a running one does by itself."""
    from django.db import connection

    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def timed(job) -> float:
    """How many milliseconds a job takes."""
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def measure(city, rounds: int) -> tuple[list[float], list[float], dict[str, float]]:
    """Milliseconds of each search, of bare lookups by key beside them, and of each query's median."""
    from traffpunkt.activities.models import Activity
    from traffpunkt.activities.search.queries import search

    words = [words for half in quality.HALVES for words in quality.queries(half)]
    keys = list(city.activities.values_list("pk", flat=True)[:2000])
    searches: dict[str, list[float]] = {query: [] for query in words}
    lookups = []
    for warm in [False, *[True] * rounds]:
        for query in words:
            took = timed(lambda query=query: search(city, query))
            bare = timed(lambda: Activity.objects.get(pk=random.choice(keys)))
            if warm:
                searches[query].append(took)
                lookups.append(bare)
    every = [took for query in searches.values() for took in query]
    return every, lookups, {q: statistics.median(took) for q, took in searches.items()}


def percentile(figures: list[float], part: int) -> float:
    """The figure that so many in a hundred do not pass."""
    return statistics.quantiles(figures, n=100, method="inclusive")[part - 1]


def main() -> None:
    """Make the rows, measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--activities", type=int, default=20_000)
    parser.add_argument("--occasions", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    ground.begin(given.database_url)

    from django.db import connection

    from traffpunkt.places.models import Municipality

    city, took = fill(given.activities, given.occasions)
    settle()
    searches, lookups, each = measure(city, given.rounds)
    bare = statistics.median(lookups)
    heads = ["", "median", "p95", "p99"]
    parts = [percentile(searches, part) for part in (50, 95, 99)]
    size = f"{given.activities} aktiviteter, {given.occasions} tillfällen, {city.search_words.count()} ord"
    title = f"Search, {connection.vendor}, {size} ({ground.machine()})"
    ground.table(title, heads, [
        ["one search, ms", *[f"{part:.1f}" for part in parts]],
        [f"times a bare lookup by key ({bare:.2f} ms)", *[f"{part / bare:.0f}" for part in parts]],
    ])  # fmt: skip
    slowest = sorted(each.items(), key=lambda one: -one[1])[:5]
    ground.table("Slowest queries", ["words", "ms"], [[q, f"{ms:.1f}"] for q, ms in slowest])
    print(f"\nIndexed in {took:.0f} s.")

    small = Municipality.objects.create(
        name="Lillköping", slug="lillkoping", help_phone="031-390 06 00", sender_name="Lillköping"
    )
    keys = quality.fill(small)
    marks = [(half, quality.judge(small, keys, half)) for half in quality.HALVES]
    ground.table("Quality", ["half", "recall", "precision", "all found"], [
        [half, f"{m.recall:.2f}", f"{m.precision:.2f}", f"{m.whole}/{m.queries}"]
        for half, m in marks
    ])  # fmt: skip


if __name__ == "__main__":
    main()
