# SPDX-License-Identifier: EUPL-1.2
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.places.models import Municipality


class AccountManager(BaseUserManager["Account"]):
    """Finds and makes accounts by e-mail address."""

    def invite(self, email: str, name: str, by: Actor = SYSTEM) -> "Account":
        """The account with this address, made now if it is new; nobody chooses a password."""
        account, is_new = self.get_or_create(
            email=self.normalize_email(email).lower(), defaults={"name": name}
        )
        if is_new:
            account.set_unusable_password()
            account.save(update_fields=["password"])
            record("invited", account, by=by)
        return account

    def at_work_in(self, municipality: Municipality) -> "models.QuerySet[Account]":
        """Those with an assignment in a municipality today, by name."""
        working = municipality.memberships.current()
        return self.filter(memberships__in=working).distinct().order_by("name", "pk")

    def who_signs_in(self, email: str) -> "Account | None":
        """The account that may sign in with this address, or nobody."""
        return self.filter(email=email.lower(), is_active=True).first()


class Account(AbstractBaseUser):
    """Someone who signs in: coordinator, host, guide, partner. Seniors need none."""

    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("namn"), max_length=80)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    is_active = models.BooleanField(_("får logga in"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = AccountManager()

    class Meta:
        verbose_name = "konto"
        verbose_name_plural = "konton"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """This account as the doer of a verb."""
        return Actor("account", self.pk)

    def name_in(self, municipality: Municipality) -> str:
        """Her name as one municipality knows it."""
        known = self.memberships.within(municipality).order_by("pk").first()
        return known.name if known else self.name

    @transaction.atomic
    def arrive(self, municipality: Municipality) -> None:
        """Sign in: from now on the municipality knows her by her own name."""
        self.memberships.within(municipality).update(name=self.name)
        record("signed-in", self, by=self.actor, municipality=municipality.pk)
