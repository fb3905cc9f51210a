# SPDX-License-Identifier: EUPL-1.2
"""Questions about many occasions."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import models
from django.utils import timezone

from traffpunkt.activities.models.activity import Activity
from traffpunkt.activities.models.terms import Way
from traffpunkt.places.models import Venue

if TYPE_CHECKING:
    from traffpunkt.activities.models.occasion import Occasion

LONGEST = datetime.timedelta(days=1)
A_MONTH = datetime.timedelta(days=31)


def end_of(day: datetime.date) -> datetime.datetime:
    """The midnight with which a local day ends."""
    zone = timezone.get_default_timezone()
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min, zone)


class OccasionQuerySet(models.QuerySet["Occasion"]):
    """Questions about many occasions."""

    def shown(self) -> Self:
        """Those of published activities, cancelled ones too: a cancelled date is news."""
        return self.filter(activity__state=Activity.State.PUBLISHED)

    def happening(self) -> Self:
        """Those that are not cancelled."""
        return self.exclude(state="cancelled")

    def not_put_away(self) -> Self:
        """Those of activities that somebody still works with: drafts and proposals too."""
        return self.exclude(activity__state=Activity.State.ARCHIVED)

    def touching(self, first: datetime.datetime, last: datetime.datetime) -> Self:
        """Those that go on at any time between two moments, soonest first; whoever ends as the
        other begins does not touch. None is longer than a day."""
        found = self.filter(starts__lt=last, ends__gt=first, starts__gt=first - LONGEST)
        return found.order_by("starts", "pk")

    def upcoming(self, now: datetime.datetime | None = None) -> Self:
        """Those that have not ended, soonest first. None is longer than a day, so that the
        index on the start is enough."""
        now = now or timezone.now()
        return self.filter(starts__gt=now - LONGEST, ends__gt=now).order_by("starts", "pk")

    def soon_or_now(self, early: datetime.timedelta) -> Self:
        """Those that have not ended and begin before so much time has passed, soonest first."""
        return self.upcoming().filter(starts__lte=timezone.now() + early)

    def taking_numbers(self) -> Self:
        """Those to which one comes without a time and takes a number."""
        return self.filter(activity__takes_numbers=True)

    def held_at(self, venue: Venue) -> Self:
        """Those that are held at a venue; what is seen together there is held elsewhere."""
        return self.filter(municipality=venue.municipality_id, venue=venue)

    def past(self) -> Self:
        """Those that have ended, the latest first."""
        return self.filter(ends__lte=timezone.now()).order_by("-starts", "-pk")

    def other_than(self, occasion: "Occasion") -> Self:
        """All but one."""
        return self.exclude(pk=occasion.pk)

    def of_late(self) -> Self:
        """Those to come, and those of the last month."""
        return self.filter(starts__gt=timezone.now() - A_MONTH)

    def ahead(self) -> Self:
        """Those that have not begun, soonest first."""
        return self.filter(starts__gt=timezone.now()).order_by("starts", "pk")

    def only_one(self, pk: int) -> Self:
        """One date alone, for whoever reads its facts and not its row."""
        return self.filter(pk=pk)

    def changed_since(self, moment: datetime.datetime) -> Self:
        """Those that somebody changed, moved or cancelled at a moment or later."""
        return self.filter(changed__gte=moment)

    def numbered(self, number: int) -> Self:
        """The one with this number, which stands on paper."""
        return self.filter(pk=number)

    def with_people(self) -> Self:
        """Those that somebody is signed up for or waits for."""
        return self.filter(signups__state__in=["expected", "waiting"]).distinct()

    def hold_all(self) -> None:
        """Lock each of them, in the order that everybody locks in."""
        rows = self.order_by("pk").select_for_update(no_key=True, of=("self",))
        list(rows.values_list("pk"))

    def without_offers(self) -> Self:
        """Those that nobody can take part in."""
        return self.filter(offers__isnull=True)

    def in_venues(
        self, venues: Iterable[Venue], first: datetime.datetime, last: datetime.datetime
    ) -> Self:
        """Those in some venues between two moments, with their activity."""
        found = self.filter(venue__in=venues, starts__lt=last, ends__gt=first)
        return found.select_related("activity").order_by("starts", "pk")

    def for_desk(self) -> Self:
        """Each with what a page about one date says of it."""
        return self.select_related("activity", "municipality", "venue", "series")

    def rule_made(self) -> Self:
        """Those that stand for a day of their series."""
        return self.filter(slot__isnull=False)

    def after(self, day: datetime.date) -> Self:
        """Those that start on a later local day, soonest first."""
        return self.filter(starts__gte=end_of(day)).order_by("starts", "pk")

    def soonest_after(self, day: datetime.date) -> Self:
        """Those to come, soonest first: those after a local day, and then those before its end."""
        is_before = models.Case(models.When(starts__lt=end_of(day), then=1), default=0)
        # Asked from without: PostgreSQL orders rows that are told apart only by what it shows.
        these = self.model.objects.filter(pk__in=self.order_by().values("pk"))
        return cast("Self", these.upcoming().order_by(is_before, "starts", "pk"))

    def between(self, first: datetime.date, last: datetime.date) -> Self:
        """Those that start on local days from first to last, both included."""
        zone = timezone.get_default_timezone()
        begins = datetime.datetime.combine(first, datetime.time.min, zone)
        return self.filter(starts__gte=begins, starts__lt=end_of(last)).order_by("starts", "pk")

    def at(self, venue: Venue) -> Self:
        """Those that one can come to at a venue: its own, and those seen together there."""
        return self.filter(municipality=venue.municipality_id).in_place(venue.slug)

    def in_place(self, slug: str) -> Self:
        """The same, by the word for the venue in an address; within one municipality."""
        seen_together = models.Q(offers__way=Way.WATCH_PARTY, offers__venue__slug=slug)
        return self.filter(models.Q(venue__slug=slug) | seen_together).distinct()

    def remindable(
        self, now: datetime.datetime, farthest: datetime.datetime, municipalities: Iterable[int]
    ) -> Self:
        """Those in some municipalities that begin between two moments."""
        found = self.filter(starts__gt=now, starts__lte=farthest)
        return found.filter(municipality__in=list(municipalities)).order_by()

    def held_with(self, signups: list[int]) -> dict[int, "Occasion"]:
        """The dates of some sign-ups by their keys, locked in the order that everybody locks in."""
        theirs = self.filter(signups__in=signups).order_by().values_list("pk", flat=True)
        rows = self.filter(pk__in=set(theirs)).select_for_update(no_key=True, of=("self",))
        held = rows.select_related("activity", "municipality", "venue").order_by("pk")
        return {row.pk: row for row in held}

    def about(self, activities: "models.QuerySet[Any, Any]") -> Self:
        """Those of some activities, or of the keys of some."""
        return self.filter(activity__in=activities)

    def from_home(self) -> Self:
        """Those that one can take part in without leaving home."""
        return self.filter(offers__way__in=[Way.ONLINE, Way.PHONE]).distinct()

    def narrowed(
        self, venue: str = "", way: str = "", topic: str = "", hours: tuple[int, int] | None = None
    ) -> Self:
        """Those at a venue (by slug), in a way, about a topic (by key), within local hours."""
        found = self
        if venue:
            found = found.in_place(venue)
        if way:
            found = found.filter(offers__way=way)
        if topic:
            found = found.filter(activity__topics__key=topic)
        if hours:
            found = found.filter(starts__hour__gte=hours[0], starts__hour__lt=hours[1])
        return found.distinct() if way else found
