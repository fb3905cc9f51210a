# SPDX-License-Identifier: EUPL-1.2
"""The call list: whom to ring, about what, and what the answer does."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity, Occasion, Signup, Standing
from traffpunkt.journal.models import Actor
from traffpunkt.outbox.models import Message, MessageQuerySet, subject_of
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Role

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
    """Whom a desk has to ring: all here for a coordinator, else about its own activities.

    Hidden names are for coordinators only.
    """
    found = desk.municipality.messages.to_call()
    if desk.is_coordinator:
        return found
    activities = Activity.objects.of_desk(desk)
    dates = Occasion.objects.about(activities)
    signups, standings = Signup.objects.at_dates(dates), Standing.objects.about(activities)
    mine = found.about_any(dates, signups, standings)
    return mine if desk.has_role(Role.COORDINATOR) else mine.but_of_hidden()


def call_for(desk: Desk, message: Message) -> Call | None:
    """A message as a call that the desk has to make, or nothing."""
    return next(iter(with_subjects(to_ring(desk).filter(pk=message.pk))), None)


def with_subjects(messages: Iterable[Message]) -> list[Call]:
    """Messages with what they are about, in two questions to the database."""
    found = list(messages)
    signups = {
        subject_of(row): row
        for row in Signup.objects.filter(pk__in=numbers("signup", found)).select_related(
            "occasion__activity", "offer"
        )
    }
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
