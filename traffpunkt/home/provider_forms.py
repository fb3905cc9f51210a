# SPDX-License-Identifier: EUPL-1.2
"""The forms in which a municipality says where its own sign-in is, and what the groups there mean here."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.home.member_forms import SCOPES, AssignmentForm
from traffpunkt.people.models import IdentityProvider, Role, SignInRule
from traffpunkt.people.oidc import WELL_KNOWN
from traffpunkt.people.signing_in import OIDC
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models import Organisation, Venue
from traffpunkt.places.validators import refuse_civic_number

# A group names no activity, so it gives nothing that is for one activity alone.
ROLES = [(role.value, role.label) for role in Role if role != Role.PRESENCE]
ALIEN = {
    "organisation": _("Lämna tomt. Det här uppdraget hör inte till någon organisation."),
    "venue": _("Lämna tomt. Det här uppdraget gäller inte bara en plats."),
}
# A word of so many signs is no machine's by chance: a GUID has 36, a secret more than 20.
A_MACHINES = 20
PLAIN = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}


class MachineField(forms.CharField):
    """What a machine made up and people only copy: its digits may look like anything."""

    def run_validators(self, value: Any) -> None:
        """The guard of all texts stays away from what is long and in one piece, as no number of a person is."""
        guards = self.validators
        if len(str(value)) >= A_MACHINES and " " not in str(value):
            self.validators = [each for each in guards if each is not refuse_civic_number]
        super().run_validators(value)
        self.validators = guards


class SignInForm(PlainForm):
    """What is laid down of a municipality's own sign-in whichever language it speaks."""

    kind: str
    # What is typed here is not a fact of the row.
    beside: frozenset[str] = frozenset()

    label = forms.CharField(
        label=_("Vad inloggningen heter hos er"),
        help_text=_(
            "Till exempel Gävles inloggning. Då står det Logga in med Gävles inloggning i dörren."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    proves_two_steps = forms.BooleanField(
        label=_("Er inloggning frågar alltid efter två steg"),
        help_text=_("Då frågar vi inte en gång till."),
        required=False,
    )
    is_active = forms.BooleanField(
        label=_("Använd den"),
        help_text=_("Då står den i dörren. Stänger du av den loggas de ut som kom in den vägen."),
        required=False,
    )

    def __init__(self, provider: IdentityProvider, *given: Any) -> None:
        self.provider = provider
        fields = [name for name in self.base_fields if name not in self.beside]
        super().__init__(*given, initial={name: getattr(provider, name) for name in fields})

    def clean(self) -> dict[str, Any]:
        """Somebody always comes in."""
        told = self.cleaned_data
        if words := self.who_is_shut_out():
            self.add_error("is_active", words)
        return told

    def who_is_shut_out(self) -> str:
        """Why it cannot be switched on or off, if it cannot."""
        here = self.provider.municipality
        if self.cleaned_data.get("is_active"):
            if here.memberships.of_all_venues().current().by_letter().exists():
                return ""
            return _now(
                "Utse först en samordnare för hela kommunen som loggar in med kod i e-post. "
                "Annars kommer ingen in när er inloggning inte svarar."
            )
        rule = SignInRule.of(here)
        for role in Role:
            if rule.chosen_for(role) == {OIDC.key}:
                words = _now("En %s loggar bara in så här. Ändra det först under Så loggar man in.")
                return words % role.label
        return ""

    @property
    def facts(self) -> dict[str, Any]:
        """All that is kept in the open."""
        told = {name: each for name, each in self.cleaned_data.items() if name not in self.beside}
        return told | {"kind": self.kind}


class ProviderForm(SignInForm):
    """Where one signs in by OpenID Connect, what we are called there, and whether it is used."""

    kind = IdentityProvider.Kind.OIDC
    beside = frozenset({"secret"})

    issuer = forms.URLField(
        label=_("Utfärdare"),
        help_text=_(
            "Adressen som kommunens IT-avdelning kallar issuer. Skriv den precis som den är."
        ),
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs=PLAIN),
    )
    client_id = MachineField(
        label=_("Klient-id"),
        help_text=_("Det som den här webbplatsen heter hos er inloggning."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
    )
    secret = MachineField(
        label=_("Klientens hemlighet"),
        help_text=_(
            "Den sparas låst och visas aldrig igen. Lämna tomt om den gamla ska vara kvar."
        ),
        max_length=400,
        required=False,
        # What was typed just now is not lost with an error; what is kept is never here.
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password", "spellcheck": "false"}, render_value=True
        ),
    )
    groups_claim = forms.CharField(
        label=_("Vad grupperna kallas i svaret"),
        help_text=_("Oftast groups eller roles."),
        max_length=60,
        widget=forms.TextInput(attrs=PLAIN),
    )
    field_order = (
        "label", "issuer", "client_id", "secret", "groups_claim", "proves_two_steps", "is_active",
    )  # fmt: skip

    needed_when = {"secret": _("behövs första gången")}

    def clean_issuer(self) -> str:
        """Without the end that only machines read; in the open only where all of ours is."""
        issuer = str(self.cleaned_data["issuer"]).removesuffix(WELL_KNOWN)
        if settings.HTTPS and not issuer.startswith("https://"):
            raise forms.ValidationError(_("Adressen måste börja med https://."))
        return issuer

    def clean(self) -> dict[str, Any]:
        """The secret goes to nobody else than whom it was for."""
        told = self.cleaned_data
        moves = told.get("issuer", self.provider.issuer) != self.provider.issuer
        if not told.get("secret") and "secret" in told and (moves or not self.provider.secret):
            self.add_error("secret", _("Skriv hemligheten som hör till den här utfärdaren."))
        return super().clean()


class GroupForm(PlainForm):
    """A group at the provider, and the assignment that those in it have here."""

    group = MachineField(
        label=_("Gruppen"),
        help_text=_("Som den står i svaret: ett namn, eller ett långt nummer."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
    )
    role = forms.ChoiceField(label=_("Uppdrag"), choices=ROLES, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        help_text=_("För dem som kommer från en organisation. Här står de som ni har avtal med."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Ingen"),
    )
    venue = forms.ModelChoiceField(
        label=_("Bara en plats?"),
        help_text=_("För receptionister, och för samordnare som bara sköter en plats."),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("Hela kommunen"),
    )

    needed_when = {
        "organisation": _("måste väljas för samverkanspartner"),
        "venue": _("måste väljas för receptionister"),
    }

    def __init__(self, provider: IdentityProvider, *given: Any) -> None:
        super().__init__(*given)
        here = provider.municipality
        choices = {
            "organisation": Organisation.objects.within(here),
            "venue": here.venues.open_ones(),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each role has what it needs and nothing that belongs to another."""
        told = self.cleaned_data
        scopes = SCOPES[Role(told["role"])] if told.get("role") else {}
        for name, words in ALIEN.items():
            if told.get("role") and told.get(name) and name not in scopes:
                self.add_error(name, words)
            if scopes.get(name) and not told.get(name):
                needed = AssignmentForm.base_fields[name].error_messages["required"]
                self.add_error(name, needed)
        return told
