# SPDX-License-Identifier: EUPL-1.2
"""The back channel to a municipality's identity provider. The one place where a request waits for the network.

A sign-in cannot be believed before the provider has answered, so the outbox is no way round it.
No fault carries a token, a code or a secret.
"""

import base64
import contextlib
import functools
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Never
from urllib.parse import quote, urlencode, urlsplit

import jwt
import requests
from django.conf import settings
from django.utils.crypto import constant_time_compare
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from traffpunkt.people.models import IdentityProvider

# Seconds in all for one answer, and how much of it is read.
PATIENCE = 5
LONGEST = 64 * 1024
WELL_KNOWN = "/.well-known/openid-configuration"
# Never a shared secret, never none.
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
# How much two clocks may differ.
LEEWAY = 30


class Down(Exception):
    """The provider does not answer, or not as it should; later it may.

    `why` is a word for whoever can put it right (provider_trial.py), `told` what the provider said.
    """

    def __init__(self, why: str, told: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.told = told


class Refused(Exception):
    """The provider says no, or what it says is not to be believed."""


class Ended(Refused):
    """The provider no longer stands for this person's sign-in."""


@dataclass(frozen=True, slots=True)
class Question:
    """What one sign-in asks with, kept in the browser's session until the answer comes."""

    state: str
    nonce: str
    verifier: str
    # Since when she must have signed in there; nothing where being signed in is enough.
    since: float = 0

    @classmethod
    def new(cls, *, again: bool) -> "Question":
        """Three secrets that nobody can guess; `again` lets nobody through who only is signed in there."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _part in range(3))
        return cls(state, nonce, verifier, time.time() if again else 0)

    @property
    def challenge(self) -> str:
        """The fingerprint of the verifier (PKCE, S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def where_to_ask(provider: IdentityProvider, question: Question, back: str) -> str:
    """The provider's own page, with the question."""
    facts = facts_of(provider)
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": scope_of(facts),
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": question.challenge,
        "code_challenge_method": "S256",
    } | ({"prompt": "login", "max_age": 0} if question.since else {})
    address = endpoint(facts, "authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def scope_of(facts: dict[str, Any]) -> str:
    """What is asked for; a provider that lists it is asked for a key to ask again with."""
    more = "offline_access" in listed(facts, "scopes_supported", [])
    return "openid profile offline_access" if more else "openid profile"


def redeem(
    provider: IdentityProvider, code: str, question: Question, back: str
) -> tuple[dict[str, Any], str]:
    """What the provider tells of the person, checked, and the key to ask again with."""
    facts = facts_of(provider)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
    told = tokens(provider, facts, form | {"code_verifier": question.verifier})
    claims = checked(provider, facts, str(told.get("id_token", "")))
    if not constant_time_compare(str(claims.get("nonce", "")), question.nonce):
        raise Refused
    # The browser carries the question: whoever sits at it could leave out that it is asked anew.
    if question.since and not showed_since(question.since, claims):
        raise Refused
    return claims, str(told.get("refresh_token") or "")


def showed_since(moment: float, claims: dict[str, Any]) -> bool:
    """Whether she signed in at the provider after a moment; it has to say when."""
    told = claims.get("auth_time")
    return isinstance(told, int | float) and told >= moment - LEEWAY


def ask_again(provider: IdentityProvider, refresh: str) -> tuple[dict[str, Any] | None, str]:
    """Whether the provider still stands for somebody: what it tells of her now, where it tells
    anything, and the key to ask with next time; else Ended."""
    facts = facts_of(provider)
    told = tokens(provider, facts, {"grant_type": "refresh_token", "refresh_token": refresh})
    token = str(told.get("id_token") or "")
    claims = checked(provider, facts, token) if token else None
    return claims, str(told.get("refresh_token") or refresh)


def try_out(provider: IdentityProvider) -> None:
    """Ask the provider what it says of itself; Down says what keeps us from using it."""
    facts = facts_of(provider)
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        endpoint(facts, name)
    keys_of(facts)
    signs_with = listed(facts, "id_token_signing_alg_values_supported", SIGNATURES)
    if not set(SIGNATURES).intersection(signs_with):
        raise Down("signature")
    if "S256" not in listed(facts, "code_challenge_methods_supported", ["S256"]):
        raise Down("challenge")


def facts_of(provider: IdentityProvider) -> dict[str, Any]:
    """What the provider says of itself; its name must be the one that we were told."""
    facts = fetched(provider.issuer.rstrip("/") + WELL_KNOWN)
    if facts.get("issuer") != provider.issuer:
        told = str(facts.get("issuer") or "")[:300]
        raise Down("name" if told else "unreadable", told)
    provider.note_answer()
    return facts


def endpoint(facts: dict[str, Any], name: str) -> str:
    """One of its addresses; in the open only where all of ours are."""
    address = str(facts.get(name, ""))
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = ""
    if scheme not in ({"https"} if settings.HTTPS else {"https", "http"}):
        raise Down("address")
    return address


def listed(facts: dict[str, Any], name: str, otherwise: list[str]) -> list[str]:
    """What it says that it knows; where it says nothing that is a list, what one may take for granted."""
    told = facts.get(name)
    return [str(each) for each in told] if isinstance(told, list) else otherwise


def fetched(address: str) -> dict[str, Any]:
    """A document of the provider's."""
    status, content = replied("GET", address)
    return told_in(content) if status == requests.codes.ok else no_answer()


class Line(HTTPAdapter):
    """Lines to a provider that are cut after a while: one that says a byte now and then holds nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.until = time.monotonic() + PATIENCE
        self.cuts: list[threading.Timer] = []

    def get_connection_with_tls_context(self, *given: Any, **more: Any) -> Any:
        """A place for lines, each of which is cut in time."""
        pool: Any = super().get_connection_with_tls_context(*given, **more)
        pool.ConnectionCls = functools.partial(self.drawn, pool.ConnectionCls)
        return pool

    def drawn(self, kind: Callable[..., Any], **given: Any) -> Any:
        """A line that is cut in time, counted from before it was there."""
        line = kind(**given)
        connect = line.connect

        def connected() -> None:
            connect()
            cut = threading.Timer(self.until - time.monotonic(), hang_up, [line.sock])
            self.cuts.append(cut)
            cut.start()

        line.connect = connected
        return line

    def close(self) -> None:
        """No line is left to be cut."""
        for cut in self.cuts:
            cut.cancel()
        super().close()


def hang_up(line: socket.socket) -> None:
    """Let whoever waits at a line wait no more; one that is closed already stays so."""
    with contextlib.suppress(OSError):
        # A locked line would first say goodbye, and wait for the answer.
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def replied(method: str, address: str, **asked: Any) -> tuple[int, bytes]:
    """What somebody answers, in our time and in no more words than we read."""
    with requests.Session() as session:
        line = Line()
        session.mount("https://", line)
        session.mount("http://", line)
        try:
            answer = session.request(
                method, address, timeout=PATIENCE, allow_redirects=False, stream=True, **asked
            )
            content = b""
            for part in answer.iter_content(LONGEST + 1):
                content += part
                if len(content) > LONGEST:
                    break
        except (requests.RequestException, HTTPError, ValueError):
            raise Down("silent") from None
    if len(content) > LONGEST or time.monotonic() > line.until:
        no_answer()
    return answer.status_code, content


def told_in(content: bytes) -> dict[str, Any]:
    """What an answer says, if it says anything that can be read."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        no_answer()
    return told if isinstance(told, dict) else no_answer()


def no_answer() -> Never:
    """There is nothing to be read."""
    raise Down("unreadable")


def tokens(
    provider: IdentityProvider, facts: dict[str, Any], form: dict[str, str]
) -> dict[str, Any]:
    """What the provider gives for a code or a key."""
    address = endpoint(facts, "token_endpoint")
    # RFC 6749, 2.3.1: both are encoded before they are put together.
    who = (quote(provider.client_id, safe=""), quote(provider.secret, safe=""))
    status, content = replied("POST", address, data=form, auth=who)
    told = told_in(content)
    if status == requests.codes.ok:
        return told
    # Only this one is about the person; a wrong secret is for the municipality to put right.
    raise Ended if told.get("error") == "invalid_grant" else Down("refusal")


def checked(provider: IdentityProvider, facts: dict[str, Any], token: str) -> dict[str, Any]:
    """What an ID token says: signed by the provider, for us, in time."""
    keys = keys_of(facts)
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key_for(token, keys),
            algorithms=SIGNATURES,
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except jwt.PyJWTError:
        raise Refused from None
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", "" if several else provider.client_id) != provider.client_id:
        raise Refused
    return claims


def keys_of(facts: dict[str, Any]) -> list[jwt.PyJWK]:
    """The keys that the provider signs with."""
    told = fetched(endpoint(facts, "jwks_uri"))
    try:
        known = jwt.PyJWKSet.from_dict(told).keys
    except (jwt.PyJWTError, AttributeError, TypeError, ValueError):
        raise Down("keys") from None
    return [key for key in known if key.public_key_use != "enc"]


def key_for(token: str, known: list[jwt.PyJWK]) -> jwt.PyJWK:
    """The provider's key that a token says it is signed with; a token that names none may have the only one."""
    name = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in known if key.key_id == name] if name else known
    if len(fitting) != 1:
        raise Refused
    return fitting[0]
