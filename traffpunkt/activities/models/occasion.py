# SPDX-License-Identifier: EUPL-1.2
import datetime
import uuid
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities import wording
from traffpunkt.activities.models.activity import Activity
from traffpunkt.activities.models.occasion_questions import OccasionQuerySet
from traffpunkt.activities.models.offer_plan import OfferPlan
from traffpunkt.activities.models.rescheduling import as_it_stands, fit_offers
from traffpunkt.activities.models.series import Series
from traffpunkt.activities.models.terms import keep_link
from traffpunkt.activities.recurrence import moment
from traffpunkt.activities.refusals import Cancelled, Past, Refusal
from traffpunkt.activities.search.index import refresh
from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models import Account, Person, PersonalPage
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.places.validators import refuse_civic_number

if TYPE_CHECKING:
    from traffpunkt.activities.models.offer import Offer
    from traffpunkt.activities.models.signup import Signup


class Said(TypedDict, total=False):
    """What is said of a sign-up beside who and how: for how many, whence, by whom it was written."""

    headcount: int
    source: str
    entered_by: Account | None
    by_relative: str
    page: PersonalPage | None


class Asked(Said, total=False):
    """The same, with the press that asked, and whether staff let somebody in over the seats."""

    press: uuid.UUID | None
    over: bool


class Timed:
    """What follows from when a date is and its state, for its row and for its card alike."""

    if TYPE_CHECKING:
        starts: datetime.datetime
        ends: datetime.datetime
        doors_minutes: int
        state: str

    @property
    def doors_open(self) -> datetime.datetime:
        """When the room, on site and online, opens: some minutes before the start."""
        return self.starts - datetime.timedelta(minutes=self.doors_minutes)

    @property
    def is_cancelled(self) -> bool:
        """Whether the occasion will not take place."""
        return self.state == "cancelled"

    @property
    def is_under_way(self) -> bool:
        """Whether one can come in now: doors open, not ended, not cancelled."""
        return self.doors_open <= timezone.now() < self.ends and not self.is_cancelled

    @property
    def is_over(self) -> bool:
        """Whether the occasion has ended."""
        return self.ends <= timezone.now()

    @property
    def is_ahead(self) -> bool:
        """Whether the occasion will take place and has not begun."""
        return not self.is_cancelled and timezone.now() < self.starts


