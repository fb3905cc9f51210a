# SPDX-License-Identifier: EUPL-1.2
"""What typed words can mean in one municipality: which of its kept words, and how closely."""

import functools
import operator
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, Q

from traffpunkt.activities.models.search import SearchGram
from traffpunkt.activities.search import analyser, synonyms
from traffpunkt.activities.search.analyser import Term
from traffpunkt.activities.search.closeness import (
    SHORTEST_PART,
    Apart,
    Close,
    apart,
    stands_for,
    surely,
)
from traffpunkt.activities.search.synonyms import Vocabulary
from traffpunkt.places.models import Municipality

# What is read of a question; a letter in the field is answered by its first words.
MOST_LETTERS = 200
MOST_WORDS = 8
# How many kept words a misspelt one is compared with.
MOST_SIMILAR = 200


class Kept(NamedTuple):
    """A kept word as it is compared."""

    pk: int
    word: str
    plain: str
    shown: str


@dataclass
class Wish:
    """One typed word: the kept words that answer it, those that its seeker is led to, and what it
    was taken for when misspelt."""

    term: Term
    closeness: dict[int, int] = field(default_factory=dict)
    led: set[int] = field(default_factory=set)
    taken_for: str = ""

    @property
    def is_known(self) -> bool:
        """Whether some kept word answers."""
        return bool(self.closeness or self.led)


def understand(municipality: Municipality, words: str) -> list[Wish]:
    """The typed words, each with the kept words that answer it; first the sure, then the guessed."""
    typed = list(dict.fromkeys(analyser.terms(words[:MOST_LETTERS])))[:MOST_WORDS]
    if not typed:
        return []
    reader = reader_of(municipality, typed)
    terms = reader.written_together(typed)
    found = {term: reader.found(term, last=term == typed[-1]) for term in terms}
    lost = [term for term in terms if not found[term]]
    for term, rows in similar(municipality, lost).items():
        found[term] = reader.guessed(term, rows)
    return [wish for term in terms for wish in found[term]]


def together(one: Term, other: Term) -> Term:
    """Two words as the compound that they may have been meant as: `bank id`, `mobil hjälp`."""
    return analyser.term(one.shown + other.shown)


def cuts(term: Term) -> list[tuple[Term, Term]]:
    """The ways in which a word can be a compound of two, also with an s between."""
    stem = term.word
    places = range(SHORTEST_PART, len(stem) - SHORTEST_PART + 2)
    return [(analyser.term(stem[:at]), analyser.term(stem[at:])) for at in places]


@dataclass(frozen=True)
class Reader:
    """Reads typed words with what may matter to them: the vocabulary, those of its words that they
    may be misspelt as, and kept words."""

    vocabulary: Vocabulary
    nearly: dict[Term, list[tuple[Apart, Term]]]
    kept: list[Kept]

    def written_together(self, typed: list[Term]) -> list[Term]:
        """The typed words, where two in a row are a compound that is known as that one word."""
        words: list[Term] = []
        for term in typed:
            if words and self.is_compound(words[-1], term):
                words[-1] = together(words[-1], term)
            else:
                words.append(term)
        return list(dict.fromkeys(words))

    def is_compound(self, one: Term, other: Term) -> bool:
        """Whether two words are kept as one; or are one of the vocabulary, and not kept as two."""
        both, there = together(one, other), {row.plain for row in self.kept}
        if both.plain in there:
            return True
        are_kept = {one.plain, other.plain} <= there
        return not are_kept and self.vocabulary.knows(both) and self.whole(both).is_known

    def found(self, term: Term, *, last: bool) -> list[Wish]:
        """What answers a typed word surely: what it is, means or leads to, else both its parts."""
        whole = self.whole(term, last=last)
        if whole.is_known:
            return [whole]
        parts = self.compound(term)
        return parts if len(parts) == 2 else []

    def whole(self, term: Term, *, last: bool = False) -> Wish:
        """The kept words that hold a typed one or mean the same, and those that it leads to."""
        alike = {own.word for own in self.vocabulary.alike(term)}
        targets = {own.word for own in self.vocabulary.led_to(term)}
        wish = Wish(term, led={row.pk for row in self.kept if row.word in targets})
        dots = self.may_lack_dots(term)
        for row in self.kept:
            close = surely(term, row, last=last, dots=dots) or meant_alike(alike, row.word)
            if close:
                wish.closeness[row.pk] = close
        return wish

    def may_lack_dots(self, term: Term) -> bool:
        """Whether letters without dots may stand for å, ä and ö: not in a word that there is."""
        return not self.vocabulary.knows(term) and all(row.word != term.word for row in self.kept)

    def compound(self, term: Term) -> list[Wish]:
        """A word that stands nowhere as its two parts when both are known, else as the one that is."""
        alone: list[Wish] = []
        for pair in cuts(term):
            both = [Wish(part, dict.fromkeys(self.exactly(part), Close.PART)) for part in pair]
            known = [wish for wish in both if wish.closeness]
            if len(known) == 2:
                return known
            alone = alone or [wish for wish in known if len(wish.term.shown) >= SHORTEST_PART]
        return alone

    def exactly(self, part: Term) -> list[int]:
        """The kept words that are a part of a compound, or mean the same."""
        alike = {own.word for own in self.vocabulary.alike(part)}
        fits = stands_for if self.may_lack_dots(part) else operator.eq
        return [
            row.pk
            for row in self.kept
            if (row.plain == part.plain and fits(part.word, row.word))
            or meant_alike(alike, row.word)
        ]

    def guessed(self, term: Term, rows: list[Kept]) -> list[Wish]:
        """A misspelt word as the nearest word that leads somewhere, kept or of the vocabulary."""
        near: list[tuple[Apart, Kept | Term]] = [
            *((far, row) for row in rows if (far := apart(term, row))),
            *((far, own) for far, own in self.nearly[term] if self.whole(own).is_known),
        ]
        if self.vocabulary.knows(term):
            # A known word is spelt right: at most its dots were left out.
            near = [(far, own) for far, own in near if not far[0]]
        if not near:
            return self.compound(term) or [Wish(term)]
        _far, nearest = min(near, key=lambda one: one[0])
        return [self.taken_for(nearest, term, rows)]

    def taken_for(self, nearest: Kept | Term, term: Term, rows: list[Kept]) -> Wish:
        """A typed word read as another one."""
        meant = Term(nearest.word, nearest.plain, nearest.shown)
        known = self.vocabulary.read(meant)
        wish = self.whole(meant) if known else Wish(term)
        keys = {row.pk for row in rows if row.plain == meant.plain} | set(wish.closeness)
        return Wish(term, dict.fromkeys(keys, Close.GUESS), wish.led, meant.shown)


