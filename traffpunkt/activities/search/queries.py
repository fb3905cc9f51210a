# SPDX-License-Identifier: EUPL-1.2
"""What is found: the activities of one municipality that answer some typed words, best first."""

import datetime
import functools
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.cards import Card, cards
from traffpunkt.activities.models import Activity, Occasion
from traffpunkt.activities.models.search import SearchHit
from traffpunkt.activities.search import analyser
from traffpunkt.activities.search.analyser import Term
from traffpunkt.activities.search.reading import Wish, understand
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui.spelling import slips

# A page that one can look through; who wants more, writes one more word.
MOST_SHOWN = 20
MOST_VENUES = 5
# How many of the best are looked at for their next date before the shown are chosen.
MOST_RANKED = 60
# What it is worth to be led to: less than the farthest guess in a text.
WORTH_LED = 1
NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


class Score(NamedTuple):
    """How well an activity answers, the most prominent place where a word stands, and whether it
    is only what a word leads to."""

    total: int
    weight: int
    is_led: bool


@dataclass
class Found:
    """An activity that answers, the card of its next date if it has one, where the words stood."""

    pk: int
    title: str
    kind: str
    card: Card | None
    why: str
    minutes: int | None = None
    captions: bool = False


@dataclass
class Answer:
    """What a search found: activities, places by that name, what misspelt words were taken for, and
    whether the activities are only help with what was sought."""

    found: list[Found] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)
    meant: str = ""
    is_help: bool = False


def search(municipality: Municipality, words: str, now: datetime.datetime | None = None) -> Answer:
    """Answer some typed words from one municipality's published activities."""
    wishes = understand(municipality, words)
    if not wishes:
        return Answer()
    ranked = hits(wishes)
    shown = best(municipality, ranked, now or timezone.now())
    found = found_rows(municipality, ranked, shown)
    typed = [wish.term for wish in wishes]
    is_help = bool(shown) and all(ranked[row.pk].is_led for row in shown)
    venues = venues_called(municipality, typed)
    return Answer(found, venues, meant(wishes) if found else "", is_help)


class Sought(NamedTuple):
    """What some typed words narrow the programme to: the keys of activities, and what misspelt
    words were taken for."""

    activities: QuerySet[Any, Any]
    meant: str


def sought(municipality: Municipality, words: str) -> Sought:
    """Read some typed words as `search` does, for a question about dates."""
    wishes = understand(municipality, words)
    return Sought(answering(wishes), meant(wishes))


def meant(wishes: list[Wish]) -> str:
    """The words that were answered, when they are not those that were typed."""
    if not any(wish.taken_for for wish in wishes):
        return ""
    return " ".join(wish.taken_for or wish.term.shown for wish in wishes)


Ranked = dict[int, Score]


def hits(wishes: list[Wish]) -> Ranked:
    """The best activities with their score and heaviest place: those with all the words if any.

    When none has them all, those that have the most of them in name or topic. Help that a word
    leads to is not shown where an activity is called by the words.
    """
    known = [wish for wish in wishes if wish.is_known]
    if not known:
        return {}
    whole = scored(known).filter(**{f"wish{at}__gt": 0 for at in range(len(known))})
    rows = list(whole.order_by("-score", "-activity").values_list(*parts(known))[:MOST_RANKED])
    if not rows and len(known) > 1:
        partly = scored(known, least=SearchHit.Weight.TOPIC)
        most = partly.order_by("-covered", "-score", "-activity")
        rows = list(most.values_list(*parts(known), "covered")[:MOST_RANKED])
        return ranked_of(row[:-1] for row in rows if row[-1] == rows[0][-1])
    ranked = ranked_of(rows)
    own = [one.weight for one in ranked.values() if not one.is_led]
    is_called = max(own, default=0) >= SearchHit.Weight.TOPIC
    return {key: one for key, one in ranked.items() if not (is_called and one.is_led)}


def parts(wishes: list[Wish]) -> list[str]:
    """What a ranked row is made of: its activity, score, heaviest place, and worth to each wish."""
    return ["activity", "score", "heaviest", *(f"wish{at}" for at in range(len(wishes)))]


def ranked_of(rows: Iterable[tuple[int, ...]]) -> Ranked:
    """Rows of such parts as scores."""
    return {
        key: Score(total, weight, is_led=WORTH_LED in worths)
        for key, total, weight, *worths in rows
    }


def answering(wishes: list[Wish]) -> QuerySet[Any, Any]:
    """The keys of all activities that `hits` takes the best of, as sets in a question about dates."""
    known = [wish for wish in wishes if wish.is_known]
    heavy = Q(weight__gte=SearchHit.Weight.TOPIC)
    told = [Q(word__in=wish.closeness) for wish in known]
    helped = [Q(word__in=wish.closeness) | Q(word__in=wish.led) & heavy for wish in known]
    tells, helps = with_all(told), with_all(helped)
    called = SearchHit.objects.filter(any_of(told), heavy, activity__in=tells)
    shown = Q(pk__in=tells) | Q(~Exists(called), pk__in=helps)
    if len(known) > 1:
        shown |= Q(~Exists(helps), pk__in=with_most([fact & heavy for fact in helped]))
    return Activity.objects.filter(shown).values("pk") if known else Activity.objects.none()


