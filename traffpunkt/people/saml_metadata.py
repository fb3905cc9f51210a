# SPDX-License-Identifier: EUPL-1.2
"""What a SAML provider says of itself: read from where it stands, each day anew, and how long its certificates last.

Like oidc.py this waits for the network, five seconds at most, when a coordinator saves or tries.
"""

import base64
import datetime

import requests
from cryptography import x509
from django.conf import settings
from django.utils import timezone

from traffpunkt.people.models import IdentityProvider
from traffpunkt.people.oidc import PATIENCE, Down
from traffpunkt.people.saml import peer

# Sweden Connect's own list is some megabytes; more than this is not metadata.
AT_MOST = 20_000_000
SOON = datetime.timedelta(days=30)


def fetched(address: str) -> str:
    """What stands at an address."""
    try:
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False, stream=True)
        if answer.status_code != requests.codes.ok:
            raise Down("metadata")
        text = answer.raw.read(AT_MOST + 1, decode_content=True)
    except requests.RequestException:
        raise Down("silent") from None
    if len(text) > AT_MOST:
        raise Down("metadata")
    return text.decode(errors="replace")


def refresh(provider: IdentityProvider) -> None:
    """Read anew what a provider says of itself; what cannot be read changes nothing."""
    if provider.metadata_address:
        text = fetched(provider.metadata_address)
        words = peer().own_words(text, provider.issuer, provider.metadata_certificate)
    else:
        # What was pasted was checked then; only its time may have gone out.
        words = peer().own_words(provider.metadata, provider.issuer, "")
    provider.keep_metadata(words)


def try_out(provider: IdentityProvider) -> None:
    """Read anew what a provider says of itself, and see that it can be asked; Down says what is wrong."""
    refresh(provider)
    peer().try_out(provider)


def refresh_all() -> int:
    """Read anew all that stand at an address, each once a day; how many answered."""
    if not settings.SAML_ON:
        return 0
    kept = 0
    for provider in IdentityProvider.objects.to_read_again():
        try:
            refresh(provider)
            kept += 1
        except Down:
            # The old one is used until its own end; the coordinator sees when it last answered.
            continue
    return kept


def lasts_until(provider: IdentityProvider) -> datetime.datetime | None:
    """When the last of the certificates that a provider signs with ends."""
    try:
        found = peer().certificates_in(provider)
        ends = [
            x509.load_der_x509_certificate(base64.b64decode(text)).not_valid_after_utc
            for text in found
        ]
    except (Down, ValueError):
        return None
    return max(ends, default=None)


def ends_soon(provider: IdentityProvider) -> datetime.datetime | None:
    """When its certificates end, if that is past or within a month."""
    until = lasts_until(provider)
    return until if until and until - timezone.now() < SOON else None
