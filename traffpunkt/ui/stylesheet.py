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
# A set of tokens for dark: `@dark :root { … }` in a source.
DARK = re.compile(r"@dark (?P<selector>[^{]+?) \{(?P<tokens>[^}]*)\}")
BY_DEVICE_AND_BY_CHOICE = (
    r"@media (prefers-color-scheme: dark) { \g<selector>:not(.colours-light) {\g<tokens>} }"
    "\n"
    r"\g<selector>.colours-dark {\g<tokens>}"
)
SPACE = re.compile(r"\s+")
HEAD = """/* SPDX-License-Identifier: EUPL-1.2 */
/* Made from its sources by traffpunkt/ui/stylesheet.py: change those. */
"""


def spelled_out(source: str) -> str:
    """A source with each dark set as a browser reads it: once by device, once by choice."""
    return DARK.sub(BY_DEVICE_AND_BY_CHOICE, source)


def joined(folder: Path = FOLDER) -> str:
    """The sources in their order, a line each, without comments and indentation."""
    texts = [(folder / f"{name}.css").read_text() for name in SOURCES]
    lines = [SPACE.sub(" ", COMMENT.sub("", spelled_out(text))).strip() for text in texts]
    return HEAD + "\n".join(lines) + "\n"


def write(folder: Path = FOLDER) -> Path:
    """Write `site.css`, the one file that pages link to."""
    path = folder / "site.css"
    path.write_text(joined(folder))
    return path


if __name__ == "__main__":  # pragma: no cover - the test calls write() itself
    write()
