# SPDX-License-Identifier: EUPL-1.2
"""Texts with words in braces: "Hej {namn}!". What a word says is put in when somebody is told."""

import re
from collections.abc import Mapping

WORD = re.compile(r"\{([^{}]*)\}")
GAP = re.compile(r"\n{3,}")


def fill(text: str, words: Mapping[str, str]) -> str:
    """A text with its words put in; a line is left out when a word in it has nothing to say."""
    lines = [filled for line in text.splitlines() if (filled := put_in(line, words)) is not None]
    return GAP.sub("\n\n", "\n".join(lines)).strip()


def put_in(line: str, words: Mapping[str, str]) -> str | None:
    """One line with its words put in, or nothing where one of them has nothing to say."""
    if not all(words[word] for word in WORD.findall(line)):
        return None
    return WORD.sub(lambda found: words[found[1]], line).rstrip()
