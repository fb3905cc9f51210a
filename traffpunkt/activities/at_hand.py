# SPDX-License-Identifier: EUPL-1.2
"""What is to be done just now: rooms and meetings to open, heads to count, proposals to mend."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from traffpunkt.activities.cards import Card
from traffpunkt.activities.models import Activity, Answer, Offer
from traffpunkt.channels.models import Link

SOON = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A date that begins within the hour or goes on now, with the meetings to open."""

    date: Card
    links: list[Link]


def at_hand(dates: Iterable[Card]) -> list[AtHand]:
    """The dates for which something is to be opened now, with their meetings, in one question."""
    now = timezone.now()
    near = [row for row in dates if not row.is_cancelled and row.starts - SOON <= now < row.ends]
    offers = Offer.objects.filter(occasion__in=[row.pk for row in near], link__isnull=False)
    links: dict[int, list[Link]] = defaultdict(list)
    for offer in offers.select_related("link").order_by("pk") if near else []:
        if offer.link:
            links[offer.occasion_id].append(offer.link)
    return [AtHand(row, links[row.pk]) for row in near]


def sent_back(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Drafts whose latest answer asks for a change, each with its words as `asked`."""
    answers = Answer.objects.filter(activity=OuterRef("pk"))
    drafts = activities.filter(state=Activity.State.DRAFT)
    return drafts.annotate(asked=Subquery(answers.values("words")[:1])).filter(asked__gt="")
