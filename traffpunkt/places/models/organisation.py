# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models.changing import take_over

if TYPE_CHECKING:
    from traffpunkt.places.models.municipality import Municipality


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions about many organisations."""

    def within(self, municipality: "Municipality") -> Self:
        """Those that a municipality has an agreement with, now or to come, by name."""
        lasting = municipality.agreements.lasting()
        return self.filter(agreements__in=lasting).distinct().order_by("name")

    def reached_from(self, municipality: "Municipality") -> Self:
        """Each with the phone and email that a municipality has written down."""
        ours = FilteredRelation("contacts", condition=Q(contacts__municipality=municipality))
        ways = {"phone": F("ours__phone"), "email": F("ours__email")}
        return self.annotate(ours=ours).annotate(**ways)

    def called(self, name: str) -> "Organisation | None":
        """The one with a name, whatever its letters' size."""
        return self.filter(name__iexact=name).first()

    @transaction.atomic
    def meet(self, name: str, kind: str, *, by: Actor) -> "Organisation":
        """The organisation of this name, made now if nobody has met it."""
        if known := self.called(name):
            return known
        organisation, is_new = self.get_or_create(name=name, defaults={"kind": kind})
        if is_new:
            record("met", organisation, by=by)
        return organisation


class Organisation(models.Model):
    """A förening, verksamhet or partner; it may work in several municipalities.

    Only its name and kind are common, as first written. Whatever else a municipality knows of it
    is that municipality's own: an agreement, which anyone may write, opens nobody else's facts.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", _("kommunens verksamhet")
        ASSOCIATION = "association", _("förening")
        PARTNER = "partner", _("samverkanspartner")

    name = models.CharField(_("namn"), max_length=100, unique=True)
    kind = models.CharField(_("slag"), max_length=12, choices=Kind, default=Kind.ASSOCIATION)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def contact_in(self, municipality: "Municipality") -> "OrganisationContact":
        """How a municipality reaches it; a row not yet saved where nothing is written down."""
        known = self.contacts.filter(municipality=municipality).first()
        return known or OrganisationContact(organisation=self, municipality=municipality)

    @transaction.atomic
    def reach_by(self, ways: Mapping[str, Any], municipality: "Municipality", *, by: Actor) -> None:
        """Write down how one municipality reaches it; what others have written stays as it is."""
        municipality.hold_still()
        contact, _is_new = self.contacts.get_or_create(municipality=municipality)
        if take_over(contact, ways):
            record("changed", contact, by=by)


class OrganisationContact(models.Model):
    """How one municipality reaches an organisation; no other municipality sees or changes it."""

    municipality = models.ForeignKey(
        "Municipality", models.CASCADE, related_name="organisation_contacts"
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    email = models.EmailField(_("e-post"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)

    class Meta:
        verbose_name = "organisationens kontaktuppgifter"
        verbose_name_plural = "organisationers kontaktuppgifter"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "municipality"], name="organisation_contact_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.municipality}"
