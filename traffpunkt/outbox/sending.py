# SPDX-License-Identifier: EUPL-1.2
"""The worker's step that sends what is due, by e-mail or as SMS. Nothing else in the house does.

A message is claimed with a lease before it is sent. If the worker falls between sending and
writing that down, nobody knows whether the message left: it is sent again when the lease is over,
with the same Message-ID, by which mail programs know that it is the same letter. A text message
has no such name, so that its fate is found out first (sms.py).
"""

import datetime
import hashlib
import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.outbox import sms
from traffpunkt.outbox.models import Message, MessageQuerySet, Standstill
from traffpunkt.outbox.pauses import LEASE, PAUSES

BATCH = 50
EMAIL = Message.Channel.EMAIL


class Refused(Exception):
    """The receiving server says that it will never take this message."""


def send_due(most: int = BATCH) -> int:
    """Send what is due, oldest first; how many messages left."""
    now = timezone.now()
    Message.objects.lapse(now)
    sms.leave_what_waits_too_long(now)
    due = list(to_send(now).select_related("municipality")[:most])
    if not due:
        return 0
    connection: BaseEmailBackend = get_connection()
    try:
        return sum(attempt(message, connection) for message in due)
    finally:
        hang_up(connection)


def to_send(now: datetime.datetime) -> MessageQuerySet:
    """What is due; text messages that rest keep no letter waiting."""
    due = Message.objects.due(now)
    return due.but_texts() if sms.is_resting(now) else due


def attempt(message: Message, connection: BaseEmailBackend) -> bool:
    """Send one message by its channel."""
    if message.channel == Message.Channel.SMS:
        return sms.text(message)
    return mail(message, connection)


def mail(message: Message, connection: BaseEmailBackend) -> bool:
    """Send one letter if nobody else has begun to; what goes wrong is kept with the message."""
    if not message.claim(LEASE):
        return False
    try:
        post(message, connection)
    except Refused as refusal:
        message.give_up(str(refusal))
    except (OSError, smtplib.SMTPException) as fault:
        hang_up(connection)
        put_off(message, fault)
        note_standstill(fault)
    else:
        Standstill.objects.of(EMAIL).delete()
        message.settle_sent()
        return True
    return False


def post(message: Message, connection: BaseEmailBackend) -> None:
    """Hand one message to the mail server; a lasting no is told from one that may pass."""
    try:
        connection.open()
        letter(message, connection).send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, _words = next(iter(refused.recipients.values()))
        raise_if_lasting(code)
        raise
    except smtplib.SMTPResponseException as answer:
        raise_if_lasting(answer.smtp_code)
        raise
    except (ValueError, UnicodeError):
        raise Refused(_("E-postadressen kan inte användas.")) from None


def raise_if_lasting(code: int) -> None:
    """SMTP's answers from 500 are for good, but for those about our own signing in."""
    if code >= 500 and code not in {530, 534, 535, 538}:
        raise Refused(_("Mottagarens e-post säger nej (svar %s).") % code)


def put_off(message: Message, fault: Exception) -> None:
    """Try again after a growing pause, or give up after the last."""
    code = getattr(fault, "smtp_code", "")
    words = (
        _("E-posten gick inte att skicka (svar %s).") % code
        if code
        else _("Mejlservern svarar inte.")
    )
    if message.tries > len(PAUSES):
        message.give_up(words)
    else:
        message.put_off(PAUSES[message.tries - 1], words)


def note_standstill(fault: Exception) -> None:
    """Let staff read that no letter leaves, when it is not about this letter alone."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        Standstill.objects.begin(EMAIL, Standstill.Reason.SETTINGS, PAUSES[0])
    elif isinstance(fault, smtplib.SMTPServerDisconnected) or not isinstance(
        fault, smtplib.SMTPException
    ):
        Standstill.objects.begin(EMAIL, Standstill.Reason.SILENT, PAUSES[0])


def letter(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    """The message as an e-mail of plain text, from the municipality and answered by it."""
    municipality = message.municipality
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name = " ".join(municipality.sender_name.split()) if municipality else ""
    sender = formataddr((name, address)) if municipality else address
    reply = municipality.reply_email if municipality else ""
    return EmailMessage(
        subject=" ".join(message.subject.split()),
        body=with_ending(message),
        from_email=sender,
        to=[message.address],
        reply_to=[reply] if reply else None,
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def with_ending(message: Message) -> str:
    """The text with whom to ring, and last what we never ask for."""
    ending = [_("Vi ber aldrig om koder eller BankID.")]
    if municipality := message.municipality:
        ring = _("Frågor? Ring %(phone)s, %(hours)s.")
        ending.insert(
            0, ring % {"phone": municipality.help_phone, "hours": municipality.help_hours}
        )
        ending.insert(1, _("Hälsningar från %s") % municipality.sender_name)
    return "\n\n".join([message.body.rstrip(), *ending]) + "\n"


def message_id(message: Message) -> str:
    """The same for the same message however often it is sent, and telling nothing of its key."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{message.key}".encode()).hexdigest()[:32]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{digest}@{domain}>"


def hang_up(connection: BaseEmailBackend) -> None:
    """Close the connection, so that the next message begins with a fresh one."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
