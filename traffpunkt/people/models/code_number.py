# SPDX-License-Identifier: EUPL-1.2
"""The mobile number to which somebody who works here lets codes be sent, once it is proven hers."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models.account import Account
from traffpunkt.places.models import Municipality


class CodeNumbers(models.Manager["CodeNumber"]):
    """Keeps and forgets the number of an account."""

    @transaction.atomic
    def keep(self, account: Account, number: str, *, by: Actor, municipality: Municipality) -> None:
        """Let codes go to a number that is proven to be hers; it takes the place of an earlier."""
        facts = {"number": number, "since": timezone.now()}
        self.update_or_create(account=account, defaults=facts)
        record("code-number-kept", account, by=by, municipality=municipality.pk)

    @transaction.atomic
    def forget(self, account: Account, *, by: Actor, municipality: int) -> bool:
        """Send no more codes to her number; False if there was none."""
        if not self.filter(account=account).delete()[0]:
            return False
        record("code-number-forgotten", account, by=by, municipality=municipality)
        return True

    def of(self, account: Account | None) -> str:
        """The number of an account that may sign in; nothing where there is none."""
        found = self.filter(account=account, account__is_active=True).first()
        return found.number if found else ""


class CodeNumber(models.Model):
    """A number that somebody has typed the code from. Nobody but she sees it (not `Account.phone`)."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="code_number", primary_key=True
    )
    number = models.CharField(_("mobilnummer"), max_length=20)
    since = models.DateTimeField(_("sedan"), default=timezone.now)

    objects = CodeNumbers()

    class Meta:
        verbose_name = "mobilnummer för koder"
        verbose_name_plural = "mobilnummer för koder"

    def __str__(self) -> str:
        return str(self.account)
