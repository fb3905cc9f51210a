# SPDX-License-Identifier: EUPL-1.2
"""A QR code as a path that a page draws itself: no picture to fetch, and it prints."""

import io
import re
from dataclasses import dataclass

import segno

PATH = re.compile(r' d="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Qr:
    """How wide the code is, with its quiet zone, and the strokes that draw it."""

    size: int
    path: str


def qr(address: str) -> Qr:
    """The code of an address, readable also when a corner of the paper is torn."""
    code = segno.make(address, error="m", micro=False)
    svg = io.BytesIO()
    code.save(svg, kind="svg", xmldecl=False, omitsize=True)
    found = PATH.search(svg.getvalue().decode())
    return Qr(int(code.symbol_size()[0]), found[1] if found else "")
