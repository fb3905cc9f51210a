# SPDX-License-Identifier: EUPL-1.2
"""The numbers that visitors take where one is helped at a time. A number is nobody's name."""

import datetime
import uuid
from typing import Self

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Occasion
from traffpunkt.activities.refusals import Cancelled, Refusal
from traffpunkt.journal.models import Actor, record

# Who comes early finds the kiosk ready.
EARLY = datetime.timedelta(minutes=30)
UNDOABLE = datetime.timedelta(minutes=30)
# A hand that shakes presses twice within seconds; a kiosk that has lost its network may show the
# next visitor the same page again.
SAME_PRESS = datetime.timedelta(seconds=20)


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Questions about many numbers, and the verbs that belong to a whole queue."""

    def of(self, occasion: Occasion) -> Self:
        """Those of one date, in the order in which they were taken."""
        return self.filter(occasion=occasion).order_by("number")

    def of_all(self, occasions: list[Occasion]) -> Self:
        """Those of several dates, each date's in the order in which they were taken."""
        return self.filter(occasion__in=occasions).order_by("number")

    def at_dates(self, occasions: models.QuerySet[Occasion]) -> Self:
        """Those of some dates, each with its date."""
        return self.filter(occasion__in=occasions.values("pk")).select_related("occasion")

    def waiting(self) -> Self:
        """Those whose turn has not come."""
        return self.filter(state=Ticket.State.WAITING)

    @transaction.atomic
    def take(self, occasion: Occasion, *, by: Actor, press: uuid.UUID | None = None) -> "Ticket":
        """Give the next number of a date; the same press within some seconds is the same number."""
        date = occasion.hold_still()
        numbers = self.of(date)
        lately = timezone.now() - SAME_PRESS
        same = numbers.filter(taken_press=press, taken__gt=lately).first() if press else None
        if same:
            return same
        refuse_numbers(date)
        last = numbers.aggregate(last=Max("number"))["last"] or 0
        place = Ticket.Place.KIOSK if by.kind == "screen" else Ticket.Place.STAFF
        ticket = self.create(occasion=date, number=last + 1, place=place, taken_press=press)
        ticket.note("took-number", by=by)
        return ticket

    @transaction.atomic
    def call_next(
        self, occasion: Occasion, *, by: Actor, press: uuid.UUID | None = None
    ) -> "Ticket | None":
        """Call the one who has waited longest; nobody where nobody waits.

        The same press is the same call. Two hosts who press at once call two.
        """
        numbers = self.of(occasion.hold_still())
        same = numbers.filter(called_press=press).first() if press else None
        if same:
            return same
        ticket = numbers.waiting().select_related("occasion").first()
        if ticket:
            ticket.state, ticket.called_press = Ticket.State.CALLED, press
            ticket.called = ticket.last_call = timezone.now()
            ticket.save()
            ticket.note("called-number", by=by)
        return ticket


class Ticket(models.Model):
    """A number in the queue of one date: when it was taken, called and ended. It has no name."""

    class State(models.TextChoices):
        """Whose turn it is; a queue ends with its date, and what waited then stays as it was."""

        WAITING = "waiting", _("väntar")
        CALLED = "called", _("uppropad")
        DONE = "done", _("klar")
        GONE = "gone", _("kom inte")

    class Place(models.TextChoices):
        """Where it was given."""

        KIOSK = "kiosk", _("på skärmen")
        STAFF = "staff", _("av en värd")

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="tickets")
    number = models.PositiveSmallIntegerField(_("nummer"))
    state = models.CharField(_("läge"), max_length=7, choices=State, default=State.WAITING)
    place = models.CharField(_("var det togs"), max_length=5, choices=Place)
    taken = models.DateTimeField(_("taget"), default=timezone.now, editable=False)
    called = models.DateTimeField(_("uppropat"), null=True, blank=True, editable=False)
    last_call = models.DateTimeField(_("ropat senast"), null=True, blank=True, editable=False)
    ended = models.DateTimeField(_("avslutat"), null=True, blank=True, editable=False)
    taken_press = models.UUIDField(null=True, blank=True, editable=False)
    called_press = models.UUIDField(null=True, blank=True, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "könummer"
        verbose_name_plural = "könummer"
        ordering = ("occasion", "number")
        constraints = [
            models.UniqueConstraint(fields=["occasion", "number"], name="ticket_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ticket_number_from_one"),
            models.CheckConstraint(
                condition=Q(state="waiting", called=None, ended=None)
                | Q(state="called", called__isnull=False, ended=None)
                | Q(state__in=["done", "gone"], called__isnull=False, ended__isnull=False),
                name="ticket_times_fit_state",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def note(self, verb: str, *, by: Actor) -> None:
        """Write a verb's journal line."""
        record(verb, self, by=by, municipality=self.occasion.municipality_id)

    def hold_still(self) -> None:
        """Lock the date, then read this row anew: what is decided next is decided alone."""
        occasion = self.occasion.hold_still()
        self.refresh_from_db()
        self.occasion = occasion

    @transaction.atomic
    def call_again(self, *, by: Actor) -> None:
        """Say the number once more, so that it stands on the wall again."""
        self.hold_still()
        if self.state == self.State.CALLED:
            self.last_call = timezone.now()
            self.save(update_fields=["last_call"])
            self.note("called-number-again", by=by)

    @transaction.atomic
    def done(self, *, by: Actor) -> None:
        """Who had the number has been helped; again changes nothing."""
        self.end(self.State.DONE, "finished-number", by=by)

    @transaction.atomic
    def gone(self, *, by: Actor) -> None:
        """Nobody came when the number was called; again changes nothing."""
        self.end(self.State.GONE, "missed-number", by=by)

    def end(self, state: str, verb: str, *, by: Actor) -> None:
        """Leave the desk, one way or the other; only who was called can."""
        self.hold_still()
        if self.state == self.State.CALLED:
            self.state, self.ended = state, timezone.now()
            self.save(update_fields=["state", "ended"])
            self.note(verb, by=by)

    @property
    def is_undoable(self) -> bool:
        """Whether the last step was taken within the last half hour."""
        since = self.ended or self.called
        return since is not None and timezone.now() - since <= UNDOABLE

    @transaction.atomic
    def undo(self, seen: str, *, by: Actor) -> None:
        """Take back the last step: who was called waits again in her place, and who did not come or
        was done is at the desk again. Where it is no longer as it was `seen`, nothing changes."""
        self.hold_still()
        if self.state != seen or self.state == self.State.WAITING:
            return
        if not self.is_undoable:
            raise Refusal(_now("Det är mer än en halvtimme sedan. Ge ett nytt nummer i stället."))
        if self.state == self.State.CALLED:
            self.state, self.called, self.last_call = self.State.WAITING, None, None
            self.called_press = None
        else:
            self.state, self.ended = self.State.CALLED, None
        self.save()
        self.note("undid-number", by=by)


def refuse_numbers(occasion: Occasion) -> None:
    """Say no where a date gives no numbers: not its kind, cancelled, too early or over."""
    if not occasion.activity.takes_numbers:
        raise Refusal(_now("Här tar man inget nummer. Fråga värden."))
    if occasion.is_cancelled:
        raise Cancelled
    if occasion.is_over:
        raise Refusal(_now("Det är slut för i dag. Inga fler nummer går att ta."))
    if timezone.now() < occasion.starts - EARLY:
        raise Refusal(_now("Det går att ta nummer från en halvtimme före start."))
