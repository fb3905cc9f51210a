# SPDX-License-Identifier: EUPL-1.2
"""Nothing is lost and nothing is doubled, whatever dies: web and worker are killed at random moments.

    python -m bench.kills [--kills 60] [--database-url …]

The real `traffpunkt serve` answers people who sign up through the real form. A mail server and a
gateway for text messages run beside it, slow enough that a death falls between their yes and our
writing it down. Only processes that this bench began are killed. The waiting times of the outbox
are shortened, so that all has settled within a minute; nothing else of the program is changed.
"""

import argparse
import collections
import contextlib
import dataclasses
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.ground import ROOT, begin, free_port, machine, table, wait_for
from bench.post import Postbox, reporting, slow_gateway
from bench.visitors import Crowd
from tests.gateway import PASSWORD, USER, Gateway

# What a worker that fell had in hand comes back after so long, instead of after minutes.
SOON = 6
SERVE = f"""
import datetime
from pathlib import Path
import django
django.setup()
from traffpunkt.config import serving, worker
from traffpunkt.config.cli import main
from traffpunkt.outbox import pauses, sending, sms
soon = datetime.timedelta(seconds={SOON})
sending.LEASE = sms.LEASE = sms.SEEN = soon
pauses.PAUSES[:] = [soon] * len(pauses.PAUSES)
sms.RESTS = dict.fromkeys(sms.RESTS, soon / 6)
serving.Companion.__init__.__defaults__ = (0.3,)
work = worker.work
def known_by_name():
    Path("/proc/self/comm").write_text("worker")
    work()
worker.work = known_by_name
main(["traffpunkt", "serve"])
"""


@dataclasses.dataclass
class Server:
    """The program as an administrator runs it, begun anew if it ends as a whole."""

    port: int
    begun: int = 0

    def begin(self) -> None:
        """Start it and wait until it answers."""
        words = [sys.executable, "-c", SERVE]
        place = {"TRAFFPUNKT_PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            words, cwd=ROOT, env=os.environ | place, stdout=subprocess.DEVNULL
        )
        self.begun += 1
        wait_for(f"http://127.0.0.1:{self.port}/healthz")

    def children(self) -> dict[int, str]:
        """Its processes that answer or work, each as "web" or "worker"."""
        found = {}
        for kept in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            for number in kept.read_text().split():
                with contextlib.suppress(OSError):
                    words = Path(f"/proc/{number}/cmdline").read_text()
                    name = Path(f"/proc/{number}/comm").read_text().strip()
                    if "resource_tracker" not in words:
                        found[int(number)] = "worker" if name == "worker" else "web"
        return found

    def end(self) -> None:
        """Stop it, as systemd does."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


def kill(server: Server, kills: int, until: float) -> collections.Counter[str]:
    """Kill one process after another at random moments; how many of which."""
    done: collections.Counter[str] = collections.Counter()
    while done.total() < kills and time.monotonic() < until:
        time.sleep(random.uniform(0.05, 0.6))
        if server.process.poll() is not None:
            server.begin()
        try:
            alive = server.children()
            kind = random.choice(sorted(set(alive.values())))
            number = random.choice([pid for pid, name in alive.items() if name == kind])
            os.kill(number, 9)
            done[kind] += 1
        except (OSError, IndexError):
            continue
    return done


def settle(seconds: float) -> None:
    """Wait until nothing is on its way any more, or nothing has moved for so long."""
    from traffpunkt.outbox.models import Message

    left, moved = -1, time.monotonic()
    while left and time.monotonic() - moved < seconds:
        time.sleep(1)
        before, left = left, Message.objects.on_their_way().count()
        moved = moved if before == left else time.monotonic()


def judged(crowd: Crowd, postbox: Postbox, gateway: Gateway) -> dict[str, int]:
    """What came of it: counted in the database, at the mail server and at the gateway."""
    from traffpunkt.activities.models import Signup
    from traffpunkt.outbox.models import Message, subject_of

    signups = collections.Counter(Signup.objects.values_list("person__name", flat=True))
    told: dict[str, list[Any]] = collections.defaultdict(list)
    for message in Message.objects.all():
        told[message.about].append(message)
    texts = collections.Counter((row["to"], row["message"]) for row in gateway.taken)
    texted = {(to, words.partition("\n")[0]) for to, words in texts}
    lost = 0
    for signup in Signup.objects.select_related("person"):
        letters = told[subject_of(signup)]
        left = any(
            message.is_to_call
            or message.address in postbox.names
            or (message.address, f"Hej {signup.person.name}!") in texted
            for message in letters
        )
        lost += signup.person.name in crowd.confirmed and not left
    return {
        "confirmed": len(crowd.confirmed),
        "missing": len(crowd.confirmed - set(signups)),
        "doubled": sum(times > 1 for times in signups.values()),
        "lost": lost,
        "waiting": Message.objects.on_their_way().count(),
        "letters": len(postbox.names),
        "again": postbox.again,
        "two_names": sum(len(names) > 1 for names in postbox.names.values()),
        "texts": sum(texts.values()),
        "asked": len(gateway.asked),
        "texted_twice": sum(times > 1 for times in texts.values()),
        "delivered": Message.objects.filter(state=Message.State.DELIVERED).count(),
        "calls": Message.objects.to_call().count(),
    }


def main() -> None:
    """Let people sign up while processes die; count, print and judge."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=60)
    words.add_argument("--minutes", type=float, default=20, help="the longest it may go on")
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    port = free_port()
    with Postbox.open() as postbox, slow_gateway() as gateway:
        os.environ.update(
            TRAFFPUNKT_TRUSTED_PROXIES="1",
            TRAFFPUNKT_SMTP_HOST="127.0.0.1", TRAFFPUNKT_SMTP_PORT=str(postbox.port),
            TRAFFPUNKT_SMS_USER=USER, TRAFFPUNKT_SMS_PASSWORD=PASSWORD,
            TRAFFPUNKT_SMS_SENDER="Traffpunkt", TRAFFPUNKT_SMS_GATEWAY=gateway.site,
            TRAFFPUNKT_SITE=f"http://127.0.0.1:{port}",
        )  # fmt: skip
        begin(given.database_url)
        server, crowd = Server(port), Crowd.to_one_date(f"http://127.0.0.1:{port}")
        server.begin()
        until = time.monotonic() + given.minutes * 60
        try:
            with reporting(gateway), crowd.signing_up():
                kills = kill(server, given.kills, until)
            settle(5 * SOON)
            found = judged(crowd, postbox, gateway)
        finally:
            server.end()
    assert not crowd.refused, crowd.refused[0]
    told(given.database_url.partition(":")[0] or "sqlite", kills, server.begun, found)


