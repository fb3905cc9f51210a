# SPDX-License-Identifier: EUPL-1.2
"""The worker: goes round a few steps that nobody shall wait for, until it is told to stop."""

import datetime
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections, connection
from django.utils import timezone

from traffpunkt.activities.actions import reindex_all, release_lapsed_holds, unroll_all
from traffpunkt.activities.reminders import remind_due
from traffpunkt.config import heartbeat
from traffpunkt.config.taking_out import let_go_of_takeouts, take_out
from traffpunkt.home.retention import erase_at_night
from traffpunkt.journal.sealing import seal_all, seal_new
from traffpunkt.outbox.sending import send_due
from traffpunkt.people.intakes import let_go_of_forgotten
from traffpunkt.people.models import FirstWord, Merge
from traffpunkt.people.provider_rounds import ask_again
from traffpunkt.people.register import forget_spellings
from traffpunkt.people.saml_metadata import refresh_all

logger = logging.getLogger(__name__)

# How long a step may go on after a request to stop. Each step leaves the database whole when it is
# cut off: what it had not committed is done again by the next worker.
GRACE = 1.5
BREATH = 0.5
# A step that fails is not tried again at once; its fault would fill the log.
REST = datetime.timedelta(minutes=1)

Moment = datetime.datetime


def every(**span: float) -> Callable[[Moment], Moment]:
    """Again after a while."""
    return lambda now: now + datetime.timedelta(**span)


def nightly(hour: int) -> Callable[[Moment], Moment]:
    """Again the coming night, at an hour of local time."""

    def coming(now: Moment) -> Moment:
        local = timezone.localtime(now)
        night = local.replace(hour=hour, minute=0, second=0, microsecond=0)
        return night if night > local else night + datetime.timedelta(days=1)

    return coming


@dataclass
class Step:
    """One thing that the worker does again and again."""

    name: str
    run: Callable[[], object]
    again: Callable[[Moment], Moment]
    due: Moment = field(default_factory=timezone.now)

    def attempt(self, now: Moment) -> None:
        """Do it if it is time; a failure is logged and stops no other step."""
        if now < self.due:
            return
        self.due = self.again(now)
        try:
            self.run()
        except Exception:
            logger.exception("The worker's step %s failed", self.name)
            self.due = max(self.due, now + REST)


def tidy() -> None:
    """Throw away sessions, words and cached answers that nobody can use any more."""
    SessionStore.clear_expired()
    FirstWord.objects.forget_late()
    shelf = settings.CACHES["default"]
    if shelf["BACKEND"].endswith("DatabaseCache"):
        table = connection.ops.quote_name(shelf["LOCATION"])
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608


def steps() -> list[Step]:
    """All that the worker does, in its order."""
    return [
        Step("say that it lives", heartbeat.beat, every(seconds=10)),
        Step("send", send_due, every(seconds=1)),
        Step("release holds", release_lapsed_holds, every(minutes=1)),
        Step("remind", remind_due, every(minutes=1)),
        Step("ask providers", ask_again, every(minutes=1)),
        Step("read providers", refresh_all, every(minutes=5)),
        Step("seal", seal_new, every(seconds=2)),
        Step("take out", take_out, every(seconds=2)),
        Step("let go of takeouts", let_go_of_takeouts, every(minutes=5)),
        Step("tidy", tidy, every(hours=1)),
        Step("forget spellings", forget_spellings, nightly(5)),
        Step("let go of lists", let_go_of_forgotten, nightly(2)),
        Step("forget merges", Merge.objects.forget, nightly(2)),
        # In small transactions too, and a few seconds at a time: the night goes round many times.
        Step("erase", erase_at_night, every(minutes=1)),
        Step("unroll", unroll_all, nightly(3)),
        # After the night's dates; in small transactions that a stop may cut between.
        Step("reindex", reindex_all, nightly(4)),
        # What was being written for longer than the rounds of the day look back.
        Step("seal the rest", seal_all, nightly(5)),
    ]


class Worker:
    """Goes round its steps; SIGTERM and Ctrl-C end it within two seconds."""

    def __init__(self, rounds: list[Step]) -> None:
        self.rounds = rounds
        self.is_stopping = False
        self.parent = os.getppid()

    def listen(self) -> None:
        """Answer to the signals from now on."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        signal.signal(signal.SIGALRM, self.leave)

    def stop(self, *_signal: object) -> None:
        """End after the step that is going on, or after the grace time, whichever comes first."""
        self.is_stopping = True
        signal.setitimer(signal.ITIMER_REAL, GRACE)

    def leave(self, *_signal: object) -> None:
        """Cut off a step that did not end in time."""
        sys.exit(0)

    def goes_on(self) -> bool:
        """Whether to begin another step; a worker whose parent has died ends too."""
        return not self.is_stopping and os.getppid() == self.parent

    def go_round(self) -> None:
        """Do each step that is due once."""
        for step in self.rounds:
            if self.goes_on():
                step.attempt(timezone.now())
        close_old_connections()

    def work(self) -> None:
        """Go round until told to stop."""
        self.listen()
        while self.goes_on():
            self.go_round()
            time.sleep(BREATH)
        signal.setitimer(signal.ITIMER_REAL, 0)


def work() -> None:
    """Be the worker until told to stop."""
    Worker(steps()).work()
