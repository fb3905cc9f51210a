# SPDX-License-Identifier: EUPL-1.2
"""The press: a page of HTML on standard input becomes a tagged PDF on standard output.

It runs in a process of its own (`python -m traffpunkt.ui.press`), which `paper.py` starts: what
WeasyPrint takes of memory is given back when the paper is done, and a page that goes wrong takes
nobody else with it.
"""

import gc
import io
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

import segno
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from traffpunkt.ui.booklet import fold

FOLDER = Path(__file__).parent / "static" / "ui"
KINDS = {".css": "text/css", ".woff2": "font/woff2"}
MEMORY = 1024 * 1024 * 1024
SECONDS = 60
# What is written in the code of the press when something that is not ours was asked for.
FOREIGN = 3


class OnlyOurs(URLFetcher):
    """Gives our own style sheets and fonts, and QR codes that it draws itself. All else is refused,
    and nothing is printed: neither the network nor any other file can be reached from a page."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """What stands behind `paper:NAME` or `qr:ADDRESS`."""
        scheme, _colon, rest = url.partition(":")
        if scheme == "qr":
            return URLFetcherResponse(url, qr_picture(rest), {"Content-Type": "image/png"})
        path = (FOLDER / rest).resolve()
        is_ours = scheme == "paper" and path.is_relative_to(FOLDER) and path.is_file()
        if not is_ours or path.suffix not in KINDS:
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})


def qr_picture(address: str) -> bytes:
    """The QR code of an address. Its mask is given: to try all eight takes ten times as long."""
    picture = io.BytesIO()
    code = segno.make(address, error="m", micro=False, mask=4)
    code.save(picture, kind="png", border=0)
    return picture.getvalue()


def pressed(html: str, *, booklet: bool = False) -> bytes:
    """A page as PDF/UA: tagged, with its language and its title; `booklet` to be folded."""
    page = HTML(string=html, base_url="paper:", url_fetcher=OnlyOurs())
    printed: bytes = page.write_pdf(
        pdf_variant="pdf/ua-1", finisher=fold if booklet else None, uncompressed_pdf=False
    )
    return printed


def main(words: list[str], source: BinaryIO, target: BinaryIO) -> int:
    """Print one page; how it went, as a process says it."""
    try:
        target.write(pressed(source.read().decode(), booklet="--booklet" in words))
    except FatalURLFetchingError:
        return FOREIGN
    return 0


def bind() -> None:
    """Take no more than is allowed. Nothing is cleared away before the end, which comes soon: a
    third of the time went into looking for what could be."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    gc.disable()


if __name__ == "__main__":  # pragma: no cover - the tests start it as a process
    bind()
    sys.exit(main(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer))
