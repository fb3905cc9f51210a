# SPDX-License-Identifier: EUPL-1.2
"""Paper: a page of HTML as a PDF to print, made by a process of its own (`press.py`, ADR 21).

No more than two are printed at a time on a machine, however many processes answer on the web.
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.translation import gettext as _

PRESS = "traffpunkt.ui.press"
AT_A_TIME = 2
# How long one waits for a free press before one is asked to come back, and for the paper itself.
PATIENCE = 4.0
LONGEST = 60.0
# What the press needs to know of its surroundings: no keys, no addresses of databases.
TOLD = ("PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH")


class NoPaper(Exception):
    """Nothing could be printed; `words` say what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def pdf(html: str, *, booklet: bool = False) -> bytes:
    """A page as PDF; `booklet` lays its pages two by two on sheets to be folded."""
    command = [sys.executable, "-m", PRESS, *(["--booklet"] if booklet else [])]
    surroundings = {name: os.environ[name] for name in TOLD if name in os.environ}
    with free_press():
        try:
            printed = subprocess.run(  # noqa: S603 - our own program, and no word of a visitor
                command,
                input=html.encode(),
                capture_output=True,
                timeout=LONGEST,
                check=True,
                cwd=settings.BASE_DIR,
                env=surroundings,
            )
        except (subprocess.SubprocessError, OSError) as fault:
            words = _("Det gick inte att göra pappret. Försök igen, eller skriv ut en kortare tid.")
            raise NoPaper(words) from fault
    return printed.stdout


def kept(html: str, *, booklet: bool = False) -> bytes | None:
    """The same page as it was printed before, if it still lies there."""
    found: bytes | None = caches["paper"].get(fingerprint(html, booklet))
    return found


def pdf_to_keep(html: str, *, booklet: bool = False) -> bytes:
    """A page that everybody may see, printed and kept: the same facts are not printed twice."""
    printed = pdf(html, booklet=booklet)
    caches["paper"].set(fingerprint(html, booklet), printed)
    return printed


def fingerprint(html: str, booklet: bool) -> str:
    """The facts of a paper as one word."""
    return hashlib.sha256(f"{booklet}:{style()}:{html}".encode()).hexdigest()


@functools.cache
def style() -> str:
    """How papers look, as one word: a new version prints what the last one has kept anew."""
    sheets = sorted((Path(__file__).parent / "static" / "ui" / "paper").glob("*.css"))
    return hashlib.sha256(b"".join(sheet.read_bytes() for sheet in sheets)).hexdigest()


@contextlib.contextmanager
def free_press() -> Iterator[None]:
    """One of the presses, for as long as one prints; the lock falls with whoever holds it."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    give_up = time.monotonic() + PATIENCE
    with contextlib.ExitStack() as doors:
        places = [settings.VAR / f"press-{number}.lock" for number in range(AT_A_TIME)]
        locks = [doors.enter_context(path.open("w")) for path in places]
        while not any(taken(lock.fileno()) for lock in locks):
            if time.monotonic() > give_up:
                raise NoPaper(_("Många skriver ut just nu. Vänta en liten stund och försök igen."))
            time.sleep(0.1)
        yield


def taken(lock: int) -> bool:
    """Whether nobody else had this press, so that it is ours now."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def as_answer(printed: bytes, name: str) -> HttpResponse:
    """A PDF as a browser shows it, under a name that says nothing of anybody."""
    answer = HttpResponse(printed, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
