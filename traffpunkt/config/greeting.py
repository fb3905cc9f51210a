# SPDX-License-Identifier: EUPL-1.2
"""What a started installation says: where to look, and in a demo how to be each role."""

from django.conf import settings

from traffpunkt.people.models import Membership
from traffpunkt.places.models import Municipality, Screen


def address(municipality: Municipality, here: str, is_alone: bool) -> str:
    """Where a municipality answers."""
    if municipality.host:
        return f"https://{municipality.host}/"
    return f"{here}/" if is_alone else f"{here}/{municipality.slug}/"


def places(here: str) -> list[str]:
    """One line for each municipality."""
    rows = list(Municipality.objects.all())
    if not rows:
        return [
            "  Här finns ingen kommun än. Lägg upp en: bin/traffpunkt create-municipality --help"
        ]
    return [f"  {row.name:<16} {address(row, here, len(rows) == 1)}" for row in rows]


def roles() -> list[str]:
    """How to be each role in a demo: senior by just looking, staff by signing in with a code."""
    found = Membership.objects.current().select_related("account", "municipality")
    rows = found.order_by("municipality__name", "role", "name")
    staff = [
        f"  {row.municipality.name:<16} {row.get_role_display():<22} {row.account.email}"
        for row in rows
    ]
    if not staff:
        return []
    return [
        "",
        "Besökare: öppna bara en adress, inget konto behövs.",
        "Personal: öppna /logga-in/ efter kommunens adress och skriv en av de här adresserna.",
        f"Koden kommer som en fil i {settings.EMAIL_FILE_PATH}",
        *staff,
    ]


def screens() -> list[str]:
    """How to make any browser a screen of the demo: each code works once."""
    found = Screen.objects.waiting().select_related("municipality", "venue")
    codes = [f"  {row.municipality.name:<16} {row.code}  {row.venue}, {row}" for row in found]
    if not codes:
        return []
    return ["", "Skärmar: öppna /skarm/ efter kommunens adress och skriv koden.", *codes]


def greeting(port: int) -> str:
    """All of it."""
    here = f"http://localhost:{port}"
    lines = ["Träffpunkt är igång. Avsluta med Ctrl-C.", "", *places(here)]
    return "\n".join([*lines, *(roles() + screens() if settings.DEMO else []), ""])
