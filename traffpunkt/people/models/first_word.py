# SPDX-License-Identifier: EUPL-1.2
"""The word by which the first coordinator of a municipality signs in, once, before letters go out."""

import base64
import datetime
import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models.account import Account
from traffpunkt.places.models import Municipality

LIVES = datetime.timedelta(hours=24)
# 160 bits are 32 signs of base 32: nothing is left over.
BYTES = 20
# Signs that are not in base 32, and those that they are mistaken for.
MISREAD = str.maketrans("018", "OIB")


class FirstWords(models.Manager["FirstWord"]):
    """Gives a word and takes it once; both are asked of a municipality's `first_words`."""

    @transaction.atomic
    def give(self, account: Account, *, by: Actor) -> str:
        """A new word, to be read once where it is asked for; an earlier one is of no more use."""
        word = base64.b32encode(secrets.token_bytes(BYTES)).decode()
        self.model.objects.filter(account=account).delete()
        ends = timezone.now() + LIVES
        row = self.create(account=account, mark=mark_of(word), ends=ends)
        record("given-a-word", account, by=by, municipality=row.municipality_id)
        return "-".join(word[at : at + 4] for at in range(0, len(word), 4))

    def waiting(self) -> models.QuerySet["FirstWord"]:
        """Those that can still be used."""
        return self.filter(ends__gt=timezone.now(), account__is_active=True)

    def use(self, typed: str) -> Account | None:
        """Whose word this is, if it can still be used; now it cannot."""
        found = self.waiting().filter(mark=mark_of(typed)).select_related("account")
        row = found.first()
        # Of two who press at once only one takes the row away.
        if row is None or not self.filter(pk=row.pk).delete()[0]:
            return None
        return row.account

    def forget_late(self) -> None:
        """Forget those that nobody used in time."""
        self.filter(ends__lte=timezone.now()).delete()


class FirstWord(models.Model):
    """A word that waits for its owner; the row goes when she uses it. Only its fingerprint is kept."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="first_word"
    )
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="first_words")
    mark = models.CharField(_("avtryck"), max_length=64, unique=True)
    ends = models.DateTimeField(_("gäller till"))

    objects = FirstWords()

    class Meta:
        verbose_name = "engångsord"
        verbose_name_plural = "engångsord"

    def __str__(self) -> str:
        return f"{self.account} – {self.municipality}"


def mark_of(word: str) -> str:
    """A fingerprint of a word that tells nothing without our key, however the word was typed."""
    plain = "".join(sign for sign in word.upper().translate(MISREAD) if sign.isalnum())
    return salted_hmac("traffpunkt.first-word", plain, algorithm="sha256").hexdigest()
