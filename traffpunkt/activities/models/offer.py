# SPDX-License-Identifier: EUPL-1.2
import datetime
import functools
import uuid
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities import wording
from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.terms import Booking, OfferTerms
from traffpunkt.activities.refusals import AlreadySignedUp, Cancelled, Closed, Full
from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.people.models import Person
from traffpunkt.people.models.person import folded
from traffpunkt.places.models import Venue
from traffpunkt.ui.words import from_when

if TYPE_CHECKING:
    from traffpunkt.activities.models.attendance import Tally
    from traffpunkt.activities.models.signup import Signup

MINUTE = datetime.timedelta(minutes=1)
SEATED = Q(signups__state="expected")
WAITING = Q(signups__state="waiting")


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions about many ways of taking part."""

    def with_counts(self) -> Self:
        """Each with its seats taken and its queue's length, in the same query."""
        return self.annotate(
            taken_count=Coalesce(Sum("signups__headcount", filter=SEATED), 0),
            queue_count=Count("signups", filter=WAITING),
        )

    def at_dates(self, occasions: Collection[int]) -> Self:
        """Those of some dates, by key."""
        return self.filter(occasion__in=occasions)

    def of_dates(self, occasions: "models.QuerySet[Occasion]") -> Self:
        """Those of the dates that a question finds."""
        return self.filter(occasion__in=occasions.order_by().values("pk"))

    def in_order_with_links(self) -> Self:
        """Each with where it is and how one gets in, in the order that they were added."""
        return self.select_related("venue", "link").order_by("pk")

    def of_held(self, held: "Mapping[int, Occasion]") -> list["Offer"]:
        """Those of dates that are held still, each with its date, room and link."""
        rows = list(self.at_dates(held).select_related("venue", "link"))
        for row in rows:
            row.occasion = held[row.occasion_id]
        return rows

    def other_than(self, offer: "Offer") -> Self:
        """Those that somebody in this way could switch to."""
        return self.exclude(pk=offer.pk)

    def in_way(self, way: str, venue: Venue | None = None) -> Self:
        """Those of one way, first come first; of a watch party the one in that very venue."""
        found = self.filter(way=way).order_by("pk")
        return found.filter(venue=venue) if venue else found

    def queued_for(self) -> Self:
        """Those that somebody waits for."""
        return self.with_counts().filter(queue_count__gt=0).order_by("pk")


@functools.cache
def counted_offers() -> OfferQuerySet:
    """All ways with their counts: a question put together once, since others wait while it is."""
    return Offer.objects.with_counts()


class Seats:
    """How many seats are left where so many are taken and so many wait, for row and card alike."""

    if TYPE_CHECKING:
        capacity: int | None

        @property
        def taken(self) -> int: ...
        @property
        def queue_length(self) -> int: ...

    @property
    def free(self) -> int | None:
        """How many seats are left; None where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether one more person would have to wait; also while others wait for larger seats."""
        return self.free is not None and (self.free == 0 or self.queue_length > 0)


