# SPDX-License-Identifier: EUPL-1.2
"""What is to be told to whom: a work list, not a log. Nobody is silently skipped."""

import datetime
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Case, Count, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.outbox.models.pile import Pile
from traffpunkt.people.models import ContactWay, Person
from traffpunkt.places.models import Municipality

CODE = "code"
# What is kept of the text when nothing more will be sent; of a sign-in code nothing.
KEPT_BODY = Case(
    When(kind=CODE, then=Value("")), default=F("body"), output_field=models.TextField()
)
# A code is waited for at the door; all else waits for its turn.
TURN = Case(When(kind=CODE, then=Value(0)), default=Value(1), output_field=models.IntegerField())


def subject_of(thing: models.Model) -> str:
    """What a message is about, as it is kept: "signup:7"."""
    return f"{thing._meta.model_name}:{thing.pk}"


def subjects(rows: models.QuerySet[Any]) -> models.QuerySet[Any, Any]:
    """What messages about any of these rows are about, as a question within another."""
    noun = Value(f"{rows.model._meta.model_name}:")
    subject = Concat(noun, Cast("pk", models.CharField()))
    named: models.QuerySet[Any, Any] = rows.order_by().annotate(subject=subject).values("subject")
    return named


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about many messages."""

    def due(self, now: datetime.datetime) -> Self:
        """Those that the worker may send now, codes first and then the oldest.

        One that is being sent comes back when its lease is over: its worker has fallen.
        """
        return self.filter(
            Q(retry_at__lte=now) | Q(retry_at__isnull=True, state=Message.State.QUEUED),
            state__in=[Message.State.QUEUED, Message.State.SENDING],
            not_before__lte=now,
        ).order_by(TURN, "pk")

    def stuck(self, since: datetime.datetime) -> Self:
        """Those that could have been sent since then and still wait: nobody sends them."""
        return self.due(since)

    def oldest_due(self, now: datetime.datetime) -> datetime.datetime | None:
        """Since when the oldest of those that may be sent now could have been."""
        found: datetime.datetime | None = self.due(now).aggregate(first=Min("not_before"))["first"]
        return found

    def count_by_state(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def overdue(self, now: datetime.datetime) -> Self:
        """Those that would only confuse if they came now, such as a sign-in code that is old."""
        return self.filter(
            state__in=[Message.State.QUEUED, Message.State.SENDING], not_after__lte=now
        )

    def to_call(self) -> Self:
        """The call list: whom somebody has to ring, oldest first.

        What could not be sent to a person stands here too, so that nobody is silently skipped.
        """
        failed = Q(state=Message.State.FAILED, person__isnull=False)
        return self.filter(failed | Q(state=Message.State.TO_CALL)).order_by("pk")

    def rung_since(self, moment: datetime.datetime) -> Self:
        """Calls that somebody has written down since a moment, the latest first."""
        settled = Q(state=Message.State.CALLED, settled__gte=moment)
        no_answer = Q(outcome=Message.Outcome.NO_ANSWER, retry_at__gte=moment)
        on_the_list = Q(state__in=[Message.State.TO_CALL, Message.State.FAILED])
        return self.filter(settled | (on_the_list & no_answer)).order_by("-settled", "-pk")

    def too_late_to_call(self, now: datetime.datetime) -> Self:
        """Those on the call list that are no news any more."""
        return self.to_call().filter(not_after__lte=now)

    def newest(self) -> Self:
        """All, the last that was said first."""
        return self.order_by("-pk")

    def with_person(self) -> Self:
        """Each with its person, and the first number that she is reached on."""
        phones = ContactWay.objects.filter(person=OuterRef("person"), kind=ContactWay.Kind.PHONE)
        first = Subquery(phones.order_by("pk").values("value")[:1])
        return self.select_related("person").annotate(phone_known=first)

    def waiting_counts(self) -> dict[str, int]:
        """How many somebody has to ring about, how many of them were written in vain, how many wait
        for paper; in one question."""
        failed = Q(state=Message.State.FAILED, person__isnull=False)
        state = Message.State
        waiting = self.filter(state__in=[state.FAILED, state.TO_CALL, state.TO_PRINT])
        return waiting.aggregate(
            calls=Count("pk", filter=failed | Q(state=Message.State.TO_CALL)),
            failed=Count("pk", filter=failed),
            letters=Count("pk", filter=Q(state=Message.State.TO_PRINT)),
        )

    def but_of_hidden(self) -> Self:
        """All but those to persons whose names only coordinators see."""
        return self.filter(person__hidden=False)

    def about(self, thing: models.Model) -> Self:
        """Those about one row."""
        return self.filter(about=subject_of(thing))

    def about_any(self, *rows: models.QuerySet[Any]) -> Self:
        """Those about any row of some questions."""
        return self.filter(reduce(or_, (Q(about__in=subjects(found)) for found in rows)))

    def of_kinds(self, *kinds: str) -> Self:
        """Those of some kinds."""
        return self.filter(kind__in=kinds)

    def failed(self) -> Self:
        """Those that were to be written, and did not arrive."""
        return self.filter(state=Message.State.FAILED)

    def addressed_to(self, address: str) -> Self:
        """Those to one number or address."""
        return self.filter(address=address)

    def addressed_elsewhere(self, address: str) -> Self:
        """Those to any other number or address."""
        return self.exclude(address=address)

    def on_their_way(self) -> Self:
        """Letters that have not left, as far as anybody has written down."""
        state = Message.State
        return self.filter(state__in=[state.QUEUED, state.SENDING, state.TO_PRINT])

    def to_print(self) -> Self:
        """Those that wait for paper, oldest first."""
        return self.filter(state=Message.State.TO_PRINT).order_by("pk")

    def in_no_pile(self) -> Self:
        """Those of which nobody has made a paper yet."""
        return self.filter(pile__isnull=True)

    def on_paper(self) -> Self:
        """Those of a pile that are still letters: news that were overtaken are not."""
        state = Message.State
        return self.filter(state__in=[state.TO_PRINT, state.PRINTED]).order_by("pk")

    def texts(self) -> Self:
        """Those that go by SMS."""
        return self.filter(channel=Message.Channel.SMS)

    def but_texts(self) -> Self:
        """All but those that go by SMS."""
        return self.exclude(channel=Message.Channel.SMS)

    def waiting_since(self, moment: datetime.datetime) -> Self:
        """Those that could have left already at a moment, and that nobody sends just now."""
        return self.filter(state=Message.State.QUEUED, not_before__lte=moment)

    def leave_to_people(self, fault: str) -> int:
        """Let somebody ring about each: it has waited too long to be sent."""
        return self.update(state=Message.State.FAILED, fault=fault, retry_at=None, tries=0)

    def waiting_for_a_call(self) -> Self:
        """Those that somebody was to ring about from the beginning."""
        return self.filter(state=Message.State.TO_CALL)

    def redirect(self, address: str, **more: Any) -> int:
        """Begin anew with another address; who is sending to the old one settles nothing more."""
        anew = {
            "state": Message.State.QUEUED, "retry_at": None, "tries": 0, "fault": "", "pile": None
        }  # fmt: skip
        return self.update(address=address, **anew | more)

    def drop(self) -> int:
        """Settle what has not been told yet: the news has been overtaken.

        One that is being sent at this moment may still leave; it is not tried again.
        """
        told = [
            Message.State.SENT,
            Message.State.DELIVERED,
            Message.State.CALLED,
            Message.State.PRINTED,
        ]
        return self.exclude(state__in=[*told, Message.State.TOO_LATE]).update(
            state=Message.State.TOO_LATE, settled=timezone.now()
        )

    def lapse(self, now: datetime.datetime) -> int:
        """Settle what is overdue; a sign-in code is not kept after that."""
        late = Message.State.TOO_LATE
        return self.overdue(now).update(state=late, settled=now, body=KEPT_BODY)


class Message(models.Model):
    """One thing to tell one person by one channel, kept until it is settled.

    `key` says what is told, to whom and about what, so that the same thing is never told twice.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-post")
        SMS = "sms", _("sms")
        LETTER = "letter", _("brev")
        CALL = "call", _("samtal")

    class State(models.TextChoices):
        QUEUED = "queued", _("väntar")
        SENDING = "sending", _("skickas")
        SENT = "sent", _("skickat")
        DELIVERED = "delivered", _("framme")
        FAILED = "failed", _("gick inte fram")
        TO_CALL = "to_call", _("att ringa")
        CALLED = "called", _("ringt")
        TO_PRINT = "to_print", _("att skriva ut")
        PRINTED = "printed", _("utskrivet")
        TOO_LATE = "too_late", _("för sent")

    class Outcome(models.TextChoices):
        WILL_COME = "will_come", _("kommer")
        DECLINES = "declines", _("avstår")
        TOLD = "told", _("har fått veta")
        NO_ANSWER = "no_answer", _("inget svar")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="messages", null=True
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="messages", null=True, blank=True
    )
    pile = models.ForeignKey(
        Pile, models.SET_NULL, related_name="messages", null=True, blank=True, editable=False
    )
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=6, choices=Channel)
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=4000)
    about = models.CharField(
        max_length=60, blank=True, help_text=_("Vad det gäller, till exempel occasion:7.")
    )
    made = models.DateTimeField(default=timezone.now, editable=False)
    not_before = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(_("så gick samtalet"), max_length=9, choices=Outcome, blank=True)
    settled = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "meddelande"
        verbose_name_plural = "meddelanden"
        indexes = [models.Index(fields=["state", "not_before"], name="message_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.state}"

    @property
    def is_call(self) -> bool:
        """Whether somebody has to ring: no written way reaches the person."""
        return self.channel == self.Channel.CALL

    @property
    def is_to_call(self) -> bool:
        """Whether the message stands on the call list now."""
        return self.state in {self.State.TO_CALL, self.State.FAILED}

    @property
    def has_failed(self) -> bool:
        """Whether it was to be written, and did not arrive."""
        return self.state == self.State.FAILED

    @transaction.atomic
    def send_again(self, *, by: Actor) -> bool:
        """Let the worker try once more; False when it does already, or there is nothing to send."""
        row = Message.objects.select_for_update().get(pk=self.pk)
        if not row.has_failed:
            return False
        row.state, row.retry_at, row.tries, row.fault = self.State.QUEUED, None, 0, ""
        row.save(update_fields=["state", "retry_at", "tries", "fault"])
        record("sent-again", row, by=by)
        return True

    @transaction.atomic
    def called(self, outcome: str, *, by: Actor) -> None:
        """Say how a call went. No answer leaves it on the list; anything else settles it."""
        now = timezone.now()
        self.outcome = self.Outcome(outcome)
        self.tries += 1
        if outcome == self.Outcome.NO_ANSWER:
            self.retry_at = now
        else:
            self.state = self.State.CALLED
            self.settled = now
        self.save(update_fields=["outcome", "tries", "retry_at", "state", "settled"])
        record(f"called-{outcome}", self, by=by)

    @transaction.atomic
    def uncalled(self, *, by: Actor) -> None:
        """Take back how a call went: it stands on the list as it did before."""
        was_written = self.channel != self.Channel.CALL
        self.state = self.State.FAILED if was_written else self.State.TO_CALL
        self.tries -= 1
        self.outcome = self.Outcome.NO_ANSWER if self.tries else ""
        self.settled = self.retry_at = None
        self.save(update_fields=["outcome", "tries", "retry_at", "state", "settled"])
        record("uncalled", self, by=by)

    def claim(self, lease: datetime.timedelta) -> bool:
        """Begin to send, unless another worker has begun or the address is another by now.

        What was begun comes back after a while.
        """
        now = timezone.now()
        mine = Message.objects.addressed_to(self.address).filter(pk=self.pk).due(now)
        # Its turn may come long after the worker began: what is old by now is not sent.
        mine = mine.exclude(not_after__lte=now)
        claimed = mine.update(state=self.State.SENDING, retry_at=now + lease, tries=F("tries") + 1)
        self.tries += claimed
        return bool(claimed)

    def hold_still(self) -> None:
        """Let one at a time decide what becomes of it; the rest wait for the transaction."""
        Message.objects.select_for_update(no_key=True).get(pk=self.pk)

    def under_way(self) -> models.QuerySet["Message"]:
        """The row while it is still this worker's to send: not settled, not begun by another."""
        mine = {"state": self.State.SENDING, "tries": self.tries}
        return Message.objects.addressed_to(self.address).filter(pk=self.pk, **mine)

    @property
    def kept_body(self) -> str:
        """What is kept of the text when nothing more will be sent; of a sign-in code nothing."""
        return "" if self.kind == CODE else self.body

    def settle_sent(self) -> None:
        """Write down that the message has left, unless its address was corrected meanwhile."""
        Message.objects.addressed_to(self.address).filter(pk=self.pk).update(
            state=self.State.SENT, settled=timezone.now(), fault="", body=self.kept_body
        )

    def put_off(self, pause: datetime.timedelta, fault: str) -> None:
        """Try again after a pause, unless the news has been overtaken meanwhile."""
        again = timezone.now() + pause
        self.under_way().update(state=self.State.QUEUED, retry_at=again, fault=fault)

    def give_up(self, fault: str) -> None:
        """Leave the message to people: it could not be sent. From now on their calls are counted."""
        self.under_way().update(
            state=self.State.FAILED, fault=fault, body=self.kept_body, retry_at=None, tries=0
        )
