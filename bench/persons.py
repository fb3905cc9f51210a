# SPDX-License-Identifier: EUPL-1.2
"""Finding somebody among 200,000 persons of one municipality, beside a bare lookup by key.

python -m bench.persons [--database-url postgres://…/scratch] [--persons N] [--rounds N]
"""

import argparse
import random
import statistics

from bench import ground
from bench.search import percentile, settle, timed

# Some thirty names are borne by most; the tail is as long as in a real register.
FIRSTS = """
Anna Eva Maria Karin Kristina Lena Kerstin Ingrid Astrid Birgitta Marianne Elisabeth Margareta Siv
Gun-Britt Anna-Lisa Barbro Inger Ulla Berit Bertil Lars Karl Erik Anders Per Nils Johan Gunnar Sven
Karl-Erik Lars-Göran Olle Åke Göran Bengt Stig Rolf Lennart Kjell Sture Ove Yusuf Fatima Ahmed Zahra
Åsa Märta Hjördis Sigbritt Torsten Valborg Signe Ragnar Helge Maj-Britt Mohammad Amina Leyla Dragan
""".split()
LASTS = """
Andersson Johansson Karlsson Carlsson Nilsson Eriksson Ericsson Larsson Olsson Persson Pettersson
Svensson Gustafsson Gustavsson Jonsson Jansson Hansson Bengtsson Lindberg Jakobsson Magnusson Olofsson
Lindström Lindqvist Lindgren Axelsson Berg Bergström Lundberg Lind Lundgren Mattsson Berglund Ali
Fredriksson Sandberg Forsberg Sjöberg Wallin Engström Danielsson Lundin Håkansson Björk Wiklund Hassan
""".split()
HEADS = "Berg Lind Sund Hag Ek Alm Björk Ceder Dal Fors Gran Holm Kvist Lund Mal Norr Ros Sjö Väst Öst Åker".split()
TAILS = "ström berg lund gren kvist dahl stedt holm vall man rud löf sten mark fors feldt hag strand brink".split()
STREETS = "Ängsgatan Storgatan Kyrkogatan Skolvägen Björkvägen Norra Kungsgatan Södra Hamngatan Timmermansvägen".split()
QUERIES = [
    "Astird", "Bertl", "Åsa", "Asa", "Carlsson", "Karlsson", "Anna", "Anna Andersson", "Anna-Lisa",
    "Annalisa", "Eva Carlsson", "Astrid Karlson", "Ingird Lindqvist", "Gustavson Lars", "Kralsson",
    "Kerstin Bergstr", "605", "0605", "4 06 05", "070-174 06 05", "Anna 605", "Ängsgatan 14", "Ängsg",
    "Astrid Ängsgatan", "803 20", "Fatma Hassan", "Mohamed Ali", "Maj-Britt", "Viklund", "Xyzzy",
    "Hjördis", "Jördis Åkerström", "Anna Eva", "Lars Göran", "And",
]  # fmt: skip
BATCH = 5_000


def fill(many: int):
    """One municipality with so many persons, made straight in the tables; the register is read after."""
    from traffpunkt.people.models import ContactWay, Person
    from traffpunkt.people.models.person import folded
    from traffpunkt.people.register import rebuild
    from traffpunkt.places.models import Municipality

    chance = random.Random(1)
    city = Municipality.objects.create(
        name="Storstad", slug="storstad", help_phone="031-390 06 00", sender_name="Storstad"
    )
    for begun in range(0, many, BATCH):
        names = [name(chance) for _n in range(min(BATCH, many - begun))]
        persons = Person.objects.bulk_create(
            Person(
                municipality=city, name=each, folded_name=folded(each),
                street=f"{chance.choice(STREETS)} {chance.randint(1, 90)}",
                postcode=f"803 {chance.randint(10, 99)}", town="Storstad",
            )
            for each in names
        )  # fmt: skip
        ContactWay.objects.bulk_create(
            ContactWay(person=person, kind="phone", value=f"+467{chance.randrange(10**8):08}")
            for person in persons
        )
    took = timed(lambda: rebuild(city)) / 1000
    return city, took


def name(chance: random.Random) -> str:
    """A name as common or as rare as in a register: few have most of the bearers."""
    first = FIRSTS[min(int(chance.expovariate(1 / 12)), len(FIRSTS) - 1)]
    if chance.random() < 0.6:
        return f"{first} {LASTS[min(int(chance.expovariate(1 / 10)), len(LASTS) - 1)]}"
    middle = chance.choice(["", "", "e", "s", "a", "is", "ing", "en"])
    return f"{first} {chance.choice(HEADS)}{middle}{chance.choice(TAILS)}"


def measure(city, rounds: int):
    """Milliseconds of each search, and of bare lookups by key between them."""
    from traffpunkt.people.finding import find
    from traffpunkt.people.models import Person

    keys = list(city.persons.values_list("pk", flat=True)[:2000])
    searches: dict[str, list[float]] = {query: [] for query in QUERIES}
    lookups = []
    for warm in [False, *[True] * rounds]:
        for query in QUERIES:
            took = timed(lambda query=query: find(city.persons.all(), city, query))
            bare = timed(lambda: Person.objects.get(pk=random.choice(keys)))
            if warm:
                searches[query].append(took)
                lookups.append(bare)
    return searches, lookups


def main() -> None:
    """Make the rows, measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    ground.begin(given.database_url)

    from django.db import connection

    city, took = fill(given.persons)
    settle()
    searches, lookups = measure(city, given.rounds)
    every = [one for each in searches.values() for one in each]
    bare = statistics.median(lookups)
    parts = [percentile(every, part) for part in (50, 95, 99)]
    title = f"Somebody among {given.persons} persons, {connection.vendor} ({ground.machine()})"
    ground.table(title, ["", "median", "p95", "p99"], [
        ["one search, ms (to reach: p95 < 50)", *[f"{part:.1f}" for part in parts]],
        [f"times a bare lookup by key ({bare:.2f} ms)", *[f"{part / bare:.0f}" for part in parts]],
    ])  # fmt: skip
    slowest = sorted(searches.items(), key=lambda one: -statistics.median(one[1]))[:8]
    rows = [[query, f"{statistics.median(each):.1f}"] for query, each in slowest]
    ground.table("Slowest", ["typed", "median ms"], rows)
    print(f"\nRead into the register's keys in {took:.0f} s.")


if __name__ == "__main__":
    main()
