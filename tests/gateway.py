# SPDX-License-Identifier: EUPL-1.2
"""A stand-in for 46elks over real HTTP on this machine.

STAND-IN: written from 46elks' documentation (docs/send-sms, sms-history, sms-delivery-reports; read
on 25 November 2026), never compared with the real gateway. What it does wrong on purpose is asked
for by `then`: an answer's number, or one of the accidents below.
"""

import base64
import contextlib
import datetime
import json
import socketserver
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler
from typing import Any

USER, PASSWORD = "u-provet", "p-hemligt"
# Taken, and then: the line is cut, the answer is late, or it is no JSON or not theirs.
CUT, SLOW, GARBLED, STRANGE = "cut", "slow", "garbled", "strange"
# Not taken: the line is cut before anything was read into the books.
CUT_BEFORE = "cut before"


class Gateway(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """The books of the gateway: what it took, and how it shall answer next."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Line)
        self.taken: list[dict[str, str]] = []
        self.callbacks: dict[str, str] = {}
        self.then: list[int | str] = []
        self.listing: list[int | str] = []
        self.asked: list[dict[str, str]] = []
        self.slowness = 2.0
        self.lock = threading.Lock()

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/a1"

    def begin(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def end(self) -> None:
        self.shutdown()
        self.server_close()

    def texts(self) -> list[str]:
        return [row["message"] for row in self.taken]

    def take(
        self, form: dict[str, str], created: datetime.datetime | None = None
    ) -> dict[str, str]:
        moment = created or datetime.datetime.now(datetime.UTC)
        with self.lock:
            row = {
                "id": f"s{len(self.taken):032x}",
                "direction": "outgoing",
                "status": "created",
                "created": moment.replace(tzinfo=None).isoformat(timespec="microseconds"),
                "from": form["from"], "to": form["to"], "message": form["message"],
            }  # fmt: skip
            self.taken.append(row)
            self.callbacks[row["id"]] = form.get("whendelivered", "")
        return row

    def page(self, asked: dict[str, str]) -> dict[str, Any]:
        """Newest first; "start" is before which moment, "end" after which."""
        with self.lock:
            rows = sorted(self.taken, key=lambda row: row["created"], reverse=True)
        rows = [
            row
            for row in rows
            if asked.get("to") in {None, row["to"]}
            and row["created"] < asked.get("start", "9")
            and row["created"] > asked.get("end", "0")
        ]
        most = min(int(asked.get("limit", 10)), 100)
        found: dict[str, Any] = {"data": rows[:most]}
        if len(rows) > most:
            found["next"] = rows[most - 1]["created"]
        return found


class Line(BaseHTTPRequestHandler):
    """One request to the gateway."""

    server: Gateway

    def log_message(self, *_words: Any) -> None:
        """Say nothing: what is sent is nobody's business."""

    def is_known(self) -> bool:
        right = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {right}"

    def answer(self, status: int, body: Any = "") -> None:
        said = body if isinstance(body, str) else json.dumps(body)
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said.encode())))
            self.end_headers()
            self.wfile.write(said.encode())

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        with self.server.lock:
            how = self.server.then.pop(0) if self.server.then else 200
        if not self.is_known():
            return self.answer(401, "Unauthorized")
        if not form.get("to", "").startswith("+"):
            return self.answer(400, "Invalid to number")
        if how == CUT_BEFORE:
            return None
        if isinstance(how, int) and how != 200:
            return self.answer(how, "No")
        row = self.server.take(form)
        return self.after(str(how), row)

    def after(self, how: str, row: dict[str, str]) -> None:
        """What happens when the message has been taken."""
        if how == CUT:
            return
        if how == SLOW:
            time.sleep(self.server.slowness)
        body: Any = {GARBLED: "<p>Hej</p>", STRANGE: {"id": "", "status": "created"}}.get(how, row)
        self.answer(200, body)

    def do_GET(self) -> None:
        asked = dict(urllib.parse.parse_qsl(self.path.partition("?")[2]))
        self.server.asked.append(asked)
        how = self.server.listing.pop(0) if self.server.listing else 200
        if not self.is_known():
            return self.answer(401, "Unauthorized")
        if how == CUT:
            return None
        if isinstance(how, int) and how != 200:
            return self.answer(how, "No")
        return self.answer(
            200, json.loads(how) if isinstance(how, str) else self.server.page(asked)
        )


def report(address: str, number: str, status: str) -> int:
    """A delivery report as the gateway posts it, to this machine only; the answer's number."""
    assert address.startswith("http://127.0.0.1:")
    form = urllib.parse.urlencode({"id": number, "status": status}).encode()
    with urllib.request.urlopen(address, form, timeout=10) as answer:  # noqa: S310
        return int(answer.status)
