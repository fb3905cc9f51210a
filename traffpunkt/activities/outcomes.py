# SPDX-License-Identifier: EUPL-1.2
"""What a change of a series does, in words: before it is saved, and after."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traffpunkt.activities.models.rescheduling import Outcome
from traffpunkt.ui.words import clock, day, span

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Words:
    """The outcome of a change: groups of dates under what happens to them, and who is told."""

    rule: str
    groups: list[tuple[str, list[str]]]
    coming: str
    told: str


def outcome_words(outcome: Outcome) -> Words:
    """What happens to which dates, the ones that people notice first."""
    moved = [
        _("%(before)s klockan %(clock)s blir %(after)s")
        % {"before": day(before), "clock": clock(before), "after": span(row.starts, row.ends)}
        for row, before in outcome.moved
    ]
    groups = [
        (_("De här ställs in"), [day(row.starts) for row in outcome.cancelled]),
        (_("De här flyttas eller får ny tid eller plats"), moved),
        (_("De här tas bort, ingen är anmäld"), [day(row.starts) for row in outcome.dropped]),
        (_("De här är nya"), [day(row.starts) for row in outcome.created]),
        (
            _("De här rörs inte, de är ändrade för hand eller inställda"),
            [day(row.starts) for row in outcome.left_alone],
        ),
    ]
    shown = [(title, few(rows)) for title, rows in groups if rows]
    people = told_words(outcome.people)
    return Words(
        outcome.series.in_words,
        shown,
        coming=_("När du sparar: %(people)s") % {"people": people},
        told=_("Ändringen är sparad: %(people)s") % {"people": people},
    )


def told_words(people: int) -> str:
    """How many people get to know."""
    if not people:
        return _("ingen behöver få besked.")
    words = ngettext(
        "%(n)s besked går till dem som är anmälda.",
        "%(n)s besked går till dem som är anmälda.",
        people,
    )
    return words % {"n": people}


def few(rows: list[str]) -> list[str]:
    """The first of many, and how many more."""
    rest = len(rows) - MOST_NAMED
    if rest <= 0:
        return rows
    return [*rows[:MOST_NAMED], _("och %(n)s till") % {"n": rest}]
