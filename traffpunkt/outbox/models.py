# SPDX-License-Identifier: EUPL-1.2
"""What is to be told to whom: a work list, not a log. Nobody is silently skipped."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.models import Person
from traffpunkt.places.models import Municipality


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about many messages."""

    def due(self, now: datetime.datetime) -> Self:
        """Those that the worker may send now, oldest first."""
        return self.filter(
            Q(retry_at__isnull=True) | Q(retry_at__lte=now),
            state=Message.State.QUEUED,
            not_before__lte=now,
        ).order_by("pk")

    def to_call(self) -> Self:
        """The call list: whom somebody has to ring, oldest first."""
        return self.filter(state=Message.State.TO_CALL).order_by("pk")


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
        FAILED = "failed", _("gick inte fram")
        TO_CALL = "to_call", _("att ringa")
        CALLED = "called", _("ringt")
        TO_PRINT = "to_print", _("att skriva ut")
        PRINTED = "printed", _("utskrivet")
        TOO_LATE = "too_late", _("för sent")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="messages", null=True
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="messages", null=True, blank=True
    )
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=6, choices=Channel)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=4000)
    about = models.CharField(
        max_length=60, blank=True, help_text=_("Vad det gäller, till exempel occasion:7.")
    )
    made = models.DateTimeField(default=timezone.now, editable=False)
    not_before = models.DateTimeField(default=timezone.now)
    retry_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)
    settled = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "meddelande"
        verbose_name_plural = "meddelanden"
        indexes = [models.Index(fields=["state", "not_before"], name="message_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.state}"
