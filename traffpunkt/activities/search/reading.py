# SPDX-License-Identifier: EUPL-1.2
"""What typed words can mean in one municipality: which of its kept words, and how closely."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, Q

from traffpunkt.activities.models.search import SearchGram
from traffpunkt.activities.search import analyser, synonyms
from traffpunkt.activities.search.analyser import Term
from traffpunkt.activities.search.closeness import (
    SHORTEST_PART,
    Close,
    slips,
    slips_allowed,
    surely,
)
from traffpunkt.activities.search.synonyms import Groups
from traffpunkt.places.models import Municipality

# What is read of a question; a letter in the field is answered by its first words.
MOST_LETTERS = 200
MOST_WORDS = 8


class Kept(NamedTuple):
    """A kept word as it is compared."""

    pk: int
    word: str
    plain: str
    shown: str


@dataclass
class Wish:
    """One typed word: the kept words that answer it, and what it was taken for when misspelt."""

    term: Term
    closeness: dict[int, int] = field(default_factory=dict)
    taken_for: str = ""


def understand(municipality: Municipality, words: str) -> list[Wish]:
    """The typed words, each with the kept words that answer it; first the sure, then the guessed."""
    typed = list(dict.fromkeys(analyser.terms(words[:MOST_LETTERS])))[:MOST_WORDS]
    if not typed:
        return []
    groups = synonyms.of(municipality)
    kept = near(municipality, typed, groups)
    wishes = []
    for term in written_together(typed, kept):
        whole = Wish(term, sure(term, kept, groups, last=term == typed[-1]))
        parts = [] if whole.closeness else compound(term, kept, groups)
        if whole.closeness or len(parts) == 2:
            wishes += parts or [whole]
        else:
            guess = guessed(municipality, term)
            wishes += [guess] if guess.closeness or not parts else parts
    return wishes


def near(municipality: Municipality, typed: list[Term], groups: Groups) -> list[Kept]:
    """All kept words that can hold, begin, end or mean one of the typed, in one question."""
    wanted = set(typed) | {together(*pair) for pair in pairwise(typed)}
    wanted |= {part for term in typed for cut in cuts(term) for part in cut}
    plains = {term.plain for term in wanted}
    alike = {word for plain in plains for word in synonyms.alike(groups, plain)}
    whole = {term.plain for term in typed}
    rows = municipality.search_words.filter(
        Q(plain__in=plains | alike)
        | Q(head__in={plain[:3] for plain in whole if len(plain) >= 3})
        | Q(tail__in={plain[-4:] for plain in whole | alike if len(plain) >= SHORTEST_PART})
    )
    return [Kept(*row) for row in rows.values_list("pk", "word", "plain", "shown")]


def together(one: Term, other: Term) -> Term:
    """Two words as the compound that they may have been meant as: `bank id`, `mobil hjälp`."""
    return analyser.term(one.shown + other.shown)


def written_together(typed: list[Term], kept: list[Kept]) -> list[Term]:
    """The typed words, where two in a row are a kept compound as that one word."""
    there = {row.plain for row in kept}
    words: list[Term] = []
    for term in typed:
        both = together(words[-1], term) if words else term
        if words and both.plain in there:
            words[-1] = both
        else:
            words.append(term)
    return words


def sure(term: Term, kept: list[Kept], groups: Groups, *, last: bool) -> dict[int, int]:
    """The kept words that hold a typed one, or mean the same."""
    same = synonyms.alike(groups, term.plain)
    found = {}
    for row in kept:
        close = surely(term, row.word, row.plain, last=last) or meant_alike(same, row.plain)
        if close:
            found[row.pk] = close
    return found


def meant_alike(same: set[str], plain: str) -> int:
    """How close a kept word is by meaning: one of the words, or a compound that ends in one."""
    if plain in same:
        return Close.ALIKE
    ends = tuple(word for word in same if len(word) >= SHORTEST_PART)
    return Close.BEGINS if plain.endswith(ends) else 0


def cuts(term: Term) -> list[tuple[Term, Term]]:
    """The ways in which a word can be a compound of two, also with an s between."""
    stem = term.word
    places = range(SHORTEST_PART, len(stem) - SHORTEST_PART + 2)
    return [(analyser.term(stem[:at]), analyser.term(stem[at:])) for at in places]


def compound(term: Term, kept: list[Kept], groups: Groups) -> list[Wish]:
    """A word that stands nowhere as its two parts when both are known, else as the one that is."""
    alone: list[Wish] = []
    for pair in cuts(term):
        both = [Wish(part, dict.fromkeys(exactly(part, kept, groups), Close.PART)) for part in pair]
        known = [wish for wish in both if wish.closeness]
        if len(known) == 2:
            return known
        alone = alone or [wish for wish in known if len(wish.term.shown) >= SHORTEST_PART]
    return alone


def exactly(part: Term, kept: list[Kept], groups: Groups) -> Iterable[int]:
    """The kept words that are a part of a compound, or mean the same."""
    same = synonyms.alike(groups, part.plain)
    return [row.pk for row in kept if row.plain == part.plain or meant_alike(same, row.plain)]


def guessed(municipality: Municipality, term: Term) -> Wish:
    """A misspelt word as the kept words with the fewest slips between."""
    rows = similar(municipality, term.plain)
    allowed = slips_allowed(term.plain)
    apart = {row: slips(term.plain, row.plain, allowed) for row in rows}
    fewest = min(apart.values(), default=allowed + 1)
    if fewest > allowed:
        return Wish(term)
    nearest = [row for row in rows if apart[row] == fewest]
    return Wish(term, {row.pk: Close.GUESS for row in nearest}, nearest[0].shown)


def similar(municipality: Municipality, plain: str) -> list[Kept]:
    """The kept words that share enough letters in a row with a word."""
    sought = analyser.grams(plain)
    grams = SearchGram.objects.filter(municipality=municipality, gram__in=sought)
    counted = grams.values("word").annotate(shared=Count("pk"))
    enough = counted.filter(shared__gte=max(2, len(sought) * 2 // 5)).order_by("-shared", "word")
    return [
        Kept(*row[:4])
        for row in enough.values_list("word", "word__word", "word__plain", "word__shown")[:200]
    ]
