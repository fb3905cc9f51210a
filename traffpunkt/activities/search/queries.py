# SPDX-License-Identifier: EUPL-1.2
"""What is found: the activities of one municipality that answer some typed words, best first."""

import datetime
import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from traffpunkt.activities.cards import Card, cards
from traffpunkt.activities.models import Activity, Occasion
from traffpunkt.activities.models.search import SearchHit
from traffpunkt.activities.search import analyser
from traffpunkt.activities.search.analyser import Term
from traffpunkt.activities.search.closeness import slips
from traffpunkt.activities.search.reading import Wish, understand
from traffpunkt.places.models import Municipality, Venue

# A page that one can look through; who wants more, writes one more word.
MOST_SHOWN = 20
MOST_VENUES = 5
# How many of the best are looked at for their next date before the shown are chosen.
MOST_RANKED = 60
NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


class Score(NamedTuple):
    """How well an activity answers, and the most prominent place where a word stands."""

    total: int
    weight: int


@dataclass
class Found:
    """An activity that answers, the card of its next date if it has one, where the words stood."""

    pk: int
    title: str
    kind: str
    card: Card | None
    why: str


@dataclass
class Answer:
    """What a search found: activities, places by that name, and what misspelt words were taken for."""

    found: list[Found] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)
    meant: str = ""


def search(municipality: Municipality, words: str, now: datetime.datetime | None = None) -> Answer:
    """Answer some typed words from one municipality's published activities."""
    wishes = understand(municipality, words)
    if not wishes:
        return Answer()
    ranked = hits(wishes)
    shown = best(municipality, ranked, now or timezone.now())
    found = found_rows(municipality, ranked, shown)
    typed = [wish.term for wish in wishes]
    return Answer(found, venues_called(municipality, typed), meant(wishes) if found else "")


def meant(wishes: list[Wish]) -> str:
    """The words that were answered, when they are not those that were typed."""
    if not any(wish.taken_for for wish in wishes):
        return ""
    return " ".join(wish.taken_for or wish.term.shown for wish in wishes)


Ranked = dict[int, Score]


def hits(wishes: list[Wish]) -> Ranked:
    """The best activities with their score and heaviest place: those with all the words if any.

    When none has them all, those that have the most of them in name or topic.
    """
    known = [wish for wish in wishes if wish.closeness]
    if not known:
        return {}
    whole = scored(known).filter(**{f"wish{at}__gt": 0 for at in range(len(known))})
    rows = whole.order_by("-score", "-activity").values_list("activity", "score", "heaviest")
    ranked = {key: Score(total, weight) for key, total, weight in rows[:MOST_RANKED]}
    if ranked or len(known) == 1:
        return ranked
    partly = scored(known, least=SearchHit.Weight.TOPIC)
    most = partly.order_by("-covered", "-score", "-activity")
    partial = list(most.values_list("activity", "score", "heaviest", "covered")[:MOST_RANKED])
    return {
        key: Score(total, weight)
        for key, total, weight, covered in partial
        if covered == partial[0][3]
    }


def scored(wishes: list[Wish], least: int = 0) -> QuerySet[Any, Any]:
    """Each activity that has one of the words at all, with how well it answers each wish."""
    words = {word for wish in wishes for word in wish.closeness}
    rows = SearchHit.objects.filter(word__in=words, weight__gte=least).values("activity")
    names = [f"wish{at}" for at in range(len(wishes))]
    parts = {name: Max(worth(wish)) for name, wish in zip(names, wishes, strict=True)}
    answered = [Case(When(**{f"{name}__gt": 0}, then=1), default=0) for name in names]
    return rows.annotate(**parts, heaviest=Max("weight")).annotate(
        score=total([F(name) for name in names]), covered=total(answered)
    )


def worth(wish: Wish) -> Case:
    """What one kept word of one activity is worth to a wish: how close, times how prominent."""
    levels = sorted(set(wish.closeness.values()), reverse=True)
    cases = [
        When(
            word__in=[word for word, close in wish.closeness.items() if close == level],
            then=F("weight") * level,
        )
        for level in levels
    ]
    return Case(*cases, default=0, output_field=IntegerField())


def total(parts: Sequence[Combinable]) -> Combinable:
    """The parts added up."""
    return functools.reduce(operator.add, parts)


class Shown(NamedTuple):
    """An activity to show, and its next date."""

    pk: int
    title: str
    kind: str
    occasion: int | None


def best(municipality: Municipality, ranked: Ranked, now: datetime.datetime) -> list[Shown]:
    """The activities to show, best first, each with its next occasion; a cancelled one if no other.

    First what one can take part in; of that, what is called so; then the soonest.
    """
    dates = Occasion.objects.upcoming(now).filter(activity=OuterRef("pk"))
    held = dates.happening()
    rows = municipality.activities.published().filter(pk__in=ranked)
    facts = rows.annotate(
        starts=Subquery(held.values("starts")[:1]),
        next=Coalesce(Subquery(held.values("pk")[:1]), Subquery(dates.values("pk")[:1])),
    ).values_list("pk", "title", "kind", "next", "starts")
    order = {}
    for *shown, starts in facts:
        row = Shown(*shown)
        there = starts is not None or row.kind == Activity.Kind.ON_DEMAND
        named = ranked[row.pk].weight == SearchHit.Weight.TITLE
        order[row] = (not there, not named, starts or NEVER, -ranked[row.pk].total, row.pk)
    return sorted(order, key=order.__getitem__)[:MOST_SHOWN]


def found_rows(municipality: Municipality, ranked: Ranked, shown: list[Shown]) -> list[Found]:
    """The activities to show with all that their cards say."""
    keys = [row.occasion for row in shown if row.occasion]
    dates = {date.pk: date for date in cards(municipality.occasions.filter(pk__in=keys))}
    return [
        Found(
            row.pk, row.title, row.kind, dates.get(row.occasion or 0),
            str(SearchHit.Weight(ranked[row.pk].weight).label),
        )
        for row in shown
    ]  # fmt: skip


def venues_called(municipality: Municipality, typed: list[Term]) -> list[Venue]:
    """The open places whose name or town holds every typed word, spelt nearly so."""
    rows = municipality.venues.open_ones().values_list("pk", "name", "town")
    called = [key for key, name, town in rows if is_called(name_words(f"{name} {town}"), typed)]
    return list(municipality.venues.filter(pk__in=called[:MOST_VENUES])) if called else []


@functools.lru_cache(maxsize=5_000)
def name_words(name: str) -> frozenset[str]:
    """The plain words of a name."""
    return frozenset(term.plain for term in analyser.terms(name))


def is_called(own: frozenset[str], typed: list[Term]) -> bool:
    """Whether every typed word is one of a name's, with one slip for a long one."""
    return all(
        term.plain in own
        or (len(term.plain) > 4 and any(slipped(term.plain, word) for word in own))
        for term in typed
    )


def slipped(typed: str, word: str) -> bool:
    """Whether a word was typed with one slip, not in its first letter."""
    return typed[0] == word[0] and slips(typed, word, 1) <= 1
