# SPDX-License-Identifier: EUPL-1.2
"""What the page of a person tells: how she is reached, what she comes to, what she was told."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from traffpunkt.activities.calls import of_desk
from traffpunkt.activities.models import Activity, Occasion, Signup, Standing
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.persons import persons_of
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.models import Message
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Person
from traffpunkt.people.rights import Right

LATELY = datetime.timedelta(days=14)
MOST_LATELY = 6
MOST_TOLD = 5
MOST_BEFORE = 5


def lately_handled(desk: Desk) -> list[Person]:
    """The persons whose pages the desk has had before it lately, the last first."""
    read = Entry.objects.lately("read", Person, desk.municipality.pk, timezone.now() - LATELY)
    numbers = read.by_actor(desk.actor).values_list("number", flat=True)[: MOST_LATELY * 10]
    order = list(dict.fromkeys(numbers))[:MOST_LATELY]
    found = persons_of(desk).prefetch_related("contact_ways").in_bulk(order)
    return [found[number] for number in order if number in found]


def dates_of_desk(desk: Desk) -> OccasionQuerySet:
    """The dates that a desk works with."""
    return Occasion.objects.about(Activity.objects.of_desk(desk))


@dataclass
class Known:
    """What a desk may read of a person: of what she comes to only its own dates."""

    person: Person
    desk: Desk
    coming: list[Signup] = field(default_factory=list)
    before: list[Signup] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_open = self.desk.may(Right.HIDDEN)
        hers = Signup.objects.of(self.person).at_dates(dates_of_desk(self.desk)).with_dates()
        self.coming = list(hers.standing_now().to_come())
        self.before = list(hers.expected().been()[:MOST_BEFORE])
        activities = Activity.objects.of_desk(self.desk)
        self.standings = list(
            Standing.objects.lasting().of(self.person).about(activities).in_full()
        )
        if self.is_open:
            self.told = list(of_desk(self.desk, self.person.messages.newest())[:MOST_TOLD])

    @property
    def needs(self) -> str:
        """What is good to know, for who meets her at a date, and for the coordinators."""
        return self.person.needs if self.is_open or self.coming or self.standings else ""
