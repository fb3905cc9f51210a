# SPDX-License-Identifier: EUPL-1.2
"""The call list: whom to ring, about what, and what the answer does."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Activity, Occasion, Signup
from traffpunkt.journal.models import Actor
from traffpunkt.outbox.models import Message, subject_of
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

    def is_for(self, activities: set[int]) -> bool:
        """Whether it is about one of these activities."""
        return self.occasion is not None and self.occasion.activity_id in activities

    @property
    def outcomes(self) -> list[tuple[Outcome, object]]:
        """How the call may end."""
        holds_seat = self.signup is not None and self.signup.is_expected
        asks = self.message.kind == "promotion" and holds_seat
        return [*(ABOUT_SEAT if asks else ABOUT_NEWS)]


def calls_of(desk: Desk) -> list[Call]:
    """The calls that a desk has to make: all here for a coordinator, else those of its activities."""
    messages = list(desk.municipality.messages.to_call().with_person())
    calls = with_subjects(messages)
    if desk.is_coordinator:
        return calls
    mine = set(Activity.objects.of_desk(desk).values_list("pk", flat=True))
    return [call for call in calls if call.is_for(mine) and may_see(call, desk)]


def may_see(call: Call, desk: Desk) -> bool:
    """Whether the desk may see whom to ring: hidden names are for coordinators only."""
    person = call.message.person
    return desk.has_role(Role.COORDINATOR) or person is None or not person.hidden


def with_subjects(messages: list[Message]) -> list[Call]:
    """Messages with what they are about, in two questions to the database."""
    signups = {
        subject_of(row): row
        for row in Signup.objects.filter(pk__in=numbers("signup", messages)).select_related(
            "occasion__activity", "offer"
        )
    }
    occasions = {
        subject_of(row): row
        for row in Occasion.objects.filter(pk__in=numbers("occasion", messages)).select_related(
            "activity"
        )
    }
    return [call_of(message, signups.get(message.about), occasions) for message in messages]


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
