# SPDX-License-Identifier: EUPL-1.2
import datetime
from dataclasses import replace
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities import rhythm, wording
from traffpunkt.activities.models.activity import Activity
from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.series import Series
from traffpunkt.activities.models.signup import Signup
from traffpunkt.activities.models.signup_questions import SignupQuerySet
from traffpunkt.activities.models.terms import Way
from traffpunkt.activities.refusals import Full
from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.people.models import Person, PersonalPage
from traffpunkt.places.models import Venue
from traffpunkt.places.models.venue import Weekday


class StandingQuerySet(models.QuerySet["Standing"]):
    """Questions about many standing places."""

    def on(self, date: datetime.date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=date), since__lte=date)

    def lasting(self) -> Self:
        """Those that have not ended, and so can be ended."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.localdate()))

    def of(self, person: Person) -> Self:
        """Those of one person."""
        return self.filter(person=person)

    def on_page(self, page: PersonalPage) -> Self:
        """Those that stand on somebody's own page."""
        return self.filter(page=page)

    def about(self, activities: models.QuerySet[Activity]) -> Self:
        """Those in the series of some activities."""
        return self.filter(series__activity__in=activities)

    def in_full(self) -> Self:
        """Each with the person and what it comes to, in one query."""
        found = self.select_related("person", "venue", "series__activity", "series__venue")
        return found.order_by("since", "pk")


class Standing(models.Model):
    """A fast plats: "kommer varje tisdag". Each new date of the series begins with it."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="standings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="standings")
    page = models.ForeignKey(
        PersonalPage, models.SET_NULL, related_name="standings", null=True, blank=True
    )
    way = models.CharField(_("sätt att delta"), max_length=11, choices=Way)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", null=True, blank=True)
    headcount = models.PositiveSmallIntegerField(_("antal personer"), default=1)
    weekday = models.PositiveSmallIntegerField(
        _("bara en veckodag"), choices=Weekday, null=True, blank=True
    )
    since = models.DateField(_("från"), default=timezone.localdate)
    until = models.DateField(_("till och med"), null=True, blank=True)
    made = models.DateTimeField(default=timezone.now, editable=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "fast plats"
        verbose_name_plural = "fasta platser"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "person"], condition=Q(until__isnull=True), name="one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.series_id}"

    @property
    def in_words(self) -> str:
        """When it holds: the rule of the series, or that of its one weekday."""
        if self.weekday is None:
            return self.series.in_words
        rule = replace(self.series.rule, weekdays=(self.weekday,), added=frozenset())
        return rhythm.in_words(rule, self.series.start_time, self.series.minutes)

    def holds_on(self, date: datetime.date) -> bool:
        """Whether the standing place covers a day."""
        return self.since <= date and (self.until is None or date <= self.until)

    def is_for(self, occasion: Occasion) -> bool:
        """Whether it covers a date: by the day that the rule gave it, wherever it has been moved."""
        day = timezone.localtime(occasion.starts).date()
        own_day = self.weekday in {None, (occasion.slot or day).weekday()}
        return own_day and self.holds_on(day)

    @property
    def has_ended(self) -> bool:
        """Whether no date after today is covered."""
        return self.until is not None and self.until <= timezone.localdate()

    @property
    def coming_signups(self) -> SignupQuerySet:
        """Those that it has made for dates that have not begun."""
        made = Signup.objects.standing_now().of(self.person)
        return made.filter(
            source=Signup.Source.STANDING, occasion__series=self.series,
            occasion__starts__gt=timezone.now(),
        )  # fmt: skip

    @transaction.atomic
    def fill(self, occasion: Occasion, *, by: Actor = SYSTEM) -> Signup | None:
        """Sign her up for one date of the series, once; None where there is nothing to do.

        What she has said about the date since she got the standing place outweighs it: a date
        that she has said no to is never filled again, and one she is signed up for stays as it is.
        """
        occasion = occasion.hold_still()
        if not occasion.is_ahead or not self.is_for(occasion) or self.is_answered_for(occasion):
            return None
        offer = occasion.offers.with_counts().in_way(self.way, self.venue).first()
        if offer is None:
            return None
        source = Signup.Source.STANDING
        try:
            return offer.enlist(
                self.person, by=by, headcount=self.headcount, source=source, page_id=self.page_id
            )
        except Full:
            return None

    def is_answered_for(self, occasion: Occasion) -> bool:
        """Whether she is signed up there, or has left it since she got the standing place."""
        said = Q(ended__isnull=True) | Q(ended__gte=self.made)
        return occasion.signups.of(self.person).filter(said).exists()

    @transaction.atomic
    def end(self, *, by: Actor, is_told: bool = False) -> None:
        """End the standing place today; the sign-ups that it made for coming dates go with it.

        She is told; with `is_told` staff have said it to her, and nobody rings about it.
        """
        self.refresh_from_db(from_queryset=Standing.objects.select_for_update())
        if self.has_ended:
            return
        self.until = timezone.localdate()
        self.save(update_fields=["until"])
        record("ended-standing", self, by=by, municipality=self.series.municipality_id)
        # Always in the order of the occasions, so that two who do this never wait for each other.
        coming = self.coming_signups.select_related("occasion").order_by("occasion_id")
        left = [signup.withdraw(by=by) for signup in coming]
        left.sort(key=lambda signup: signup.occasion.starts)
        wording.tell_standing_over(self, left, is_told=is_told)
