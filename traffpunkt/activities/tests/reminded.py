# SPDX-License-Identifier: EUPL-1.2
"""Rules, people and moments that the tests of reminders share. Their date is Tuesday at one."""

from typing import Any

import time_machine

from tests.makers import local, make_occasion, make_person, make_signup, the_municipality
from traffpunkt.activities.models import Occasion, ReminderRule, Signup
from traffpunkt.activities.reminders import remind_due
from traffpunkt.outbox.models import Message

STARTS = local(2026, 11, 24, 13)
MOMENT = local(2026, 11, 23, 10)
LONG_AGO = local(2026, 11, 1, 10)


def make_rule(**given: Any) -> ReminderRule:
    """The day before at ten, for all activities of the municipality."""
    here = given.pop("municipality", None) or the_municipality()
    return ReminderRule.objects.create(municipality=here, **given)


def make_date(**given: Any) -> Occasion:
    return make_occasion(**{"starts": STARTS} | given)


def put_down(occasion: Occasion, name: str = "Astrid", **given: Any) -> Signup:
    """Somebody who signed up long ago, and is reached by e-mail unless said otherwise."""
    ways = (
        {"email": f"{name.lower()}@exempel.example"} if "ways" not in given else given.pop("ways")
    )
    person = make_person(name, municipality=occasion.municipality, **ways)
    return make_signup(occasion, person=person, **{"made": LONG_AGO} | given)


def remind(*at: int) -> list[Message]:
    """Let the worker remind at a local moment; all reminders that are there then."""
    with time_machine.travel(local(*at), tick=False):
        remind_due()
    return list(Message.objects.of_kinds("reminder").order_by("pk"))


def names(messages: list[Message]) -> list[str]:
    return sorted(message.person.name for message in messages if message.person)
