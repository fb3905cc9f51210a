# SPDX-License-Identifier: EUPL-1.2
"""Whether the mail server would take our letters: everything but the letter is tried."""

import ipaddress
import smtplib
import ssl
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from traffpunkt.outbox.sending import hang_up


class MailTrouble(Exception):
    """What is wrong with the way to the mail server, and how it is mended."""

    def __init__(self, said: str, remedy: str) -> None:
        super().__init__(said)
        self.said = said
        self.remedy = remedy


def probe() -> None:
    """Call the mail server as the worker does, sign in, name the sender, and hang up."""
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
        name_sender(connection)
    except smtplib.SMTPAuthenticationError as answer:
        raise MailTrouble(
            f"Mejlservern godtar inte namnet och lösenordet (svar {answer.smtp_code}).",
            "Rätta TRAFFPUNKT_SMTP_USER och TRAFFPUNKT_SMTP_PASSWORD och starta om.",
        ) from None
    except smtplib.SMTPNotSupportedError as fault:
        raise unsupported(str(fault)) from None
    except ssl.SSLError:
        raise MailTrouble(
            "Krypteringen till mejlservern gick inte att få till. Certifikatet är inte godkänt.",
            "Skriv serverns riktiga namn i TRAFFPUNKT_SMTP_HOST, eller låt den få ett giltigt certifikat.",
        ) from None
    except (OSError, smtplib.SMTPException) as fault:
        raise MailTrouble(
            f"Mejlservern {settings.EMAIL_HOST}:{settings.EMAIL_PORT} svarar inte ({type(fault).__name__}).",
            "Se efter TRAFFPUNKT_SMTP_HOST, TRAFFPUNKT_SMTP_PORT och brandväggen.",
        ) from None
    finally:
        hang_up(connection)


def name_sender(connection: BaseEmailBackend) -> None:
    """Ask whether letters from our address are taken; nothing is sent."""
    line = connection.connection if isinstance(connection, EmailBackend) else None
    if line is None:
        return
    line.ehlo_or_helo_if_needed()
    code, _words = line.mail(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    line.rset()
    if code != 250:
        raise MailTrouble(
            f"Mejlservern tar inte emot brev från {settings.DEFAULT_FROM_EMAIL} (svar {code}).",
            "Rätta TRAFFPUNKT_FROM, eller låt mejlservern godta adressen.",
        )


def unsupported(words: str) -> MailTrouble:
    """What a server cannot do that our settings ask for."""
    if "STARTTLS" in words:
        return MailTrouble(
            "Mejlservern kan inte kryptera (STARTTLS).",
            "Välj rätt port, ofta 587, i TRAFFPUNKT_SMTP_PORT. Stäng bara av TRAFFPUNKT_SMTP_TLS "
            "om mejlservern står på samma maskin.",
        )
    return MailTrouble(
        "Mejlservern låter ingen logga in på det här sättet.",
        "Sätt på TRAFFPUNKT_SMTP_TLS, eller ta bort TRAFFPUNKT_SMTP_USER om inget namn behövs.",
    )


def is_in_the_clear() -> bool:
    """Whether letters go unencrypted to another machine."""
    if settings.EMAIL_USE_TLS:
        return False
    try:
        return not ipaddress.ip_address(settings.EMAIL_HOST).is_loopback
    except ValueError:
        return bool(settings.EMAIL_HOST != "localhost")
