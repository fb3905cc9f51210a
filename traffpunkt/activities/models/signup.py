# SPDX-License-Identifier: EUPL-1.2
import datetime
import secrets
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities import wording
from traffpunkt.activities.models.occasion import Occasion
from traffpunkt.activities.models.offer import Offer
from traffpunkt.activities.models.signup_questions import UNDO_TIME, SignupQuerySet, end_of_hold
from traffpunkt.activities.refusals import Cancelled, Closed, Full
from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.people.models import Person, PersonalPage
from traffpunkt.people.models.person import new_secret

# No 0 O 1 I L: read aloud on the telephone and written from a poster.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """The number of a sign-up: six signs that are hard to mistake for each other."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(6))


class Signup(models.Model):
    """A promise: this person means to take part in this occasion in this way."""

    class State(models.TextChoices):
        EXPECTED = "expected", _("anmäld")
        WAITING = "waiting", _("i kö")
        WITHDRAWN = "withdrawn", _("avbokad")

    class Source(models.TextChoices):
        WEB = "web", _("webben")
        STAFF = "staff", _("personal")
        PHONE = "phone", _("telefon")
        KIOSK = "kiosk", _("skärmen på plats")
        STANDING = "standing", _("fast plats")
        WALK_IN = "walk_in", _("kom utan anmälan")
        IMPORT = "import", _("import")

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="signups")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="signups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signups")
    page = models.ForeignKey(
        PersonalPage, models.SET_NULL, related_name="signups", null=True, blank=True,
        help_text=_("Sidan som den syns på: bara den som den gjordes från, eller som den öppnade."),
    )  # fmt: skip
    state = models.CharField(max_length=9, choices=State, default=State.EXPECTED)
    headcount = models.PositiveSmallIntegerField(_("antal personer"), default=1)
    source = models.CharField(_("kom in via"), max_length=8, choices=Source, default=Source.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )
    by_relative = models.CharField(_("anmäld av"), max_length=80, blank=True)
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    press = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    made = models.DateTimeField(default=timezone.now, editable=False)
    queued = models.DateTimeField(default=timezone.now, editable=False)
    held_until = models.DateTimeField(
        null=True, blank=True, help_text=_("Platsen hålls hit medan någon ringer.")
    )
    ended = models.DateTimeField(null=True, blank=True)
    instead_of = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True,
        help_text=_("Anmälan som den här trädde i stället för."),
    )  # fmt: skip

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = "anmälan"
        verbose_name_plural = "anmälningar"
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "person"], condition=Q(state="expected"),
                name="one_expected_signup",
            ),
            models.UniqueConstraint(
                fields=["offer", "person"], condition=Q(state="waiting"), name="one_place_in_queue"
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=1, headcount__lte=30), name="headcount_sensible"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["offer", "state", "queued"], name="signup_of_offer")]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"

    @property
    def is_expected(self) -> bool:
        """Whether the person has a seat."""
        return self.state == self.State.EXPECTED

    @property
    def is_waiting(self) -> bool:
        """Whether the person waits in the queue."""
        return self.state == self.State.WAITING

    @property
    def is_withdrawn(self) -> bool:
        """Whether the promise was taken back."""
        return self.state == self.State.WITHDRAWN

    @property
    def may_be_taken_back(self) -> bool:
        """Whether a withdrawal is so fresh that one press undoes it."""
        return self.ended is not None and timezone.now() - self.ended < UNDO_TIME

    @property
    def place_in_queue(self) -> int:
        """Which one in the queue, 1 being the next; 0 for who does not wait."""
        if not self.is_waiting:
            return 0
        return self.offer.signups.queue().before(self).count() + 1

    def note(self, verb: str, *, by: Actor) -> None:
        """Write a verb's journal line."""
        record(verb, self, by=by, municipality=self.occasion.municipality_id)

    def hold_still(self) -> None:
        """Lock the occasion, then read this row anew: what is decided next is decided alone."""
        occasion = self.occasion.hold_still()
        self.refresh_from_db()
        self.occasion = occasion

    @transaction.atomic
    def withdraw(self, *, by: Actor) -> "Signup":
        """Take the promise back; the seat goes to the next in the queue. Again changes nothing."""
        self.hold_still()
        if not self.is_withdrawn:
            self.refuse_if_over()
            self.leave("withdrew", by=by)
            self.occasion.seat_waiting()
        return self

    @transaction.atomic
    def not_today(self, *, by: Actor) -> "Signup":
        """Stay away this once; the standing place is kept for the other dates."""
        self.hold_still()
        if not self.is_withdrawn:
            self.refuse_if_over()
            self.leave("not-today", by=by)
            self.occasion.seat_waiting()
        return self

    @transaction.atomic
    def take_back(self, *, by: Actor) -> "Signup":
        """Undo a withdrawal within half an hour: her seat if it is free, else her place in line.

        She is put where her first asking puts her, so that a wrong press costs nothing but what
        others have been promised since.
        """
        self.hold_still()
        if not self.is_withdrawn:
            return self
        if not self.may_be_taken_back:
            raise Closed(_now("Det är för sent att ångra avbokningen. Anmäl dig igen."))
        self.refuse_if_over()
        if self.is_replaced():
            raise Closed(_now("Du är redan anmäld på nytt."))
        offer = Offer.counted(self.occasion, self.offer_id)
        if not offer.has_queue and not offer.has_room_for(self):
            raise Full(_now("Platsen har hunnit gå till någon annan."))
        self.return_to_line("took-back", by=by)
        return self

    @transaction.atomic
    def switch(self, offer: Offer, *, by: Actor) -> "Signup":
        """Take part in another way of the same occasion; the new sign-up. Again changes nothing.

        With a seat there, what she has elsewhere is left in the same transaction, and the number
        goes along, so that what she has on paper holds. Where only the queue is left, she keeps
        it until her turn comes.
        """
        self.hold_still()
        target = Offer.counted(self.occasion, offer.pk)
        already = target.signups.standing_now().of(self.person).first()
        if already is not None:
            if self.is_waiting and already.is_expected and already != self:
                self.leave("switched", by=by)
                # Who stood behind her there may fit now.
                self.occasion.seat_waiting()
            return already
        if self.is_withdrawn:
            raise Closed(_now("Anmälan är avbokad. Anmäl dig igen."))
        target.refuse_if_closed(over=False)
        carried = self.leave_for_another(by=by) if target.fits(self.headcount) else {}
        new = target.enlist(
            self.person, by=by, headcount=self.headcount, source=self.source,
            entered_by=self.entered_by, by_relative=self.by_relative, page_id=self.page_id,
            **carried,
        )  # fmt: skip
        self.occasion.seat_waiting()
        wording.tell_confirmation(new)
        return new

    @transaction.atomic
    def give_seat(self, *, by: Actor) -> "Signup":
        """Staff give a waiting person a seat, whatever the order and the number of seats."""
        self.hold_still()
        if self.is_waiting:
            self.sit_down("gave-seat", by=by)
            wording.tell_promotion(self)
            self.occasion.seat_waiting()
        return self

    @transaction.atomic
    def change_headcount(self, heads: int, *, by: Actor, over: bool = False) -> "Signup":
        """Be more or fewer than was said; what fewer leave free goes to the queue.

        More is possible while seats are left that nobody waits for; with `over` staff let those
        in who have no seat. Who waits keeps her place in the queue.
        """
        self.hold_still()
        if self.is_withdrawn:
            raise Closed(_now("Anmälan är avbokad."))
        self.refuse_if_over()
        if self.occasion.is_cancelled:
            raise Cancelled
        if heads > self.headcount and not (over and self.is_expected):
            Offer.counted(self.occasion, self.offer_id).refuse_growth(self, heads)
        if heads != self.headcount:
            self.headcount = heads
            self.save(update_fields=["headcount"])
            self.note("changed-headcount", by=by)
            wording.tell_headcount(self)
            self.occasion.seat_waiting()
            self.refresh_from_db(fields=["state", "held_until"])
        return self

    @transaction.atomic
    def confirm_seat(self, *, by: Actor) -> "Signup":
        """She has said that she will come: the seat is no longer held, it is hers."""
        self.hold_still()
        if self.held_until is not None:
            self.held_until = None
            self.save(update_fields=["held_until"])
            self.note("confirmed-seat", by=by)
            self.drop_calls()
        return self

    @transaction.atomic
    def hold_seat(self, *, by: Actor) -> None:
        """Hold the seat anew while somebody rings: what she was said to have answered was wrong."""
        self.hold_still()
        if self.is_expected and self.held_until is None and not self.occasion.is_over:
            self.held_until = end_of_hold(self.occasion)
            self.save(update_fields=["held_until"])
            self.note("held-seat", by=by)

    @transaction.atomic
    def release_hold(self, *, by: Actor = SYSTEM) -> None:
        """Nobody reached her in time: the seat goes to the next, and she is last in the queue.

        What she had before the promotion, such as a seat from home, is given back to her. Where
        nobody else waits the seat comes back to her at once, with a new call to make. While the
        date is cancelled nobody rings about it, and nothing is given on.
        """
        self.hold_still()
        if not self.is_expected or self.held_until is None or self.held_until > timezone.now():
            return
        if self.occasion.is_cancelled:
            return
        self.state = self.State.WAITING
        self.queued = timezone.now()
        self.held_until = None
        self.save(update_fields=["state", "queued", "held_until"])
        self.note("hold-lapsed", by=by)
        self.drop_calls()
        before = self.instead_of
        if before is not None and before.is_withdrawn and not before.is_replaced():
            before.occasion = self.occasion
            before.return_to_line("came-back", by=by)
        self.occasion.seat_waiting()

    @transaction.atomic
    def tick(
        self, outcome: str, *, by: Actor, way: str = "", at: datetime.datetime | None = None
    ) -> None:
        """Say what happened: came, was excused, did not come; nothing takes a wrong tick away.

        The way is the one that was promised, unless she came in another.
        """
        ticks = self.occasion.attendances.filter(person=self.person)
        if not outcome:
            ticks.delete()
            self.note("unticked", by=by)
            return
        earlier = self.person.attendances.filter(outcome="present").exclude(occasion=self.occasion)
        first = outcome == "present" and not earlier.exists()
        self.occasion.attendances.update_or_create(
            person=self.person,
            defaults={
                "way": way or self.offer.way, "outcome": outcome, "first_time": first,
                "at": at or timezone.now(), "by": str(by),
            },
        )  # fmt: skip
        self.note(f"ticked-{outcome}", by=by)

    # The steps that the verbs are made of. The occasion is held still by whoever calls them.

    def refuse_if_over(self) -> None:
        """Say no once the occasion has been: what happened then is attendance, not a promise."""
        if self.occasion.is_over:
            raise Closed(_now("Det här tillfället har redan varit."))

    def leave(self, verb: str, *, by: Actor) -> None:
        """Give up the seat or the place in the queue."""
        self.state = self.State.WITHDRAWN
        self.ended = timezone.now()
        self.held_until = None
        self.save(update_fields=["state", "ended", "held_until"])
        self.note(verb, by=by)
        self.drop_calls()

    def leave_seat_elsewhere(self, *, by: Actor) -> "Signup | None":
        """Leave the seat in another way that she kept while she waited for this one."""
        other = self.occasion.signups.expected().of(self.person).exclude(pk=self.pk).first()
        if other is not None:
            other.occasion = self.occasion
            other.leave("switched", by=by)
        return other

    def leave_for_another(self, *, by: Actor) -> dict[str, Any]:
        """Leave what she has here, seat or place in the queue, for a seat in another way.

        Returns what the new row carries on: that it stands for this one, and its number. This one
        gets another, which nobody is told: its own address still leads on.
        """
        self.leave("switched", by=by)
        self.leave_seat_elsewhere(by=by)
        carried = {"instead_of": self, "code": self.code}
        self.code = new_code()
        self.save(update_fields=["code"])
        return carried

    def sit_down(self, verb: str, *, by: Actor) -> None:
        """Take a seat, leaving the one she has in another way of the same occasion."""
        self.instead_of = self.leave_seat_elsewhere(by=by)
        self.state = self.State.EXPECTED
        self.save(update_fields=["state", "instead_of"])
        self.note(verb, by=by)

    def be_promoted(self, *, by: Actor) -> None:
        """Take a freed seat and be told; the seat is held while somebody has to ring about it."""
        self.sit_down("promoted", by=by)
        message = wording.tell_promotion(self)
        if message.is_call:
            self.held_until = end_of_hold(self.occasion)
            self.save(update_fields=["held_until"])

    def return_to_line(self, verb: str, *, by: Actor) -> None:
        """Be where the time of the first asking says: seated if there is room, else in the queue."""
        offer = Offer.counted(self.occasion, self.offer_id)
        seated = offer.has_room_for(self)
        self.state = self.State.EXPECTED if seated else self.State.WAITING
        self.ended = None
        self.save(update_fields=["state", "ended"])
        self.note(verb, by=by)

    def is_replaced(self) -> bool:
        """Whether she has another sign-up that stands in the way of this one coming back."""
        in_the_way = Q(state=self.State.EXPECTED) | Q(offer=self.offer_id)
        alive = self.occasion.signups.standing_now().of(self.person)
        return alive.filter(in_the_way).exclude(pk=self.pk).exists()

    def drop_calls(self) -> None:
        """Take what is not yet told about this sign-up off the lists: it is known, or untrue now."""
        self.person.messages.about(self).drop()
