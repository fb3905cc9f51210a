# SPDX-License-Identifier: EUPL-1.2
"""pysaml2, the one place where it is used; imported by name, only where SAML is on (settings.SAML_PEER)."""

import base64
import calendar
import tempfile
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.utils import timezone
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, md, samlp
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.metadata import create_metadata_string
from saml2.response import AuthnResponse
from saml2.sigver import security_context
from saml2.time_util import str_to_time, valid
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

from traffpunkt.people import saml_keys
from traffpunkt.people.models import IdentityProvider
from traffpunkt.people.oidc import Down, Refused
from traffpunkt.people.saml import LEEWAY, PERSISTENT, Asked, Here, Told

BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
NAMES_ONLY = "http://id.elegnamnden.se/ec/1.0/loa3-name"
NOBODY = Here("urn:traffpunkt", "urn:traffpunkt")
# SHA-1 and shared secrets are signed with by nobody whom we believe.
SIGNATURES = {
    "http://www.w3.org/2001/04/xmldsig-more#" + name
    for name in (
        "rsa-sha256", "rsa-sha384", "rsa-sha512", "ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512",
    )
}  # fmt: skip
DIGESTS = {
    DIGEST_SHA256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
}


def settings_of(here: Here, metadata: str = "") -> SPConfig:
    """Who we are and whom we ask, as pysaml2 wants to be told."""
    key, certificate = saml_keys.paths()
    ours = {"key_file": str(key), "cert_file": str(certificate)}
    asks = {
        "endpoints": {"assertion_consumer_service": [(here.answers, BINDING_HTTP_POST)]},
        "authn_requests_signed": True,
        "want_assertions_signed": True,
        "want_response_signed": True,
        "allow_unsolicited": False,
        "allow_unknown_attributes": True,
        "name_id_format": [PERSISTENT],
        "required_attributes": ["displayName"],
        "optional_attributes": ["givenName", "sn", *here.wants],
    }
    whole = {
        "entityid": here.entity,
        "encryption_keypairs": [ours],
        "accepted_time_diff": LEEWAY,
        "signing_algorithm": SIG_RSA_SHA256,
        "digest_algorithm": DIGEST_SHA256,
        "entity_category": [NAMES_ONLY],
        "metadata": {"inline": [metadata]} if metadata else {},
        "service": {"sp": asks},
    }
    return SPConfig().load(ours | whole)


def metadata_of(here: Here) -> str:
    """What we say of ourselves, for the provider to read."""
    text: bytes = create_metadata_string(None, config=settings_of(here), valid=0, sign=False)
    return text.decode()


def client_of(provider: IdentityProvider, here: Here) -> Saml2Client:
    """We, as we speak to a provider; Down where what it says of itself cannot be used."""
    try:
        return Saml2Client(settings_of(here, provider.metadata))
    except Exception:  # pysaml2 has no word of its own for all that may be wrong
        raise Down("metadata") from None


def question(provider: IdentityProvider, here: Here, again: bool) -> Asked:
    """The provider's page with a signed question."""
    levels = {"authn_context_class_ref": provider.accepted_levels, "comparison": "exact"}
    try:
        number, _binding, sent = client_of(provider, here).prepare_for_negotiated_authenticate(
            entityid=provider.issuer,
            binding=BINDING_HTTP_REDIRECT,
            sign=True,
            sigalg=SIG_RSA_SHA256,
            nameid_format=PERSISTENT,
            requested_authn_context=levels,
            force_authn="true" if again else "false",
        )
    except Down:
        raise
    except Exception:
        raise Down("no_page") from None
    return Asked(dict(sent["headers"])["Location"], number)


def question_named(text: str) -> str:
    """The question that an answer says it is to; nothing else is believed before it is checked."""
    try:
        return str(samlp.response_from_string(text).in_response_to or "")
    except Exception:
        raise Refused from None


def told_in(provider: IdentityProvider, here: Here, text: str) -> Told:
    """What an answer says, if both of its signatures hold and it is for us, now, to a question of ours."""
    named = question_named(text)
    sent = base64.b64encode(text.encode()).decode()
    try:
        answer = client_of(provider, here).parse_authn_request_response(
            sent, BINDING_HTTP_POST, outstanding={named: named}
        )
        holds = answer is not None and is_for_us(answer, provider, here, named)
    except Down:
        raise
    except Exception:
        raise Refused from None
    if not holds:
        raise Refused
    return facts_in(answer, named)


