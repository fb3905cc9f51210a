# SPDX-License-Identifier: EUPL-1.2
"""The programme as a visitor asks for it: which days, and which of what happens on them."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self, TypeVar
from urllib.parse import urlencode

from django.db.models import F, Value
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.cards import Card, cards, facts_of, lines_of
from traffpunkt.activities.models import Way
from traffpunkt.activities.models.occasion import Timed
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.search.queries import sought
from traffpunkt.activities.search.reading import MOST_LETTERS
from traffpunkt.places.models import Municipality
from traffpunkt.ui.words import date_of, day

PARTS_OF_DAY = {"fm": (0, 12), "em": (12, 17), "kvall": (17, 24)}
FARTHEST = datetime.timedelta(days=400)
# As many cards as one can take in; the rest is a press away.
ON_A_PAGE = 20
MOST_PAGES = 500


def part_names() -> dict[str, str]:
    """The parts of a day by their word in an address."""
    return {"fm": _("förmiddag"), "em": _("eftermiddag"), "kvall": _("kväll")}


def read_day(typed: str) -> datetime.date | None:
    """A day from an address, if it is one within a year or so of today."""
    try:
        found = datetime.date.fromisoformat(typed)
    except ValueError:
        return None
    return found if abs(found - timezone.localdate()) <= FARTHEST else None


def read_page(typed: str) -> int:
    """The number of a page from an address; the first when it is none."""
    return min(int(typed), MOST_PAGES) or 1 if re.fullmatch("[0-9]{1,4}", typed) else 1


Row = TypeVar("Row", bound=Timed)
# Of venues, then of topics: the word in an address, the name.
Names = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """What to show: days from `first`, one day or the week out, and what to narrow it to."""

    first: datetime.date
    one_day: bool = False
    venue: str = ""
    way: str = ""
    topic: str = ""
    part: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def asked(cls, given: QueryDict) -> Self:
        """The question in an address; what cannot be understood is left out."""
        one = read_day(given.get("dag", ""))
        week = read_day(given.get("vecka", ""))
        way = given.get("satt", "")
        part = given.get("tid", "")
        return cls(
            first=one or (monday(week) if week else timezone.localdate()),
            one_day=one is not None,
            venue=given.get("plats", "")[:50],
            way=way if way in Way.values else "",
            topic=given.get("amne", "")[:50],
            part=part if part in PARTS_OF_DAY else "",
            words=given.get("ord", "").strip()[:MOST_LETTERS],
            page=read_page(given.get("sida", "")),
        )

    @property
    def last(self) -> datetime.date:
        """The last day to show: the same day, or the Sunday of the week."""
        return self.first if self.one_day else monday(self.first) + datetime.timedelta(days=6)

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out by a filter."""
        return any((self.venue, self.way, self.topic, self.part))

    @property
    def facts(self) -> dict[str, str]:
        """What an address says of it; the days from today are said by saying nothing."""
        facts = {
            "dag": self.first.isoformat() if self.one_day else "",
            "vecka": "" if self.one_day or self.is_this_week else self.first.isoformat(),
            "plats": self.venue,
            "satt": self.way,
            "amne": self.topic,
            "tid": self.part,
            "ord": self.words,
            "sida": "" if self.page == 1 else str(self.page),
        }
        return {name: value for name, value in facts.items() if value}

    @property
    def query(self) -> str:
        """The question as an address writes it."""
        words = urlencode(self.facts)
        return f"?{words}" if words else "?"

    @property
    def printed(self) -> str:
        """The same days and place on paper, as an address writes it."""
        facts = {"fran": self.first.isoformat(), "till": self.last.isoformat(), "plats": self.venue}
        return "?" + urlencode({name: value for name, value in facts.items() if value})

    @property
    def kept(self) -> dict[str, str]:
        """What a new search in the same programme keeps of it."""
        return {name: value for name, value in self.facts.items() if name not in ("ord", "sida")}

    @property
    def is_this_week(self) -> bool:
        """Whether the days are those of the week that is running."""
        return monday(self.first) == monday(timezone.localdate())

    def week(self, steps: int) -> "Question":
        """The same question some weeks later, or earlier."""
        first = monday(self.first) + datetime.timedelta(weeks=steps)
        today = timezone.localdate()
        first = today if monday(today) == first else first
        return replace(self, first=first, one_day=False, page=1)

    def on(self, date: datetime.date) -> "Question":
        """The same question about one day."""
        return replace(self, first=date, one_day=True, page=1)

    def narrowed(self, **facts: str) -> "Question":
        """The same days, narrowed otherwise."""
        return replace(self, page=1, **facts)  # type: ignore[arg-type]

    @property
    def days(self) -> "list[tuple[datetime.date, Question]]":
        """The seven days of the week, each with the question about it alone."""
        first = monday(self.first)
        week = [first + datetime.timedelta(days=step) for step in range(7)]
        return [(date, self.on(date)) for date in week]

    @property
    def whole_week(self) -> "Question":
        """The same question about the week of these days."""
        return self.week(0)

    @property
    def earlier(self) -> "Question":
        """The same question about the week before."""
        return self.week(-1)

    @property
    def later(self) -> "Question":
        """The same question about the week after."""
        return self.week(1)

    @property
    def everything(self) -> "Question":
        """The same days with nothing left out."""
        return self.wider.wordless

    @property
    def wider(self) -> "Question":
        """The same words and days without filters."""
        return self.narrowed(venue="", way="", topic="", part="")

    @property
    def wordless(self) -> "Question":
        """The same question without what was searched for."""
        return self.narrowed(words="")

    @property
    def before(self) -> "Question":
        """The same question, its page before."""
        return replace(self, page=self.page - 1)

    @property
    def after(self) -> "Question":
        """The same question, its next page."""
        return replace(self, page=self.page + 1)

    def answer(self, municipality: Municipality) -> "Answer":
        """The page of cards that answers the question, soonest first."""
        found = sought(municipality, self.words) if self.words else None
        dates = municipality.occasions.shown()
        dates = dates.narrowed(self.venue, self.way, self.topic, self.hours)
        dates = dates.about(found.activities) if found else dates
        these = dates.between(self.first, self.last)
        if self.first == timezone.localdate():
            these = these.upcoming()
        end = self.page * ON_A_PAGE
        rows = cards(these[end - ON_A_PAGE : end + 1])
        return Answer(
            cards=rows[:ON_A_PAGE],
            more=len(rows) > ON_A_PAGE,
            meant=found.meant if found else "",
            nearest=self.nearest(dates) if found and not rows else None,
        )

    def next_lines(self, municipality: Municipality) -> list[Card]:
        """The next dates to name in a line each: on the days asked for, or from now on."""
        dates = municipality.occasions.shown()
        dates = dates.narrowed(self.venue, self.way, self.topic, self.hours)
        if self.words:
            dates = dates.about(sought(municipality, self.words).activities)
        if self.one_day or not self.is_this_week:
            dates = dates.between(self.first, self.last)
        return lines_of(facts_of(dates.upcoming()[:ON_A_PAGE]))

    def nearest(self, dates: OccasionQuerySet) -> "Nearest | None":
        """The next of some dates that takes place, after the days asked for if any is."""
        rows = dates.happening().soonest_after(self.last).values_list("starts", "activity__title")
        for starts, title in rows[:1]:
            return Nearest(starts, title, self.on(timezone.localtime(starts).date()))
        return None

    def next_day(self, municipality: Municipality) -> "Question | None":
        """The question about the next day on which anything takes place."""
        coming = municipality.occasions.shown().happening().after(self.last).first()
        return self.on(date_of(coming.starts)) if coming else None

    def next_day_for(self, municipality: Municipality, answer: "Answer") -> "Question | None":
        """The same where the days asked for are empty and nothing was searched for."""
        return None if answer.cards or self.words else self.next_day(municipality)

    @property
    def hours(self) -> tuple[int, int] | None:
        """From and to which local hour the chosen part of the day lasts."""
        return PARTS_OF_DAY.get(self.part)


