# SPDX-License-Identifier: EUPL-1.2
"""What a check comes to: a word, what was seen, and how it is mended."""

import enum
from dataclasses import dataclass


class Word(enum.StrEnum):
    """The three words that a check may say."""

    OK = "ok"
    WARNING = "varning"
    FAULT = "fel"


@dataclass(frozen=True)
class Verdict:
    """What one check saw."""

    word: Word
    said: str
    remedy: str = ""


def sound(said: str) -> Verdict:
    """All is as it should be."""
    return Verdict(Word.OK, said)


def doubtful(said: str, remedy: str) -> Verdict:
    """It works, but should be seen to."""
    return Verdict(Word.WARNING, said, remedy)


def broken(said: str, remedy: str) -> Verdict:
    """It does not work, or will not for long."""
    return Verdict(Word.FAULT, said, remedy)
