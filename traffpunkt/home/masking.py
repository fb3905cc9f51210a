# SPDX-License-Identifier: EUPL-1.2
"""What of a document is handed out, and what is masked on which ground.

All that may tell of somebody is masked until a person has decided to hand it out. Who must never
be shown is masked wherever she stands, and nobody can change that. What is masked in one field is
masked in the others of the same document too, so that a greeting does not give the name away.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from django.utils.crypto import salted_hmac

from traffpunkt.activities.traces import colleagues
from traffpunkt.home.grounds import PROTECTED, masked
from traffpunkt.home.kinds import Kind, Nature, Piece, in_words
from traffpunkt.home.searches import Search
from traffpunkt.people.models import ContactWay, Person
from traffpunkt.places.models import Disclosure

Found: TypeAlias = "re.Pattern[str] | None"
OUT = "out"
# What stands in an address that opens somebody's own page.
KEY = re.compile(r"(?<=/)[\w-]{16,}")
# Signs that nobody types: the beginning of Unicode's private letters.
MARKS = 0xE000
# They are taken out of a text first, and what nobody sees: soft hyphens and spaces without width.
NO_MARKS = dict.fromkeys([*range(MARKS, MARKS + 8), 0xAD, 0x200B, 0x2060, 0xFEFF])
# A number as it is kept may be written in the texts with any signs between its figures, and a name
# with any or none between its parts; but for our marks.
BETWEEN = rf"(?:_|[^\w{chr(MARKS)}-{chr(MARKS + 7)}])*"
# How one calls from abroad and from here: 0046 70, +46 (0)70, 070.
BEFORE = rf"(?:00{BETWEEN})?(?:46{BETWEEN})?(?:0{BETWEEN})?"
# Where a name is parted, in the register and in the words to mask.
PARTING = re.compile(r"[\s_\u2010-\u2015-]+")
LETTER = r"[^\W\d_]"
# Fields whose words give somebody away where they stand again.
OF_SOMEBODY = {"person_name", "name", "ways", "address", "by_relative", "contact", "code"}


def pattern_of(said: Iterable[str]) -> Found:
    """What finds some names, numbers and words, however they are written; None where there are none."""
    composed = (unicodedata.normalize("NFC", word).translate(NO_MARKS).strip() for word in said)
    found = {pattern for word in composed for pattern in patterns(word)}
    if not found:
        return None
    longest_first = sorted(found, key=lambda pattern: (-len(pattern), pattern))
    return re.compile("|".join(longest_first), re.IGNORECASE)


def patterns(word: str) -> Iterator[str]:
    """How a name, a number or a word may stand in a text: a name in an address too."""
    figures = re.sub(r"\D", "", word)
    parts = [part for part in PARTING.split(word) if part]
    if len(figures) >= 6 and re.fullmatch(r"[\d\W_]+", word):
        known = re.sub(r"^(?:(?:0046|46(?=\d{7}))0?|0)", "", figures)
        yield rf"(?<!\d){BEFORE}{BETWEEN.join(known)}(?!\d)"
    elif parts:
        joined = BETWEEN.join(re.escape(part) for part in parts)
        yield f"{edge('?<!', parts[0][0])}{joined}s?{edge('?!', parts[-1][-1])}"


def edge(beside: str, sign: str) -> str:
    """That a word ends here: beside a figure stands no figure, beside a letter no letter."""
    if sign.isalpha():
        return f"({beside}{LETTER})"
    return rf"({beside}\d)" if sign.isdecimal() else ""


def parts_of(name: str) -> list[str]:
    """A name in both orders, and each part of it that is long enough to tell who it is."""
    parts = [part for part in PARTING.split(name) if part]
    return [name, " ".join(reversed(parts)), *(part for part in parts if len(part) > 1)]


@dataclass(frozen=True)
class Shown:
    """One field: as it stands, and as it would be handed out."""

    key: str
    piece: Piece
    stands: str
    told: str
    masks: int
    # On which ground the whole field is masked, or nothing; and whether nobody may change it.
    ground: str
    is_locked: bool

    @property
    def may_be_decided(self) -> bool:
        """Whether somebody can mask it or hand it out."""
        return self.piece.nature is not Nature.FACT and not self.is_locked


@dataclass(frozen=True)
class Document:
    """One row of one kind, field by field."""

    kind: Kind
    fields: list[Shown]

    @property
    def masks(self) -> int:
        """How many places are masked in it."""
        return sum(field.masks for field in self.fields)


class Masking:
    """How the documents of one disclosure look when they are handed out."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.municipality = disclosure.municipality
        self.known = colleagues(self.municipality)
        self.words = pattern_of(disclosure.words.splitlines())

    @cached_property
    def search(self) -> Search:
        """What was searched."""
        return Search.of(self.municipality, self.disclosure.search, self.disclosure.begun)

    @cached_property
    def fingerprint(self) -> str:
        """What all documents look like now; nothing where they are too many to be handed out."""
        return "" if self.search.is_too_much else fingerprint_of(in_all(self))

    @cached_property
    def hidden(self) -> dict[int, str]:
        """Who must never be shown, with her name; rows that became another one too."""
        rows = Person.objects.filter(municipality=self.municipality)
        never = rows.filter(hidden=True) | rows.filter(merged_into__hidden=True)
        return dict(never.values_list("pk", "name"))

    @cached_property
    def never(self) -> Found:
        """What finds those who must never be shown in any text."""
        ways = ContactWay.objects.filter(person__in=self.hidden).values_list("value", flat=True)
        names = [part for name in self.hidden.values() for part in parts_of(name)]
        return pattern_of([*names, *ways])

    def documents(self, rows: Iterable[tuple[Kind, Any]]) -> list[Document]:
        """Some documents as they would be handed out."""
        return [self.document(kind, row) for kind, row in rows]

    def document(self, kind: Kind, row: Any) -> Document:
        """One document as it would be handed out."""
        standing = [(piece, in_words(piece.read(row, self.known))) for piece in kind.pieces]
        is_hidden = self.is_hidden(kind, row)
        grounds = {
            piece.name: self.ground_of(key_of(kind, row, piece), piece, is_hidden)
            for piece, _words in standing
        }
        own = pattern_of(
            part
            for piece, words in standing
            if grounds[piece.name] and piece.name in OF_SOMEBODY
            for part in named(piece, words)
        )
        found = []
        for piece, words in filter(lambda pair: pair[1], standing):
            ground = grounds[piece.name]
            told, masks = (masked(ground), 1) if ground else self.without_words(words, own)
            locked = is_hidden and piece.nature is Nature.PRIVATE
            key = key_of(kind, row, piece)
            found.append(Shown(key, piece, words, told, masks, ground, locked))
        return Document(kind, found)

    def is_hidden(self, kind: Kind, row: Any) -> bool:
        """Whether a document is about somebody who must never be shown."""
        if kind.key == "entry":
            return row.noun == "people.person" and row.number in self.hidden
        number = row.pk if kind.key == "person" else getattr(row, "person_id", None)
        return number in self.hidden

    def ground_of(self, key: str, piece: Piece, is_hidden: bool) -> str:
        """On which ground a whole field is masked; nothing where it is handed out."""
        if piece.nature is Nature.FACT:
            return ""
        if is_hidden and piece.nature is Nature.PRIVATE:
            return PROTECTED
        decided = self.disclosure.masks.get(key)
        if decided is not None:
            return "" if decided == OUT else str(decided)
        return self.disclosure.ground if piece.nature is Nature.PRIVATE else ""

    def without_words(self, text: str, own: Found) -> tuple[str, int]:
        """A text without those who must never be shown, those masked beside it and chosen words."""
        base = self.disclosure.ground
        text = unicodedata.normalize("NFC", text).translate(NO_MARKS)
        count = 0
        marks: list[str] = []
        rounds = [
            (KEY, base), (self.never, PROTECTED), (own, base),
            (self.words, self.disclosure.words_ground or base),
        ]  # fmt: skip
        for pattern, ground in rounds:
            if pattern is not None:
                # A mark is laid in as one sign, so that the next round reads no word of it.
                mark = chr(MARKS + len(marks))
                marks.append(masked(ground))
                text, found = pattern.subn(mark, text)
                count += found
        for number, words in enumerate(marks):
            text = text.replace(chr(MARKS + number), words)
        return text, count


def named(piece: Piece, words: str) -> list[str]:
    """What gives somebody away of a field that is masked."""
    if piece.name in {"person_name", "name", "by_relative"}:
        return parts_of(words)
    return words.split(", ")


def key_of(kind: Kind, row: Any, piece: Piece) -> str:
    """Which field of which document: "signup-7-code"."""
    return f"{kind.key}-{row.pk}-{piece.name}"


def fingerprint_of(documents: Iterable[Document]) -> str:
    """What stands in some documents and what of it is handed out, as signs that tell of nobody."""
    seen = [(one.key, one.stands, one.told) for found in documents for one in found.fields]
    return salted_hmac("disclosure", json.dumps(seen)).hexdigest()


def in_all(masking: Masking, step: int = 200) -> Iterator[Document]:
    """All documents of a disclosure, some at a time."""
    total = masking.search.count()
    for start in range(0, total, step):
        yield from masking.documents(masking.search[start : min(start + step, total)])
