# SPDX-License-Identifier: EUPL-1.2
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Min, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.places.models import Municipality

# RFC 2606: no letter ever goes there, and nobody is matched by it.
NOWHERE = "inloggning.invalid"


class AccountManager(BaseUserManager["Account"]):
    """Finds and makes accounts by e-mail address."""

    def invite(self, email: str, by: Actor = SYSTEM) -> "Account":
        """The account with this address, made now if it is new; nobody chooses a password."""
        account, is_new = self.get_or_create(email=self.normalize_email(email).lower())
        if is_new:
            account.set_unusable_password()
            account.save(update_fields=["password"])
            record("invited", account, by=by)
        return account

    def at_work_in(self, municipality: Municipality) -> "models.QuerySet[Account]":
        """Those with an assignment in a municipality today, by the name that each has there."""
        working = Q(memberships__in=municipality.memberships.current())
        named = self.filter(working).annotate(name_here=Min("memberships__name", filter=working))
        return named.order_by("name_here", "pk")

    def who_signs_in(self, email: str) -> "Account | None":
        """The account that may sign in with this address, or nobody."""
        known = self.filter(email=email.lower(), is_active=True).first()
        return known if known is not None and known.has_address else None


class Account(AbstractBaseUser):
    """Someone who signs in: coordinator, host, guide, partner. Seniors need none.

    It has no name of its own: what she is called is each municipality's, in her assignment there.
    """

    email = models.EmailField(_("e-post"), unique=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    is_active = models.BooleanField(_("får logga in"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        verbose_name = "konto"
        verbose_name_plural = "konton"
        ordering = ("email",)

    def __str__(self) -> str:
        return self.address

    @property
    def has_address(self) -> bool:
        """Whether a letter reaches it: who came by the municipality's own sign-in has told us none."""
        return leads_somewhere(self.email)

    @property
    def address(self) -> str:
        """Its address as it is shown."""
        return self.email if self.has_address else _now("ingen adress")

    @property
    def actor(self) -> Actor:
        """This account as the doer of a verb."""
        return Actor("account", self.pk)

    def name_in(self, municipality: Municipality) -> str:
        """Her name as one municipality knows it; nothing where she never had an assignment."""
        known = self.memberships.within(municipality).order_by("pk").first()
        return known.name if known else ""

    def arrive(self, municipality: Municipality) -> None:
        """Sign in."""
        record("signed-in", self, by=self.actor, municipality=municipality.pk)


def leads_somewhere(email: str) -> bool:
    """Whether an address is one that letters can go to."""
    return not email.lower().endswith(f"@{NOWHERE}")