class Occasion(Timed, models.Model):
    """A tillfälle: one date of an activity. A real row with its own state, time and place."""

    class State(models.TextChoices):
        """What somebody has decided; what the clock says is asked, not kept (ADR 17)."""

        PLANNED = "planned", _("planerat")
        CANCELLED = "cancelled", _("inställt")
        MOVED = "moved", _("flyttat")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="occasions")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occasions")
    series = models.ForeignKey(
        Series, models.SET_NULL, related_name="occasions", null=True, blank=True
    )
    slot = models.DateField(
        _("dag i serien"), null=True, blank=True,
        help_text=_("Dagen som regeln gav; den följer med när tillfället flyttas."),
    )  # fmt: skip
    starts = models.DateTimeField(_("börjar"))
    ends = models.DateTimeField(_("slutar"))
    doors_minutes = models.PositiveSmallIntegerField(_("dörren öppnar, minuter före"), default=15)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        related_name="occasions",
        null=True,
        blank=True,
        verbose_name=_("plats"),
    )
    state = models.CharField(_("läge"), max_length=9, choices=State, default=State.PLANNED)
    note = models.CharField(
        _("att tänka på just denna dag"),
        max_length=300,
        blank=True,
        validators=[refuse_civic_number],
    )
    hand_changed = models.BooleanField(_("ändrat för hand"), default=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed = models.DateTimeField(default=timezone.now, editable=False)

    objects = OccasionQuerySet.as_manager()

    # The offers, counted: only where `cards.with_ways` has brought them.
    ways: list["Offer"]

    WHEN_AND_WHERE = ("starts", "ends", "venue")

    class Meta:
        verbose_name = "tillfälle"
        verbose_name_plural = "tillfällen"
        ordering = ("starts", "pk")
        constraints = [
            models.UniqueConstraint(fields=["series", "slot"], name="occasion_slot_once"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="occasion_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "starts"], name="occasion_programme"),
            models.Index(fields=["activity", "starts"], name="occasion_of_activity"),
            models.Index(fields=["venue", "starts"], name="occasion_at_venue"),
        ]

    def hold_still(self) -> "Occasion":
        """This row read anew and locked: whoever decides about its seats does so alone.

        It is the one lock of all verbs about seats, taken first, so that none waits in a ring.
        """
        row = Occasion.objects.select_for_update(no_key=True).get(pk=self.pk)
        # A date never changes its municipality, so that it need not be asked for behind the lock.
        row.municipality = self.municipality
        return row

    @transaction.atomic
    def sign_up(
        self, person: Person, offer: "Offer", *, by: Actor, **asked: Unpack[Asked]
    ) -> "Signup":
        """Put a person on the list: with a seat while there are some, then last in the queue.

        The same press, or the same person in the same way, is the sign-up that there is already.
        With `over` staff let somebody in whatever the seats, the queue and the closing time say.
        """
        return self.hold_still().take_in(person, offer, by=by, **asked)

    def take_in(
        self,
        person: Person,
        offer: "Offer",
        *,
        by: Actor,
        press: uuid.UUID | None = None,
        over: bool = False,
        just_met: bool = False,
        **facts: Unpack[Said],
    ) -> "Signup":
        """Sign up as `sign_up` does, on a row that is held still already.

        Somebody who was `just_met` has no sign-up that could be looked for.
        """
        offer = offer.counted(self, offer.pk)
        if just_met:
            offer.refuse_if_closed(over)
            signup, is_new = offer.enlist(person, by=by, press=press, over=over, **facts), True
        else:
            signup, is_new = offer.admit(person, by=by, press=press, over=over, **facts)
        if is_new:
            wording.tell_confirmation(signup)
        return signup

    def seat_waiting(self) -> None:
        """Give free seats to those who wait; who leaves another way for one frees a seat in turn."""
        while self.is_ahead and any(
            offer.seat_those_who_fit() for offer in self.offers.queued_for()
        ):
            continue

    @property
    def people_count(self) -> int:
        """How many people are signed up or wait, and so would be told of a change."""
        return self.signups.standing_now().values("person").distinct().count()

    def reread(self) -> None:
        """Lock the row and read it anew in place, for a verb that changes the date itself."""
        self.refresh_from_db(from_queryset=Occasion.objects.select_for_update(no_key=True))

    def refuse_if_past(self) -> None:
        """Say no to changing what has already been."""
        if self.is_over:
            raise Past

    def mark_changed(self) -> None:
        """Count the change, so that calendars take it as newer than what they have."""
        self.sequence += 1
        self.changed = timezone.now()

    @transaction.atomic
    def change(
        self,
        changes: dict[str, Any],
        *,
        offers: list[dict[str, Any]] | None = None,
        by: Actor,
    ) -> list["Offer"]:
        """Change this date only; its series leaves it alone from now on. The same leaves no trace.

        Returns the ways of taking part that stay because somebody has signed up in them.
        """
        self.reread()
        self.refuse_if_past()
        before = as_it_stands(self)
        for name in ("note", "doors_minutes"):
            setattr(self, name, changes.get(name, getattr(self, name)))
        when_and_where = [changes.get(name, getattr(self, name)) for name in self.WHEN_AND_WHERE]
        self.relocate(*when_and_where, by=by)
        plans = [OfferPlan(**keep_link(facts)) for facts in offers or ()]
        staying = [] if offers is None else fit_offers([self], plans, by=by)
        if as_it_stands(self) != before:
            self.hand_changed = True
            self.mark_changed()
            self.save()
            record("changed", self, by=by)
        refresh(self.activity)
        return staying

    @transaction.atomic
    def move(
        self,
        starts: datetime.datetime,
        ends: datetime.datetime,
        venue: Venue | None,
        *,
        by: Actor,
    ) -> "Move | None":
        """Move this date to another time or place; each who is concerned is told once."""
        self.reread()
        self.refuse_if_past()
        move = self.relocate(starts, ends, venue, by=by)
        refresh(self.activity)
        return move

    def relocate(
        self,
        starts: datetime.datetime,
        ends: datetime.datetime,
        venue: Venue | None,
        *,
        by: Actor,
    ) -> "Move | None":
        """Be at another time or place, if it is another; the row must be held still."""
        if (starts, ends, venue) == (self.starts, self.ends, self.venue):
            return None
        if self.is_cancelled:
            raise Cancelled
        if starts <= timezone.now():
            raise Refusal(_now("Den nya tiden har redan varit. Välj en tid som kommer."))
        self.hand_changed = True
        return self.carry(starts, ends, venue, tell=True, by=by)

    def carry(
        self,
        starts: datetime.datetime,
        ends: datetime.datetime,
        venue: Venue | None,
        *,
        tell: bool,
        by: Actor,
    ) -> "Move | None":
        """Set a new time and place, and sign-up's times with them; the row must be held still."""
        move = Move(occasion=self, started=self.starts, venue=self.venue, by=str(by))
        self.shift_signup(starts)
        self.starts, self.ends, self.venue = starts, ends, venue
        self.mark_changed()
        if tell:
            self.state = self.State.MOVED
        self.save()
        if not tell:
            return None
        move.save()
        record("moved", self, by=by)
        wording.tell_moved(self, move)
        return move

    def shift_signup(self, starts: datetime.datetime) -> None:
        """Let sign-up close as long before the new start as it did, and open as many days before
        at the same hour of the clock, where that is still to come."""
        now = timezone.now()
        distance = starts - self.starts
        self.offers.filter(closes__gt=now).update(closes=F("closes") + distance)
        days = timezone.localdate(starts) - timezone.localdate(self.starts)
        for offer in self.offers.filter(opens__gt=now):
            opened = timezone.localtime(offer.opens)
            offer.opens = moment(opened.date() + days, opened.time())
            offer.save(update_fields=["opens"])

    @transaction.atomic
    def cancel(self, reason: str, *, by: Actor) -> "Cancellation":
        """Cancel the date and tell everybody concerned why; again changes nothing."""
        cancellation = self.call_off(reason, by=by)
        refresh(self.activity)
        return cancellation

    def call_off(self, reason: str, *, by: Actor) -> "Cancellation":
        """Cancel the date without letting search know yet, for who cancels many."""
        self.reread()
        already = self.cancellations.filter(lifted__isnull=True).first()
        if already:
            return already
        self.refuse_if_past()
        cancellation = self.cancellations.create(reason=reason, by=str(by))
        self.state = self.State.CANCELLED
        self.mark_changed()
        self.save(update_fields=["state", "sequence", "changed"])
        record("cancelled", self, by=by)
        wording.tell_cancelled(self)
        return cancellation

    @transaction.atomic
    def reinstate(self, *, by: Actor) -> None:
        """Let a cancelled date take place after all, and tell everybody concerned."""
        self.reread()
        if not self.is_cancelled:
            return
        self.refuse_if_past()
        self.cancellations.filter(lifted__isnull=True).update(lifted=timezone.now())
        self.state = self.State.MOVED if self.moves.exists() else self.State.PLANNED
        self.mark_changed()
        self.save(update_fields=["state", "sequence", "changed"])
        record("reinstated", self, by=by)
        wording.tell_reinstated(self)
        self.signups.hold_anew(self)
        self.seat_waiting()
        refresh(self.activity)


class Cancellation(models.Model):
    """That an occasion was cancelled: why, when, by whom; and when it was lifted again."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="cancellations")
    reason = models.CharField(
        _("varför"), max_length=200, blank=True, validators=[refuse_civic_number]
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)
    lifted = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "inställande"
        verbose_name_plural = "inställanden"
        ordering = ("-at",)
        constraints = [
            models.UniqueConstraint(
                fields=["occasion"], condition=Q(lifted__isnull=True), name="cancelled_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Move(models.Model):
    """That an occasion was moved: from which time and place, when, by whom."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="moves")
    started = models.DateTimeField(_("började förut"))
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=40, editable=False)

    class Meta:
        verbose_name = "flytt"
        verbose_name_plural = "flyttar"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.occasion_id} {self.started:%Y-%m-%d %H.%M}"
