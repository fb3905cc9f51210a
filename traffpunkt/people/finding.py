# SPDX-License-Identifier: EUPL-1.2
"""Finds somebody in the register: by a misspelt name, the end of a number, part of an address."""

import re
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from traffpunkt.people.models import Person
from traffpunkt.people.models.person_key import PersonKey, Spelling
from traffpunkt.people.sounds import (
    SHORTEST_BEGINNING,
    name_keys,
    number_key,
    sound,
    way_keys,
    without_one,
    words,
)
from traffpunkt.places.models import Municipality
from traffpunkt.ui.spelling import slips

MOST_SHOWN = 20
MOST_LETTERS = 100
MOST_WORDS = 6
MOST_NEAR = 12
SHORTEST_NUMBER = 3
# Figures in groups are one number: 070-174 06 05, 803 20.
FIGURES = re.compile(r"(?:\+|\b)\d[\d\s()./-]*\d\b|\d")
# Rarer ones are looked for first; how many there are of a common one need not be known.
MANY = 2000


@dataclass(frozen=True, slots=True)
class Wish:
    """One word or number that was typed: what is exactly so, and what else it may mean."""

    typed: str
    exact: Q
    near: Q | None = None

    @property
    def widest(self) -> Q:
        """All that it may mean."""
        return self.exact if self.near is None else self.exact | self.near


@dataclass(frozen=True, slots=True)
class Found:
    """Who may be meant, the surest first; whether there are more, and what nobody is known by."""

    persons: list[Person]
    has_more: bool = False
    unknown: tuple[str, ...] = ()


def find(persons: QuerySet[Person], municipality: Municipality, typed: str) -> Found:
    """Those of some persons of a municipality whom the typed words may mean.

    A word that nobody in the register is known by is left out, and told.
    """
    keys = PersonKey.objects.filter(municipality=municipality)
    wishes = read(municipality, typed[:MOST_LETTERS])
    known = [wish for wish in wishes if keys.filter(wish.widest).exists()]
    unknown = tuple(wish.typed for wish in wishes if wish not in known)
    if not known:
        return Found([], unknown=unknown)
    found = look(persons, keys, [wish.exact for wish in known])
    if len(found) <= MOST_SHOWN and any(wish.near is not None for wish in known):
        surely = {person.pk for person in found}
        wider = look(persons, keys, [wish.widest for wish in known])
        found += [person for person in wider if person.pk not in surely]
    return Found(found[:MOST_SHOWN], len(found) > MOST_SHOWN, unknown)


def find_among(persons: QuerySet[Person], typed: str) -> Found:
    """Those of a desk's own persons whom the typed words may mean, by their names and numbers.

    Who does not keep the register learns nothing of those she does not see, and nothing of where
    anybody lives: only these persons are looked through.
    """
    there = list(persons.order_by("-pk").prefetch_related("contact_ways"))
    by_person = {person.pk: keys_to_see(person) for person in there}
    numbers, rest = parts_of(typed[:MOST_LETTERS])
    wishes = [*numbers, *rest][:MOST_WORDS]
    known = [wish for wish in wishes if any(meets(keys, wish) for keys in by_person.values())]
    unknown = tuple(wish for wish in wishes if wish not in known)
    hits = [
        person
        for person in there
        if known and all(meets(by_person[person.pk], wish) for wish in known)
    ]
    return Found(hits[:MOST_SHOWN], len(hits) > MOST_SHOWN, unknown)


def keys_to_see(person: Person) -> set[str]:
    """How a person is found by whoever does not see where she lives."""
    return name_keys(person.name).union(*(way_keys(way.value) for way in person.contact_ways.all()))


def meets(keys: set[str], wish: str) -> bool:
    """Whether some keys hold a typed word, one near it, or a number that ends so."""
    if wish.isdecimal():
        end = number_key(wish.removeprefix("00").removeprefix("0") or wish)
        return len(wish) >= SHORTEST_NUMBER and any(key.startswith(end) for key in keys)
    heard = sound(wish)
    return heard in keys or any(distance(heard, key) is not None for key in keys if key.isalpha())


