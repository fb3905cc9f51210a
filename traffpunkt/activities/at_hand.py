# SPDX-License-Identifier: EUPL-1.2
"""What is to be done just now: rooms and meetings to open, heads to count, proposals to mend."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from traffpunkt.activities.cards import Card
from traffpunkt.activities.gaps import OfferedWay
from traffpunkt.activities.models import Activity, Answer

SOON = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A date that begins within the hour or goes on now, with the meetings to open."""

    date: Card
    links: list[OfferedWay]


def at_hand(dates: Iterable[Card], ways: Mapping[int, list[OfferedWay]]) -> list[AtHand]:
    """The dates for which something is to be opened now, with the meetings of their ways."""
    now = timezone.now()
    near = [row for row in dates if not row.is_cancelled and row.starts - SOON <= now < row.ends]
    return [
        AtHand(row, [way for way in ways[row.pk] if way.address or way.dial_in]) for row in near
    ]


def sent_back(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Drafts whose latest answer asks for a change, each with its words as `asked`."""
    answers = Answer.objects.filter(activity=OuterRef("pk"))
    drafts = activities.filter(state=Activity.State.DRAFT)
    return drafts.annotate(asked=Subquery(answers.values("words")[:1])).filter(asked__gt="")
