# SPDX-License-Identifier: EUPL-1.2
"""The vocabulary of search: words that mean the same, and what one is led to who seeks a service.

A municipality adds its own words in `Synonym`.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from traffpunkt.activities.search import analyser
from traffpunkt.activities.search.analyser import Term
from traffpunkt.activities.search.closeness import Apart, apart, stands_for
from traffpunkt.places.models import Municipality
from traffpunkt.ui.spelling import fold

Group = frozenset[Term]

# A line is a group; "_" joins what is written apart.
EVERYBODYS = """
gympa gymnastik
träna träning motion rörelse
platta läsplatta surfplatta lärplatta ipad padda
mobil telefon mobiltelefon smartphone smarttelefon
dator pc laptop
fika kaffe
videosamtal videomöte bildsamtal bildtelefon
internet nätet webben
epost mejl mail gmail hotmail
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
bankid elegitimation mobilt_bankid
lunch middag
språk språkcafé
facebook fejan
instagram insta
1177 vårdguiden
internetbank nätbank
itcafé ithjälp itstöd datorcafé datorhjälp mobilcafé mobilhjälp teknikhjälp
"""
# Words, and after each how it is spelt by ear.
BY_EAR = """
cykla sykla
facebook fejsbok fejsbook fejsboken fäjsbok
messenger messinger mesenjer
whatsapp watsapp watsap vatsapp vatsap wattsapp
youtube jutub jutube jotub
google gogle gugel
skype skajp
swish svisch swisch svish
"""
# Who seeks what stands before ">" is led to activities that have a word after it in name, kind or
# topic, unless some activity itself is called so.
LEADS = """
facebook messenger instagram whatsapp snapchat tiktok youtube sociala_medier > medier
skype zoom teams facetime messenger whatsapp > videosamtal videomöte
swish bankid freja 1177 kivra min_myndighetspost digital_brevlåda e-tjänst > bankid e-tjänst
bank internetbank bankärende > bankid e-tjänst
iphone android samsung > mobil mobilhjälp
"""
# Who seeks one of these is led to help with mobile, tablet and computer.
DIGITAL = """
facebook messenger instagram whatsapp snapchat tiktok youtube sociala_medier spotify
skype zoom teams facetime epost internet wifi app lösenord google google_maps
swish bankid freja 1177 kivra min_myndighetspost digital_brevlåda e-tjänst
bank internetbank bankärende iphone android samsung windows it-café it-hjälp
"""
HELP = """
it-café it-hjälp it-stöd datorcafé mobilcafé datorhjälp mobilhjälp teknikhjälp datorkurs
mobil platta läsplatta surfplatta ipad dator
"""


def learnt(written: str) -> Term:
    """A word of the vocabulary as a term; shown as it is written."""
    whole = fold(written).replace("-", "").replace("_", "")
    return analyser.term(whole)._replace(shown=written.casefold().replace("_", " "))


def same(words: Iterable[str]) -> Group:
    """Some words as one group."""
    return frozenset(learnt(word) for word in words)


def lines(text: str) -> list[str]:
    """The lines of a list that say something."""
    return [line for line in text.split("\n") if line]


@dataclass(frozen=True)
class Vocabulary:
    """Words that mean the same, and words whose seekers are led to others."""

    groups: tuple[Group, ...]
    leads: tuple[tuple[Group, Group], ...]

    @functools.cached_property
    def by_plain(self) -> dict[str, set[Term]]:
        """All its words by how they are typed without å, ä and ö."""
        found = defaultdict(set)
        for group in [*self.groups, *(seekers for seekers, _targets in self.leads)]:
            for term in group:
                found[term.plain].add(term)
        return dict(found)

    def knows(self, term: Term) -> bool:
        """Whether a typed word is one of its words, letter by letter."""
        return any(own.word == term.word for own in self.by_plain.get(term.plain, ()))

    def read(self, term: Term) -> set[Term]:
        """Its words that a typed one stands for; with dots read in only when it is none itself."""
        there = self.by_plain.get(term.plain, set())
        exact = {own for own in there if own.word == term.word}
        return exact or {own for own in there if stands_for(term.word, own.word)}

    def alike(self, term: Term) -> set[Term]:
        """The words that mean the same as a typed one, without itself."""
        read = self.read(term)
        groups = [group for group in self.groups if not group.isdisjoint(read)] if read else []
        return {own for group in groups for own in group if own.plain != term.plain}

    def led_to(self, term: Term) -> set[Term]:
        """The words that a typed one's seeker is led to."""
        read = self.read(term)
        asked = read | self.alike(term) if read else set()
        plains = {own.plain for own in asked}
        return {
            own
            for seekers, targets in (self.leads if asked else ())
            if any(seeker.plain in plains for seeker in seekers)
            for own in targets
        }

    def nearly(self, term: Term) -> list[tuple[Apart, Term]]:
        """Its words that a misspelt one may have been meant as, and how far away each is."""
        if right := spelt_by_ear().get(term.plain):
            return [((0, False), right)]
        near = ((apart(term, own, in_doubt=True), own) for own in self.words)
        return [(far, own) for far, own in near if far]

    @functools.cached_property
    def words(self) -> list[Term]:
        """All its words in a fixed order."""
        return sorted({term for terms in self.by_plain.values() for term in terms})

    def with_own(self, rows: list[str]) -> "Vocabulary":
        """The same with the groups that a municipality has written."""
        own = tuple(same(written(row)) for row in rows)
        return Vocabulary(self.groups + own, self.leads) if own else self


@functools.cache
def everybodys() -> Vocabulary:
    """What holds in every municipality."""
    leads = [line.split(">") for line in lines(LEADS)] + [[DIGITAL, HELP]]
    return Vocabulary(
        tuple(same(line.split()) for line in lines(EVERYBODYS)),
        tuple((same(seekers.split()), same(targets.split())) for seekers, targets in leads),
    )


@functools.cache
def spelt_by_ear() -> dict[str, Term]:
    """The right word for each that is spelt as it sounds."""
    rows = (line.split() for line in lines(BY_EAR))
    return {learnt(heard).plain: learnt(right) for right, *spelt in rows for heard in spelt}


def of(municipality: Municipality) -> Vocabulary:
    """The vocabulary of a municipality: everybody's and its own words."""
    return everybodys().with_own(list(municipality.synonyms.values_list("words", flat=True)))


def written(row: str) -> list[str]:
    """Words as a municipality has written them after each other."""
    return row.replace(",", " ").split()


def stems(words: Iterable[str]) -> frozenset[str]:
    """The plain stems of some words."""
    return frozenset(term.plain for term in same(words))


def is_sought(word: str) -> bool:
    """Whether somebody can search for it: one word, and not one of those that say nothing."""
    folded = fold(word)
    return bool(analyser.TOKEN.fullmatch(folded)) and folded not in analyser.STOP_WORDS


def is_known_to_all(words: Iterable[str]) -> bool:
    """Whether the words mean the same in every municipality, or are forms of one word."""
    sought = stems(words)
    groups = ({term.plain for term in group} for group in everybodys().groups)
    return len(sought) == 1 or any(sought <= group for group in groups)