def is_for_us(answer: AuthnResponse, provider: IdentityProvider, here: Here, named: str) -> bool:
    """What pysaml2 lets pass where it is left out is asked for here."""
    (told,) = answer.assertions
    (confirmed,) = told.subject.subject_confirmation
    confirmation = confirmed.subject_confirmation_data
    audiences = [
        [each.text.strip() for each in restriction.audience]
        for restriction in told.conditions.audience_restriction
    ]
    return all(
        [
            answer.response.destination == here.answers,
            answer.response.issuer.text.strip() == provider.issuer,
            told.issuer.text.strip() == provider.issuer,
            signed_well(answer.response.signature),
            signed_well(told.signature),
            told.conditions.not_on_or_after,
            audiences and all(here.entity in each for each in audiences),
            confirmed.method == BEARER,
            confirmation.recipient == here.answers,
            confirmation.in_response_to == named,
            confirmation.not_on_or_after,
        ]
    )


def signed_well(signature: Any) -> bool:
    """Whether a signature, which pysaml2 has found true, is of a kind that cannot be forged."""
    signed = signature.signed_info
    (reference,) = signed.reference
    strong = signed.signature_method.algorithm in SIGNATURES
    return strong and reference.digest_method.algorithm in DIGESTS


def facts_in(answer: AuthnResponse, named: str) -> Told:
    """What is read of an answer that is believed."""
    (told,) = answer.assertions
    (statement,) = told.authn_statement
    attributes: dict[str, list[str]] = {}
    for rows in told.attribute_statement:
        for row in rows.attribute:
            texts = [str(value.text) for value in row.attribute_value if value.text]
            attributes.setdefault(row.name, []).extend(texts)
    ends = calendar.timegm(str_to_time(told.conditions.not_on_or_after))
    return Told(
        question=named,
        assertion=told.id,
        until=max(0, ends - int(timezone.now().timestamp())),
        at=calendar.timegm(str_to_time(statement.authn_instant)),
        level=statement.authn_context.authn_context_class_ref.text.strip(),
        number=answer.name_id.text if answer.name_id else "",
        number_kind=answer.name_id.format if answer.name_id else "",
        attributes=attributes,
    )


def try_out(provider: IdentityProvider) -> None:
    """Whether what a provider says of itself can be used; Down says what keeps us from it."""
    question(provider, NOBODY, again=False)


def own_words(text: str, issuer: str, certificate: str) -> str:
    """What a provider says of itself, out of metadata that may hold many; signed where we know by whom."""
    try:
        root = fromstring(text)
        whole = md.entities_descriptor_from_string(text) or md.entity_descriptor_from_string(text)
        is_list = root.tag.endswith("EntitiesDescriptor")
        several = list(whole.entity_descriptor) if is_list else [whole]
        named = {each.entity_id: each for each in several}
    except Exception:
        raise Down("metadata") from None
    if certificate and not is_signed(text, root, whole, certificate):
        raise Down("unsigned")
    if issuer not in named:
        raise Down("entity")
    found = named[issuer]
    found.valid_until = found.valid_until or whole.valid_until
    if not valid(found.valid_until):
        raise Down("old")
    # It covered the whole, and has been checked.
    found.signature = None
    return str(found)


def is_signed(text: str, root: Element, whole: Any, certificate: str) -> bool:
    """Whether metadata are signed, the whole of them and nothing else, with a certificate's key."""
    if [each.tag.endswith("}Signature") for each in root] != [True] + [False] * (len(root) - 1):
        return False
    try:
        (reference,) = whole.signature.signed_info.reference
        if reference.uri != f"#{whole.id}" or not signed_well(whole.signature):
            return False
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as kept:
            kept.write(certificate)
            kept.flush()
            name = root.tag.strip("{").replace("}", ":")
            return bool(
                security_context(settings_of(NOBODY)).verify_signature(
                    text, cert_file=kept.name, node_name=name, node_id=whole.id
                )
            )
    except Exception:
        return False


def certificates_in(provider: IdentityProvider) -> list[str]:
    """The certificates that a provider signs with, as base64."""
    known = client_of(provider, NOBODY).metadata
    found = known.certs(provider.issuer, "idpsso", "signing") if known else []
    return [text for _name, text in found]
