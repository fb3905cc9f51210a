# SPDX-License-Identifier: EUPL-1.2
"""The keys that a person is found by: names as they sound, numbers from their end, addresses."""

import itertools
import re
import unicodedata
from collections.abc import Iterable

from traffpunkt.ui.spelling import fold, plain

LONGEST_KEY = 40
SHORTEST_BEGINNING = 3
SHORTEST_MISSPELT = 4
# What a telephone number's key begins with, so that it is never a house number or a name.
NUMBER = "n"
WORD = re.compile(r"[^\W_]+")
# Letters that are written in several ways for the same sound, in the order in which they are read.
SAME_SOUND = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:hj|lj|gj|dj)", "j"), (r"ck|ch|q", "k"), (r"c(?=[eiy])", "s"), (r"c", "k"),
        (r"ph", "f"), (r"th|dt", "t"), (r"w|f(?=s)", "v"), (r"x", "ks"), (r"z", "s"), (r"[jy]", "i"),
        (r"[ىی]", "ي"), (r"ة", "ه"), (r"ک", "ك"), (r"ـ", ""), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text without accents, hidden signs, å ä ö or capitals."""
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return WORD.findall(plain(fold(shown)))


def sound(word: str) -> str:
    """How a plain word is heard: Carlsson as Karlson, Wiklund as Viklund; a number is itself."""
    if not word.isdecimal():
        for pattern, heard in SAME_SOUND:
            word = pattern.sub(heard, word)
    return word[:LONGEST_KEY]


def name_keys(name: str) -> set[str]:
    """Each word of a name, and two that stand beside each other as one: Anna-Karin, Annakarin."""
    parts = words(name)
    pairs = (one + other for one, other in itertools.pairwise(parts))
    return {sound(part) for part in (*parts, *pairs)} - {""}


def number_key(digits: str) -> str:
    """A telephone number, or the end of one, by its last figure first."""
    return NUMBER + digits[::-1][: LONGEST_KEY - 1]


def way_keys(value: str) -> set[str]:
    """The keys of a number or an e-mail address; everybody has the same few post offices."""
    if "@" in value:
        return {sound(word) for word in words(value.partition("@")[0])} - {""}
    return {number_key(re.sub(r"\D", "", value))}


def home_keys(*lines: str, postcode: str = "") -> set[str]:
    """The keys of where somebody lives; the town is left out, since nearly all live there."""
    digits = postcode.replace(" ", "")
    return {sound(word) for line in (*lines, digits) for word in words(line)} - {""}


def misspellings(key: str) -> set[str]:
    """The key itself, its beginnings, and itself with one letter left out."""
    if not key.isalpha():
        return set()
    return {key, *beginnings(key), *without_one(key)}


def beginnings(key: str) -> Iterable[str]:
    """What one has written of a word before it is whole."""
    return (key[:length] for length in range(SHORTEST_BEGINNING, len(key)))


def without_one(key: str) -> Iterable[str]:
    """A word with one letter left out, each in turn; of a short one too much would be lost."""
    if len(key) < SHORTEST_MISSPELT:
        return ()
    return (key[:place] + key[place + 1 :] for place in range(len(key)))
