# SPDX-License-Identifier: EUPL-1.2
"""The worker's step that reminds people: each once of a date, when it is time and not before.

What is due is found by the clock alone, and written in batches. A worker that falls in the middle
leaves whole batches; the next one goes through the date again, and what is there has its key.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from traffpunkt.activities import insertions
from traffpunkt.activities.models import (
    Cancellation,
    Move,
    Occasion,
    Offer,
    ReminderRound,
    ReminderRule,
    Signup,
)
from traffpunkt.activities.reminding import A_DAY, Quiet
from traffpunkt.activities.wording import REMINDER, said_to
from traffpunkt.outbox.actions import as_told
from traffpunkt.outbox.models import Message, subject_of
from traffpunkt.people.models import Person

Moment = datetime.datetime

# So few that nobody who signs up meanwhile notices that their dates are held still.
BATCH = 500
DATES = 20


@dataclass(frozen=True, slots=True)
class Due:
    """A date whose people are to be reminded now: all who were signed up by a moment."""

    occasion: int
    starts: Moment
    moment: Moment
    rule: ReminderRule

    @property
    def kept(self) -> tuple[int, Moment, Moment]:
        """What is kept of it when it is done."""
        return self.occasion, self.starts, self.moment


def remind_due(now: Moment | None = None) -> int:
    """Write the reminders that are due, and take those off the call list that come too late.

    Returns how many people were looked up for a reminder.
    """
    now = now or timezone.now()
    Message.objects.too_late_to_call(now).of_kinds(REMINDER).drop()
    due = due_now(now)
    handfuls = (due[at : at + DATES] for at in range(0, len(due), DATES))
    return sum(remind_of(not_done(handful)) for handful in handfuls)


def due_now(now: Moment) -> list[Due]:
    """The dates whose moment has come and whose start is not too near, reminded of or not."""
    rules = list(ReminderRule.objects.all())
    own = {rule.activity_id: rule for rule in rules if rule.activity_id}
    for_all = {rule.municipality_id: rule for rule in rules if not rule.activity_id}
    found = []
    for row in coming(now, rules):
        rule = own.get(row["activity_id"]) or for_all.get(row["municipality_id"])
        if rule is None or not rule.is_on:
            continue
        quiet = Quiet(row["municipality__quiet_from"], row["municipality__quiet_until"])
        moment = rule.lead.due(row["starts"], quiet, now)
        if moment is not None:
            found.append(Due(row["pk"], row["starts"], moment, rule))
    return found


def coming(now: Moment, rules: list[ReminderRule]) -> Iterable[Mapping[str, Any]]:
    """The dates to come that any rule could mean by now, as plain facts."""
    if not rules:
        return ()
    # A moment that is spared the night may come a day earlier than its rule says.
    farthest = now + (max(rule.lead.days for rule in rules) + 3) * A_DAY
    here = {rule.municipality_id for rule in rules}
    dates = Occasion.objects.shown().happening().remindable(now, farthest, here)
    return dates.values(
        "pk", "starts", "activity_id", "municipality_id",
        "municipality__quiet_from", "municipality__quiet_until",
    ).iterator()  # fmt: skip


def not_done(due: list[Due]) -> list[Due]:
    """Those of some dates that nobody has been reminded of yet."""
    done = ReminderRound.objects.keys([one.occasion for one in due])
    return [one for one in due if one.kept not in done]


def remind_of(due: list[Due]) -> int:
    """Remind of some dates, a batch of people at a time, and write down that it is done."""
    dates = {one.occasion: one for one in due}
    reached, last = 0, 0
    while keys := Signup.objects.expected().keys_after(last, dates, BATCH):
        remind_some(dates, keys)
        reached, last = reached + len(keys), keys[-1]
    ReminderRound.objects.bulk_create(
        [ReminderRound(occasion_id=one.occasion, starts=one.starts, moment=one.moment) for one in due],
        ignore_conflicts=True,
    )  # fmt: skip
    return reached


@dataclass(slots=True)
class News:
    """What people have been told of a date since it was planned."""

    last: Moment | None = None
    other_starts: int = 0

    def comes(self, at: Moment | None) -> None:
        """Note that they were told something at a moment."""
        self.last = max(filter(None, [self.last, at]), default=None)


def news_of(held: Mapping[int, Occasion]) -> dict[int, News]:
    """The news of some dates: that they were moved, and that they take place after all."""
    news = {number: News() for number in held}
    moves = Move.objects.filter(occasion__in=held).values_list("occasion_id", "started", "at")
    for number, started, at in moves:
        news[number].comes(at)
        news[number].other_starts += started != held[number].starts
    ends = Cancellation.objects.filter(occasion__in=held).values_list("occasion_id", "lifted")
    for number, lifted in ends:
        news[number].comes(lifted)
    return news


@transaction.atomic
def remind_some(dates: Mapping[int, Due], signups: list[int]) -> None:
    """Write the reminders of a batch of people, while nothing of their dates can change."""
    held = Occasion.objects.held_with(signups)
    news = news_of(held)
    ways = {way.pk: way for way in Offer.objects.of_held(held)}
    about = {number: insertions.of_way(way) for number, way in ways.items()}
    phrases = {
        here.pk: here.wordings.phrases(REMINDER)
        for here in {date.municipality for date in held.values()}
    }
    messages = []
    for signup in Signup.objects.expected().to_remind(signups):
        due, date = dates[signup.occasion_id], held[signup.occasion_id]
        signup.occasion, signup.offer = date, ways[signup.offer_id]
        if is_reminded(signup, due, news[date.pk].last):
            words = about[signup.offer_id] | insertions.of_signup(signup)
            said = said_to(signup.person, phrases[date.municipality_id], words)
            messages.append(message_of(signup, due, said, news[date.pk].other_starts))
    Message.objects.bulk_create(filter(None, messages), ignore_conflicts=True)


def is_reminded(signup: Signup, due: Due, last_news: Moment | None) -> bool:
    """Whether a sign-up asks for a reminder: it was there in time, and nothing newer was told."""
    date = signup.occasion
    asked: Moment = signup.asked  # type: ignore[attr-defined]  # as `to_remind` brings it
    told = max(asked, last_news or asked)
    return (
        date.starts == due.starts
        and not date.is_cancelled
        and told <= due.moment
        and signup.offer.way in due.rule.ways
        # A held seat waits for a call of its own.
        and signup.held_until is None
        and signup.person.wish != Person.Wish.NONE
    )


def message_of(
    signup: Signup, due: Due, said: tuple[str, str], other_starts: int
) -> Message | None:
    """The reminder by her own channel; none where nobody rings about reminders, or can.

    Its key holds the start, so that a date that is moved is reminded of anew, and one that is moved
    back as well.
    """
    told = as_told(signup.person, REMINDER, *said, about=subject_of(signup))
    is_call = told["channel"] == Message.Channel.CALL
    if not told["address"] or (is_call and not due.rule.rings):
        return None
    start = f"{due.starts.astimezone(datetime.UTC):%Y%m%d%H%M}:{other_starts}"
    key = f"{REMINDER}:{due.occasion}:{signup.person_id}:{start}"
    return Message(key=key, not_after=due.rule.lead.limit(due.starts), **told)
