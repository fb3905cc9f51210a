# SPDX-License-Identifier: EUPL-1.2
"""The municipality's own identity provider, what its groups mean here, and who comes from it."""

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.keyring import lock
from traffpunkt.people.models.membership import Role
from traffpunkt.people.models.sign_in import SignIn
from traffpunkt.places.models import Municipality, Organisation, Venue


class IdentityProvider(models.Model):
    """Where those who work in a municipality sign in by OpenID Connect."""

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="identity_provider"
    )
    issuer = models.URLField(_("utfärdare"), max_length=300)
    client_id = models.CharField(_("klient-id"), max_length=200)
    # Locked with the installation's key; nobody is shown it again.
    locked_secret = models.TextField(_("klienthemlighet"))
    label = models.CharField(_("text på knappen"), max_length=60)
    groups_claim = models.CharField(_("namn på grupperna"), max_length=60, default="groups")
    proves_two_steps = models.BooleanField(_("leverantören kräver två steg"), default=False)
    is_active = models.BooleanField(_("används"), default=True)
    # When it last said something that could be read, to the minute.
    answered = models.DateTimeField(_("svarade senast"), null=True, editable=False)

    class Meta:
        verbose_name = "leverantör av inloggning"
        verbose_name_plural = "leverantörer av inloggning"

    def __str__(self) -> str:
        return self.label

    @classmethod
    def of(cls, municipality: Municipality) -> "IdentityProvider | None":
        """The one that a municipality uses, if it uses any."""
        return cls.objects.filter(municipality=municipality, is_active=True).first()

    @property
    def secret(self) -> str:
        """The client's secret, to be shown to the provider only."""
        return unlocked(self.locked_secret)

    def keep_secret(self, secret: str) -> None:
        """Lock a new secret in; saving is for whoever changes the rest."""
        self.locked_secret = locked(secret)


class GroupRole(models.Model):
    """What being in one of the provider's groups means here."""

    provider = models.ForeignKey(IdentityProvider, models.CASCADE, related_name="group_roles")
    group = models.CharField(_("grupp"), max_length=200)
    role = models.CharField(_("uppdrag"), max_length=12, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", null=True, blank=True
    )
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = "grupp med uppdrag"
        verbose_name_plural = "grupper med uppdrag"
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="partner") | Q(organisation__isnull=False),
                name="partner_group_has_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.get_role_display()}"

    @property
    def scope(self) -> tuple[str, int | None, int | None]:
        """The assignment that it gives, to compare with those that somebody has."""
        return self.role, self.organisation_id, self.venue_id


class Identity(models.Model):
    """Somebody as a provider knows her. An address is never what joins her to an account."""

    issuer = models.CharField(_("utfärdare"), max_length=300)
    subject = models.CharField(_("nummer hos utfärdaren"), max_length=255)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities")

    class Meta:
        verbose_name = "identitet"
        verbose_name_plural = "identiteter"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_per_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subject} – {self.issuer}"


class ProviderSignIn(models.Model):
    """What a sign-in by a provider is asked about again with, until it is over."""

    sign_in = models.OneToOneField(SignIn, models.CASCADE, related_name="by_provider")
    provider = models.ForeignKey(IdentityProvider, models.CASCADE, related_name="sign_ins")
    # Nothing where the provider gives none: then the sign-in is short.
    locked_refresh = models.TextField(_("nyckel att fråga med"), blank=True)
    asked = models.DateTimeField(_("frågades senast"), default=timezone.now)

    class Meta:
        verbose_name = "inloggning hos leverantören"
        verbose_name_plural = "inloggningar hos leverantören"

    def __str__(self) -> str:
        return str(self.sign_in)


def locked(secret: str) -> str:
    """A secret as it is kept."""
    return lock().encrypt(secret.encode()).decode() if secret else ""


def unlocked(kept: str) -> str:
    """The secret again."""
    try:
        return lock().decrypt(kept.encode()).decode() if kept else ""
    except InvalidToken:
        # The installation has another key now: the secret has to be typed again.
        return ""
