# SPDX-License-Identifier: EUPL-1.2
"""Which signs and drawings there are, as pictures.svg names them."""

import re
from pathlib import Path

SHEET = Path(__file__).parent / "static" / "ui" / "pictures.svg"
SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="0 0 (\d+) ')


def names(size: int) -> list[str]:
    """The pictures of one size: 24 for signs, 120 for drawings."""
    return [name for name, width in SYMBOL.findall(SHEET.read_text()) if int(width) == size]
