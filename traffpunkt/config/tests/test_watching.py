# SPDX-License-Identifier: EUPL-1.2
"""What whoever watches over an installation hears: readiness in words, and figures without names."""

import contextlib
import datetime
import http.client
import os
import re
import signal
import subprocess

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from tests import makers
from traffpunkt.config import heartbeat, metrics, watching
from traffpunkt.config.metrics import MetricsMiddleware
from traffpunkt.config.tests.test_serving import PROGRAM, ROOT, answers, free_port, wait_for
from traffpunkt.outbox.models import Message
from traffpunkt.places.validators import refuse_reserved_slug

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own(own_var, settings):
    settings.ALLOWED_HOSTS = ["*"]
    (own_var / "static").mkdir()
    heartbeat.beat()


def test_an_installation_that_lacks_nothing_is_ready(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


def test_a_worker_that_is_not_heard_of_is_told(client):
    os.utime(heartbeat.path(), (1, 1))

    answer = client.get("/readyz")
    assert (answer.status_code, answer.content.decode()) == (503, "Arbetaren har inte hörts av.")


def test_a_database_that_lacks_a_step_is_told(client):
    app, name = next(iter(watching.newest_steps()))
    MigrationRecorder(connection).record_unapplied(app, name)

    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "inte förd till den här versionen" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_is_told(client, monkeypatch):
    class Elsewhere(MigrationRecorder):
        def applied_migrations(self):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM no_such_table")
            return {}

    monkeypatch.setattr(watching, "MigrationRecorder", Elsewhere)

    answer = client.get("/readyz")
    assert (answer.status_code, answer.content.decode()) == (503, "Databasen svarar inte.")


def test_figures_are_given_only_when_asked_for_and_only_to_the_machine_itself(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS = True

    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404


def figure(text, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else None


def test_what_waits_is_counted_by_state_and_by_age(client, settings):
    settings.METRICS = True
    early = timezone.now() - datetime.timedelta(minutes=10)
    facts = {"kind": "promotion", "channel": "email", "body": "Hej Astrid"}
    Message.objects.create(key="a", not_before=early, **facts)
    Message.objects.create(
        key="b", state=Message.State.FAILED, address="a@exempel.example", **facts
    )

    text = client.get("/metrics").content.decode()

    assert figure(text, 'traffpunkt_messages{state="queued"}') == 1
    assert figure(text, 'traffpunkt_messages{state="failed"}') == 1
    assert figure(text, 'traffpunkt_messages{state="sent"}') == 0
    assert 600 <= (figure(text, "traffpunkt_oldest_due_seconds") or 0) < 700
    assert figure(text, "traffpunkt_worker_seen_seconds") is not None
    assert "Astrid" not in text
    assert "exempel" not in text


def test_where_nothing_waits_and_no_worker_was_seen_little_is_said(client, settings):
    settings.METRICS = True
    heartbeat.path().unlink()

    text = client.get("/metrics").content.decode()

    assert figure(text, "traffpunkt_oldest_due_seconds") == 0
    assert figure(text, "traffpunkt_worker_seen_seconds") is None


def test_answers_are_counted_by_view_never_by_address(client, settings):
    settings.METRICS = True
    settings.MIDDLEWARE = ["traffpunkt.config.metrics.MetricsMiddleware", *settings.MIDDLEWARE]
    makers.make_municipality()
    name = 'traffpunkt_requests_total{answer="2xx",view="home:help"}'
    before = figure(metrics.exposition().decode(), name) or 0

    client.get("/hjalp/")
    client.get("/finns/inte/")

    text = metrics.exposition().decode()
    assert figure(text, name) == before + 1
    assert 'answer="4xx",view="none"' in text
    assert "hjalp" not in text
    assert "finns" not in text


def test_a_page_from_the_shelf_has_met_no_view():
    seen = MetricsMiddleware(lambda _request: HttpResponse())

    assert seen(RequestFactory().get("/")).status_code == 200


def test_figures_of_processes_that_have_ended_are_thrown_away_at_the_start(settings, tmp_path):
    settings.METRICS_FOLDER = tmp_path / "metrics"
    settings.METRICS_FOLDER.mkdir()
    (settings.METRICS_FOLDER / "counter_1.db").touch()

    metrics.forget()

    assert list(settings.METRICS_FOLDER.iterdir()) == []
    assert b"traffpunkt_messages" in metrics.exposition()


def test_no_municipality_can_hide_them():
    for word in ("readyz", "metrics"):
        with pytest.raises(Exception, match="används redan"):
            refuse_reserved_slug(word)


def asked(port, path):
    """Status and text, each time over a line of its own, so that both processes get some."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as line:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.read().decode()


def test_two_processes_count_together(tmp_path):
    own = {
        "TRAFFPUNKT_VAR": f"{tmp_path}/two",
        "TRAFFPUNKT_HTTPS": "off",
        "TRAFFPUNKT_METRICS": "on",
    }
    kept = {key: said for key, said in os.environ.items() if not key.startswith("TRAFFPUNKT_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    subprocess.run([*PROGRAM, "prepare"], cwd=ROOT, env=kept | own, check=True, capture_output=True)
    port = free_port()
    running = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port), "--processes", "2"],
        cwd=ROOT, env=kept | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: answers(port))
        wait_for(lambda: asked(port, "/readyz")[0] == 200)
        assert [asked(port, "/ui/")[0] for _time in range(40)] == [200] * 40
        text = asked(port, "/metrics")[1]
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(20)

    assert figure(text, 'traffpunkt_requests_total{answer="2xx",view="home:components"}') == 40
    assert len(list((tmp_path / "two" / "metrics").glob("counter_*.db"))) >= 2