def with_all(facts: list[Q]) -> QuerySet[Any, Any]:
    """The keys of the activities that have a hit for each of some facts."""
    found = Activity.objects.values("pk")
    for fact in facts:
        found = found.filter(pk__in=SearchHit.objects.filter(fact).values("activity"))
    return found


def with_most(facts: list[Q]) -> QuerySet[Any, Any]:
    """The keys of the activities that have hits for as many of some facts as any has."""
    has = [Max(Case(When(fact, then=1), default=0)) for fact in facts]
    rows = SearchHit.objects.filter(any_of(facts)).values("activity").annotate(covered=total(has))
    most = rows.order_by("-covered").values("covered")[:1]
    return rows.filter(covered=Subquery(most)).values("activity")


def any_of(facts: list[Q]) -> Q:
    """That one of some facts holds, or more."""
    return functools.reduce(operator.or_, facts, Q(pk__in=[]))


def scored(wishes: list[Wish], least: int = 0) -> QuerySet[Any, Any]:
    """Each activity that has one of the words at all, with how well it answers each wish."""
    own = {word for wish in wishes for word in wish.closeness}
    led = {word for wish in wishes for word in wish.led}
    rows = SearchHit.objects.filter(word__in=own | led, weight__gte=least).values("activity")
    names = [f"wish{at}" for at in range(len(wishes))]
    worths = {name: Max(worth(wish)) for name, wish in zip(names, wishes, strict=True)}
    answered = [Case(When(**{f"{name}__gt": 0}, then=1), default=0) for name in names]
    own_place = Case(When(word__in=own, then=F("weight")), default=0) if led else F("weight")
    return rows.annotate(**worths, heaviest=Max(own_place)).annotate(
        score=total([F(name) for name in names]), covered=total(answered)
    )


def worth(wish: Wish) -> Case:
    """What one kept word of one activity is worth to a wish: how close, times how prominent.

    A word that the wish leads to is worth less than any other, and nothing within a text.
    """
    levels = sorted(set(wish.closeness.values()), reverse=True)
    cases = [
        When(
            word__in=[word for word, close in wish.closeness.items() if close == level],
            then=F("weight") * level,
        )
        for level in levels
    ]
    if wish.led:
        heavy = {"weight__gte": SearchHit.Weight.TOPIC}
        cases.append(When(word__in=wish.led, **heavy, then=WORTH_LED))
    return Case(*cases, default=0, output_field=IntegerField())


def total(terms: Sequence[Combinable]) -> Combinable:
    """The parts added up."""
    return functools.reduce(operator.add, terms)


class Shown(NamedTuple):
    """An activity to show, and its next date."""

    pk: int
    title: str
    kind: str
    occasion: int | None
    minutes: int | None
    captions: bool


def best(municipality: Municipality, ranked: Ranked, now: datetime.datetime) -> list[Shown]:
    """The activities to show, best first, each with its next occasion; a cancelled one if no other.

    First what one can take part in; of that, what has the words and what is called so; then the
    soonest.
    """
    dates = Occasion.objects.upcoming(now).filter(activity=OuterRef("pk"))
    held = dates.happening()
    rows = municipality.activities.published().filter(pk__in=ranked)
    facts = rows.annotate(
        starts=Subquery(held.values("starts")[:1]),
        next=Coalesce(Subquery(held.values("pk")[:1]), Subquery(dates.values("pk")[:1])),
    ).values_list("pk", "title", "kind", "next", "minutes", "captions", "starts")
    order = {}
    for *shown, starts in facts:
        row = Shown(*shown)
        there = starts is not None or row.kind == Activity.Kind.ON_DEMAND
        score = ranked[row.pk]
        named = score.weight == SearchHit.Weight.TITLE
        order[row] = not there, score.is_led, not named, starts or NEVER, -score.total, row.pk
    return sorted(order, key=order.__getitem__)[:MOST_SHOWN]


def found_rows(municipality: Municipality, ranked: Ranked, shown: list[Shown]) -> list[Found]:
    """The activities to show with all that their cards say."""
    keys = [row.occasion for row in shown if row.occasion]
    dates = {date.pk: date for date in cards(municipality.occasions.filter(pk__in=keys))}
    return [
        Found(
            row.pk, row.title, row.kind, dates.get(row.occasion or 0), why(ranked[row.pk]),
            row.minutes, row.captions,
        )
        for row in shown
    ]  # fmt: skip


def why(score: Score) -> str:
    """Why an activity is shown: where the words stand in it."""
    return _("hjälp med det") if score.is_led else str(SearchHit.Weight(score.weight).label)


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
