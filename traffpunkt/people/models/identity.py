# SPDX-License-Identifier: EUPL-1.2
"""The municipality's own identity provider, what its groups mean here, and who comes from it."""

import datetime
from collections.abc import Mapping
from typing import Any, Self

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import SYSTEM, Actor, record
from traffpunkt.people.keyring import lock
from traffpunkt.people.models.membership import MembershipQuerySet, Role
from traffpunkt.people.models.sign_in import SignIn
from traffpunkt.places.models import Municipality, Organisation, Venue
from traffpunkt.places.models.changing import take_over

# How exactly we know when a provider answered.
A_MINUTE = datetime.timedelta(minutes=1)


class IdentityProviderQuerySet(models.QuerySet["IdentityProvider"]):
    """Questions about many providers."""

    def to_read_again(self) -> Self:
        """Those that speak SAML whose own words stand at an address and were not read within a day."""
        lately = timezone.now() - datetime.timedelta(hours=23)
        spoken = self.filter(kind="saml").exclude(metadata_address="")
        return spoken.exclude(answered__gt=lately).order_by("pk")


class IdentityProvider(models.Model):
    """Where those who work in a municipality sign in: by OpenID Connect, or by SAML where that is set up."""

    class Kind(models.TextChoices):
        """The language that the provider speaks."""

        OIDC = "oidc", "OpenID Connect"
        SAML = "saml", "SAML"

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="identity_provider"
    )
    issuer = models.URLField(_("utfärdare"), max_length=300)
    client_id = models.CharField(_("klient-id"), max_length=200)
    # Locked with the installation's key; nobody is shown it again.
    locked_secret = models.TextField(_("klienthemlighet"))
    label = models.CharField(_("text på knappen"), max_length=60)
    groups_claim = models.CharField(_("namn på grupperna"), max_length=200, default="groups")
    proves_two_steps = models.BooleanField(_("leverantören kräver två steg"), default=False)
    is_active = models.BooleanField(_("används"), default=True)
    # When it last said something that could be read, to the minute.
    answered = models.DateTimeField(_("svarade senast"), null=True, editable=False)
    kind = models.CharField(_("slag"), max_length=4, choices=Kind, default=Kind.OIDC)
    # The rest is for SAML: what the provider says of itself, and where we read it anew.
    metadata = models.TextField(_("leverantörens metadata"), blank=True)
    metadata_address = models.CharField(_("adress till metadata"), max_length=300, blank=True)
    metadata_certificate = models.TextField(_("certifikat för metadata"), blank=True)
    # Nothing where the provider's own lasting number (NameID) says who it is.
    subject_claim = models.CharField(_("namn på numret"), max_length=200, blank=True)
    levels = models.TextField(_("tillitsnivåer"), blank=True)
    # Nobody can be asked about again, so the sign-in is short.
    lasts = models.PositiveSmallIntegerField(_("minuter"), default=15)

    objects = IdentityProviderQuerySet.as_manager()

    class Meta:
        verbose_name = "leverantör av inloggning"
        verbose_name_plural = "leverantörer av inloggning"

    def __str__(self) -> str:
        return self.label

    @classmethod
    def of(cls, municipality: Municipality) -> "IdentityProvider | None":
        """The one that a municipality uses, if it uses any."""
        used = cls.objects.filter(municipality=municipality, is_active=True)
        return (used if settings.SAML_ON else used.exclude(kind=cls.Kind.SAML)).first()

    @property
    def is_saml(self) -> bool:
        """Whether it speaks SAML."""
        return self.kind == self.Kind.SAML

    @property
    def accepted_levels(self) -> list[str]:
        """The levels of assurance that are enough here."""
        return self.levels.split()

    @property
    def secret(self) -> str:
        """The client's secret, to be shown to the provider only."""
        return unlocked(self.locked_secret)

    @classmethod
    def at(cls, municipality: Municipality) -> "IdentityProvider":
        """The one that a municipality has laid down, in use or not; an empty one where it has none."""
        known = cls.objects.filter(municipality=municipality).first()
        return known or cls(municipality=municipality, is_active=False)

    @transaction.atomic
    def change(self, facts: Mapping[str, Any], *, secret: str = "", by: Actor) -> None:
        """Lay down where one signs in; without a new secret the old one stays."""
        self.municipality.hold_still()
        told = dict(facts) | ({"locked_secret": locked(secret)} if secret else {})
        if any(told[name] != getattr(self, name) for name in ("issuer", "kind")):
            told["answered"] = None
            # What the old one gave to ask it again with is for no other to see.
            SignIn.objects.filter(by_provider__provider=self.pk).end_all()
        is_new = self._state.adding
        if is_new:
            self.save()
        if take_over(self, told) or is_new:
            record("changed", self, by=by)

    def keep_metadata(self, text: str) -> None:
        """Keep what it said of itself just now."""
        now = timezone.now()
        self.metadata, self.answered = text, now
        IdentityProvider.objects.filter(pk=self.pk).update(metadata=text, answered=now)

    def note_answer(self) -> None:
        """Remember that it answered, to the minute."""
        now = timezone.now()
        if self.answered is None or now - self.answered >= A_MINUTE:
            self.answered = now
            IdentityProvider.objects.filter(pk=self.pk).update(answered=now)

    @transaction.atomic
    def give(
        self,
        group: str,
        role: str,
        *,
        by: Actor,
        organisation: Organisation | None = None,
        venue: Venue | None = None,
    ) -> "GroupRole":
        """Let those in a group have an assignment here; the same again is no second row."""
        self.municipality.hold_still()
        what: dict[str, Any] = {
            "group": group,
            "role": role,
            "organisation": organisation,
            "venue": venue,
        }
        row, is_new = self.group_roles.get_or_create(**what)
        if is_new:
            record("introduced", row, by=by, municipality=self.municipality_id)
        return row


