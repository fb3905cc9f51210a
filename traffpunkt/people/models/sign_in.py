# SPDX-License-Identifier: EUPL-1.2
"""How one may sign in to a municipality, and the sign-ins that last."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.signing_in import FACTORS, OIDC, WAYS
from traffpunkt.places.models import Municipality
from traffpunkt.places.models.changing import take_over


class SignInRule(models.Model):
    """What a municipality asks of those who work there. Who has written none has the defaults."""

    class Demand(models.TextChoices):
        """Whether a second step is asked for."""

        REQUIRED = "required", _("Ja, alla måste ha ett")
        RECOMMENDED = "recommended", _("Vi råder till det")
        OFF = "off", _("Nej")

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="sign_in_rule", primary_key=True
    )
    demand = models.CharField(
        _("andra steg"), max_length=12, choices=Demand, default=Demand.RECOMMENDED
    )
    # For each role the keys that it may use; one that is not named may use all that need no switch.
    ways = models.JSONField(_("sätt att logga in"), default=dict, blank=True)
    factors = models.JSONField(_("slag av andra steg"), default=dict, blank=True)

    class Meta:
        verbose_name = "regel för inloggning"
        verbose_name_plural = "regler för inloggning"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(demand__in=["required", "recommended", "off"]),
                name="sign_in_demand_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.get_demand_display()}"

    @classmethod
    def of(cls, municipality: Municipality) -> "SignInRule":
        """The rule of a municipality, or the default that stands in no row."""
        try:
            return municipality.sign_in_rule
        except cls.DoesNotExist:
            return cls(municipality=municipality)

    @property
    def is_required(self) -> bool:
        """Whether nobody reads names without a second step."""
        return self.demand == self.Demand.REQUIRED

    @property
    def is_recommended(self) -> bool:
        """Whether those without a second step are advised to add one."""
        return self.demand == self.Demand.RECOMMENDED

    def chosen_for(self, role: str) -> set[str]:
        """The ways in that the rule names for a role, whether there is a provider or not."""
        return set(self.ways.get(role, [way.key for way in WAYS if not way.switch]))

    def ways_for(self, role: str) -> set[str]:
        """The ways in that a role may use: its own provider's only where there is one in use."""
        provider = getattr(self.municipality, "identity_provider", None)
        is_used = provider is not None and provider.is_active
        return self.chosen_for(role) - (set() if is_used else {OIDC.key})

    def factors_for(self, roles: Iterable[str]) -> set[str]:
        """The second steps that somebody with these roles may use: what any of them may."""
        if self.demand == self.Demand.OFF:
            return set()
        known = [factor.key for factor in FACTORS]
        return {key for role in roles for key in self.factors.get(role, known)}

    @transaction.atomic
    def change(self, facts: Mapping[str, Any], *, by: Actor) -> None:
        """Lay down another rule; the same again is no change."""
        self.municipality.hold_still()
        is_new = self._state.adding
        if is_new:
            self.save()
        if take_over(self, facts) or is_new:
            record("changed", self, by=by)


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Questions about many sign-ins."""

    def lasting(self) -> Self:
        """Those whose session is not over, the last used first."""
        return self.filter(session__expire_date__gt=timezone.now()).order_by("-seen", "-pk")

    def besides(self, key: str | None) -> Self:
        """All but the one with this session."""
        return self.exclude(session=key)

    def numbered(self, number: int) -> Self:
        """The one with this number."""
        return self.filter(pk=number)

    def end_all(self) -> int:
        """End each of them; their browsers stand before the door at the next request."""
        sessions = Session.objects.filter(pk__in=list(self.values_list("session", flat=True)))
        count = sessions.count()
        sessions.delete()
        return count


class SignIn(models.Model):
    """An account that is signed in somewhere. It goes with its session; no address is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    browser = models.CharField(_("webbläsare"), max_length=80)
    began = models.DateTimeField(_("började"), default=timezone.now)
    seen = models.DateTimeField(_("sågs senast"), default=timezone.now)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "inloggning"
        verbose_name_plural = "inloggningar"

    def __str__(self) -> str:
        return self.browser
