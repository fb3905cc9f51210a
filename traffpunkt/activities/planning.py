# SPDX-License-Identifier: EUPL-1.2
"""Planning before anything is saved: the dates in words, what is skipped and why, what clashes."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities import rhythm
from traffpunkt.activities.models import Occasion, Series
from traffpunkt.activities.recurrence import BY_MONTH, Plan, wall_end
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui.words import clock, day, local

MOST_WARNINGS = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan comes to, in words; nothing is saved."""

    sentences: list[str]
    months: list[tuple[str, list[str]]]
    count: int
    skipped: list[str]
    shifted: list[str]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A series that is not saved: its rule with the days added by hand, and the dates it gives."""

    series: Series
    plan: Plan
    words: str

    @classmethod
    def of(cls, municipality: Municipality, facts: dict[str, Any]) -> "Draft":
        """The draft of a series from what a form says of it."""
        named = {name: facts[name] for name in Series.CHANGEABLE if name in facts}
        series = Series(municipality=municipality, **named)
        rule = replace(
            series.rule,
            added=frozenset(facts.get("added", ())),
            removed=frozenset(facts.get("removed", ())),
        )
        last = max([series.horizon, *rule.added])
        words = rhythm.in_words(rule, series.start_time, series.minutes)
        return cls(series, series.days_ahead(last, rule), words)

    @property
    def place(self) -> str:
        """Where it is, when it is somewhere."""
        return str(self.series.venue or "")

    @property
    def shifted(self) -> list[str]:
        """The dates that a change of clocks gives other hours, in words."""
        usual = self.series.start_time, wall_end(self.series.start_time, self.series.minutes)
        return [
            _("%(day)s klockan %(from)s–%(to)s")
            % {"day": day(starts), "from": clock(starts), "to": clock(ends)}
            for starts, ends in map(self.series.hours_on, self.plan.days)
            if (local(starts).time(), local(ends).time()) != usual
        ]


def plan_preview(municipality: Municipality, rhythms: list[dict[str, Any]]) -> Preview:
    """The dates of some series in words, by month, with those skipped and what they clash with."""
    drafts = [Draft.of(municipality, facts) for facts in rhythms]
    days = sorted((day, draft.place) for draft in drafts for day in draft.plan.days)
    skipped = sorted({(skip.day, skip.reason) for draft in drafts for skip in draft.plan.skipped})
    several = len({draft.place for draft in drafts}) > 1
    return Preview(
        sentences=[sentence(draft) for draft in drafts],
        months=by_month(days, several=several),
        count=len(days),
        skipped=[_("%(day)s: %(why)s") % {"day": day(when), "why": why} for when, why in skipped],
        shifted=list(dict.fromkeys(words for draft in drafts for words in draft.shifted)),
        warnings=few(clashes(municipality, drafts)),
    )


def sentence(draft: Draft) -> str:
    """A series in words, with its place."""
    if not draft.place:
        return draft.words
    return _("%(rule)s. Plats: %(place)s") % {"rule": draft.words, "place": draft.place}


def by_month(
    days: list[tuple[datetime.date, str]], *, several: bool
) -> list[tuple[str, list[str]]]:
    """Days under the name of their month; with the place where there are several."""
    return [
        (
            month,
            [f"{day(when)}, {place}" if several and place else day(when) for when, place in rows],
        )
        for month, rows in groupby(days, key=lambda row: formats.date_format(row[0], "F Y"))
    ]


def clashes(municipality: Municipality, drafts: list[Draft]) -> list[str]:
    """What else is at the same place at the same time, on the days of a plan. One query."""
    spans = [
        (draft.series.venue, *draft.series.hours_on(day))
        for draft in drafts
        for day in draft.plan.days
        if draft.series.venue
    ]
    if not spans:
        return []
    first, last = min(span[1] for span in spans), max(span[2] for span in spans)
    venues = {span[0] for span in spans}
    others = municipality.occasions.happening().in_venues(venues, first, last)
    return [
        clash_words(other, venue)
        for other, (venue, starts, ends) in overlapping(list(others), spans)
    ]


def overlapping(
    others: list[Occasion], spans: list[tuple[Venue, datetime.datetime, datetime.datetime]]
) -> list[tuple[Occasion, tuple[Venue, datetime.datetime, datetime.datetime]]]:
    """Each occasion with the span that it meets in the same venue."""
    at_venue = defaultdict(list)
    for other in others:
        at_venue[other.venue_id].append(other)
    return [
        (other, span)
        for span in spans
        for other in at_venue[span[0].pk]
        if other.starts < span[2] and span[1] < other.ends
    ]


def clash_words(other: Occasion, venue: Venue) -> str:
    """That a place is taken: "tisdag 1 december klockan 13.00 är Stickcafé på Ängen"."""
    return _("%(day)s klockan %(clock)s är ”%(title)s” på %(venue)s") % {
        "day": day(other.starts),
        "clock": clock(other.starts),
        "title": other.activity.title,
        "venue": venue,
    }


def few(warnings: list[str]) -> list[str]:
    """The first warnings, and how many more there are."""
    rest = len(warnings) - MOST_WARNINGS
    if rest <= 0:
        return warnings
    more = ngettext("och %(n)s gång till", "och %(n)s gånger till", rest) % {"n": rest}
    return [*warnings[:MOST_WARNINGS], more]


def spread(
    facts: dict[str, Any], venues: list[Venue], *, taking_turns: bool
) -> list[dict[str, Any]]:
    """One series for each venue; taking turns, they come in different weeks (or months).

    A weekly rhythm in turns goes round the venues; every other week in turns keeps every other
    week for each and spreads them evenly, as the IT café does.
    """
    if len(venues) < 2:
        return [facts | {"venue": venue} for venue in venues] or [facts | {"venue": None}]
    every = facts["every"] if facts["every"] > 1 or not taking_turns else len(venues)
    rows = []
    for place, venue in enumerate(venues):
        steps = place % every if taking_turns else 0
        later = (
            relativedelta(months=steps)
            if facts["pattern"] == BY_MONTH
            else relativedelta(weeks=steps)
        )
        rows.append(facts | {"venue": venue, "every": every, "first": facts["first"] + later})
    return rows
