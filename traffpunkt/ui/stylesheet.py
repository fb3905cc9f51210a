# SPDX-License-Identifier: EUPL-1.2
"""One style sheet from its sources: `python -m traffpunkt.ui.stylesheet` writes `site.css` anew."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "ui"
SOURCES = (
    "tokens",
    "base",
    "layout",
    "forms",
    "components",
    "programme",
    "roster",
    "taking_part",
    "print",
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
HEAD = """/* SPDX-License-Identifier: EUPL-1.2 */
/* Made from its sources by traffpunkt/ui/stylesheet.py: change those. */
"""


def joined(folder: Path = FOLDER) -> str:
    """The sources in their order, a line each, without comments and indentation."""
    texts = [(folder / f"{name}.css").read_text() for name in SOURCES]
    lines = [SPACE.sub(" ", COMMENT.sub("", text)).strip() for text in texts]
    return HEAD + "\n".join(lines) + "\n"


def write(folder: Path = FOLDER) -> Path:
    """Write `site.css`, the one file that pages link to."""
    path = folder / "site.css"
    path.write_text(joined(folder))
    return path


if __name__ == "__main__":  # pragma: no cover - the test calls write() itself
    write()
