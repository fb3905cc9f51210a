# SPDX-License-Identifier: EUPL-1.2
"""How well search answers the sixty queries: recall, precision and whole answers, by half."""

import datetime
import tomllib
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from django.utils import timezone

FOLDER = Path(__file__).parent / "search_queries"
HALVES = ("tuning", "kept_aside")
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]


class Marks(NamedTuple):
    """The marks of one half: mean recall, mean precision, and how many had all they should."""

    recall: float
    precision: float
    whole: int
    queries: int


def corpus() -> dict[str, dict[str, Any]]:
    """The invented activities by key."""
    return tomllib.loads((FOLDER / "corpus.toml").read_text())


def queries(half: str) -> dict[str, list[str]]:
    """The queries of one half with the keys of what they should find."""
    found: dict[str, list[str]] = tomllib.loads((FOLDER / f"{half}.toml").read_text())["queries"]
    return found


def fill(municipality) -> dict[int, str]:
    """Put the corpus into a municipality, each activity with its next date; its keys by row."""
    from traffpunkt.activities.models import Activity, Occasion
    from traffpunkt.activities.search import index

    keys = {}
    for key, facts in corpus().items():
        activity = Activity.objects.create(
            municipality=municipality, title=facts["title"], text=facts["text"], state="published"
        )
        for name in facts["topics"]:
            topic, _new = municipality.topics.get_or_create(key=name.lower(), name=name)
            activity.topics.add(topic)
        starts = next_weekday(WEEKDAYS.index(facts["weekday"]))
        Occasion.objects.create(
            municipality=municipality, activity=activity, starts=starts,
            ends=starts + datetime.timedelta(hours=2), venue=venue(municipality, facts),
        )  # fmt: skip
        keys[activity.pk] = key
    index.reindex(municipality)
    return keys


def venue(municipality, facts: dict[str, Any]):
    """The place of a corpus activity, made the first time; none when it is on the net."""
    if "venue" not in facts:
        return None
    name = facts["venue"]
    return municipality.venues.get_or_create(
        slug=f"plats-{len(name)}-{name[-4:].lower()}",
        name=name,
        defaults={"street": "Gatan 1", "town": "Lillköping"},
    )[0]


def next_weekday(weekday: int) -> datetime.datetime:
    """One o'clock on the next such weekday."""
    now = timezone.localtime()
    day = now + datetime.timedelta(days=(weekday - now.weekday() - 1) % 7 + 1)
    return day.replace(hour=13, minute=0, second=0, microsecond=0)


def judge(municipality, keys: dict[int, str], half: str, tell=None) -> Marks:
    """Ask one half of the queries and mark the answers; `tell` hears about each that is not whole."""
    from traffpunkt.activities.search.queries import search

    recalls, precisions, whole = [], [], 0
    for words, wanted in queries(half).items():
        got = [keys[found.pk] for found in search(municipality, words).found]
        right = set(got) & set(wanted)
        recalls.append(len(right) / len(wanted) if wanted else 1.0)
        precisions.append(len(right) / len(got) if got else float(not wanted))
        whole += right == set(wanted)
        if tell and (set(got) != set(wanted)):
            tell(words, sorted(set(wanted) - right), sorted(set(got) - right))
    return Marks(fmean(recalls), fmean(precisions), whole, len(recalls))
