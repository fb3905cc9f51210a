# SPDX-License-Identifier: EUPL-1.2
"""The form in which a municipality says where its own sign-in by SAML is."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from traffpunkt.home.provider_forms import PLAIN, MachineField, SignInForm
from traffpunkt.people import saml
from traffpunkt.people.models import IdentityProvider
from traffpunkt.people.oidc import Down
from traffpunkt.people.provider_trial import words_for
from traffpunkt.people.saml import CIVIC

LOA = "http://id.elegnamnden.se/loa/1.0/"
LENGTHS = ((15, _("15 minuter")), (30, _("30 minuter")), (60, _("En timme")))
MANY_LINES = forms.Textarea(attrs=PLAIN | {"rows": 4})


class SamlForm(SignInForm):
    """Where one signs in by SAML, what must be shown there, and whether it is used."""

    kind = IdentityProvider.Kind.SAML

    issuer = MachineField(
        label=_("Entity-id"),
        help_text=_("Det som er inloggning kallar sig. Skriv det precis som det är."),
        max_length=300,
        widget=forms.TextInput(attrs=PLAIN),
    )
    metadata_address = forms.URLField(
        label=_("Adress till metadata"),
        help_text=_("Börjar med https. Vi läser den på nytt varje dag."),
        max_length=300,
        assume_scheme="https",
        required=False,
        widget=forms.URLInput(attrs=PLAIN),
    )
    metadata_certificate = MachineField(
        label=_("Certifikatet som metadata är underskriven med"),
        help_text=_("Om den är underskriven. Då godtar vi ingen annan."),
        max_length=20_000,
        required=False,
        widget=MANY_LINES,
    )
    metadata = MachineField(
        label=_("Metadata"),
        help_text=_("Klistra in den här om den inte har någon adress."),
        max_length=200_000,
        required=False,
        widget=MANY_LINES,
    )
    levels = MachineField(
        label=_("Så säkert ska det vara"),
        help_text=_("Tillitsnivåer (LoA) som räcker, en på varje rad."),
        max_length=2_000,
        widget=MANY_LINES,
    )
    subject_claim = MachineField(
        label=_("Vad personens nummer kallas i svaret"),
        help_text=_("Ett tjänste-id, aldrig ett personnummer. Lämna tomt för varaktigt NameID."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )
    groups_claim = MachineField(
        label=_("Vad grupperna kallas i svaret"),
        help_text=_("Namnet på attributet med grupper."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
    )
    lasts = forms.TypedChoiceField(
        label=_("Så länge är man inloggad"),
        help_text=_(
            "Den som ni stänger av är ute först när tiden är slut. Välj 15 minuter om ni kan."
        ),
        choices=LENGTHS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    field_order = (
        "label", "issuer", "metadata_address", "metadata_certificate", "metadata", "levels",
        "subject_claim", "groups_claim", "lasts", "proves_two_steps", "is_active",
    )  # fmt: skip

    needed_when = {"metadata": _("behövs om adressen saknas")}

    def __init__(self, provider: IdentityProvider, *given: Any) -> None:
        super().__init__(provider, *given)
        if not provider.levels:
            self.initial["levels"] = f"{LOA}loa3\n{LOA}loa4"
        if provider.metadata_address:
            self.initial["metadata"] = ""

    def clean_metadata_address(self) -> str:
        """In the open only where all of ours is."""
        address = str(self.cleaned_data["metadata_address"])
        if address and settings.HTTPS and not address.startswith("https://"):
            raise forms.ValidationError(_("Adressen måste börja med https://."))
        return address

    def clean_subject_claim(self) -> str:
        """No civic number says who it is."""
        claim = str(self.cleaned_data["subject_claim"])
        if claim in CIVIC:
            raise forms.ValidationError(
                _("Det är ett personnummer. Välj ett tjänste-id, eller lämna tomt.")
            )
        return claim

    def clean(self) -> dict[str, Any]:
        """The provider's own words are read before they are kept."""
        told = super().clean()
        if not self.errors:
            self.read_metadata(told)
        return told

    def read_metadata(self, told: dict[str, Any]) -> None:
        """Take the provider's own words as they were pasted.

        What stands at an address is not fetched while a form is kept: Prova nu does, and the worker.
        """
        if told["metadata"]:
            try:
                told["metadata"] = saml.peer().own_words(
                    told["metadata"], told["issuer"], told["metadata_certificate"]
                )
            except Down as down:
                self.add_error("metadata", words_for(down))
        elif told["metadata_address"]:
            is_the_same = told["issuer"] == self.provider.issuer
            told["metadata"] = self.provider.metadata if is_the_same else ""
        else:
            self.add_error("metadata", _("Klistra in metadata, eller skriv adressen till den."))
