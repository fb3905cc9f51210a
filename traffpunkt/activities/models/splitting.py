# SPDX-License-Identifier: EUPL-1.2
"""A series in two: what has been goes on as it was until a day, what follows gets its own rule."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from traffpunkt.activities.recurrence import SINGLE_DATES, Rule

if TYPE_CHECKING:
    from traffpunkt.activities.models.series import Series

FAR = datetime.timedelta(days=800)


def split(series: "Series", day: datetime.date, *, same_pattern: bool) -> "Series":
    """End a series before a day, and let a new one with the same rule follow it from there on.

    With the same pattern the whole week or month may go over; another begins on the very day.
    """
    following = type(series)(
        **{
            field.attname: getattr(series, field.attname)
            for field in series._meta.concrete_fields
            if not field.primary_key
        }
    )
    following.follows = series
    following.first = first_day_after(series.rule, day)
    if not same_pattern:
        following.first = max(day, following.first)
    if following.until and following.until < following.first:
        following.until = following.first
    following.save()
    series.until = min(day, following.first) - datetime.timedelta(days=1)
    series.save(update_fields=["until"])
    hand_over(series, following, day)
    return following


def first_day_after(rule: Rule, day: datetime.date) -> datetime.date:
    """Where a rule that begins anew keeps its step: every other week stays the same weeks.

    The whole week (or month) belongs to the new rule when the old one has no day in it before,
    so that a Tuesday can become the Monday of its week.
    """
    ahead = [other for other in rule.days(day + FAR) if other >= day]
    if rule.pattern == SINGLE_DATES or not ahead:
        return ahead[0] if ahead else day
    in_step = rule.pattern_days(day + FAR)
    next_day = next((other for other in in_step if other >= day), ahead[0])
    begins = rule.start_of_period(next_day)
    if any(begins <= other < day for other in in_step) or begins <= rule.first:
        return max(day, begins)
    return begins


def hand_over(series: "Series", following: "Series", day: datetime.date) -> None:
    """Give the following series its dates, its ways of taking part and its standing places."""
    series.dates.filter(day__gte=day).update(series=following)
    series.occasions.filter(slot__gte=day).update(series=following)
    for plan in series.plans.all():
        plan.pk = None
        plan.series = following
        plan.save(force_insert=True)
    holding = series.standings.filter(Q(until__isnull=True) | Q(until__gte=day))
    for standing in list(holding):
        ended = standing.pk
        standing.pk = None
        standing.series = following
        standing.save(force_insert=True)
        series.standings.filter(pk=ended).update(until=day - datetime.timedelta(days=1))
