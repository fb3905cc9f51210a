# SPDX-License-Identifier: EUPL-1.2
"""Every address of the system, read from the resolver, and how it is asked in a town."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.town import Town

# Pages of the installation, outside every municipality.
COMMON = {"home:healthz", "readyz", "metrics", "home:components"}
# Which row of a town stands behind the word before an argument.
ROWS = {
    "aktivitet": "activity", "aktiviteter": "activity", "serier": "series",
    "tillfalle": "occasion", "tillfallen": "occasion", "plats": "venue", "kalender": "topic", "amne": "topic",
    "anmalan": "signup", "anmalningar": "signup", "min-sida": "page", "samtal": "call",
    "rakning": "offer", "ko": "offer", "platser": "venue", "stangda-dagar": "closed_day", "amnen": "topic",
    "avtal": "agreement", "uppdrag": "membership", "vardskap": "hosting",
    "organisationer": "partner", "brister": "fault", "sokord": "synonym", "listor": "intake", "uttag": "takeout",
    "fasta-platser": "standing", "utlamnande": "disclosure",
    "personer": "person", "telefon": "person", "satt": "offer", "sms": "sms_try", "brev": "pile",
    "narvaro": "today", "samma": "double", "sammanslagningar": "merge", "skarmar": "screen",
    "underskrifter": "legal_text", "versioner": "legal_version", "grupper": "group", "medlemmar": "group_member",
    "texter": "consent", "onskemal": "wish", "svar": "signature",
    "gruppuppdrag": "group_role", "nummer": "ticket",
}  # fmt: skip
KEYS = {"slug": "slug", "secret": "secret", "key": "key"}
ROWS_BY_NAME = {
    "activities:film": "film", "activities:staff_seat": "waiting",
    "activities:staff_standing": "waiting",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """One address by its name."""

    name: str
    route: str
    view: object

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """The word before each argument, and the argument: [("tillfalle", "pk")]."""
        return re.findall(r"([\w-]+)/<\w+:(\w+)>", self.route)

    def given(self, town: Town) -> dict[str, object]:
        """The arguments that lead to the town's own rows."""
        return {
            argument: getattr(getattr(town, self.row(word)), KEYS.get(argument, "pk"))
            for word, argument in self.arguments
        }

    def row(self, word: str) -> str:
        return ROWS_BY_NAME.get(self.name) or ROWS[word]

    def within(self, town: Town, of: Town | None = None) -> str:
        """The path under a town's prefix, to its own rows or to those of another."""
        path = reverse(self.name, kwargs=self.given(of or town))
        return path if self.name in COMMON else f"/{town.slug}{path}"


def walk(
    patterns: list[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            deeper = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, route, deeper)
        else:
            yield Address(f"{space}{pattern.name}", route, pattern.callback)


def every_address() -> list[Address]:
    return list(walk(get_resolver().url_patterns))


def named(name: str) -> Address:
    return next(address for address in every_address() if address.name == name)
