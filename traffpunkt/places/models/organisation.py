# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
