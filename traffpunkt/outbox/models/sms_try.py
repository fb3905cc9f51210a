# SPDX-License-Identifier: EUPL-1.2
"""Each time that a message is handed to the SMS gateway, and what became of it."""

import datetime
import hashlib
from typing import Any, Self

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traffpunkt.outbox.models.message import KEPT_BODY, Message
from traffpunkt.people.models.person import new_secret
from traffpunkt.places.models import Municipality


def mark_of(sender: str, address: str, text: str) -> str:
    """Knows the same words from the same sender to the same number again, and tells none of them."""
    words = " ".join(text.split())
    return hashlib.sha256(f"{sender}\n{address}\n{words}".encode()).hexdigest()


class SmsTryQuerySet(models.QuerySet["SmsTry"]):
    """Questions about many tries."""

    def within(self, municipality: Municipality) -> Self:
        """Those of one municipality's messages."""
        return self.filter(message__municipality=municipality)

    def kept_as(self, secret: str) -> "SmsTry | None":
        """The one that the gateway was told to report on under this secret."""
        return self.filter(secret=secret).first()

    def unsure(self) -> Self:
        """Those whose fate nobody knows: asked for, and no answer written down."""
        return self.filter(state=SmsTry.State.ASKED)

    def numbers(self, mark: str) -> set[str]:
        """What the gateway calls those of one mark that it has told us of."""
        return set(self.filter(mark=mark).exclude(number="").values_list("number", flat=True))

    def begin(self, message: Message, mark: str, parts: int) -> "SmsTry | None":
        """A try written down before the gateway is asked.

        None where the message has been settled or redirected meanwhile, and while nobody knows what
        became of the same words to the same number.
        """
        try:
            with transaction.atomic():
                message.hold_still()
                if not message.under_way().exists():
                    return None
                return self.create(message=message, address=message.address, mark=mark, parts=parts)
        except IntegrityError:
            return None


class SmsTry(models.Model):
    """One time that a message was handed to the SMS gateway, written down before it was.

    As long as nobody knows what became of it, the same words to the same number are not handed
    over again: that is what the constraint guards. The words themselves are not kept here.
    """

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("ovisst")
        SENT = "sent", gettext_lazy("skickat")
        DELIVERED = "delivered", gettext_lazy("framme")
        FAILED = "failed", gettext_lazy("gick inte fram")
        REFUSED = "refused", gettext_lazy("togs inte emot")
        LOST = "lost", gettext_lazy("kom aldrig fram till sms-tjänsten")

    # What the gateway tells only ever leads upward: its reports may come late, twice, out of order.
    RANKS: dict[str, int] = {"sent": 1, "failed": 2, "delivered": 3}

    message = models.ForeignKey(Message, models.CASCADE, related_name="sms_tries")
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    address = models.CharField(max_length=254)
    mark = models.CharField(max_length=64, db_index=True)
    parts = models.PositiveSmallIntegerField(default=1)
    began = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    number = models.CharField(
        max_length=64, blank=True, help_text=gettext_lazy("Vad sms-tjänsten kallar det.")
    )

    objects = SmsTryQuerySet.as_manager()

    class Meta:
        verbose_name = "sms-försök"
        verbose_name_plural = "sms-försök"
        constraints = [
            models.UniqueConstraint(
                fields=["mark"], condition=models.Q(state="asked"), name="sms_unsure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"

    def lasted(self) -> datetime.timedelta:
        """How long ago it was begun."""
        return timezone.now() - self.began

    def close(self, state: str) -> bool:
        """Write down that nothing left; False when the gateway has told us otherwise meanwhile."""
        return SmsTry.objects.unsure().filter(pk=self.pk).update(state=state) == 1

    @transaction.atomic
    def hear(self, state: str, number: str) -> bool:
        """Take in what the gateway says became of it; False when that is nothing new or not ours."""
        self.message.hold_still()
        row = SmsTry.objects.get(pk=self.pk)
        is_other = row.number not in {"", number}
        if is_other or self.RANKS.get(state, 0) <= self.RANKS.get(row.state, 0):
            return False
        row.state, row.number = state, number
        row.save(update_fields=["state", "number"])
        row.settle()
        return True

    def settle(self) -> None:
        """Let the message stand as this try ended, unless it goes elsewhere or is settled by now."""
        to_be_sent = [Message.State.QUEUED, Message.State.SENDING]
        before = {
            self.State.SENT: to_be_sent,
            self.State.FAILED: [*to_be_sent, Message.State.SENT],
            self.State.DELIVERED: [*to_be_sent, Message.State.SENT, Message.State.FAILED],
        }
        facts: dict[str, Any] = {"settled": timezone.now(), "fault": "", "body": KEPT_BODY}
        if self.state == self.State.FAILED:
            # From now on it is counted how often somebody has rung.
            facts |= {"settled": None, "fault": _("Mobilen tog inte emot sms:et."), "tries": 0}
        mine = Message.objects.texts().addressed_to(self.address).filter(pk=self.message_id)
        mine.filter(state__in=before[self.State(self.state)]).update(
            state=self.state, retry_at=None, **facts
        )
