# SPDX-License-Identifier: EUPL-1.2
"""The program's version: the newest heading of CHANGELOG.md, and nowhere else."""

import re
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
HEADING = re.compile(r"^## (\d+\.\d+\.\d+)\b", re.MULTILINE)


def newest(changelog: str) -> str:
    """The version that a changelog names first."""
    found = HEADING.search(changelog)
    if found is None:
        raise LookupError("CHANGELOG.md has no heading with a version.")
    return found[1]


VERSION = newest(CHANGELOG.read_text(encoding="utf-8"))
