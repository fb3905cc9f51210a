# SPDX-License-Identifier: EUPL-1.2
"""Links to meetings and broadcasts on other platforms. Secret ones never leave the join page."""

from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.models import Municipality


class Link(models.Model):
    """A typed link: where one joins, the number to dial instead, and a spare if it fails."""

    class Provider(models.TextChoices):
        TEAMS = "teams", "Teams"
        YOUTUBE = "youtube", "YouTube"
        FACEBOOK = "facebook", "Facebook"
        OTHER = "other", _("annan tjänst")

    class Audience(models.TextChoices):
        SIGNED_UP = "signed_up", _("bara de som är anmälda")
        EVERYONE = "everyone", _("alla")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="links")
    provider = models.CharField(_("tjänst"), max_length=8, choices=Provider)
    address = models.CharField(
        _("länk"), max_length=2000, blank=True, validators=[URLValidator(["https"])]
    )
    dial_in = models.CharField(_("nummer att ringa in på"), max_length=30, blank=True)
    dial_code = models.CharField(_("kod när man ringer"), max_length=30, blank=True)
    spare_address = models.CharField(
        _("reservlänk"), max_length=2000, blank=True, validators=[URLValidator(["https"])]
    )
    audience = models.CharField(
        _("får se länken"), max_length=9, choices=Audience, default=Audience.SIGNED_UP
    )

    class Meta:
        verbose_name = "länk"
        verbose_name_plural = "länkar"

    @property
    def spare_leads_to(self) -> str:
        """Whose service the spare link leads to, by the name people know; else its host."""
        provider = self.provider_of(self.spare_address)
        if provider != self.Provider.OTHER:
            return str(provider.label)
        return urlsplit(self.spare_address).hostname or ""

    @classmethod
    def provider_of(cls, address: str) -> "Link.Provider":
        """Whose service an address leads to."""
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        return next(
            (
                provider
                for name, provider in KNOWN_HOSTS
                if host == name or host.endswith(f".{name}")
            ),
            cls.Provider.OTHER,
        )


KNOWN_HOSTS = (
    ("teams.microsoft.com", Link.Provider.TEAMS),
    ("teams.live.com", Link.Provider.TEAMS),
    ("youtube.com", Link.Provider.YOUTUBE),
    ("youtu.be", Link.Provider.YOUTUBE),
    ("facebook.com", Link.Provider.FACEBOOK),
    ("fb.watch", Link.Provider.FACEBOOK),
)
