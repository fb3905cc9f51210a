# SPDX-License-Identifier: EUPL-1.2
"""That nothing leaves by a channel, since when and why: for staff to read and to mend."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.outbox.models.message import Message


class StandstillQuerySet(models.QuerySet["Standstill"]):
    """Questions about which channels stand still."""

    def of(self, channel: str) -> Self:
        """That of one channel, if it stands still."""
        return self.filter(channel=channel)

    def holding(self, now: datetime.datetime) -> Self:
        """Those by which nothing is tried yet."""
        return self.filter(until__gt=now)

    def begin(self, channel: str, reason: str, pause: datetime.timedelta) -> None:
        """Say that a channel stands still, or still does; after the pause one message tries."""
        now = timezone.now()
        facts = {"reason": reason, "until": now + pause}
        first = facts | {"since": now}
        self.update_or_create(channel=channel, defaults=facts, create_defaults=first)


class Standstill(models.Model):
    """One channel by which nothing leaves for the whole installation, until something does."""

    class Reason(models.TextChoices):
        SILENT = "silent", _("svarar inte")
        SETTINGS = "settings", _("inställningarna stämmer inte")
        CREDITS = "credits", _("kontot är tomt")

    channel = models.CharField(max_length=6, choices=Message.Channel, unique=True)
    reason = models.CharField(max_length=8, choices=Reason)
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects = StandstillQuerySet.as_manager()

    class Meta:
        verbose_name = "stillestånd"
        verbose_name_plural = "stillestånd"
        ordering = ("since",)

    def __str__(self) -> str:
        return f"{self.channel} {self.reason}"

    @property
    def words(self) -> str:
        """What is the matter and who can mend it, for the workroom."""
        is_sms = self.channel == Message.Channel.SMS
        silent = _("Sms-tjänsten svarar inte.") if is_sms else _("E-postservern svarar inte.")
        if self.reason == self.Reason.SILENT:
            return str(silent)
        if self.reason == self.Reason.CREDITS:
            return str(
                _("Kontot hos sms-tjänsten är tomt. Be den som sköter driften att fylla på.")
            )
        settings = (
            _(
                "Sms-tjänsten säger nej till våra inställningar. Be den som sköter driften att se över dem."
            )
            if is_sms
            else _(
                "E-postservern säger nej till vår inloggning. Be den som sköter driften att se över den."
            )
        )
        return str(settings)