def meant_alike(alike: set[str], word: str) -> int:
    """How close a kept word is by meaning: one of the words, or a compound that ends in one."""
    if word in alike:
        return Close.ALIKE
    ends = tuple(own for own in alike if len(own) >= SHORTEST_PART)
    return Close.BEGINS if word.endswith(ends) else 0


def reader_of(municipality: Municipality, typed: list[Term]) -> Reader:
    """A reader for some typed words, with all kept words that can hold, begin, end or mean one of
    them, in one question."""
    vocabulary = synonyms.of(municipality)
    nearly = defaultdict(list, {term: vocabulary.nearly(term) for term in typed})
    guesses = {own for near in nearly.values() for _far, own in near}
    wanted = {*typed, *guesses, *(together(*pair) for pair in pairwise(typed))}
    wanted |= {part for term in typed for cut in cuts(term) for part in cut}
    alike = {own.plain for term in wanted for own in vocabulary.alike(term)}
    led = {own.plain for term in wanted for own in vocabulary.led_to(term)}
    whole = {term.plain for term in typed}
    ends = {plain[-4:] for plain in whole | alike | {own.plain for own in guesses}}
    rows = municipality.search_words.filter(
        Q(plain__in={term.plain for term in wanted} | alike | led)
        | Q(head__in={plain[:3] for plain in whole if len(plain) >= 3})
        | Q(tail__in={end for end in ends if len(end) >= SHORTEST_PART})
    )
    return Reader(
        vocabulary, nearly, [Kept(*row) for row in rows.values_list("pk", "word", "plain", "shown")]
    )


def similar(municipality: Municipality, terms: list[Term]) -> dict[Term, list[Kept]]:
    """The kept words that share enough letters in a row with each of some words, in one question."""
    if not terms:
        return {}
    sought = [analyser.grams(term.plain) for term in terms]
    least = [max(2, len(grams) * 2 // 5) for grams in sought]
    shared = {
        f"shared{at}": Count("pk", filter=Q(gram__in=grams)) for at, grams in enumerate(sought)
    }
    enough = [Q(**{f"{name}__gte": least[at]}) for at, name in enumerate(shared)]
    grams = SearchGram.objects.filter(municipality=municipality, gram__in=set().union(*sought))
    counted = grams.values("word").annotate(**shared).filter(functools.reduce(operator.or_, enough))
    facts = (
        counted.annotate(all_shared=Count("pk"))
        .order_by("-all_shared", "word")
        .values_list("word", "word__word", "word__plain", "word__shown", *shared)[
            : MOST_SIMILAR * len(terms)
        ]
    )
    rows = list(facts)
    return {
        term: [Kept(*row[:4]) for row in rows if row[4 + at] >= least[at]]
        for at, term in enumerate(terms)
    }
