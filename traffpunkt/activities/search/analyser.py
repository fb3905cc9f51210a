# SPDX-License-Identifier: EUPL-1.2
"""From text to terms: folded, stemmed alike on both sides, without the words that say nothing."""

import functools
import re
from typing import NamedTuple

import snowballstemmer

from traffpunkt.ui.spelling import fold, plain

LONGEST_WORD = 40
STEMMER = snowballstemmer.stemmer("swedish")
TOKEN = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
# Plurals that change their vowel, also last in a compound (ljudböcker), with and without dots.
CHANGED_VOWELS = {
    "böck": "bok", "fött": "fot", "nätt": "natt", "händ": "hand", "städ": "stad", "tänd": "tand",
    "länd": "land", "rött": "rot", "sön": "son", "bock": "bok", "fott": "fot", "natt": "natt",
}  # fmt: skip
MANY = re.compile(f"({'|'.join(CHANGED_VOWELS)})er(na)?$")
# Ends in -ning without being the doing of something.
NOT_DOINGS = frozenset({"tidning", "våning"})
DOING = re.compile(r"(?<=[^\Waeiouyåäö_])(?<=...)ning(ar|en|arna)?$|(?<=...)ing(ar|en|arna)?$")
NOT_DEFINITE = ("roman", "orkan", "organ", "sultan")
# Ends in -or without being many, or in -s without being of somebody.
WHOLE = (
    "dator", "motor", "traktor", "doktor", "pastor", "lektor", "kurs", "dans", "hus", "ljus", "plats",
)  # fmt: skip
STOP_WORDS = frozenset(
    """
    alla allt all att av bara bli blir de dem den denna dess det detta dig din ditt dina du där då
    efter eller en ens er ert era ett finns fram från få får för gör göra ha han har hon hos hur här
    i in inte jag ju kan ken kom kommer man med mig min mitt mina mot mycket ni nu när någon något
    några och också om oss på sig sin sitt sina ska skall som så till under upp ut utan vad var vara
    vem vi vid vilken vilka vill vår vårt våra än är åt över vill hitta finns söker letar nån nåt
    """.split()
)


class Term(NamedTuple):
    """A word as search compares it: its stem, the stem without å ä ö, and how it was written."""

    word: str
    plain: str
    shown: str


def indefinite(word: str) -> str:
    """A noun without the endings for "the" that Snowball leaves: plattan, datorn, cykeln."""
    if len(word) >= 5 and word.endswith("an") and not word.endswith(NOT_DEFINITE):
        return word[:-1]
    if len(word) >= 6 and word.endswith(("orn", "eln", "ern")):
        return word[:-1]
    return word


def without_doing(word: str) -> str:
    """The verb in a noun of doing: vävning is väv, träning is trän, odling is odl."""
    doing = DOING.search(word)
    if doing is None or word in NOT_DOINGS:
        return word
    return word[: doing.start()]


def shorter(word: str, least: int) -> str:
    """One round of Snowball, unless it takes a part of the word itself."""
    stemmed: str = STEMMER.stemWord(word)
    return word if word.endswith(WHOLE) or len(stemmed) < least else stemmed


@functools.lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word: rounds until nothing more falls off, so that all forms agree.

    One round is not enough: it makes dat of dator, but dator of datorer. Later rounds may not
    leave less than six letters, or läsplatta becomes läspl.
    """
    word = MANY.sub(lambda many: CHANGED_VOWELS[many[1]], word)
    before, word = word, shorter(without_doing(indefinite(word)), 2)
    while word != before:
        before, word = word, shorter(word, 6)
    if len(word) > 3 and word.endswith(("dd", "gd", "nn", "dt", "gt", "kt", "tt")):
        word = word[:-1]
    return word


def term(written: str) -> Term:
    """One written word as a term."""
    stemmed = stem(written[:LONGEST_WORD])
    return Term(stemmed, plain(stemmed), written[:LONGEST_WORD])


def terms(text: str) -> list[Term]:
    """The terms of a text in order; a hyphened word gives its parts and the whole."""
    found = []
    for token in TOKEN.findall(fold(text)):
        parts = re.split("[-‐‑]", token)
        found += [term(part) for part in parts if part not in STOP_WORDS]
        if len(parts) > 1:
            found.append(term("".join(parts)))
    return found


def grams(word: str) -> set[str]:
    """The letters of a plain word three by three, its beginning and end marked."""
    marked = f"^{word}$"
    return {marked[at : at + 3] for at in range(len(marked) - 2)}
