# SPDX-License-Identifier: EUPL-1.2
"""To send a message as SMS, and to find out what became of it when nobody knows.

A try is written down before the gateway is asked. If the answer is lost, by a cut line or a worker
that falls, the gateway's own list says whether it took the message. Only when it is not there after
the time in which it would have been seen, is it handed over again.
"""

import datetime
import logging

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.outbox import elks, gsm
from traffpunkt.outbox.models import CODE, Message, SmsTry, Standstill
from traffpunkt.outbox.models.sms_try import mark_of
from traffpunkt.outbox.pauses import LEASE, PAUSES
from traffpunkt.people.phones import is_mobile
from traffpunkt.places.models import Municipality

logger = logging.getLogger(__name__)

# After how long a message that the gateway took is sure to be in its list.
SEEN = datetime.timedelta(minutes=5)
# How much the clocks may differ, theirs and ours.
SKEW = datetime.timedelta(minutes=10)
# How long all messages rest before one of them tries again.
RESTS = {
    Standstill.Reason.SILENT: datetime.timedelta(minutes=1),
    Standstill.Reason.CREDITS: datetime.timedelta(minutes=15),
    Standstill.Reason.SETTINGS: datetime.timedelta(minutes=15),
}
# How long a message waits for a channel that stands still; then somebody has to ring.
LONGEST = datetime.timedelta(days=1)
SMS = Message.Channel.SMS


class Unfit(Exception):
    """This message cannot be a text message."""


class Early(Exception):
    """It is too early to know; nothing is handed over for a while."""

    def __init__(self, pause: datetime.timedelta = PAUSES[0]) -> None:
        self.pause = pause
        super().__init__()


def is_resting(now: datetime.datetime) -> bool:
    """Whether no text message is to be tried at the moment."""
    return Standstill.objects.of(SMS).holding(now).exists()


def leave_what_waits_too_long(now: datetime.datetime) -> None:
    """Let somebody ring about what has waited all day while text messages rest."""
    if is_resting(now):
        waiting = Message.objects.texts().waiting_since(now - LONGEST)
        waiting.leave_to_people(_("Sms kunde inte skickas på hela dagen."))


def text(message: Message) -> bool:
    """Send one message as SMS, unless somebody else has begun to or all of them rest."""
    if is_resting(timezone.now()) or not message.claim(LEASE):
        return False
    try:
        words = text_of(message)
        return settle_earlier(message) or hand_over(message, words)
    except (Unfit, elks.Never) as refusal:
        message.give_up(str(refusal) or _("Numret tar inte emot sms."))
    except elks.StandsStill as stop:
        stand_still(message, stop.reason)
    except Early as early:
        message.put_off(early.pause, _("Vi tar reda på om sms:et har skickats."))
    except (elks.NotTaken, elks.Unsure) as fault:
        put_off(message, fault)
    return False


def settle_earlier(message: Message) -> bool:
    """Find out what became of an earlier try to this number; True when it has left by it."""
    row = message.sms_tries.unsure().filter(address=message.address).first()
    if row is None:
        return False
    found = found_at_gateway(row)
    if found is not None:
        Standstill.objects.of(SMS).delete()
        row.hear(found.state, found.number)
        return True
    if (left := SEEN - row.lasted()) > datetime.timedelta(0):
        raise Early(left)
    # If the gateway has reported in the last moment, it is not lost.
    return not row.close(SmsTry.State.LOST)


def found_at_gateway(row: SmsTry) -> elks.Taken | None:
    """The message of a try as the gateway knows it, but for those that belong to other tries."""
    known = SmsTry.objects.numbers(row.mark)
    for one in elks.handed_over(row.address, row.began - SKEW):
        mark = mark_of(one.sender, one.address, one.text)
        if mark == row.mark and one.taken.number not in known:
            return one.taken
    return None


def hand_over(message: Message, words: str) -> bool:
    """Write a try down and hand the message over; True when the gateway has taken it."""
    sender = sender_of(message)
    mark = mark_of(sender, message.address, words)
    row = SmsTry.objects.begin(message, mark, gsm.parts(words))
    if row is None:
        raise Early
    try:
        taken = elks.hand_over(sender, message.address, words, callback(row))
    except (elks.Never, elks.StandsStill, elks.NotTaken):
        row.close(SmsTry.State.REFUSED)
        raise
    Standstill.objects.of(SMS).delete()
    row.hear(taken.state, taken.number)
    return True


def stand_still(message: Message, reason: str) -> None:
    """Let all text messages rest: this one tries again for them all."""
    Standstill.objects.begin(SMS, reason, RESTS[Standstill.Reason(reason)])
    logger.warning("Sending by SMS stands still: %s", reason)
    message.put_off(RESTS[Standstill.Reason(reason)], _("Sms går inte att skicka just nu."))


def put_off(message: Message, fault: Exception) -> None:
    """Try again, or ask again, after a growing pause; after the last somebody has to ring."""
    silent = Standstill.Reason.SILENT
    Standstill.objects.begin(SMS, silent, RESTS[silent])
    is_unsure = isinstance(fault, elks.Unsure)
    if message.tries > len(PAUSES):
        unsure, silent_all_day = (
            _("Vi vet inte om sms:et kom fram."),
            _("Sms-tjänsten svarade inte."),
        )
        message.give_up(unsure if is_unsure else silent_all_day)
    else:
        message.put_off(PAUSES[message.tries - 1], _("Sms-tjänsten svarar inte."))


def text_of(message: Message) -> str:
    """What is sent: no empty lines, whom to ring, and last what we never ask for."""
    if not settings.SMS_ON:
        raise Unfit(_("Sms är inte påslaget."))
    if not is_mobile(message.address):
        raise Unfit(_("Numret går inte till en mobil."))
    if gsm.holds_link(gsm.plain(message.body)):
        raise Unfit(_("Texten har en webbadress. Sådana skickar vi aldrig i sms."))
    is_code = message.kind == CODE
    ending = _("Vi ringer aldrig och frågar efter koden.") if is_code else ""
    return in_full(message.body, message.municipality, ending)


def in_full(body: str, municipality: Municipality | None, ending: str = "") -> str:
    """A text as the telephone shows it: plain letters and no empty lines, with its fixed ending."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    if municipality:
        lines.append(_("Frågor? Ring %s.") % municipality.help_phone)
    return gsm.plain("\n".join([*lines, ending or _("Vi ber aldrig om koder eller BankID.")]))


def sender_of(message: Message) -> str:
    """Who it comes from on the telephone: the municipality's own name, else the installation's."""
    own = message.municipality.sms_sender if message.municipality else ""
    return "".join((own or settings.SMS_SENDER).split())


def callback(row: SmsTry) -> str:
    """Where the gateway reports to: the municipality's own host, else its part of the site."""
    municipality = row.message.municipality
    if municipality is None:
        return ""
    scheme = "https" if settings.HTTPS else "http"
    site = f"{scheme}://{municipality.host}" if municipality.host else settings.SITE
    if not site:
        return ""
    within = "" if municipality.host else f"/{municipality.slug}"
    return site + within + reverse("outbox:receipt", kwargs={"secret": row.secret})
