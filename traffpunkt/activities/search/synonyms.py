# SPDX-License-Identifier: EUPL-1.2
"""Words that mean the same to most people; a municipality adds its own in `Synonym`."""

import functools
from collections.abc import Iterable

from traffpunkt.activities.search import analyser
from traffpunkt.places.models import Municipality

Groups = list[frozenset[str]]

EVERYBODYS = """
gympa gymnastik
träna träning motion rörelse
platta läsplatta surfplatta lärplatta ipad padda
mobil telefon mobiltelefon smartphone smarttelefon
dator pc laptop
fika kaffe
videosamtal videomöte bildsamtal bildtelefon
internet nätet webben
epost mejl mail
bluff bedrägeri bedragare
bio film
sjunga sång allsång kör
foto foton fotografi fotografera kamera
hjälp stöd
föreläsning föredrag
promenad promenera
cykla cykling cykeltur
utflykt resa
quiz frågesport
trädgård odling
direktsändning livesändning
bankid elegitimation
lunch middag
språk språkcafé
"""


def stems(words: Iterable[str]) -> frozenset[str]:
    """The plain stems of some words."""
    return frozenset(analyser.term(analyser.fold(word).replace("-", "")).plain for word in words)


@functools.cache
def everybodys() -> Groups:
    """The groups that hold in every municipality."""
    return [stems(line.split()) for line in EVERYBODYS.split("\n") if line]


def of(municipality: Municipality) -> Groups:
    """All groups of a municipality: everybody's and its own."""
    rows = municipality.synonyms.values_list("words", flat=True)
    return everybodys() + [group(row) for row in rows]


def group(row: str) -> frozenset[str]:
    """The plain stems of words as a municipality has written them after each other."""
    return stems(row.replace(",", " ").split())


def is_sought(word: str) -> bool:
    """Whether somebody can search for it: one word, and not one of those that say nothing."""
    folded = analyser.fold(word)
    return bool(analyser.TOKEN.fullmatch(folded)) and folded not in analyser.STOP_WORDS


def alike(groups: Groups, plain: str) -> set[str]:
    """The plain stems that mean the same as one, without itself."""
    return {word for group in groups if plain in group for word in group} - {plain}


def is_known_to_all(words: Iterable[str]) -> bool:
    """Whether the words mean the same in every municipality, or are forms of one word."""
    sought = stems(words)
    return len(sought) == 1 or any(sought <= known for known in everybodys())
