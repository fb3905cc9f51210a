# SPDX-License-Identifier: EUPL-1.2
"""Why somebody cannot take part as asked, in words that can be read to anybody."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from traffpunkt.activities.models import Signup


class Refusal(Exception):
    """A no, with its reason in plain Swedish."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Closed(Refusal):
    """One cannot sign up now: not yet, no longer, or one need not."""


class Cancelled(Refusal):
    """The occasion will not take place."""

    def __init__(self) -> None:
        super().__init__(_("Det här tillfället är inställt."))


class Full(Refusal):
    """There is neither a seat nor a queue that would lead to one."""


class NoSeatLeft(Full):
    """No seat is left; staff choose whether the person waits or is let in all the same."""

    def __init__(self, words: str, *, may_queue: bool) -> None:
        super().__init__(words)
        self.may_queue = may_queue


class AlreadySignedUp(Refusal):
    """The person has a seat in another way of taking part; she may switch."""

    def __init__(self, signup: "Signup") -> None:
        way = signup.offer.get_way_display()
        super().__init__(_("Du är redan anmäld till ”%(way)s”. Du kan byta.") % {"way": way})
        self.signup = signup


class Past(Refusal):
    """What has already been is not changed."""

    def __init__(self) -> None:
        super().__init__(_("Tillfället har redan varit. Det går inte att ändra."))


class TooOften(Refusal):
    """Somebody changes her mind faster than a person does."""

    def __init__(self) -> None:
        super().__init__(_("Du har ändrat dig många gånger i dag. Ring oss, så hjälper vi dig."))


class NotReady(Refusal):
    """Something is missing before an activity can be published."""


class PeopleExpected(Refusal):
    """People have signed up and must be told before this is done."""
