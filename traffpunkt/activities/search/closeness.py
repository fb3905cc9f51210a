# SPDX-License-Identifier: EUPL-1.2
"""How close a word of the programme is to a word that somebody typed."""

import enum

from traffpunkt.activities.search.analyser import Term, plain

SHORTEST_PART = 4


class Close(enum.IntEnum):
    """From a guess to the very word; hits are weighed by it."""

    GUESS = 1
    PART = 2
    BEGINS = 3
    ENDS = 4
    ALIKE = 4
    SAME = 5


def dotted_alike(typed: str, word: str) -> bool:
    """Whether a typed word may stand for one with å, ä and ö: `lasa` for `läsa`, not the reverse."""
    return typed in (word, plain(word))


def surely(typed: Term, word: str, word_plain: str, *, last: bool) -> int:
    """How close a word is that holds the typed one whole: itself, or as an end of a compound."""
    if typed.plain == word_plain:
        return Close.SAME if dotted_alike(typed.word, word) else Close.GUESS
    if len(typed.plain) >= SHORTEST_PART and word_plain.endswith(typed.plain):
        return Close.ENDS
    if len(typed.plain) >= (3 if last else SHORTEST_PART) and word_plain.startswith(typed.plain):
        return Close.BEGINS
    return 0


def slips_allowed(word: str) -> int:
    """How many slips of the finger a word may hold and still be known."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def slips(one: str, other: str, most: int) -> int:
    """Letters missing, added, changed or swapped between two words; `most` + 1 when more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    older, old, new = [0], list(range(len(other) + 1)), [0]
    for row, letter in enumerate(one, 1):
        new = [row]
        for column, mate in enumerate(other, 1):
            price = min(old[column] + 1, new[-1] + 1, old[column - 1] + (letter != mate))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == mate:
                price = min(price, older[column - 2] + 1)
            new.append(price)
        if min(new) > most:
            return most + 1
        older, old = old, new
    return min(new[-1], most + 1)
