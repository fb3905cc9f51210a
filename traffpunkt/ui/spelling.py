# SPDX-License-Identifier: EUPL-1.2
"""How a word is spelt, and how near it is to another: for search among activities and persons."""

import unicodedata

KEPT_MARKS = {"a\u030a": "å", "a\u0308": "ä", "o\u0308": "ö"}
PLAIN = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o"})


def fold(text: str) -> str:
    """Small letters without accents; å, ä and ö stay, for they are letters of their own."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    for pair, letter in KEPT_MARKS.items():
        letters = letters.replace(pair, letter)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def plain(word: str) -> str:
    """A folded word as it is typed without å, ä and ö."""
    return word.translate(PLAIN)


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
