# SPDX-License-Identifier: EUPL-1.2
"""Web and worker as one: the program is loaded once, and its processes are forks that share it.

The parent answers nobody. It begins the web's processes (granian) and the worker, begins anew one
that ends by itself, and ends them all when it is told to.
"""

import ctypes
import gc
import logging
import multiprocessing
import signal
import socket  # noqa: TID251 - only to see whether our own port is free
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from traffpunkt.config import urls, worker
from traffpunkt.config.wsgi import application

logger = logging.getLogger(__name__)

forks = multiprocessing.get_context("fork")
PR_SET_PDEATHSIG = 1
PATIENCE = 5
BREATH = 0.3
# Every address is known before the processes part, so that they share that memory too.
LOADED = (application, urls.urlpatterns)


def die_with_parent() -> None:
    """End this process when its parent ends, however it ends: nobody is left holding the port."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def loaded_program() -> Any:
    """What a web process answers with. Called in the process, before granian listens to signals."""
    # A fork has its parent's way of taking signals, which would only note a request to stop.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Ctrl-C reaches every process of a terminal; two requests to stop at once make granian hang.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    die_with_parent()
    return application


class Companion:
    """A process beside the web, begun anew if it ends before it is told to."""

    def __init__(self, job: Callable[[], None], rest: float = PATIENCE) -> None:
        self.job = job
        self.rest = rest
        self.leaving = threading.Event()
        self.turn = threading.Lock()

    def begin(self) -> None:
        """Begin the process and look after it."""
        self.fork()
        self.watch = threading.Thread(target=self.look_after, daemon=True)
        self.watch.start()

    def fork(self) -> None:
        """Begin a process for the job, unless it is time to leave."""
        with self.turn:
            if not self.leaving.is_set():
                self.process = forks.Process(target=self.job, name="worker", daemon=True)
                self.process.start()

    def look_after(self) -> None:
        """Begin the process anew each time that it has ended by itself."""
        self.process.join()
        while not self.leaving.wait(self.rest):
            logger.warning("The worker ended by itself and begins anew")
            self.fork()
            self.process.join()

    def end(self) -> None:
        """Tell the process to stop, and see that it does."""
        with self.turn:
            self.leaving.set()
        self.process.terminate()
        # Only the watch waits for the process: of two who do, one never hears how it ended.
        self.watch.join(PATIENCE)
        if self.watch.is_alive():
            self.process.kill()
            self.watch.join()


class Web(MPServer):
    """Granian, which begins a fallen process anew however often it falls.

    Granian itself ends the whole server when the same process falls twice within some seconds, and
    can overlook one that falls while another is begun anew.
    """

    def _respawn_workers(self, workers: list[int], *given: Any, **more: Any) -> None:
        # A program that cannot begin must not take the whole machine.
        time.sleep(BREATH)
        super()._respawn_workers(workers, *given, **more)
        self.respawned_wrks.clear()
        for number, process in enumerate(self.wrks):
            is_alive: bool = process.is_alive()  # type: ignore[no-untyped-call]
            if not is_alive and number not in self.interrupt_children:
                self.interrupt_children.append(number)
        if self.interrupt_children:
            self.main_loop_interrupt.set()


def claim(address: str, port: int) -> None:
    """Refuse a port that somebody answers on already; granian would share it without a word."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address, port))


def server(address: str, port: int, processes: int, threads: int) -> Web:
    """Granian as we want it: few threads, so that each keeps its database connection busy."""
    return Web(
        "traffpunkt.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        backpressure=512,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
    )


def serve(
    address: str, port: int, processes: int, threads: int, when_open: Callable[[], None]
) -> None:
    """Serve until told to stop."""
    claim(address, port)
    web, companion = server(address, port, processes, threads), Companion(worker.work)
    web.on_startup(when_open)
    web.on_startup(companion.begin)
    web.on_shutdown(companion.end)
    connections.close_all()
    # What is loaded by now is shared by all processes as long as nobody writes beside it.
    gc.collect()
    gc.freeze()
    web.serve(target_loader=loaded_program, wrap_loader=False)
