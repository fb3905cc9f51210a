# SPDX-License-Identifier: EUPL-1.2
"""A real SAML identity provider, by pysaml2's own server side, and people who sign in there."""

import base64
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.utils import CryptographyDeprecationWarning
from django.test import Client
from saml2 import BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import create_metadata_string
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

from tests.makers import the_municipality
from traffpunkt.people.models import GroupRole, IdentityProvider

with warnings.catch_warnings():
    # It names a cipher that is about to move; that is theirs to mend.
    warnings.simplefilter("ignore", CryptographyDeprecationWarning)
    from saml2.server import Server

ASK = "/logga-in/kommunen/"
METADATA = "/logga-in/saml/metadata/"
ANSWER = "/logga-in/saml/svar/"
FINISH = "/logga-in/saml/klar/"
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
NAME = "urn:oid:2.16.840.1.113730.3.1.241"
CIVIC = "urn:oid:1.2.752.29.4.13"

Change = Callable[[str], str]


def same(text: str) -> str:
    return text


class SamlServer:
    """The provider: its own key, its words of itself, and its answers to our questions."""

    def __init__(self, folder: Path, ours: Path) -> None:
        self.entity = "https://idp.gavle.example/saml"
        # Ours too, so that a thief can be made who signs with another key than the provider's.
        self.folder, self.ours = folder, ours
        self.servers: dict[str, Any] = {}
        self.page = f"{self.entity}/sso"
        self.key, self.certificate = folder / "key.pem", folder / "certificate.pem"

    def settings(self, ours: str = "") -> IdPConfig:
        return IdPConfig().load(
            {
                "entityid": self.entity,
                "key_file": str(self.key),
                "cert_file": str(self.certificate),
                "signing_algorithm": SIG_RSA_SHA256,
                "digest_algorithm": DIGEST_SHA256,
                "metadata": {"inline": [ours]} if ours else {},
                "service": {
                    "idp": {
                        "endpoints": {
                            "single_sign_on_service": [(self.page, BINDING_HTTP_REDIRECT)]
                        },
                        "want_authn_requests_signed": True,
                        "policy": {
                            "default": {"attribute_restrictions": None, "lifetime": {"minutes": 5}}
                        },
                    }
                },
            }
        )

    @property
    def metadata(self) -> str:
        return str(create_metadata_string(None, config=self.settings(), valid=0).decode())

    @property
    def signed_metadata(self) -> str:
        told = create_metadata_string(None, config=self.settings(), valid=24, sign=True)
        return str(told.decode() if isinstance(told, bytes) else told)

    def server(self, client: Client, change: Change = same) -> Any:
        """The provider, when it has read what we say of ourselves."""
        ours = change(client.get(METADATA).content.decode())
        if ours not in self.servers:
            self.servers[ours] = Server(config=self.settings(ours))
        return self.servers[ours]

    def question(self, client: Client, address: str) -> Any:
        """Our question, whose signature the provider has checked."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        asked = self.server(client).parse_authn_request(
            told["SAMLRequest"], BINDING_HTTP_REDIRECT, relay_state=told.get("RelayState"),
            sigalg=told["SigAlg"], signature=told["Signature"],
        )  # fmt: skip
        return asked.message

    def answer(self, client: Client, address: str, ours: Change = same, **told: Any) -> str:
        """What the provider says to a question: the XML of it."""
        asked = self.question(client, address)
        facts: dict[str, Any] = {
            "identity": {NAME: ["Karin"], "groups": ["samordnare"]},
            "in_response_to": asked.id,
            "destination": asked.assertion_consumer_service_url,
            "sp_entity_id": asked.issuer.text,
            "name_id": NameID(format=NAMEID_FORMAT_PERSISTENT, text="k1"),
            "authn": {"class_ref": LOA3, "authn_auth": self.entity},
            "sign_response": True, "sign_assertion": True,
            "sign_alg": SIG_RSA_SHA256, "digest_alg": DIGEST_SHA256,
        } | told  # fmt: skip
        return str(self.server(client, ours).create_authn_response(**facts))


def make_saml_provider(server: SamlServer, **given: Any) -> IdentityProvider:
    """The municipality's own sign-in is this provider, whose coordinators are in one group."""
    facts = {"municipality": the_municipality()} if "municipality" not in given else {}
    row = IdentityProvider.objects.create(
        kind="saml", issuer=server.entity, label="Gävles inloggning", metadata=server.metadata,
        levels=LOA3, **facts | given,
    )  # fmt: skip
    GroupRole.objects.create(provider=row, group="samordnare", role="coordinator")
    return row


def asked(client: Client, at: str = ASK) -> str:
    """The provider's page, as ours leads there."""
    answer = client.get(at)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def posted(text: str, **more: Any) -> Any:
    """The provider's page posts the answer: from its own address, with no cookie of ours."""
    sent = {"SAMLResponse": base64.b64encode(text.encode()).decode()}
    stranger = Client(enforce_csrf_checks=True)
    headers = {"Origin": "https://idp.gavle.example", "Sec-Fetch-Site": "cross-site"}
    return stranger.post(ANSWER, sent, headers=headers, **more)


def go_in(
    client: Client, server: SamlServer, at: str = ASK, change: Change = same, **told: Any
) -> Any:
    """The whole round: out to the provider, its post, and the page that finishes in this browser."""
    answer = posted(change(server.answer(client, asked(client, at), **told)))
    return client.get(answer["Location"]) if answer.status_code == 303 else answer