def told(database: str, kills: collections.Counter[str], begun: int, found: dict[str, int]) -> None:
    """Print what came of it, and fail if anything was lost or doubled."""
    print(machine())
    table(
        "Processer som dödas medan folk anmäler sig",
        ["vad", "mål", database],
        [
            ["dödade webbprocesser och arbetare", "", f"{kills['web']} och {kills['worker']}"],
            ["hela programmet slutade", "0", str(begun - 1)],
            ["anmälningar som bekräftades", "", str(found["confirmed"])],
            ["… som inte finns i databasen", "0", str(found["missing"])],
            ["… som finns två gånger", "0", str(found["doubled"])],
            ["… vars besked varken gick iväg eller står under Att ringa", "0", str(found["lost"])],
            ["besked som ännu väntar", "0", str(found["waiting"])],
            ["brev som gick iväg", "", str(found["letters"])],
            ["… en gång till, med samma Message-ID", "", str(found["again"])],
            ["… under två Message-ID", "0", str(found["two_names"])],
            ["sms som gick iväg", "", str(found["texts"])],
            ["… två gånger", "0", str(found["texted_twice"])],
            ["gånger som sms-tjänsten först frågades", "", str(found["asked"])],
            ["sms som rapporterades framme", "", str(found["delivered"])],
            ["besked under Att ringa", "", str(found["calls"])],
        ],
    )
    none = ("missing", "doubled", "lost", "waiting", "two_names", "texted_twice")
    assert {name: found[name] for name in none} == dict.fromkeys(none, 0)
    assert begun == 1
    assert found["letters"] * found["texts"] * kills.total() > 0


if __name__ == "__main__":
    main()
