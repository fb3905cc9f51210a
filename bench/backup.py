# SPDX-License-Identifier: EUPL-1.2
"""A copy is made while fifty people a second sign up; then it is brought back and looked through.

    python -m bench.backup [--rate 50] [--seconds 12] [--database-url …]

The database that is named is emptied of what it holds.
"""

import argparse
import concurrent.futures
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.ground import OURS, ROOT, begin, machine, served, table
from bench.signups import CLIENTS, HIDDEN, ask, at_once

TRAP = 4  # longer than the form's time trap asks of a person
LEAD = 3  # how long people sign up before the copy begins


def commanded(*words: str) -> float:
    """Run one of the installation's commands; the seconds it took."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "traffpunkt", *words], cwd=ROOT, check=True)
    return time.perf_counter() - began


def signed_up(site: str, path: str, body: str, at: float) -> tuple[str, float, int, float]:
    """Send one form at its moment: whose, when it was confirmed, the answer, the seconds."""
    time.sleep(max(0, at - time.time()))
    began = time.time()
    status, _to, _text = ask(site, "POST", path, body)
    return body, time.time(), status, time.time() - began


def forms(site: str, path: str, offer: int, people: int) -> list[str]:
    """A filled-in form for each person, read from the real page."""
    read, _seconds = at_once(lambda _n: ask(site, "GET", path), range(people))
    assert {status for status, _to, _text in read} == {200}
    time.sleep(TRAP)
    return [
        urlencode(dict(HIDDEN.findall(text)) | {"name": f"Person {n}", "satt": offer})
        for n, (_status, _to, text) in enumerate(read)
    ]


def rush(site, path, bodies, rate):
    """People sign up at an even rate while a copy is made; what came of each, and of the copy."""
    with concurrent.futures.ThreadPoolExecutor(CLIENTS * 2 + 1) as crowd:
        start = time.time() + 0.5
        posts = [
            crowd.submit(signed_up, site, path, body, start + n / rate)
            for n, body in enumerate(bodies)
        ]
        time.sleep(LEAD)
        began = time.time()
        seconds = commanded("backup")
        return [post.result() for post in posts], began, seconds


def main() -> None:
    """Count what the copy holds of what was confirmed before it began."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rate", type=int, default=50)
    words.add_argument("--seconds", type=int, default=12)
    words.add_argument("--occasions", type=int, default=500)
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    os.environ["TRAFFPUNKT_TRUSTED_PROXIES"] = "1"
    begin(given.database_url)
    from django.db import connections

    from bench.rows import make_town
    from traffpunkt.activities.models import Occasion, Signup
    from traffpunkt.config.backing_up import backups

    make_town("stad", given.occasions)
    offer = Occasion.objects.upcoming()[3].offers.get(way="on_site")
    offer.capacity = given.rate * given.seconds
    offer.save()
    path = f"/stad/tillfalle/{offer.occasion_id}/anmalan/?satt={offer.pk}"
    with served(OURS) as site:
        bodies = forms(site, path, offer.pk, given.rate * given.seconds)
        posts, began, seconds = rush(site, path, bodies, given.rate)
    connections.close_all()
    archive: Path = backups()[-1][1]
    back = commanded("restore", str(archive), "--replace")
    kept = set(Signup.objects.filter(offer=offer).values_list("person__name", flat=True))
    before = [body for body, at, _status, _took in posts if at < began]
    missing = [body for body in before if name_in(body) not in kept]
    told(given, posts, before, missing, (archive, began, seconds, back))
    assert not wrong_of(posts)
    assert not missing
    assert before


def wrong_of(posts):
    """The answers to those who were not signed up."""
    return [status for _body, _at, status, _took in posts if status not in {302, 303}]


def told(given, posts, before, missing, copy) -> None:
    """Print what came of the people, and of the copy."""
    archive, began, seconds, back = copy
    slowest = max(took for _body, _at, _status, took in posts)
    ended = max(at for _body, at, _status, _took in posts)
    print(machine())
    table(
        f"Säkerhetskopia under {given.rate} anmälningar i sekunden",
        ["databas", "anmälda", "misslyckade", "mål", "före kopian", "saknas i den", "mål", "kopian s",
         "MB", "tillbaka s", "slöast anmälan s", "slut efter kopian s"],
        [[given.database_url.partition(":")[0] or "sqlite", str(len(posts)), str(len(wrong_of(posts))),
          "0", str(len(before)), str(len(missing)), "0", f"{seconds:.1f}",
          f"{archive.stat().st_size / 1e6:.1f}", f"{back:.1f}", f"{slowest:.2f}",
          f"{ended - began - seconds:.1f}"]],
    )  # fmt: skip


def name_in(body: str) -> str:
    """Whose form it was."""
    return body.partition("name=")[2].partition("&")[0].replace("+", " ")


if __name__ == "__main__":
    main()
