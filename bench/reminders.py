# SPDX-License-Identifier: EUPL-1.2
"""Reminders for a hundred thousand people who are due at the same minute.

    python -m bench.reminders [--people 100000] [--dates 4000] [--database-url …]

One date is a broadcast with a fifth of all people; half the people are reached by e-mail, half are
rung. Memory is how much more the process holds while it writes.
"""

import argparse
import datetime
import itertools
import resource
import threading
import time
from pathlib import Path
from typing import Any

from bench.ground import begin, machine, table

ROWS = 5_000
SECONDS = 60
MEGABYTES = 60


def people_of(town: Any, count: int) -> None:
    """So many persons, every other with an e-mail address, the others with a telephone."""
    from traffpunkt.people.models import ContactWay, Person

    rows = (
        Person(municipality=town, name=f"Person {n}", folded_name=f"person {n}")
        for n in range(count)
    )
    while batch := list(itertools.islice(rows, ROWS)):
        made = Person.objects.bulk_create(batch)
        ContactWay.objects.bulk_create(
            ContactWay(person=row, kind="email", value=f"p{row.pk}@exempel.example")
            if row.pk % 2
            else ContactWay(person=row, kind="phone", value=f"+4631{row.pk % 10**6 + 10**6}")
            for row in made
        )


def signups_of(town: Any, dates: int, people: int) -> None:
    """Sign-ups of all of them long ago: a fifth for the first date, the rest spread."""
    from django.utils import timezone

    from traffpunkt.activities.models import Activity, Occasion, Offer, Signup
    from traffpunkt.people.models import Person

    starts = timezone.now() + datetime.timedelta(hours=3)
    activities = list(Activity.objects.filter(municipality=town))
    occasions = Occasion.objects.bulk_create(
        Occasion(
            municipality=town,
            activity=activity,
            starts=starts,
            ends=starts + datetime.timedelta(hours=2),
        )
        for activity, _n in zip(itertools.cycle(activities), range(dates), strict=False)
    )
    offers = Offer.objects.bulk_create(Offer(occasion=row, way="online") for row in occasions)
    keys = iter(list(Person.objects.order_by("pk").values_list("pk", flat=True)))
    made = timezone.now() - datetime.timedelta(days=9)
    rows = (
        Signup(
            occasion_id=offer.occasion_id,
            offer=offer,
            person_id=person,
            made=made,
            code=f"{person:06d}",
        )
        for n, person in enumerate(keys)
        for offer in [offers[0 if n < people // 5 else n % dates]]
    )
    while batch := list(itertools.islice(rows, ROWS)):
        Signup.objects.bulk_create(batch)


def held() -> float:
    """The megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


class Watch(threading.Thread):
    """Looks ten times a second how much more the process holds than when the watch began."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.before, self.most = held(), 0.0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.1):
            self.most = max(self.most, held() - self.before)


def main() -> None:
    """Make the rows, remind once, look that a second worker finds nothing to do."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=100_000)
    words.add_argument("--dates", type=int, default=4_000)
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    begin(given.database_url)
    from bench.rows import make_town
    from traffpunkt.activities.models import ReminderRule
    from traffpunkt.activities.reminders import remind_due

    town = make_town("stad", 0)
    town.quiet_from = town.quiet_until
    town.save()
    people_of(town, given.people)
    signups_of(town, given.dates, given.people)
    ReminderRule.objects.create(municipality=town, measure="hours", amount=4, rings=True)
    watch = Watch()
    watch.start()
    began, worked = time.perf_counter(), time.process_time()
    remind_due()
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    watch.over.set()
    began = time.perf_counter()
    assert remind_due() == 0
    tell(given, seconds, worked, watch.most, time.perf_counter() - began)


def tell(
    given: argparse.Namespace, seconds: float, worked: float, grown: float, again: float
) -> None:
    """Print what it took, and fail unless everybody has one reminder, soon enough."""
    from traffpunkt.outbox.models import Message

    told = Message.objects.of_kinds("reminder").count()
    heads = (
        "databas, personer, tillfällen, sekunder, mål, varav processorn, MB mer, mål, nästa varv"
    )
    figures = [
        given.database_url.partition(":")[0] or "sqlite",
        f"{told:,}",
        f"{given.dates:,}",
        f"{seconds:.0f}",
        f"< {SECONDS}",
        f"{worked:.0f}",
        f"{grown:.0f}",
        f"≤ {MEGABYTES}",
        f"{again:.1f}",
    ]
    print(machine())
    table("Påminnelser som alla ska i väg samma minut", heads.split(", "), [figures])
    assert told == given.people
    assert seconds < SECONDS
    assert grown <= MEGABYTES


if __name__ == "__main__":
    main()
