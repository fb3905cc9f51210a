# SPDX-License-Identifier: EUPL-1.2
"""The installation's own key and certificate for SAML, made by a command and kept beside the secret key."""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

YEARS = 10
SIZE = 3072


def paths() -> tuple[Path, Path]:
    """Where the key and the certificate are kept."""
    return settings.SAML_KEYS / "key.pem", settings.SAML_KEYS / "certificate.pem"


def are_made() -> bool:
    """Whether the command has been run."""
    return all(path.exists() for path in paths())


def make() -> None:
    """Make both anew; the key may be read by its owner only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=SIZE)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Traffpunkt")])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365 * YEARS))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    where, shown = paths()
    where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    where.unlink(missing_ok=True)
    where.touch(mode=0o600)
    where.write_bytes(secret)
    shown.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
