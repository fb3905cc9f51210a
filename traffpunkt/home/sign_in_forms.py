# SPDX-License-Identifier: EUPL-1.2
"""The form in which a municipality chooses how one signs in, for each role."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.people.models import IdentityProvider, Role, SignInRule
from traffpunkt.people.signing_in import CODE, FACTORS, OIDC, SMS, WAYS
from traffpunkt.places.forms import PlainForm


class SignInRuleForm(PlainForm):
    """Whether a second step is asked for, and what each role may use."""

    demand = forms.ChoiceField(
        label=_("Ska de som arbetar här ha ett andra steg?"),
        help_text=_(
            "Det är en kod från en app, eller en nyckel i mobilen, utöver koden i e-post. "
            "Guider och volontärer som inte ser andras namn behöver inget."
        ),
        choices=SignInRule.Demand,
        widget=forms.RadioSelect,
    )

    def __init__(self, rule: SignInRule, came_by: str, roles: Collection[str], *given: Any) -> None:
        super().__init__(*given, initial={"demand": rule.demand})
        self.came_by, self.roles = came_by, sorted(roles)
        # Without a provider nobody is led to one.
        has_provider = IdentityProvider.of(rule.municipality) is not None
        ways = [way for way in WAYS if way.is_set_up and (has_provider or way != OIDC)]
        for role in Role:
            self.choose(f"ways_{role}", _now("Så loggar en %s in"), role, ways)
            self.choose(f"factors_{role}", _now("Andra steg för en %s"), role, FACTORS)
            self.initial[f"ways_{role}"] = sorted(rule.ways_for(role))
            known = [factor.key for factor in FACTORS]
            self.initial[f"factors_{role}"] = rule.factors.get(role, known)

    def choose(self, name: str, label: str, role: Role, kinds: Any) -> None:
        """Add the boxes of one role; at least one of them stays."""
        field = forms.MultipleChoiceField(
            label=label % role.label,
            choices=[(kind.key, kind.name) for kind in kinds],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Välj minst ett."),
                "invalid_choice": _("Välj bland svaren i listan."),
                "invalid_list": _("Välj bland svaren i listan."),
            },
        )
        field.needed_when = ""  # type: ignore[attr-defined]
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Who changes the rule does not shut herself out with it."""
        words = _("Så loggade du själv in i dag. Logga in på ett annat sätt innan du tar bort det.")
        for mine in (f"ways_{role}" for role in self.roles):
            if mine in self.cleaned_data and self.came_by not in self.cleaned_data[mine]:
                self.add_error(mine, words)
        self.refuse_what_may_fail_alone()
        return self.cleaned_data

    def refuse_what_may_fail_alone(self) -> None:
        """Text messages and the municipality's own sign-in may be down: nobody depends on one alone."""
        of_coordinator = f"ways_{Role.COORDINATOR}"
        if set(self.cleaned_data.get(of_coordinator, [])) == {OIDC.key} and not self.errors:
            words = _(
                "Behåll ett sätt till. Svarar kommunens inloggning inte, kommer annars ingen "
                "samordnare in."
            )
            self.add_error(of_coordinator, words)
        for role in Role:
            chosen = self.cleaned_data.get(f"ways_{role}", [])
            if SMS.key in chosen and CODE.key not in chosen:
                words = _("Sms kan inte vara ensamt. Kryssa också i kod i e-post, om sms inte går.")
                self.add_error(f"ways_{role}", words)

    @property
    def facts(self) -> dict[str, Any]:
        """The rule that was chosen."""
        told = self.cleaned_data
        return {
            "demand": told["demand"],
            "ways": {str(role): told[f"ways_{role}"] for role in Role},
            "factors": {str(role): told[f"factors_{role}"] for role in Role},
        }
