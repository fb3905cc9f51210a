# SPDX-License-Identifier: EUPL-1.2
"""The worker: each step in its time, one failure stops no other, a request to stop is heeded."""

import datetime
import os
import signal
import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.makers import local
from traffpunkt.config import worker
from traffpunkt.config.worker import Step, Worker, every, nightly

# A round ends by looking after the database's connections.
pytestmark = pytest.mark.django_db

EARLY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class Diary:
    """A step's job that remembers how often it was done, and may fail."""

    def __init__(self, fault=None):
        self.times = 0
        self.fault = fault

    def __call__(self):
        self.times += 1
        if self.fault:
            raise self.fault


@pytest.fixture(autouse=True)
def _signals_as_before():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number, answer in before.items():
        signal.signal(number, answer)


def test_a_step_waits_for_its_time():
    diary = Diary()
    step = Step("write", diary, every(minutes=1), due=EARLY)

    step.attempt(EARLY)
    step.attempt(EARLY + datetime.timedelta(seconds=59))
    step.attempt(EARLY + datetime.timedelta(seconds=60))

    assert diary.times == 2


def test_a_failing_step_is_logged_rests_and_stops_no_other(caplog):
    broken, whole = Diary(OSError("down")), Diary()
    rounds = [Step("broken", broken, every(seconds=1)), Step("whole", whole, every(seconds=1))]

    Worker(rounds).go_round()

    assert (broken.times, whole.times) == (1, 1)
    assert "The worker's step broken failed" in caplog.text
    assert rounds[0].due > timezone.now() + datetime.timedelta(seconds=50)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (local(2026, 3, 10, 2, 59), local(2026, 3, 10, 3)),
        (local(2026, 3, 10, 3, 0), local(2026, 3, 11, 3)),
        (local(2026, 3, 28, 12, 0), local(2026, 3, 29, 3)),
    ],
)
def test_the_nights_work_is_done_at_the_same_hour_all_year(now, night):
    assert nightly(3)(now) == night


def test_the_real_steps_run(caplog):
    rounds = worker.steps()

    Worker(rounds).go_round()

    assert caplog.text == ""
    assert all(step.due > timezone.now() for step in rounds)


def test_expired_sessions_are_thrown_away():
    for seconds in (-1, 600):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()

    worker.tidy()

    assert Session.objects.count() == 1


def test_expired_answers_of_the_cache_are_thrown_away(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "kept_answers",
        }
    }
    call_command("createcachetable", verbosity=0)
    hour = datetime.timedelta(hours=1)
    rows = [("old", "x", timezone.now() - hour), ("new", "x", timezone.now() + hour)]
    with connection.cursor() as cursor:
        for key, value, expires in rows:
            when = connection.ops.adapt_datetimefield_value(expires)
            cursor.execute("INSERT INTO kept_answers VALUES (%s, %s, %s)", [key, value, when])

        worker.tidy()

        cursor.execute("SELECT cache_key FROM kept_answers")
        assert cursor.fetchall() == [("new",)]


def test_a_request_to_stop_ends_the_work_within_two_seconds(monkeypatch):
    begun = time.monotonic()
    monkeypatch.setattr(
        worker, "steps", lambda: [Step("stop", lambda: os.kill(os.getpid(), 15), every(days=1))]
    )

    worker.work()

    assert time.monotonic() - begun < 2


def test_a_step_that_does_not_end_is_cut_off(monkeypatch):
    monkeypatch.setattr(worker, "GRACE", 0.05)

    def hang():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)

    begun = time.monotonic()
    with pytest.raises(SystemExit):
        Worker([Step("hang", hang, every(days=1))]).work()

    assert time.monotonic() - begun < 2


def test_a_stopping_worker_begins_no_other_step():
    diary = Diary()
    tired = Worker([Step("write", diary, every(days=1))])
    tired.is_stopping = True

    tired.go_round()

    assert diary.times == 0


def test_a_worker_whose_parent_died_ends():
    orphan = Worker([])
    orphan.parent = -1

    assert not orphan.goes_on()
