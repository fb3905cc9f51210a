# SPDX-License-Identifier: EUPL-1.2
"""What search keeps of the published activities: `refresh` one where it changes, `reindex` all."""

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import formats, timezone

from traffpunkt.activities.models.search import SearchGram, SearchHit, SearchWord
from traffpunkt.activities.search import analyser
from traffpunkt.activities.search.analyser import Term
from traffpunkt.places.models import Municipality

if TYPE_CHECKING:
    from traffpunkt.activities.models import Activity

# How many activities are read and written at a time.
HANDFUL = 50


def refresh(activity: "Activity") -> None:
    """Let search know an activity as it is now; one that is not published is forgotten."""
    write(activity.municipality, [activity.pk])


def reindex(municipality: Municipality) -> int:
    """Read the whole programme of a municipality anew; the number of activities that are found."""
    keys = list(municipality.activities.order_by("pk").values_list("pk", flat=True))
    handfuls = [keys[at : at + HANDFUL] for at in range(0, len(keys), HANDFUL)]
    return sum(write(municipality, handful) for handful in handfuls)


@transaction.atomic
def write(municipality: Municipality, keys: list[int]) -> int:
    """Make the kept words of some activities what they should be; how many of them are found."""
    # One writer at a time for each municipality, so that two never make or drop the same word.
    # Without a key change, so that nobody who only points at the municipality has to wait.
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    # Read behind the lock: what somebody changes or puts away meanwhile is not brought back.
    activities = municipality.activities.filter(pk__in=keys).select_related("partner")
    found = [activity for activity in activities if is_found(activity)]
    wanted = weigh(municipality, found)
    words = known(municipality, {term for weights in wanted.values() for term in weights})
    should: dict[tuple[int, int], int] = {}
    for activity, weights in wanted.items():
        for term, weight in weights.items():
            place = activity, words[term.word]
            should[place] = max(weight, should.get(place, 0))
    stale = []
    for hit in SearchHit.objects.filter(activity__in=keys):
        if should.get((hit.activity_id, hit.word_id)) == hit.weight:
            del should[hit.activity_id, hit.word_id]
        else:
            stale.append(hit)
    SearchHit.objects.filter(pk__in=[hit.pk for hit in stale]).delete()
    SearchHit.objects.bulk_create(
        SearchHit(activity_id=activity, word_id=word, weight=weight)
        for (activity, word), weight in should.items()
    )
    SearchWord.objects.filter(pk__in={hit.word_id for hit in stale}, hits=None).delete()
    return len(found)


def is_found(activity: "Activity") -> bool:
    """Whether search may show an activity."""
    return activity.state == activity.State.PUBLISHED


def known(municipality: Municipality, terms: set[Term]) -> dict[str, int]:
    """The rows of some words, made where they are missing: word → key."""
    by_word = {term.word: term for term in sorted(terms, reverse=True)}
    rows = municipality.search_words.filter(word__in=by_word)
    keys = dict(rows.values_list("word", "pk"))
    made = SearchWord.objects.bulk_create(
        SearchWord(
            municipality=municipality, word=term.word, plain=term.plain, shown=term.shown,
            head=term.plain[:3], tail=term.plain[-4:],
        )
        for word, term in by_word.items()
        if word not in keys
    )  # fmt: skip
    SearchGram.objects.bulk_create(
        SearchGram(municipality=municipality, word=word, gram=gram)
        for word in made
        for gram in analyser.grams(word.plain)
    )
    return keys | {word.word: word.pk for word in made}


def weigh(municipality: Municipality, activities: "list[Activity]") -> dict[int, dict[Term, int]]:
    """Each activity's terms with the weight of the best place where each stands."""
    weights: dict[int, dict[Term, int]] = defaultdict(dict)
    for key, weight, text in read(municipality, activities):
        for term in analyser.terms(text):
            weights[key][term] = max(weights[key].get(term, 0), weight)
    return weights


def read(municipality: Municipality, activities: "list[Activity]") -> set[tuple[int, int, str]]:
    """All that search reads of some activities: whose, how heavy, and the text."""
    weight = SearchHit.Weight
    texts = set()
    for activity in activities:
        # Nearly everything is an open house; that word would find nearly everything. The words for
        # an event name three things, of which it is one.
        is_told = activity.kind not in {activity.Kind.OPEN_HOUSE, activity.Kind.EVENT}
        kind = activity.get_kind_display() if is_told else ""
        partner = activity.partner.name if activity.partner else ""
        texts |= {
            (activity.pk, weight.TITLE, activity.title),
            (activity.pk, weight.TOPIC, kind),
            (activity.pk, weight.PLACE, partner),
            (activity.pk, weight.TEXT, f"{activity.text} {activity.easy_text}"),
        }
    keys = [activity.pk for activity in activities]
    topics = municipality.topics.filter(activities__in=keys).values_list("activities", "name")
    return (
        texts
        | {(key, weight.TOPIC, name) for key, name in topics if key in keys}
        | {(key, weight.PLACE, text) for key, text in times_and_places(municipality, keys)}
    )


def times_and_places(municipality: Municipality, keys: list[int]) -> set[tuple[int, str]]:
    """The weekdays of the dates to come, and the names of the places where one can come to them."""
    rows = municipality.occasions.happening().upcoming().filter(activity__in=keys).order_by()
    said = set()
    for key, starts, venue, town in rows.values_list(
        "activity", "starts", "venue__name", "venue__town"
    ):
        said |= {(key, weekday(starts)), (key, venue or ""), (key, town or "")}
    together = rows.filter(offers__venue__isnull=False).distinct()
    for key, venue, town in together.values_list(
        "activity", "offers__venue__name", "offers__venue__town"
    ):
        said |= {(key, venue), (key, town)}
    return said


def weekday(moment: datetime.datetime) -> str:
    """The local weekday of a moment by its name."""
    return formats.date_format(timezone.localtime(moment), "l")