def parts_of(typed: str) -> tuple[list[str], list[str]]:
    """The numbers and the words that were typed; figures that stand together are one number."""
    numbers = [re.sub(r"\D", "", found) for found in FIGURES.findall(typed)]
    return numbers, words(FIGURES.sub(" ", typed.partition("@")[0]))


def read(municipality: Municipality, typed: str) -> list[Wish]:
    """What was typed, word by word; figures that stand together are one number."""
    numbers, rest = parts_of(typed)
    wishes = [number_wish(digits) for digits in numbers]
    wishes += [word_wish(municipality, word) for word in rest]
    return wishes[:MOST_WORDS]


def number_wish(digits: str) -> Wish:
    """A number: the end of somebody's telephone number, or one of her address."""
    exact = Q(key=digits)
    end = digits.removeprefix("00").removeprefix("0") or digits
    if len(digits) >= SHORTEST_NUMBER:
        first = number_key(end)
        exact |= Q(key__gte=first, key__lt=first[:-1] + following(first[-1]))
    return Wish(digits, exact)


def following(figure: str) -> str:
    """What comes after a figure in every order of signs: the next one, or a letter after 9."""
    return chr(ord(figure) + 1) if figure < "9" else "a"


def word_wish(municipality: Municipality, word: str) -> Wish:
    """A word: those that sound the same, else those near it or beginning with it."""
    heard = sound(word)
    near = near_keys(municipality, heard) if len(heard) >= SHORTEST_BEGINNING else []
    return Wish(word, Q(key=heard), Q(key__in=near) if near else None)


def near_keys(municipality: Municipality, heard: str) -> list[str]:
    """The keys that a misspelt or unfinished word may stand for, the nearest first."""
    cuts = {heard, *without_one(heard)}
    rows = Spelling.objects.filter(municipality=municipality, cut__in=cuts).exclude(key=heard)
    away = {key: distance(heard, key) for key in rows.values_list("key", flat=True).distinct()}
    near = sorted((far, key) for key, far in away.items() if far is not None)
    return [key for _far, key in near[:MOST_NEAR]]


def distance(heard: str, key: str) -> int | None:
    """How many slips lie between what was typed and a key; None where it is another word."""
    if key.startswith(heard):
        return 1
    allowed = 1 if len(heard) < 8 else 2
    far = slips(heard, key, allowed)
    return far if far <= allowed and min(len(heard), len(key)) >= SHORTEST_BEGINNING else None


def look(persons: QuerySet[Person], keys: QuerySet[PersonKey], conditions: list[Q]) -> list[Person]:
    """Those of some persons who meet each condition, one more than are shown; newest first."""
    rare, *rest = sorted(conditions, key=lambda each: keys.filter(each)[:MANY].count())
    some = list(keys.filter(rare).values_list("person", flat=True)[:MANY])
    if len(some) < MANY:
        found = persons.filter(pk__in=narrowed(keys, set(some), rest))
    else:
        found = persons.filter(pk__in=joined(keys, rare, rest).values("person"))
    ordered = found.order_by("-pk").prefetch_related("contact_ways")
    return list(ordered[: MOST_SHOWN + 1])


def narrowed(keys: QuerySet[PersonKey], persons: set[int], conditions: list[Q]) -> set[int]:
    """Those of a few persons who meet each of some conditions."""
    for condition in conditions:
        mine = keys.filter(condition, person__in=persons)
        persons = set(mine.values_list("person", flat=True)) if persons else persons
    return persons


def joined(keys: QuerySet[PersonKey], first: Q, conditions: list[Q]) -> QuerySet[PersonKey]:
    """The keys of those who meet each of some conditions, where each is met by many."""
    hits = keys.filter(first)
    for condition in conditions:
        hits = hits.filter(Exists(keys.filter(condition, person=OuterRef("person"))))
    return hits
