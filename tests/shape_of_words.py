# SPDX-License-Identifier: EUPL-1.2
"""The words that stand on the screen: none from the avoid-column of docs/words.md."""

import ast
import re
from collections.abc import Iterator

from tests.shape import ROOT, Source

WORDS = ROOT / "docs" / "words.md"
ENDINGS = (
    r"(?:s|en|ens|et|ets|ar|ars|arna|arnas|er|ers|erna|ernas|or|orna|n|na|nas|a|as|t|de|ades?|at)?"
)
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
# In the words of Django and HTML these are not words on the screen.
TAG = re.compile(
    r"\{%-?\s*(?:translate|trans)\s+(?P<words>\"[^\"]*\"|'[^']*').*?%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->",
    re.DOTALL,
)
READ_ALOUD = re.compile(r"\s(?:alt|title|aria-label|label|text|value)=\"([^\"{}]*)\"")


def avoided(table: str) -> dict[str, str]:
    """Each word of the avoid-column with what to say instead."""
    found: dict[str, str] = {}
    column = None
    for line in table.splitlines():
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|"):
            column = None
        elif (
            any(re.match(r"undvik|avoid|inte\b", cell, re.IGNORECASE) for cell in cells)
            and column is None
        ):
            column = next(
                place
                for place, cell in enumerate(cells)
                if re.match(r"undvik|avoid|inte\b", cell, re.IGNORECASE)
            )
        elif column is not None and not set(cells[0]) <= set("-: "):
            for word in re.split(r"[,;·]", re.sub(r"\(.*?\)", "", cells[column])):
                if word.strip(' –-*_"”’'):
                    found[word.strip(' *_"”’').lower()] = cells[0]
    return found


def pattern_of(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@/-]){re.escape(word)}{ENDINGS}(?![\w@/-])", re.IGNORECASE)


def words_of_template(source: Source) -> Iterator[tuple[int, str]]:
    """What a reader or a screen reader meets in a template, line by line."""
    text = TAG.sub(lambda found: (found["words"] or "") + "\n" * found[0].count("\n"), source.text)
    aloud = [
        (text.count("\n", 0, found.start()) + 1, found[1]) for found in READ_ALOUD.finditer(text)
    ]
    yield from aloud
    bare = re.sub(r"<[^>]*>", lambda found: "\n" * found[0].count("\n"), text)
    yield from enumerate(bare.splitlines(), 1)


def words_of_python(source: Source) -> Iterator[tuple[int, str]]:
    """The strings that are given to gettext."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATED:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.lineno, given.value


def no_avoided_word(source: Source, banned: dict[str, str]) -> Iterator[str]:
    read = words_of_python if source.name.endswith(".py") else words_of_template
    for line, text in read(source):
        for word, instead in banned.items():
            if pattern_of(word).search(text):
                yield source.at(line, f"says “{word}”, not “{instead}”: {text.strip()[:60]}")
