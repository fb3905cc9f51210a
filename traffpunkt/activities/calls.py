# SPDX-License-Identifier: EUPL-1.2
"""The call list: whom to ring, about what, and what the answer does."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity, Occasion, Signup, Standing
from traffpunkt.activities.models.signup_questions import UNDO_TIME
from traffpunkt.activities.refusals import Full
from traffpunkt.journal.models import Actor
from traffpunkt.outbox.models import Message, MessageQuerySet, subject_of
from traffpunkt.people.desk import Desk
from traffpunkt.people.rights import Right

Outcome = Message.Outcome
# What may be answered to a call about a seat, and to one that only brings news.
ABOUT_SEAT = [
    (Outcome.WILL_COME, _("Kommer")),
    (Outcome.DECLINES, _("Avstår från platsen")),
    (Outcome.NO_ANSWER, _("Inget svar")),
]
ABOUT_NEWS = [(Outcome.TOLD, _("Har fått veta")), (Outcome.NO_ANSWER, _("Inget svar"))]


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make, with the date and perhaps the seat that it is about."""

    message: Message
    occasion: Occasion | None = None
    signup: Signup | None = None

    @property
    def number(self) -> str:
        """The number to ring: the one that the message was for, else the first that is known."""
        if "@" in self.message.address:
            return str(getattr(self.message, "phone_known", "") or "")
        return self.message.address

    @property
    def may_be_sent_again(self) -> bool:
        """Whether it is a letter that did not arrive, with news that still matter."""
        is_over = self.occasion is not None and self.occasion.is_over
        return self.message.has_failed and not is_over

    @property
    def outcomes(self) -> list[tuple[Outcome, object]]:
        """How the call may end."""
        holds_seat = self.signup is not None and self.signup.is_expected
        asks = self.message.kind in {"promotion", "reminder"} and holds_seat
        return [*(ABOUT_SEAT if asks else ABOUT_NEWS)]


def to_ring(desk: Desk) -> MessageQuerySet:
    """Whom a desk has to ring, oldest first."""
    return of_desk(desk, desk.municipality.messages.to_call())


def just_rung(desk: Desk) -> MessageQuerySet:
    """The calls of the last half hour, which can be taken back; the latest first."""
    return of_desk(desk, desk.municipality.messages.rung_since(timezone.now() - UNDO_TIME))


def of_desk(desk: Desk, found: MessageQuerySet) -> MessageQuerySet:
    """The calls that are a desk's: all here for a coordinator, else about its own activities.

    Hidden names are for coordinators only.
    """
    if desk.may(Right.REGISTER):
        return found
    activities = Activity.objects.of_desk(desk)
    dates = Occasion.objects.about(activities)
    signups, standings = Signup.objects.at_dates(dates), Standing.objects.about(activities)
    mine = found.about_any(dates, signups, standings)
    return mine if desk.may(Right.HIDDEN) else mine.but_of_hidden()


def call_for(desk: Desk, message: Message) -> Call | None:
    """A message as a call that the desk has to make, or nothing."""
    return next(iter(with_subjects(to_ring(desk).filter(pk=message.pk))), None)


def rung_for(desk: Desk, message: Message) -> Call | None:
    """A message as a call that the desk can take back, or nothing."""
    return next(iter(with_subjects(just_rung(desk).filter(pk=message.pk))), None)


def in_brief(messages: Iterable[Message]) -> list[Call]:
    """Messages with as much of their seats as one has to know to ring, in one question."""
    found = list(messages)
    rows = Signup.objects.filter(pk__in=numbers("signup", found)).select_related("occasion")
    rows = rows.only("state", "held_until", "occasion__ends")
    signups = {subject_of(row): row for row in rows}
    return [call_of(message, signups.get(message.about), {}) for message in found]


def signups_of(messages: list[Message]) -> dict[str, Signup]:
    """The sign-ups that messages are about, by how messages write them."""
    rows = Signup.objects.filter(pk__in=numbers("signup", messages))
    return {subject_of(row): row for row in rows.select_related("occasion__activity", "offer")}


def with_subjects(messages: Iterable[Message]) -> list[Call]:
    """Messages with what they are about, in two questions to the database."""
    found = list(messages)
    signups = signups_of(found)
    occasions = {
        subject_of(row): row
        for row in Occasion.objects.filter(pk__in=numbers("occasion", found)).select_related(
            "activity"
        )
    }
    return [call_of(message, signups.get(message.about), occasions) for message in found]


def call_of(message: Message, signup: Signup | None, occasions: dict[str, Occasion]) -> Call:
    """One message as a call."""
    occasion = signup.occasion if signup else occasions.get(message.about)
    return Call(message, occasion, signup)


def numbers(noun: str, messages: list[Message]) -> list[int]:
    """The rows of one kind that messages are about."""
    said = [message.about.partition(":") for message in messages]
    return [int(number) for kind, _colon, number in said if kind == noun]


@transaction.atomic
def settle(call: Call, outcome: str, *, by: Actor) -> bool:
    """Write down how a call went, and do what was answered; False when somebody was faster."""
    if call.signup:
        # The occasion before the message, as in every verb about seats.
        call.signup.hold_still()
    message = Message.objects.select_for_update().get(pk=call.message.pk)
    if not message.is_to_call:
        return False
    message.called(outcome, by=by)
    if call.signup and not call.signup.occasion.is_over:
        answer(call.signup, outcome, by=by)
    return True


def answer(signup: Signup, outcome: str, *, by: Actor) -> None:
    """Do what she said about her seat."""
    if outcome == Outcome.WILL_COME:
        signup.confirm_seat(by=by)
    if outcome == Outcome.DECLINES:
        signup.withdraw(by=by)


@transaction.atomic
def unsettle(call: Call, tries: int, *, by: Actor) -> bool:
    """Take back how a call went and what was done with her answer; False when somebody has gone on.

    `tries` is the call that was seen: another one is not taken back. Raises Refusal where what she
    had has gone to somebody else meanwhile.
    """
    if call.signup:
        call.signup.hold_still()
    message = Message.objects.select_for_update().get(pk=call.message.pk)
    if message.tries != tries or not message.outcome:
        return False
    said = message.outcome
    message.uncalled(by=by)
    if call.signup and said == Outcome.DECLINES:
        call.signup.take_back(by=by)
        if not call.signup.is_expected:
            raise Full(_now("Platsen har hunnit gå till någon annan."))
    if (
        call.signup
        and message.kind == "promotion"
        and said in {Outcome.DECLINES, Outcome.WILL_COME}
    ):
        call.signup.hold_seat(by=by)
    return True
