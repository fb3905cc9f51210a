# SPDX-License-Identifier: EUPL-1.2
"""The work that goes on by itself: the worker, the letters, search, and copies."""

import datetime

from django.conf import settings
from django.utils import timezone

from traffpunkt.activities.models import Activity
from traffpunkt.config import heartbeat
from traffpunkt.config.backing_up import newest_backup
from traffpunkt.config.doctor.verdict import Verdict, broken, doubtful, sound
from traffpunkt.journal.verifying import verified
from traffpunkt.outbox.models import Message
from traffpunkt.outbox.probing import MailTrouble, is_in_the_clear, probe

SLOW = datetime.timedelta(minutes=15)
# A night's copy with some hours to spare; after three days something is surely wrong.
OLD = datetime.timedelta(hours=30)
# The doctor walks the end of the chain; the whole of it is `traffpunkt journal`.
LATEST_LINES = 20_000
# What may wait for a moment while much is written.
WAITING_LINES = 5_000
TOO_OLD = datetime.timedelta(days=3)


def worker() -> Verdict:
    """Whether the worker has been heard of lately."""
    seen = heartbeat.last_seen()
    if heartbeat.is_fresh():
        return sound("Arbetaren är igång.")
    since = f"sedan {timezone.localtime(seen):%Y-%m-%d %H:%M}" if seen else "än"
    return broken(
        f"Arbetaren har inte hörts av {since}. Inga brev skickas.",
        "Starta systemet: systemctl restart traffpunkt. Står det still igen, läs journalctl -u traffpunkt.",
    )


def messages() -> Verdict:
    """Whether letters leave: none waits longer than it should, and few are refused."""
    stuck, refused = (
        Message.objects.stuck(timezone.now() - SLOW).count(),
        Message.objects.failed().count(),
    )
    if stuck:
        return broken(
            f"{stuck} brev skulle ha skickats för mer än en kvart sedan.",
            "Se efter raderna om arbetaren och mejlservern här.",
        )
    if refused:
        return doubtful(
            f"{refused} brev gick inte fram.",
            "Samordnaren ser dem i ringlistan. Är de många, se efter raden om mejlservern.",
        )
    return sound("Inga brev har fastnat.")


def mail() -> Verdict:
    """Whether the mail server takes letters from us."""
    if settings.MAIL == "files":
        if not settings.HTTPS:
            return sound(f"Breven läggs som filer i {settings.EMAIL_FILE_PATH}.")
        return doubtful(
            "Breven läggs som filer och når ingen.",
            "Ta bort TRAFFPUNKT_MAIL och skriv brevservern i TRAFFPUNKT_SMTP_HOST.",
        )
    try:
        probe()
    except MailTrouble as trouble:
        return broken(trouble.said, trouble.remedy)
    if is_in_the_clear():
        return doubtful(
            "Breven går okrypterade till mejlservern.", "Sätt på TRAFFPUNKT_SMTP_TLS och starta om."
        )
    return sound("Mejlservern tar emot brev från oss.")


def search() -> Verdict:
    """Whether search finds what is published, and nothing else."""
    if astray := Activity.objects.astray_in_search().count():
        return broken(f"Sökningen visar fel för {astray} aktiviteter.", "Kör traffpunkt reindex.")
    return sound("Sökningen hittar det som är publicerat.")


def journal() -> Verdict:
    """Whether the newest part of the journal is as it was written, and nobody could change it."""
    found = verified(at_most=LATEST_LINES)
    if found.fault:
        remedy = (
            "Rör inget. Kör traffpunkt journal, och hör av dig till den som svarar för säkerheten."
        )
        return broken(found.fault, remedy)
    if found.missing:
        said = f"Skyddet i databasen saknas: {found.missing[0]}."
        return broken(said, "Lägg tillbaka det: docs/gora/skotsel.md säger hur.")
    if found.waiting > WAITING_LINES:
        said = f"{found.waiting} rader i journalen har inget sigill än."
        return doubtful(said, "Se efter raden om arbetaren här.")
    return sound(f"Kedjan håller: {found.lines} rader är som de skrevs.")


def backup() -> Verdict:
    """Whether there is a copy to go back to that is not too old."""
    newest = newest_backup()
    remedy = "Kör traffpunkt backup, och se efter att det görs varje natt: systemctl list-timers."
    if newest is None:
        said = f"Det finns ingen säkerhetskopia i {settings.BACKUPS}."
        return doubtful(said, remedy)
    age = timezone.now() - newest
    said = f"Den senaste säkerhetskopian är från {timezone.localtime(newest):%Y-%m-%d %H:%M}."
    if age > TOO_OLD:
        return broken(said, remedy)
    return doubtful(said, remedy) if age > OLD else sound(said)
