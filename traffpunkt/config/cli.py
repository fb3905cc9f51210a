# SPDX-License-Identifier: EUPL-1.2
"""The command line of an installation: `traffpunkt serve`, `worker`, `migrate`, `demo` …"""

import difflib
import os
import sys

from django.core.management import execute_from_command_line

from traffpunkt.config.version import VERSION

COMMANDS = {
    "serve": "svara på webben, med arbetaren bredvid",
    "worker": "bara arbetaren: skicka, släpp platser, planera nya tillfällen",
    "prepare": "gör klart för start: databas, filer till webben, påhittat innehåll om det ska vara demo",
    "migrate": "för databasen till den här versionen",
    "demo": "lägg in två påhittade kommuner att titta på",
    "create-municipality": "lägg upp en kommun",
    "create-coordinator": "ge någon uppdraget som samordnare i en kommun",
    "saml-key": "gör nyckeln för inloggning med SAML",
    "doctor": "se efter hur systemet mår, och hur det som är fel lagas",
    "journal": "se efter att ingen har ändrat i journalen, och visa dagens sigill",
    "backup": "ta en säkerhetskopia av allt, medan systemet är igång",
    "restore": "lägg tillbaka en säkerhetskopia",
    "export": "skriv ut allt i öppna format, medan systemet är igång",
    "import": "läs in en export i en tom installation",
    "gallring": "ta bort det som har sparats så länge det får; med --provkor bara räkna",
    "register": "skriv registerförteckningen: vad som sparas om människor, varför och hur länge",
    "incident": "lägg det som behövs för att anmäla en incident i en zip-fil",
    "reindex": "bygg om sökningens index",
    "check": "granska inställningarna; med --deploy inför skarp drift",
}


def listing() -> str:
    """All commands, one a line, as `traffpunkt help` shows them."""
    lines = [f"  {name:<20} {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            f"Träffpunkt {VERSION}",
            "",
            "Så här skriver du: traffpunkt KOMMANDO [val]",
            "",
            *lines,
            "",
            "Mer om ett kommando: traffpunkt KOMMANDO --help",
            "",
        ]
    )


def unknown(name: str) -> str:
    """What to say about a command that is not there."""
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    guess = f" Menade du {near[0]}?" if near else ""
    return f"Kommandot {name} finns inte.{guess} Skriv traffpunkt help för att se alla.\n"


def main(words: list[str] | None = None) -> None:
    """Run one command."""
    program, *rest = sys.argv if words is None else words
    name = rest[0] if rest else "help"
    if name in {"help", "-h", "--help"}:
        sys.stdout.write(listing())
        return
    if name in {"version", "--version"}:
        sys.stdout.write(f"{VERSION}\n")
        return
    if name not in COMMANDS:
        sys.stderr.write(unknown(name))
        sys.exit(2)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traffpunkt.config.settings")
    execute_from_command_line([program, name.replace("-", "_"), *rest[1:]])
