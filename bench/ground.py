# SPDX-License-Identifier: EUPL-1.2
"""What the benchmarks share: a scratch folder, a real server, load from wrk, tables of figures."""

import contextlib
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HELLO = "bench.hello_wsgi:application"
OURS = "traffpunkt.config.wsgi:application"


def scratch(database: str = "") -> dict[str, str]:
    """An environment of its own: a new folder, and a new SQLite file unless a database is named."""
    folder = tempfile.mkdtemp(prefix="traffpunkt-bench-")
    settings = {
        "TRAFFPUNKT_VAR": folder,
        "TRAFFPUNKT_HTTPS": "off",
        "TRAFFPUNKT_HOSTS": "*",
        "DJANGO_SETTINGS_MODULE": "traffpunkt.config.settings",
    }
    return settings | ({"DATABASE_URL": database} if database else {})


def begin(database: str = "") -> None:
    """Make this process one of a scratch installation with empty tables."""
    os.environ.update(scratch(database))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(application: str, processes: int = 2) -> Iterator[str]:
    """A granian server with so many processes; gives its address and ends it afterwards."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(processes),
        "--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port), "--no-ws",
        "--log-level", "error", application,
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + "/healthz")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def wait_for(address: str, seconds: float = 60) -> None:
    """Wait until an address answers."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=2)  # only ever this machine
            return
        time.sleep(0.1)
    raise TimeoutError(address)


def load(address: str, seconds: int = 5, connections: int = 16) -> float:
    """Requests a second that an address of this machine answers with 200, by wrk."""
    assert address.startswith("http://127.0.0.1:"), "load goes to this machine only"
    words = [
        "wrk",
        "-t2",
        f"-c{connections}",
        f"-d{seconds}s",
        "-H",
        "Accept-Encoding: gzip",
        address,
    ]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if found := re.search(r"Non-2xx or 3xx responses: (\d+)", said):
        raise RuntimeError(f"{found[1]} answers were not 200 at {address}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]


def machine() -> str:
    """The machine and the versions that figures belong to."""
    import django
    import granian

    return (
        f"{os.cpu_count()} kärnor, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, Django {django.__version__}, granian {granian.__version__}"
    )


def table(title: str, heads: list[str], rows: list[list[str]]) -> None:
    """Print figures as a Markdown table that docs/performance.md can hold as it stands."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    sys.stdout.flush()
