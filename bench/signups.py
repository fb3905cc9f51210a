# SPDX-License-Identifier: EUPL-1.2
"""Sign-ups through the real form, eight at once, until every seat is taken and some wait.

    python -m bench.signups [--seats 400] [--queue 100] [--database-url …]

The reference is the same server's GET of the same form, built anew, by the same eight clients.
"""

import argparse
import concurrent.futures
import http.client
import os
import random
import re
import threading
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from bench.ground import OURS, begin, machine, served, table

CLIENTS = 8
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
here = threading.local()


def ask(site: str, method: str, path: str, body: str = "") -> tuple[int, str, str]:
    """One request over the client's own kept connection: status, Location, text."""
    if not hasattr(here, "line"):
        here.line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    heads = {"X-Forwarded-For": f"192.0.2.{random.randrange(1, 250)}"}
    if body:
        heads["Content-Type"] = "application/x-www-form-urlencoded"
    here.line.request(method, path, body or None, heads)
    answer = here.line.getresponse()
    return answer.status, answer.headers.get("Location", ""), answer.read().decode()


def at_once(job, jobs):
    """Do a job for each thing, eight at a time; the results and the seconds it took."""
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as crowd:
        began = time.perf_counter()
        found = list(crowd.map(job, jobs))
        return found, time.perf_counter() - began


def main() -> None:
    """Fill one occasion through its form and count what came of it."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seats", type=int, default=400)
    words.add_argument("--queue", type=int, default=100)
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    # As behind a proxy, so that the limits see a town of people and not one machine.
    os.environ["TRAFFPUNKT_TRUSTED_PROXIES"] = "1"
    begin(given.database_url)
    from bench.rows import make_town
    from traffpunkt.activities.models import Occasion

    make_town("stad", 50)
    occasion = Occasion.objects.upcoming()[3]
    offer = occasion.offers.get(way="on_site")
    offer.capacity = given.seats
    offer.save()
    path = f"/stad/tillfalle/{occasion.pk}/anmalan/?satt={offer.pk}"
    people = range(given.seats + given.queue)
    with served(OURS) as site:
        forms, reading = at_once(lambda _n: ask(site, "GET", path), people)
        assert {status for status, _to, _text in forms} == {200}
        time.sleep(4)  # longer than the form's time trap asks of a person
        bodies = [
            urlencode(dict(HIDDEN.findall(text)) | {"name": f"Person {n}", "satt": offer.pk})
            for n, (_s, _t, text) in enumerate(forms)
        ]
        posts, writing = at_once(lambda body: ask(site, "POST", path, body), bodies)
    wrong = [text for status, _to, text in posts if status not in {302, 303}]
    assert not wrong, wrong[0]
    told(given, len(people) / reading, len(people) / writing, offer)


def told(given: argparse.Namespace, reading: float, writing: float, offer: Any) -> None:
    """Print what came of it, and fail unless every seat was taken once."""
    seated, waiting = offer.signups.expected().count(), offer.signups.queue().count()
    database = given.database_url.partition(":")[0] or "sqlite"
    print(machine())
    table(
        "Anmälan genom formuläret, åtta på en gång",
        ["databas", "läsa /s", "anmäla /s", "mål", "fick plats", "i kö"],
        [
            [
                database,
                f"{reading:.0f}",
                f"{writing:.0f}",
                "≥ 100",
                f"{seated} av {given.seats}",
                str(waiting),
            ]
        ],
    )
    assert (seated, waiting) == (given.seats, given.queue)


if __name__ == "__main__":
    main()
