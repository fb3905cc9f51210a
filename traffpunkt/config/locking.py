# SPDX-License-Identifier: EUPL-1.2
"""Copies that only the holder of a key opens, in the format age; the machine itself cannot."""

import os
from pathlib import Path

import pyrage
from django.conf import settings

ENDING = ".age"
MARK = b"age-encryption.org/"
SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how a key begins, no key


class LockTrouble(Exception):
    """A copy cannot be locked or opened, and what to do about it."""


def recipients() -> list[pyrage.x25519.Recipient]:
    """The public keys whose holders may open a copy; none means that copies are not locked."""
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in settings.BACKUP_RECIPIENTS]
    except pyrage.RecipientError:
        # The setting is not shown: somebody may have written the secret key in it.
        raise LockTrouble(
            "TRAFFPUNKT_BACKUP_RECIPIENTS ska vara öppna nycklar som börjar med age1, med komma emellan. "
            "Rätta det och kör igen."
        ) from None


def lock(source: Path, target: Path, keys: list[pyrage.x25519.Recipient]) -> None:
    """Write a locked copy of a file, down on the disk when this returns."""
    target.touch(mode=0o600)
    try:
        with source.open("rb") as plain, target.open("wb") as locked:
            pyrage.encrypt_io(plain, locked, keys)
            locked.flush()
            os.fsync(locked.fileno())
    except (pyrage.EncryptError, OSError) as fault:
        raise LockTrouble(f"Kopian gick inte att låsa ({fault}). Är disken full?") from None


def is_locked(file: Path) -> bool:
    """Whether a key is needed to open a file."""
    with file.open("rb") as begun:
        return begun.read(len(MARK)) == MARK


def unlock(source: Path, target: Path, key: Path | None) -> None:
    """Open a locked copy with the keys in a file."""
    if key is None:
        raise LockTrouble(f"{source} är låst. Skriv --key och filen med den hemliga nyckeln.")
    target.touch(mode=0o600)
    try:
        with source.open("rb") as locked, target.open("wb") as plain:
            pyrage.decrypt_io(locked, plain, identities(key))
    except pyrage.DecryptError:
        raise LockTrouble(
            f"Nyckeln i {key} passar inte till {source}. Ta nyckeln som hör till kopian."
        ) from None
    except OSError:
        raise LockTrouble(
            f"{source} gick inte att låsa upp till slutet. Se efter att disken inte är full, "
            "och välj annars en annan kopia."
        ) from None


def identities(key: Path) -> list[pyrage.x25519.Identity]:
    """The secret keys in a file as `age-keygen` writes it."""
    try:
        lines = key.read_text(encoding="utf-8", errors="replace").split()
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith(SECRET)]
    except OSError as fault:
        raise LockTrouble(f"Nyckelfilen {key} gick inte att läsa. {fault.strerror}.") from None
    except pyrage.IdentityError:
        found = []
    if not found:
        raise LockTrouble(
            f"Det står ingen hel hemlig nyckel i {key}. Den ska börja med {SECRET}1. "
            "Är nyckeln låst med ett lösenord, lås upp den först: age -d."
        )
    return found
