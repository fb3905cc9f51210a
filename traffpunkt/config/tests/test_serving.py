# SPDX-License-Identifier: EUPL-1.2
"""Web and worker as one: they begin together, one that dies is begun anew, none is left behind."""

import contextlib
import ctypes
import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from granian.server.mp import MPServer

from traffpunkt.config import serving
from traffpunkt.config.management.commands import serve as command
from traffpunkt.config.management.commands import worker as worker_command
from traffpunkt.config.wsgi import application

ROOT = Path(__file__).resolve().parents[3]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(something, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = something()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("It did not happen in time.")


def answers(port):
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        with contextlib.closing(connection):
            connection.request("GET", "/healthz/")
            return connection.getresponse().status
    return None


def family(pid):
    """A process and all its children, as numbers."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(number for child in children for number in family(int(child)))]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


PROGRAM = [sys.executable, "-m", "traffpunkt"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The environment of an installation of its own, ready to serve."""
    own = {"TRAFFPUNKT_VAR": str(tmp_path_factory.mktemp("var")), "TRAFFPUNKT_HTTPS": "off"}
    tests_own = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {key: value for key, value in os.environ.items() if key not in tests_own} | own
    subprocess.run(
        [*PROGRAM, "prepare"], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return environment


@pytest.fixture
def installation(prepared):
    """A running installation, with its port."""
    port = free_port()
    running = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port), "--processes", "2"],
        cwd=ROOT,
        env=prepared,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_for(lambda: answers(port))
    yield running, port
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nobody_is_left_behind_however_it_ends(installation, number):
    running, _port = installation
    everybody = family(running.pid)
    assert len(everybody) == 4

    (os.killpg if number == signal.SIGINT else os.kill)(running.pid, number)

    running.wait(10)
    wait_for(lambda: not any(is_alive(pid) for pid in everybody), 10)


def test_a_worker_that_ends_by_itself_is_begun_anew(monkeypatch, caplog):
    companion = serving.Companion(lambda: None, rest=0.01)

    companion.begin()

    wait_for(lambda: "begins anew" in caplog.text, 10)
    companion.end()


def test_a_worker_is_not_begun_anew_when_all_are_leaving():
    companion = serving.Companion(lambda: None)
    companion.leaving.set()

    companion.fork()

    assert not hasattr(companion, "process")


def test_a_worker_is_ended_when_told_to():
    companion = serving.Companion(lambda: time.sleep(60))
    companion.begin()

    companion.end()

    assert companion.process.exitcode == -signal.SIGTERM


def test_a_worker_that_does_not_listen_is_killed(monkeypatch):
    monkeypatch.setattr(serving, "PATIENCE", 0.5)

    def deaf():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)

    companion = serving.Companion(deaf)
    companion.begin()
    time.sleep(0.5)

    companion.end()

    assert companion.process.exitcode == -signal.SIGKILL


def test_a_taken_port_is_refused_in_plain_words(db):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"port {port}.*--port"):
            call_command("serve", port=port)


def test_an_address_of_the_newer_kind_can_be_claimed():
    with contextlib.suppress(OSError):  # where the machine has none
        serving.claim("::1", 0)


def test_a_web_process_listens_to_its_parent_and_dies_with_it(monkeypatch):
    asked = []

    class Library:
        def __init__(self, name):
            self.prctl = lambda *words: asked.append(words)

    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(signal, "signal", lambda *words: asked.append(words))
    monkeypatch.setattr(signal, "pthread_sigmask", lambda *words: asked.append(words))

    assert serving.loaded_program() is application
    assert asked == [
        (signal.SIGTERM, signal.SIG_DFL),
        (signal.SIG_BLOCK, {signal.SIGINT}),
        (serving.PR_SET_PDEATHSIG, signal.SIGTERM),
    ]


def test_serve_greets_and_serves_until_told_to_stop(db, monkeypatch, capsys):
    begun: list[Callable[[], None]] = []

    class Web:
        on_shutdown = begun.append

        def on_startup(self, hook):
            begun.append(hook)

        def serve(self, **given):
            assert given["target_loader"] is serving.loaded_program
            begun[0]()

    monkeypatch.setattr(serving, "server", lambda *_given: Web())
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)

    call_command("serve", port=free_port())

    assert "Träffpunkt är igång" in capsys.readouterr().out
    assert len(begun) == 3


def test_granian_is_asked_for_few_threads():
    assert serving.server("127.0.0.1", 8000, 2, command.THREADS).blocking_threads == command.THREADS


class Process:
    """A web process that lives, or has fallen."""

    def __init__(self, *, alive):
        self.is_alive = lambda: alive


@pytest.mark.parametrize(
    ("processes", "noted", "fallen"),
    [
        ([Process(alive=True), Process(alive=True)], [], []),
        ([Process(alive=True), Process(alive=False)], [], [1]),
        ([Process(alive=True), Process(alive=False)], [1], [1]),
    ],
)
def test_a_web_process_may_fall_again_and_again_and_none_is_overlooked(
    monkeypatch, processes, noted, fallen
):
    begun = []

    def begin_anew(self, workers, *_given):
        begun.extend(workers)
        self.respawned_wrks[workers[0]] = time.monotonic()

    monkeypatch.setattr(MPServer, "_respawn_workers", begin_anew)
    monkeypatch.setattr(serving, "BREATH", 0)
    web = serving.server("127.0.0.1", 8000, 2, command.THREADS)
    web.wrks, web.interrupt_children = processes, noted

    web._respawn_workers([0], None, None)

    assert begun == [0]
    # Granian takes a second fall of what stands here for a program that cannot run.
    assert web.respawned_wrks == {}
    assert web.interrupt_children == fallen
    assert web.main_loop_interrupt.is_set() == bool(fallen)


def test_the_worker_can_run_alone(monkeypatch):
    done = []
    monkeypatch.setattr(worker_command, "work", lambda: done.append(1))

    call_command("worker")

    assert done == [1]
