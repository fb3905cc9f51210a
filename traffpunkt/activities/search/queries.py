# SPDX-License-Identifier: EUPL-1.2
"""What is found: the activities of one municipality that answer some typed words, best first."""

import datetime
import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from traffpunkt.activities.models import Activity, Occasion
from traffpunkt.activities.models.search import SearchHit
from traffpunkt.activities.search import analyser
from traffpunkt.activities.search.analyser import Term
from traffpunkt.activities.search.closeness import slips, slips_allowed
from traffpunkt.activities.search.reading import Wish, understand
from traffpunkt.places.models import Municipality, Venue

MOST_SHOWN = 50
MOST_VENUES = 5
# How many of the best are looked at for their next date before the fifty are chosen.
MOST_RANKED = 100
NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@dataclass
class Found:
    """An activity that answers, its next occasion when there is one, and where the words stood."""

    activity: Activity
    occasion: Occasion | None
    score: int
    weight: int

    @property
    def why(self) -> str:
        """Where the words stood, in words."""
        return str(SearchHit.Weight(self.weight).label)

    @property
    def order(self) -> tuple[bool, bool, datetime.datetime, int, int]:
        """What one can take part in first; then by name; then the soonest; then the closest."""
        on_demand = self.activity.kind == Activity.Kind.ON_DEMAND
        takes_place = self.occasion is not None and not self.occasion.is_cancelled
        starts = self.occasion.starts if self.occasion else NEVER
        return (
            not (takes_place or on_demand),
            self.weight != SearchHit.Weight.TITLE,
            starts,
            -self.score,
            self.activity.pk,
        )


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
    found = with_dates(municipality, ranked, now or timezone.now())
    found.sort(key=lambda one: one.order)
    return Answer(
        found[:MOST_SHOWN],
        venues_called(municipality, [wish.term for wish in wishes]),
        meant(wishes) if found else "",
    )


def meant(wishes: list[Wish]) -> str:
    """The words that were answered, when they are not those that were typed."""
    if not any(wish.taken_for for wish in wishes):
        return ""
    return " ".join(wish.taken_for or wish.term.shown for wish in wishes)


Ranked = dict[int, tuple[int, int]]


def hits(wishes: list[Wish]) -> Ranked:
    """The best activities with their score and heaviest place: those with all the words if any.

    When none has them all, those that have the most of them in name or topic.
    """
    known = [wish for wish in wishes if wish.closeness]
    if not known:
        return {}
    whole = scored(known).filter(**{f"wish{at}__gt": 0 for at in range(len(known))})
    rows = whole.order_by("-score", "-activity").values_list("activity", "score", "heaviest")
    ranked = {key: (score, heaviest) for key, score, heaviest in rows[:MOST_RANKED]}
    if ranked or len(known) == 1:
        return ranked
    partly = scored(known, least=SearchHit.Weight.TOPIC)
    most = partly.order_by("-covered", "-score", "-activity")
    rows = list(most.values_list("activity", "score", "heaviest", "covered")[:MOST_RANKED])
    return {key: (score, top) for key, score, top, covered in rows if covered == rows[0][3]}


def scored(wishes: list[Wish], least: int = 0) -> QuerySet[SearchHit, dict[str, Any]]:
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


def with_dates(municipality: Municipality, ranked: Ranked, now: datetime.datetime) -> list[Found]:
    """The ranked activities that everybody may see, each with its next occasion."""
    dates = Occasion.objects.upcoming(now).filter(activity=OuterRef("pk")).values("pk")
    activities = list(
        municipality.activities.published()
        .filter(pk__in=ranked)
        .annotate(
            next=Coalesce(
                Subquery(dates.exclude(state=Occasion.State.CANCELLED)[:1]), Subquery(dates[:1])
            )
        )
    )
    occasions = municipality.occasions.select_related("venue").in_bulk(
        [activity.next for activity in activities if activity.next]
    )
    return [
        Found(activity, occasions.get(activity.next), *ranked[activity.pk])
        for activity in activities
    ]


def venues_called(municipality: Municipality, typed: list[Term]) -> list[Venue]:
    """The open places whose name or town holds every typed word, spelt nearly so."""
    today = timezone.localdate()
    return [
        venue
        for venue in municipality.venues.all()
        if (venue.closed_for_good is None or venue.closed_for_good > today)
        and is_called(venue, typed)
    ][:MOST_VENUES]


def is_called(venue: Venue, typed: list[Term]) -> bool:
    """Whether every typed word is one of the name's or the town's."""
    own = {term.plain for term in analyser.terms(f"{venue.name} {venue.town}")}
    return all(
        any(slips(term.plain, word, most) <= most for word in own)
        for term, most in [(term, slips_allowed(term.plain) // 2) for term in typed]
    )
