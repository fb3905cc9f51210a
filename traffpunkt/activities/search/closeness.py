# SPDX-License-Identifier: EUPL-1.2
"""How close a word of the programme is to a word that somebody typed."""

import enum
import operator
from typing import Protocol

from traffpunkt.activities.search.analyser import Term
from traffpunkt.ui.spelling import plain, slips

SHORTEST_PART = 4


class Close(enum.IntEnum):
    """From a guess to the very word; hits are weighed by it."""

    GUESS = 1
    PART = 2
    BEGINS = 3
    ENDS = 4
    ALIKE = 4
    SAME = 5


class Word(Protocol):
    """A word as it is compared: a typed one, one of the vocabulary or a kept one."""

    @property
    def word(self) -> str:
        """Its stem."""

    @property
    def plain(self) -> str:
        """Its stem without å, ä and ö."""

    @property
    def shown(self) -> str:
        """How it was written."""


# How far a word is from a typed one: its slips, and whether one of them is in the first letter.
Apart = tuple[int, bool]


def stands_for(typed: str, word: str) -> bool:
    """Whether a typed word may stand for one with å, ä and ö: `lasa` for `läsa`, not the reverse."""
    return len(typed) == len(word) and all(
        letter in (own, plain(own)) for letter, own in zip(typed, word, strict=True)
    )


def surely(typed: Term, own: Word, *, last: bool, dots: bool = True) -> int:
    """How close a word is that holds the typed one whole: itself, or as an end of a compound.

    With `dots`, a letter typed plain may stand for one with them.
    """
    # The plain stems first: they rule out nearly all, and quickly.
    length, fits = len(typed.word), stands_for if dots else operator.eq
    if typed.plain == own.plain:
        return Close.SAME if fits(typed.word, own.word) else 0
    if length >= SHORTEST_PART and own.plain.endswith(typed.plain):
        return Close.ENDS if fits(typed.word, own.word[-length:]) else 0
    if length >= (3 if last else SHORTEST_PART) and own.plain.startswith(typed.plain):
        return Close.BEGINS if fits(typed.word, own.word[:length]) else 0
    return 0


def slips_allowed(word: str) -> int:
    """How many slips of the finger a word may hold and still be known; none in a number."""
    return 0 if len(word) < 4 or word.isdecimal() else 1 if len(word) < 8 else 2


def apart(typed: Term, own: Word, *, in_doubt: bool = False) -> Apart | None:
    """How far a word is from a misspelt one, when it is near enough to be what was meant.

    Stems and whole words are compared: a slip may have made another stem. A short word is not
    begun wrongly by mistake. In doubt, one with a short stem has no letter for another either.
    """
    written, shown = plain(typed.shown), plain(own.shown)
    if in_doubt and len(typed.plain) <= SHORTEST_PART:
        by_stem = len(typed.plain) == SHORTEST_PART and short_apart(typed.plain, own.plain)
        return by_stem or short_apart(written, shown)
    allowed = slips_allowed(typed.plain)
    far = slips(typed.plain, own.plain, allowed)
    if far > allowed:
        far = slips(written, shown, allowed)
    begun_wrongly = typed.plain[:1] != own.plain[:1]
    is_short = len(written) <= SHORTEST_PART
    too_short = bool(far) and len(shown) < SHORTEST_PART
    if far > allowed or too_short or (begun_wrongly and is_short):
        return None
    return far, begun_wrongly


def short_apart(typed: str, word: str) -> Apart | None:
    """The same for words in doubt: a letter is missing, added, or swapped with the next.

    Three letters lack one between their ends: `ipd` for `ipad`.
    """
    if typed == word:
        return 0, False
    if len(word) < SHORTEST_PART or typed[:1] != word[:1] or slips(typed, word, 1) > 1:
        return None
    is_changed = len(typed) == len(word) and sorted(typed) != sorted(word)
    is_cut_off = len(typed) < SHORTEST_PART and typed[-1:] != word[-1:]
    return None if is_changed or is_cut_off else (1, False)
