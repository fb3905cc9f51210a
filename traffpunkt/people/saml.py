# SPDX-License-Identifier: EUPL-1.2
"""Signing in by SAML: what one browser has asked, and what an answer must be to be believed.

An extra: pysaml2 stands in one module (saml_peer.py) that is imported by its name in the settings.
No fault carries an answer, an attribute or a number.
"""

import base64
import binascii
import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.core.cache import cache

from traffpunkt.people.models import IdentityProvider
from traffpunkt.people.models.identity import locked, unlocked
from traffpunkt.people.oidc import Refused
from traffpunkt.places.civic_numbers import holds_civic_number

# As long as somebody may take at the provider, and as long as the way back to her own browser takes.
LIVES = 60 * 15
HANDED = 60 * 2
# How much two clocks may differ.
LEEWAY = 60
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
# What a person is called, the whole first: Sweden Connect's names and ADFS's.
NAMES = (
    "urn:oid:2.16.840.1.113730.3.1.241",
    "displayName",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
    "urn:oid:2.5.4.42",
)
# Civic numbers and what is made of them: never asked for, never read.
CIVIC = frozenset(
    {
        "urn:oid:1.2.752.29.4.13", "personalIdentityNumber",
        "urn:oid:1.2.752.201.3.15", "previousPersonalIdentityNumber",
        "urn:oid:1.2.752.201.3.4", "prid",
        "urn:oid:1.2.752.201.3.6", "personalIdentityNumberBinding",
        "urn:oid:1.2.752.201.3.7", "eidasPersonIdentifier",
    }
)  # fmt: skip
DECLARED = re.compile(
    r"""^\s*<\?xml version=["']1\.[01]["']( encoding=["']utf-8["'])?[^<>?]*\?>""", re.IGNORECASE
)


class Weak(Refused):
    """Somebody showed who she is, but not as surely as is asked for here."""


@dataclass(frozen=True, slots=True)
class Here:
    """What we are called in one municipality, where answers are sent, and what they are to tell besides names."""

    entity: str
    answers: str
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the address that it stands in, and the number that the answer must name."""

    address: str
    number: str


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer says whose signatures, times and addresses hold."""

    question: str
    assertion: str
    until: int
    at: int
    level: str
    number: str
    number_kind: str
    attributes: dict[str, list[str]] = field(default_factory=dict)


class Peer(Protocol):
    """What pysaml2 does for us."""

    def metadata_of(self, here: Here) -> str:
        """What we say of ourselves, for the provider to read."""
        ...

    def question(self, provider: IdentityProvider, here: Here, again: bool) -> Asked:
        """The provider's page with a signed question."""
        ...

    def told_in(self, provider: IdentityProvider, here: Here, text: str) -> Told:
        """What an answer says that is believed; else Refused."""
        ...

    def question_named(self, text: str) -> str:
        """The question that an answer says it is to."""
        ...

    def try_out(self, provider: IdentityProvider) -> None:
        """Whether the provider can be asked; else Down."""
        ...

    def own_words(self, text: str, issuer: str, certificate: str) -> str:
        """What a provider says of itself, checked; else Down."""
        ...

    def certificates_in(self, provider: IdentityProvider) -> list[str]:
        """The certificates that a provider signs with."""
        ...


def peer() -> Peer:
    """The module that needs pysaml2; where SAML is off nothing asks for it."""
    return cast("Peer", import_module(settings.SAML_PEER))


def where_to_ask(provider: IdentityProvider, here: Here, again: bool) -> Asked:
    """The provider's own page with the question, which is remembered until one answer has come."""
    asked = peer().question(provider, here, again)
    cache.set(asked_key(provider, asked.number), provider.pk, LIVES)
    return asked


def take(provider: IdentityProvider, here: Here, answer: str) -> str:
    """Check an answer, and keep what it says under a word that only the asking browser can use.

    The provider's post carries no cookie of ours, so whose browser it is is seen on the next page.
    """
    text = plain(answer)
    question = asked_key(provider, peer().question_named(text))
    # Nobody asked: nothing more is done for such an answer.
    if cache.get(question) is None:
        raise Refused
    told = peer().told_in(provider, here, text)
    claims = claims_of(provider, told)
    # Each is used once, in whichever process it arrives.
    if not (cache.add(seen_key(provider, told), 1, LIVES + told.until) and cache.delete(question)):
        raise Refused
    word = secrets.token_urlsafe(32)
    kept = {"provider": provider.pk, "question": told.question, "at": told.at, "claims": claims}
    cache.set(word_key(word), locked(json.dumps(kept)), HANDED)
    return word


def handed(word: str) -> dict[str, object]:
    """What an answer said, once; nothing by any other word."""
    kept = cache.get(word_key(word), "")
    if not cache.delete(word_key(word)):
        return {}
    found: dict[str, object] = json.loads(unlocked(kept) or "{}")
    return found


def plain(answer: str) -> str:
    """An answer as text. Comments, entities and whatever else can be read in two ways are refused."""
    try:
        text = base64.b64decode("".join(answer.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        raise Refused from None
    rest = DECLARED.sub("", text, count=1)
    if "<!" in rest or "<?" in rest:
        raise Refused
    return text


def claims_of(provider: IdentityProvider, told: Told) -> dict[str, object]:
    """What we keep: her number, her name and her groups. All else is let go of here."""
    if told.level not in provider.accepted_levels:
        raise Weak
    known = {name: values for name, values in told.attributes.items() if name not in CIVIC}
    number = number_in(provider, told, known)
    if not number or len(number) > 255 or holds_civic_number(number):
        raise Refused
    name = next((known[each][0] for each in NAMES if known.get(each)), "")
    return {
        "iss": provider.issuer,
        "sub": number,
        "name": "" if holds_civic_number(name) else name,
        provider.groups_claim: known.get(provider.groups_claim, []),
    }


def number_in(provider: IdentityProvider, told: Told, known: dict[str, list[str]]) -> str:
    """The lasting number: the attribute that the municipality chose, else the provider's own."""
    if provider.subject_claim:
        values = known.get(provider.subject_claim, [])
        return values[0].strip() if len(values) == 1 else ""
    return told.number.strip() if told.number_kind == PERSISTENT else ""


def fingerprint(*parts: object) -> str:
    """A short name in the cache that tells nothing."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def asked_key(provider: IdentityProvider, number: str) -> str:
    """Where a question waits for its answer."""
    return "saml-asked-" + fingerprint(provider.pk, number)


def seen_key(provider: IdentityProvider, told: Told) -> str:
    """Where it stands that an assertion has been used."""
    return "saml-seen-" + fingerprint(provider.issuer, told.assertion)


def word_key(word: str) -> str:
    """Where an answer waits for the browser that asked."""
    return "saml-word-" + fingerprint(word)