class GroupRoleQuerySet(models.QuerySet["GroupRole"]):
    """Questions about many groups."""

    def in_order(self) -> Self:
        """By the group's name, with what each names."""
        found = self.select_related("organisation", "venue")
        return found.order_by("group", "role", "pk")


class GroupRole(models.Model):
    """What being in one of the provider's groups means here."""

    provider = models.ForeignKey(IdentityProvider, models.CASCADE, related_name="group_roles")
    group = models.CharField(_("grupp"), max_length=200)
    role = models.CharField(_("uppdrag"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", null=True, blank=True
    )
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="+", null=True, blank=True)

    objects = GroupRoleQuerySet.as_manager()

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

    @property
    def in_words(self) -> str:
        """What the assignment is and for whom: "aktivitetssamordnare, Brynäs"."""
        where = [str(place) for place in (self.organisation, self.venue) if place]
        return ", ".join([self.get_role_display(), *where])

    def given(self) -> MembershipQuerySet:
        """The assignments that hang on this row alone: no other group gives the same."""
        scope = {"role": self.role, "organisation": self.organisation, "venue": self.venue}
        others = self.provider.group_roles.filter(**scope).exclude(pk=self.pk)
        held = self.provider.municipality.memberships.current().filter(by_groups=True, **scope)
        return held.none() if others.exists() else held

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        """Let the group mean nothing here any more; what only it gave is taken back at once."""
        self.provider.municipality.hold_still()
        for membership in self.given():
            membership.withdraw(by=SYSTEM)
        record("removed", self, by=by, municipality=self.provider.municipality_id)
        self.delete()


class IdentityQuerySet(models.QuerySet["Identity"]):
    """Questions about many identities."""

    def known(self, issuer: str, sub: str) -> "Identity | None":
        """Whom a provider means by a number, with the account; nobody by anything else."""
        return self.select_related("account").filter(issuer=issuer, sub=sub).first()

    def by(self, provider: IdentityProvider | None) -> Self:
        """Those that a provider tells of."""
        return self.filter(issuer=provider.issuer) if provider else self.none()


class Identity(models.Model):
    """Somebody as a provider knows her. An address is never what joins her to an account."""

    issuer = models.CharField(_("utfärdare"), max_length=300)
    sub = models.CharField(_("nummer hos utfärdaren"), max_length=255)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities")

    objects = IdentityQuerySet.as_manager()

    class Meta:
        verbose_name = "identitet"
        verbose_name_plural = "identiteter"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "sub"], name="one_account_per_subject")
        ]

    def __str__(self) -> str:
        return f"{self.sub} – {self.issuer}"


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
