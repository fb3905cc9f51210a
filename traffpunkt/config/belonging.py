# SPDX-License-Identifier: EUPL-1.2
"""What of an installation is one municipality's: the answer of each table, and what stays here (ADR 35).

A table without an answer stops the export: nothing leaves because somebody forgot to say whose it is.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import Q

from traffpunkt.activities.models import Signup
from traffpunkt.config.tables import STAYS, TEXT, Field, Kind, Table, kind_of, tables
from traffpunkt.outbox.models import Message, SmsTry
from traffpunkt.people.models import Account, Card, IdentityProvider, PersonalPage
from traffpunkt.people.models.person import new_secret
from traffpunkt.places.models import Municipality, Organisation, Screen

Model = type[models.Model]

# From a row to its municipality, where the row does not name it itself.
WAYS = {
    "activities.activity_topics": "activity__municipality",
    "activities.announcement": "occasion__municipality",
    "activities.answer": "activity__municipality",
    "activities.attendance": "occasion__municipality",
    "activities.cancellation": "occasion__municipality",
    "activities.groupmember": "group__municipality",
    "activities.hosting": "activity__municipality",
    "activities.move": "occasion__municipality",
    "activities.offer": "occasion__municipality",
    "activities.offerplan": "series__municipality",
    "activities.reminderround": "occasion__municipality",
    "activities.seriesdate": "series__municipality",
    "activities.signature": "version__text__municipality",
    "activities.signup": "occasion__municipality",
    "activities.standing": "series__municipality",
    "activities.tally": "occasion__municipality",
    "cafe.ticket": "occasion__municipality",
    "journal.entry": "municipality_number",
    "outbox.smstry": "message__municipality",
    "people.contactway": "person__municipality",
    "people.grouprole": "provider__municipality",
    "people.legalversion": "text__municipality",
    "people.merge": "kept__municipality",
    "people.personalpage": "person__municipality",
    "places.municipality": "pk",
    "places.openinghours": "venue__municipality",
}
# Common to all: only the rows that a municipality's own rows point at.
COMMON: tuple[Model, ...] = (Account, Organisation)
# What never leaves in a municipality's package, and why.
KEYS = "Det öppnar något här och betyder inget någon annanstans."
ANEW = "Det görs om av det andra när filen läses in."
ALL_OF_US = "Det gäller hela installationen och är ingen enskild kommuns."
NEVER = {
    "sessions.session": KEYS,
    "people.signin": KEYS,
    "people.firstword": KEYS,
    "people.codenumber": KEYS,
    "people.providersignin": KEYS,
    "people.identity": KEYS,
    "people.takeout": "Det är uttagen själva, och deras filer finns bara här.",
    "account.emailaddress": KEYS,
    "account.emailconfirmation": KEYS,
    "mfa.authenticator": KEYS,
    "activities.searchword": ANEW,
    "activities.searchgram": ANEW,
    "activities.searchhit": ANEW,
    "people.personkey": ANEW,
    "people.spelling": ANEW,
    "journal.stamp": "Kedjan går genom allas rader. Era egna summor står i journal-proof.jsonl.",
    "journal.seal": "Kedjan går genom allas rader. Era egna summor står i journal-proof.jsonl.",
    "journal.weeding": ALL_OF_US,
    "outbox.standstill": ALL_OF_US,
    "auth.permission": ALL_OF_US,
    "auth.group": ALL_OF_US,
    "auth.group_permissions": ALL_OF_US,
    "contenttypes.contenttype": ALL_OF_US,
}
# What stays of a row that leaves, and what it has instead where it is read in: keys and what they
# are known by, and what somebody did in another municipality.
WITHHELD: dict[Model, dict[str, Callable[[], Any]]] = {
    Account: {"password": lambda: make_password(None), "last_login": lambda: None},
    Card: {"token_print": lambda: secrets.token_hex(32), "pin": lambda: make_password(None)},
    IdentityProvider: {"locked_secret": str, "is_active": lambda: False},
    PersonalPage: {"secret": new_secret},
    Screen: {"key_print": str, "code_until": lambda: None, "pin": str},
    Signup: {"secret": new_secret},
    SmsTry: {"secret": new_secret},
}
# Whoever reads the package in would send them a second time.
ON_THEIR_WAY = [Message.State.QUEUED, Message.State.SENDING]
REMAIN = {
    Message: STAYS[Message] | Q(state__in=ON_THEIR_WAY),
    SmsTry: Q(message__state__in=ON_THEIR_WAY),
}
ADDRESS = re.compile(r"/(anmalan|min-sida)/[\w-]{20,}")


def without_addresses(words: str) -> str:
    """A letter without the secret part of the addresses in it: they still open a page here."""
    return ADDRESS.sub(r"/\1/…", words)


class NoAnswer(Exception):
    """A table of which nobody has said whose its rows are."""


def way_of(model: Model) -> str:
    """The way from a row to the municipality that it is of; empty for what is common or stays."""
    label = model._meta.label_lower
    if model in COMMON or label in NEVER:
        return ""
    if label in WAYS:
        return WAYS[label]
    for field in model._meta.concrete_fields:
        if field.related_model is Municipality:
            return field.name
    raise NoAnswer(f"Vems är raderna i {label}? Skriv det i traffpunkt/config/belonging.py.")


def own_models() -> list[Model]:
    """The tables that a municipality's package has, each after those that it points at."""
    found = [table.model for table in tables()]
    return [model for model in found if way_of(model) or model in COMMON]


def those_of(model: Model, municipality: int) -> Q:
    """The rows of a table that are a municipality's, as a question."""
    if way := way_of(model):
        return Q(**{way: municipality})
    return reduce(or_, (Q(pk__in=numbers) for numbers in pointing_at(model, municipality)))


def pointing_at(model: Model, municipality: int) -> Iterator["models.QuerySet[Any, Any]"]:
    """The numbers of the rows of a common table that a municipality's own rows name."""
    for other in own_models():
        for field in other._meta.concrete_fields:
            if field.related_model is model:
                own = other._base_manager.filter(those_of(other, municipality))
                yield own.values(field.attname)


@dataclass(frozen=True)
class OwnTable(Table):
    """The rows of one kind that are one municipality's, without what only opens something here."""

    municipality: int = 0

    @property
    def withheld(self) -> dict[str, Callable[[], Any]]:
        """The fields that stay, and what stands in them where the row is read in."""
        return WITHHELD.get(self.model, {})

    @property
    def fields(self) -> list[Field]:
        """Those that leave."""
        return [field for field in super().fields if field.name not in self.withheld]

    def kind(self, field: Field) -> Kind:
        """How a field is written; letters leave without the addresses that open something."""
        if field is Message._meta.get_field("body"):
            return Kind(TEXT.schema, without_addresses)
        return kind_of(field)

    def rows(self) -> "models.QuerySet[Any, tuple[Any, ...]]":
        """The values of each row that is the municipality's, by its number."""
        own = super().rows().filter(those_of(self.model, self.municipality))
        return own.exclude(REMAIN.get(self.model, Q(pk__in=[])))

    def row(self, line: bytes) -> models.Model:
        """The row that a line tells of, with new secrets of its own."""
        row = super().row(line)
        for name, anew in self.withheld.items():
            setattr(row, name, anew())
        return row


def tables_of(municipality: int = 0) -> list[Table]:
    """The tables of a municipality's package; without one, how each of them is read."""
    return [OwnTable(model, municipality) for model in own_models()]
