# SPDX-License-Identifier: EUPL-1.2
"""How long what has been sent is kept, and the files that letters become without a mail server."""

import datetime
from pathlib import Path

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.register import ALL, CONTRACT, Processing, Register
from traffpunkt.journal.retention import Rows, Rule, remove
from traffpunkt.outbox.models import Message, Pile, SmsTry, Standstill

TOLD = [Message.State.SENT, Message.State.DELIVERED, Message.State.CALLED, Message.State.PRINTED]


def with_words(rows: Rows, cutoff: datetime.datetime) -> Rows:
    """Those from before a moment that still say to whom or what."""
    says = ~Q(body="", subject="", address="", fault="") | Q(person__isnull=False)
    return rows.filter(says, not_before__lt=cutoff)


def old_messages(municipality: int, cutoff: datetime.datetime) -> Rows:
    """A municipality's messages that still say to whom or what."""
    return with_words(Message.objects.filter(municipality=municipality), cutoff)


def blank(messages: list[Message]) -> None:
    """Forget the words and to whom; that something was sent, how and when stays.

    What still waits is no news any more: without its words it must not be sent.
    """
    keys = [message.pk for message in messages]
    SmsTry.objects.filter(message__in=keys).delete()
    waits = ~Q(state__in=[*TOLD, Message.State.TOO_LATE])
    now = timezone.now()
    Message.objects.filter(pk__in=keys).update(
        body="", subject="", address="", fault="", person=None, retry_at=None,
        settled=Case(When(waits, then=Value(now)), default=F("settled")),
        state=Case(When(waits, then=Value(Message.State.TOO_LATE)), default=F("state")),
    )  # fmt: skip


def old_piles(municipality: int, cutoff: datetime.datetime) -> Rows:
    """The piles of letters of a municipality from before a moment."""
    return Pile.objects.filter(municipality=municipality, made__lt=cutoff)


def remove_old_files(folder: Path, cutoff: datetime.datetime) -> int:
    """Remove the letters that lie as files since before a moment; how many."""
    old = [
        path
        for path in (folder.iterdir() if folder.is_dir() else [])
        if path.is_file() and path.stat().st_mtime < cutoff.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


RULES = (
    Rule(
        "message",
        _("Sms, brev och samtal"),
        _("Texten och mottagaren tas bort. Att något skickades finns kvar."),
        _("efter att det skulle skickas"),
        old_messages,
        blank,
        amount=90,
        least=30,
    ),
    Rule(
        "pile",
        _("Utskrivna brev"),
        _("Uppgiften om vem som skrev ut breven tas bort."),
        _("efter utskriften"),
        old_piles,
        remove,
        amount=90,
        least=30,
    ),
)

REGISTER = Register(
    processings=(
        Processing(
            key="message",
            title=_("Sms, e-post, brev och samtal"),
            purpose=_("Ge besked om det som någon har anmält sig till, och påminna."),
            people=_("De som är anmälda, deras anhöriga, och personal."),
            seen_by=_("Den som ringer eller skriver ut. Den som sköter driften."),
            receivers=_("Kommunens e-postserver, och sms-tjänsten om kommunen har en."),
            fields={
                Message: ("person", "key", "address", "subject", "body", "about", "fault", "kind"),
                SmsTry: ("secret", "address", "mark", "number"),
            },
            rules=("message",),
        ),
        Processing(
            key="pile",
            title=_("Vem som skrev ut brev"),
            purpose=_("Veta vem som har breven när något fattas."),
            people=_("Personal."),
            basis=CONTRACT,
            seen_by=_("De som skriver ut brev i kommunen."),
            fields={Pile: ("by",)},
            rules=("pile",),
        ),
    ),
    tells_of_nobody={Standstill: {ALL: _("Säger bara om en kanal står still.")}},
)
