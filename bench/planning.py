# SPDX-License-Identifier: EUPL-1.2
"""Planning through the real forms: a preview, a whole year saved, a change that 200 people hear of.

    python -m bench.planning [--database-url …]

The reference is the bare view of bench.anew, which goes the same road in the same run.
"""

import argparse
import datetime
import functools
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.anew import bare, page_view
from bench.ground import begin, machine, table

NEW = "/stad500/arbete/aktiviteter/ny/"
WEEKS = 52
PEOPLE = 200
ROUNDS = 7


def took(job: Callable[[], Any]) -> tuple[float, Any]:
    """The milliseconds of one call, and what it answered."""
    began = time.perf_counter()
    found = job()
    return (time.perf_counter() - began) * 1000, found


def desk() -> Any:
    """A browser in which a coordinator has signed in."""
    from django.test import Client

    from traffpunkt.journal.models import SYSTEM
    from traffpunkt.people.actions import appoint
    from traffpunkt.people.models import Account, Role
    from traffpunkt.places.models import Municipality

    account = Account.objects.invite("karin@exempel.example")
    appoint(account, Role.COORDINATOR, Municipality.objects.get(slug="stad500"), by=SYSTEM)
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
    browser.force_login(account)
    return browser


def typed(number: int, **given: Any) -> dict[str, Any]:
    """A whole form of a weekly hybrid activity for a year, as a browser sends it."""
    from django.utils import formats, timezone

    from traffpunkt.places.models import Venue

    first = timezone.localdate() + datetime.timedelta(days=3)
    said = formats.date_format
    return {
        "title": f"Stickcafé {number}", "kind": "open_house", "filming": "none", "rytmer": "1",
        "r0-venues": [Venue.objects.earliest("pk").pk], "r0-rhythm": "v1", "r0-start": "13",
        "r0-first": said(first, "j F Y"),
        "r0-until": said(first + datetime.timedelta(weeks=WEEKS), "j F Y"),
        "r0-skip_holidays": "on", "r0-skip_closed": "on", "ways": ["on_site", "online"],
        "address": "https://teams.microsoft.com/l/mote", "booking": "optional", "gor": "publish",
    } | given  # fmt: skip


def preview_and_saving(browser: Any) -> tuple[float, float]:
    """The medians of a preview while one writes, and of saving and publishing it all."""
    shown, saved = [], []
    for number in range(ROUNDS):
        asked, whole = typed(number, bit="datum", gor="visa"), typed(number)
        spent, answer = took(functools.partial(browser.post, NEW, asked))
        assert b"tillf\xc3\xa4llen" in answer.content, answer.content
        shown.append(spent)
        spent, answer = took(functools.partial(browser.post, NEW, whole))
        assert answer.status_code == 302, answer.content.decode()
        saved.append(spent)
    return statistics.median(shown), statistics.median(saved)


def sign_ups(series: Any) -> None:
    """People on the next dates of a series, 200 in all, each with an e-mail address."""
    from traffpunkt.activities.models import Signup
    from traffpunkt.people.models import ContactWay, Person

    town = series.municipality
    people = Person.objects.bulk_create(
        Person(municipality=town, name=f"Person {n}", folded_name=f"person {n}")
        for n in range(PEOPLE)
    )
    ContactWay.objects.bulk_create(
        ContactWay(person=one, kind="email", value=f"p{one.pk}@exempel.example") for one in people
    )
    dates = list(series.occasions.order_by("starts")[4:14])
    offers = [date.offers.get(way="on_site") for date in dates]
    Signup.objects.bulk_create(
        Signup(occasion=offer.occasion, offer=offer, person=one, state="expected")
        for number, one in enumerate(people)
        for offer in [offers[number % len(offers)]]
    )


def this_and_following(browser: Any) -> tuple[float, int]:
    """How long it takes to move a series from a date on, and how many letters that became."""
    from django.utils import formats

    from traffpunkt.activities.models import Series
    from traffpunkt.outbox.models import Message

    series = Series.objects.order_by("pk").last()
    assert series is not None
    sign_ups(series)
    fourth = series.occasions.order_by("starts")[3]
    facts = typed(0)
    change = {name.removeprefix("r0-"): value for name, value in facts.items() if name[:3] == "r0-"}
    change |= {name: facts[name] for name in ("ways", "address", "booking")}
    change |= {
        "venue": change.pop("venues")[0], "start": "14", "gor": "spara",
        "weekdays": [str(number) for number in series.weekdays],
        "from_day": formats.date_format(fourth.starts, "j F Y"),
    }  # fmt: skip
    before = Message.objects.count()
    spent, answer = took(lambda: browser.post(f"/stad500/arbete/serier/{series.pk}/", change))
    assert answer.status_code == 302, answer.content.decode()
    made = Message.objects.order_by("-pk")[: Message.objects.count() - before]
    persons = [row.person_id for row in made]
    assert len(persons) == len(set(persons)) == PEOPLE, (len(persons), len(set(persons)))
    return spent, len(persons)


def main() -> None:
    """Print what planning costs."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    begin(given.database_url)
    from bench.rows import make_town

    make_town("stad500", 500)
    with bare():
        view = page_view("/stad500/")
        reference = statistics.median(took(view)[0] for _once in range(20))
    browser = desk()
    shown, saved = preview_and_saving(browser)
    moved, told = this_and_following(browser)
    print(machine())
    table(
        f"Planera {WEEKS} veckor, {given.database_url.partition(':')[0] or 'sqlite'}",
        ["vad", "ms", "mål", "gånger en naken vy"],
        [
            [what, f"{spent:.0f}", goal, f"{spent / reference:.0f}×"]
            for what, spent, goal in (
                ("datumen medan man skriver", shown, "≤ 100"),
                ("spara och publicera", saved, "≤ 500"),
                (f"den här och följande, {told} personer får veta, var och en en gång", moved, "–"),
            )
        ],
    )


if __name__ == "__main__":
    main()
