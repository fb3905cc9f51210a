# SPDX-License-Identifier: EUPL-1.2
"""The workroom's first page on a full day: 40 dates, 600 sign-ups, 200 calls to make.

    python -m bench.idag [--database-url …]

Beside it in the same run: the programme page built anew for a guest, and the bare view of bench.anew.
"""

import argparse
import datetime
import statistics
from typing import Any

from bench.anew import bare, page_view, queries
from bench.ground import begin, machine, table
from bench.planning import desk, took

DATES, SIGNUPS, CALLS = 40, 600, 200
ROUNDS = 15


def fill_the_day() -> None:
    """Forty dates today in three ways each, with people on them, and calls to make about them."""
    from django.utils import timezone

    from traffpunkt.activities.models import Activity, Occasion, Offer
    from traffpunkt.places.models import Municipality

    town = Municipality.objects.get(slug="stad500")
    venues = list(town.venues.order_by("pk"))
    begins = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    activities = Activity.objects.bulk_create(
        Activity(municipality=town, title=f"Stickcafé {n}", text="Vi stickar.", state="published")
        for n in range(DATES)
    )
    dates = Occasion.objects.bulk_create(
        Occasion(
            municipality=town, activity=activity, venue=venues[n % len(venues)],
            starts=begins + datetime.timedelta(minutes=20 * n),
            ends=begins + datetime.timedelta(minutes=20 * n + 90),
        )
        for n, activity in enumerate(activities)
    )  # fmt: skip
    offers = Offer.objects.bulk_create(
        Offer(occasion=date, way=way, capacity=30)
        for date in dates for way in ("on_site", "online", "phone")
    )  # fmt: skip
    call_about(enrolled(town, offers))


def enrolled(town: Any, offers: list[Any]) -> list[Any]:
    """Six hundred people with a number each, spread over the ways."""
    from traffpunkt.activities.models import Signup
    from traffpunkt.people.models import ContactWay, Person

    people = Person.objects.bulk_create(
        Person(municipality=town, name=f"Person {n}", folded_name=f"person {n}")
        for n in range(SIGNUPS)
    )
    ContactWay.objects.bulk_create(
        ContactWay(person=one, kind="phone", value=f"+46701740{one.pk % 1000:03}") for one in people
    )
    return Signup.objects.bulk_create(
        Signup(occasion=offer.occasion, offer=offer, person=one, state="expected")
        for n, one in enumerate(people)
        for offer in [offers[n % len(offers)]]
    )


def call_about(signups: list[Any]) -> None:
    """Two hundred of them are to be rung."""
    from traffpunkt.outbox.models import Message, subject_of

    Message.objects.bulk_create(
        Message(
            municipality=row.person.municipality, person=row.person, key=f"idag:{row.pk}", kind="moved",
            channel="call", state="to_call", address="+46701740605", subject="Ändrad tid",
            body="Det blir en ny tid.", about=subject_of(row),
        )
        for row in signups[:CALLS]
    )  # fmt: skip


def medians(views: list[Any], prepare: Any) -> list[float]:
    """The median milliseconds of some pages, asked for by turns, after two rounds to warm up."""
    found: list[list[float]] = [[] for _view in views]
    for _once in range(2 + ROUNDS):
        for view, times in zip(views, found, strict=True):
            prepare()
            times.append(took(view)[0])
    return [statistics.median(times[2:]) for times in found]


def forget() -> None:
    """Let each piece of a page be drawn again."""
    from traffpunkt.activities.templatetags import programme
    from traffpunkt.ui import pieces

    for kept in (programme.drawn, programme.written_out, pieces.kept):
        kept.cache_clear()


def main() -> None:
    """Print what the page costs, in questions, in milliseconds, and beside two others."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    begin(given.database_url)
    from django.conf import settings

    from bench.rows import make_town

    make_town("stad500", 500)
    browser = desk()
    workroom = lambda: browser.get("/stad500/arbete/")  # noqa: E731 - one line in two measurements
    quiet = queries(workroom)
    fill_the_day()
    settings.MIDDLEWARE.remove("traffpunkt.config.page_cache.PageCacheMiddleware")
    guest = page_view("/stad500/program/")
    with bare():
        [reference] = medians([page_view("/stad500/")], forget)
    # The first look of ten minutes is written in the journal; the others are what she waits for.
    workroom()
    asked = f"{queries(workroom)} (tom dag {quiet})"
    print(machine())
    table(
        f"I dag, {DATES} tillfällen, {SIGNUPS} anmälda, {CALLS} samtal, "
        f"{given.database_url.partition(':')[0] or 'sqlite'}",
        ["", "programmet, ms", "I dag, ms", "gånger naken vy", "gånger programmet", "mål", "frågor", "mål"],
        [
            [label, f"{public:.1f}", f"{ours:.1f}", f"{ours / reference:.1f}×",
             f"{ours / public:.1f}×", "≤ 3×", asked, "< 15"]
            for label, prepare in [("inget sparat", forget), ("ritade delar sparade", int)]
            for public, ours in [medians([guest, workroom], prepare)]
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