class Nearest(NamedTuple):
    """When and what would have been found, and the question about that day."""

    starts: datetime.datetime
    title: str
    question: Question


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of cards, whether there are more, and of a search also what misspelt words were
    taken for and, when nothing was found, the nearest that would be."""

    cards: list[Card]
    more: bool
    meant: str
    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One plain link of a filter: its words, where it leads, whether it is the chosen one."""

    words: str
    query: str
    chosen: bool


def filters(question: Question, names: Names) -> list[tuple[str, list[Choice]]]:
    """The four filters with their links, each beginning with "alla"."""
    venues, topics = names
    groups: list[tuple[str, str, Iterable[tuple[str, object]], str]] = [
        (_("Var?"), "venue", venues, _("alla platser")),
        (_("Hur vill du delta?"), "way", Way.choices, _("alla sätt")),
        (_("Vad handlar det om?"), "topic", topics, _("alla ämnen")),
        (_("När på dagen?"), "part", part_names().items(), _("hela dagen")),
    ]
    return [
        (
            heading,
            [choice(question, field, value, words) for value, words in [("", every), *values]],
        )
        for heading, field, values, every in groups
    ]


def names_in(municipality: Municipality) -> Names:
    """The open venues and the topics, each with its word in an address, by name; in one question."""
    venues = municipality.venues.open_ones().order_by().annotate(is_venue=Value(1), key=F("slug"))
    topics = municipality.topics.order_by().annotate(is_venue=Value(0))
    both = venues.values_list("is_venue", "key", "name").union(
        topics.values_list("is_venue", "key", "name"), all=True
    )
    rows = list(both.order_by("name"))
    return (
        tuple((key, name) for is_venue, key, name in rows if is_venue),
        tuple((key, name) for is_venue, key, name in rows if not is_venue),
    )


def choice(question: Question, field: str, value: str, words: object) -> Choice:
    """The link that narrows one thing and keeps the rest."""
    return Choice(
        str(words),
        question.narrowed(**{field: value}).query,
        getattr(question, field) == value,
    )


def by_day(dates: list[Row]) -> list[tuple[str, list[Row]]]:
    """Dates under the day they fall on, in words."""
    days: dict[str, list[Row]] = {}
    for date in dates:
        days.setdefault(day(date.starts), []).append(date)
    return list(days.items())


def monday(date: datetime.date) -> datetime.date:
    """The Monday of a day's week."""
    return date - datetime.timedelta(days=date.weekday())
