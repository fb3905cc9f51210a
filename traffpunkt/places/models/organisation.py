# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
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
    """A förening, verksamhet or partner; it may work in several municipalities."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("kommunens verksamhet")
        ASSOCIATION = "association", _("förening")
        PARTNER = "partner", _("samverkanspartner")

    name = models.CharField(_("namn"), max_length=100, unique=True)
    kind = models.CharField(_("slag"), max_length=12, choices=Kind, default=Kind.ASSOCIATION)
    email = models.EmailField(_("e-post"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def change(self, facts: Mapping[str, Any], municipality: "Municipality", *, by: Actor) -> None:
        """Take over changed contact ways; the journal says in which municipality it was done."""
        if take_over(self, facts):
            record("changed", self, by=by, municipality=municipality.pk)
