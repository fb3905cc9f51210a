# SPDX-License-Identifier: EUPL-1.2
"""What allauth.mfa may do here: keep its secrets locked with the installation's own key."""

import base64
import hashlib

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def lock() -> MultiFernet:
    """The lock that the secret key turns; the old keys still open it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second-step" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class Keyring(DefaultMFAAdapter):
    """Keeps the keys of apps and of recovery codes unreadable in the database and its copies."""

    def encrypt(self, text: str) -> str:
        """The secret as it is kept."""
        return lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return lock().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """The municipality's own name of the whole, as the app shows it."""
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return str(context.request.municipality.sender_name)
