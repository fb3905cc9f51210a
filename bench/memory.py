# SPDX-License-Identifier: EUPL-1.2
"""Memory at rest of `traffpunkt serve`: web and worker together, as proportional set size.

python -m bench.memory
"""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bench.ground import ROOT, begin, free_port, machine, table, wait_for


def tree(root: int) -> list[int]:
    """A process and all that come from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


def megabytes(process: int) -> float:
    """A process's share of memory, pages that it shares with others divided among them."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Start the whole system on a town of 500 occasions, use it a little, let it rest, measure."""
    begin()
    from bench.rows import make_town

    make_town("stad", 500)
    port = free_port()
    command = [sys.executable, "-m", "traffpunkt", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        for _round in range(20):
            for path in ("/", "/program/", "/titta/"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read()
        time.sleep(5)
        rows = [[str(process), f"{megabytes(process):.0f}"] for process in tree(server.pid)]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    total = sum(float(row[1]) for row in rows)
    print(machine())
    table(
        "Minne i vila, web och arbetare",
        ["process", "MB"],
        [*rows, ["alla", f"{total:.0f} (mål ≤ 250)"]],
    )


if __name__ == "__main__":
    main()
