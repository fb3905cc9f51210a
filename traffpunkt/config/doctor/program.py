# SPDX-License-Identifier: EUPL-1.2
"""The program itself: its settings, its key, its database, its clock, its files for the web."""

import datetime
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from traffpunkt.config import preparing
from traffpunkt.config.doctor.verdict import Verdict, broken, doubtful, sound
from traffpunkt.journal.models import Entry
from traffpunkt.places.models import Municipality

AGREES = datetime.timedelta(seconds=30)
HOME = {"localhost", "127.0.0.1", "[::1]"}
SHORTEST_KEY = 50
FEWEST_SIGNS = 5
RESTART = "Sätt klockan (timedatectl set-ntp true) och starta om."


def database() -> Verdict:
    """Whether the database answers, and has the tables of this version."""
    if behind := preparing.what_is_to_migrate():
        return broken(
            f"Databasen är inte förd till den här versionen. Det saknas {len(behind)} steg, först {behind[0]}.",
            "Ta en kopia med traffpunkt backup och kör sedan traffpunkt prepare.",
        )
    if ahead := preparing.what_is_newer():
        return broken(
            f"Databasen är nyare än programmet: den har steget {ahead[0]}.",
            "Lägg in den nyare versionen igen, eller lägg tillbaka kopian från före uppdateringen.",
        )
    return sound("Databasen svarar och hör till den här versionen.")


def key() -> Verdict:
    """Whether the key that guards sign-ins is there and hard to guess."""
    remedy = "Ta bort TRAFFPUNKT_SECRET_KEY ur inställningarna och starta om, så görs en stark."
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        return broken(
            "Nyckeln som skyddar inloggningar är tom.",
            f"Ta bort den tomma filen {Path(settings.VAR) / 'secret-key'} och starta om.",
        )
    if len(secret) < SHORTEST_KEY or len(set(secret)) < FEWEST_SIGNS:
        return broken("Nyckeln som skyddar inloggningar är lätt att gissa.", remedy)
    return sound("Nyckeln som skyddar inloggningar är stark.")


def clock() -> Verdict:
    """Whether this machine's clock agrees with the database's, the disk's and what is written."""
    here = timezone.now()
    if abs(here - clock_of_database()) > AGREES:
        return broken("Klockan här och databasens klocka går olika.", RESTART)
    if abs(here - clock_of_disk()) > AGREES:
        return broken("Klockan här och diskens klocka går olika.", RESTART)
    newest = Entry.objects.order_by("-pk").first()
    if newest and newest.at > here + AGREES:
        return broken(
            "Journalens senaste rad är skriven i framtiden: klockan har gått bakåt.", RESTART
        )
    return sound("Klockan stämmer med databasens och diskens.")


def clock_of_database() -> datetime.datetime:
    """What the database says the time is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (said,) = cursor.fetchone()
    if isinstance(said, str):
        return datetime.datetime.fromisoformat(said).replace(tzinfo=datetime.UTC)
    moment: datetime.datetime = said
    return moment


def clock_of_disk() -> datetime.datetime:
    """When a file written now is said to be written."""
    with tempfile.NamedTemporaryFile(dir=settings.VAR) as file:
        file.write(b"x")
        file.flush()
        return datetime.datetime.fromtimestamp(Path(file.name).stat().st_mtime, tz=datetime.UTC)


def static() -> Verdict:
    """Whether the files for the web are laid out as they are in this version."""
    if preparing.is_static_in_place():
        return sound("Filerna till webben är på plats.")
    return broken(
        "Filerna till webben saknas eller hör till en annan version.", "Kör traffpunkt prepare."
    )


def door() -> Verdict:
    """Whether the settings for encryption, proxies and host names agree with one another."""
    hosts = set(settings.ALLOWED_HOSTS)
    named = Municipality.objects.exclude(host=None).exclude(host="").values_list("host", flat=True)
    if missing := [name for name in named if not hosts & {name, "*"}]:
        return broken(
            f"En kommun har adressen {missing[0]}, men systemet svarar inte på den.",
            "Lägg till den i TRAFFPUNKT_HOSTS.",
        )
    return encrypted_door(hosts) if settings.HTTPS else open_door(hosts)


def encrypted_door(hosts: set[str]) -> Verdict:
    """The settings of an installation that asks for encryption."""
    if not settings.TRUSTED_PROXIES:
        return broken(
            "Kryptering krävs, men inget mellanled är betrott. Webbläsaren skickas runt i en ring.",
            "Sätt TRAFFPUNKT_TRUSTED_PROXIES=1 när nginx står framför.",
        )
    if hosts <= HOME:
        return broken(
            "Systemet svarar bara på den egna maskinens namn.",
            "Skriv kommunens värdnamn i TRAFFPUNKT_HOSTS.",
        )
    if "*" in hosts or settings.DEMO:
        return doubtful(
            "Systemet svarar på vilket värdnamn som helst."
            if "*" in hosts
            else "Påhittat innehåll är på i skarp drift.",
            "Skriv kommunens värdnamn i TRAFFPUNKT_HOSTS och ta bort TRAFFPUNKT_DEMO.",
        )
    return sound("Kryptering, mellanled och värdnamn stämmer överens.")


def open_door(hosts: set[str]) -> Verdict:
    """The settings of a trial without encryption."""
    if hosts <= HOME and not settings.TRUSTED_PROXIES:
        return sound("Ett prov på egen dator, utan kryptering.")
    return doubtful(
        "Kryptering krävs inte, fast systemet svarar på fler namn än den egna maskinens.",
        "Ta bort TRAFFPUNKT_HTTPS=off, och låt nginx kryptera.",
    )