class Offer(Seats, OfferTerms):
    """One way of taking part in one occasion, with its own seats, queue, words and link."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="offers")
    opens = models.DateTimeField(_("anmälan öppnar"), null=True, blank=True)
    closes = models.DateTimeField(_("anmälan stänger"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta(OfferTerms.Meta):
        verbose_name = "sätt att delta"
        verbose_name_plural = "sätt att delta"
        ordering = ("pk",)
        constraints = [
            *OfferTerms.Meta.constraints,
            models.UniqueConstraint(
                fields=["occasion", "way"], condition=~Q(way="watch_party"), name="offer_way_once"
            ),
            models.UniqueConstraint(
                fields=["occasion", "venue"],
                condition=Q(way="watch_party"),
                name="offer_party_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_way_display()

    @classmethod
    def counted(cls, occasion: Occasion, pk: int) -> "Offer":
        """One way of a date that is held still, with its seats and its queue as they are now."""
        row = counted_offers().get(pk=pk, occasion=occasion)
        row.occasion = occasion
        return row

    @property
    def taken(self) -> int:
        """How many seats are taken, a group counted by its heads."""
        counted: int | None = self.__dict__.get("taken_count")
        return self.signups.heads() if counted is None else counted

    @property
    def queue_length(self) -> int:
        """How many sign-ups wait."""
        counted: int | None = self.__dict__.get("queue_count")
        return self.signups.queue().count() if counted is None else counted

    @property
    def opens_days(self) -> int | None:
        """How many days before its date sign-up opens, as a plan says it; None where it always was."""
        if self.opens is None:
            return None
        starts, opens = timezone.localdate(self.occasion.starts), timezone.localdate(self.opens)
        return max(0, (starts - opens).days)

    @property
    def closes_minutes(self) -> int:
        """How many minutes before its date sign-up closes, as a plan says it; 0 where it never does.

        One that was closed while the date ran is said to have closed just before it.
        """
        if self.closes is None:
            return 0
        return max(1, -((self.closes - self.occasion.starts) // MINUTE))

    def closed_because(self, now: datetime.datetime | None = None) -> str:
        """Why one cannot sign up at this moment, in words; nothing while one can."""
        now = now or timezone.now()
        if self.occasion.is_cancelled:
            return Cancelled().words
        if self.occasion.ends <= now:
            return _now("Det här tillfället har redan varit.")
        if self.booking == Booking.NONE:
            return _now("Du behöver inte anmäla dig.")
        if self.opens and now < self.opens:
            return _now("Anmälan öppnar %(when)s.") % {"when": from_when(self.opens)}
        if self.closes and self.closes <= now:
            return _now("Anmälan har stängt. Ring oss, så ser vi vad som går.")
        return ""

    def fits(self, headcount: int) -> bool:
        """Whether so many may sit down now without passing anybody who waits."""
        return self.free is None or (not self.queue_length and headcount <= self.free)

    def has_room_for(self, signup: "Signup") -> bool:
        """Whether somebody who asked at her time could sit down now."""
        if self.free is None:
            return True
        return signup.headcount <= self.free and not self.signups.queue().before(signup).exists()

    def admit(
        self,
        person: Person,
        *,
        by: Actor,
        press: uuid.UUID | None = None,
        over: bool = False,
        **facts: Any,
    ) -> tuple["Signup", bool]:
        """The person's sign-up, and whether it is new. The occasion must be held still.

        With `over` staff let somebody in past the seats, the queue and the closing time.
        """
        known = list(self.signups.model.objects.touching(self.occasion, person, press))
        alive = [
            row for row in known if row.occasion_id == self.occasion_id and not row.is_withdrawn
        ]
        already = self.answered(alive, person, press)
        if already is not None:
            if over and already.is_waiting:
                already.sit_down("let-in", by=by)
                self.occasion.seat_waiting()
            return already, False
        for row in alive:
            if row.person_id == person.pk and row.is_expected:
                raise AlreadySignedUp(row)
        self.refuse_if_closed(over)
        # Someone else's press (the page was opened again from history) is no reason to fail.
        press = None if any(row.press == press for row in known) else press
        return self.enlist(person, by=by, press=press, over=over, **facts), True

    def answered(
        self, alive: "list[Signup]", person: Person, press: uuid.UUID | None
    ) -> "Signup | None":
        """The sign-up that this one would only repeat: the same person, or the same press again."""
        for row in alive:
            if row.person_id == person.pk and row.offer_id == self.pk:
                return row
        for row in alive:
            if press and row.press == press and row.person.folded_name == folded(person.name):
                return row
        return None

    def refuse_if_closed(self, over: bool) -> None:
        """Say no when one cannot sign up; staff's `over` passes all but a cancelled occasion."""
        if self.occasion.is_cancelled:
            raise Cancelled
        if not over and (words := self.closed_because()):
            raise Closed(words)

    def enlist(
        self,
        person: Person,
        *,
        by: Actor,
        press: uuid.UUID | None = None,
        over: bool = False,
        headcount: int = 1,
        **facts: Any,
    ) -> "Signup":
        """A new row: with a seat when one is free for all of them, else last in the queue."""
        seated = over or self.fits(headcount)
        if not seated:
            self.refuse_if_no_queue(headcount)
        signup = self.signups.create(
            occasion=self.occasion,
            person=person,
            state="expected" if seated else "waiting",
            headcount=headcount,
            press=press,
            **facts,
        )
        signup.note("signed-up" if seated else "queued", by=by)
        return signup

    def refuse_if_no_queue(self, headcount: int) -> None:
        """Say no to waiting where there is no queue, or where no number of seats would do."""
        if not self.has_queue:
            raise Full(_now("Det är fullt."))
        self.refuse_if_too_many(headcount)

    def refuse_if_too_many(self, headcount: int) -> None:
        """Say no to waiting for more seats than there will ever be."""
        if self.capacity is not None and headcount > self.capacity:
            words = _now("Så många platser finns inte. Det finns %(seats)s platser i allt.")
            raise Full(words % {"seats": self.capacity})

    def seat_those_who_fit(self) -> int:
        """Give the free seats to those who wait, and say how many sign-ups got one.

        The order is strict: the next one is never overtaken. A group that does not fit waits for
        more seats, and the smaller one behind it waits too, since it would otherwise be passed
        by everybody who is alone.
        """
        free = self.free
        seated = 0
        for signup in self.signups.queue().select_related("person"):
            if free is not None and signup.headcount > free:
                break
            free = None if free is None else free - signup.headcount
            signup.occasion = self.occasion
            signup.be_promoted(by=SYSTEM)
            seated += 1
        return seated

    def refuse_growth(self, signup: "Signup", headcount: int) -> None:
        """Say no to more heads than there are seats for, or than may sit down before a queue."""
        if signup.is_waiting:
            self.refuse_if_too_many(headcount)
        elif not self.fits(headcount - signup.headcount):
            words = _now(
                "Det är fullt: %(taken)s av %(seats)s platser är tagna och %(queue)s väntar i kö."
            )
            facts = {"taken": self.taken, "seats": self.capacity, "queue": self.queue_length}
            raise Full(words % facts)

    def close(self) -> None:
        """Let nobody more sign up from now on; what has closed already keeps its time."""
        now = timezone.now()
        if self.closes is None or self.closes > now:
            self.closes = now
            self.save(update_fields=["closes"])

    @transaction.atomic
    def set_capacity(self, seats: int | None, *, by: Actor) -> None:
        """Change the number of seats; new ones go to those who wait, nobody loses a seat."""
        occasion = self.occasion.hold_still()
        self.capacity = seats
        self.save(update_fields=["capacity"])
        record("set-capacity", self, by=by, municipality=occasion.municipality_id)
        occasion.seat_waiting()

    @transaction.atomic
    def end_queue(self, *, by: Actor) -> int:
        """Say in time to all who wait that there will be no seat; how many were told."""
        occasion = self.occasion.hold_still()
        self.has_queue = False
        self.save(update_fields=["has_queue"])
        record("ended-queue", self, by=by, municipality=occasion.municipality_id)
        waiting = list(self.signups.queue().select_related("person"))
        for signup in waiting:
            signup.occasion = occasion
            signup.leave("out-of-queue", by=by)
            wording.tell_queue_over(signup)
        return len(waiting)

    def count_heads(
        self,
        seniors: int,
        first_timers: int = 0,
        *,
        by: Actor,
        at: datetime.datetime | None = None,
    ) -> "Tally":
        """Keep a head count by eye of those who took part in this way; the last one holds."""
        tally, _is_new = self.occasion.tallies.update_or_create(
            way=self.way,
            venue=self.venue,
            defaults={
                "seniors": seniors,
                "first_timers": first_timers,
                "at": at or timezone.now(),
                "by": str(by),
            },
        )
        record("counted", tally, by=by, municipality=self.occasion.municipality_id)
        return tally

    @transaction.atomic
    def count_one(self, step: int = 1, *, by: Actor) -> None:
        """Count one who came without saying who, whatever the seats; or one less, by mistake."""
        self.occasion.hold_still()
        counted, _is_new = self.occasion.tallies.get_or_create(
            way=self.way, venue=self.venue, defaults={"seniors": 0, "by": str(by)}
        )
        counted.seniors = max(counted.seniors + step, 0)
        counted.first_timers = min(counted.first_timers, counted.seniors)
        counted.at, counted.by = timezone.now(), str(by)
        counted.save()
        record("counted", counted, by=by, municipality=self.occasion.municipality_id)
