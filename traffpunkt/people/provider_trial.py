# SPDX-License-Identifier: EUPL-1.2
"""What keeps a municipality's identity provider from being used, said so that it can be put right."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from traffpunkt.people import oidc, saml_metadata
from traffpunkt.people.models import IdentityProvider

FAULTS: dict[str, StrOrPromise] = {
    "silent": gettext_lazy(
        "Vi får inget svar. Kontrollera adressen, och att servern här får nå den genom brandväggen."
    ),
    "unreadable": gettext_lazy(
        "Någon svarar på adressen, men inte som en inloggning ska. Kontrollera att hela utfärdaren "
        "står där, utan det som börjar med .well-known."
    ),
    "address": gettext_lazy(
        "Leverantören säger inte var man loggar in, eller bara på en adress som inte är säker. "
        "Be dem som sköter den att ange adresser som börjar med https."
    ),
    "keys": gettext_lazy(
        "Leverantören visar inga nycklar att kontrollera svaren med. Be dem som sköter den om det."
    ),
    "signature": gettext_lazy(
        "Leverantören skriver under på ett sätt som vi inte godtar. Be dem som sköter den om RS256."
    ),
    "metadata": gettext_lazy(
        "Det som står där är inte metadata för SAML. Be dem som sköter inloggningen om hela texten."
    ),
    "unsigned": gettext_lazy(
        "Metadata är inte underskriven med det certifikatet. Be dem som sköter den om rätt certifikat."
    ),
    "entity": gettext_lazy(
        "Metadata handlar inte om det entity-id som står här. Skriv det precis som i entityID."
    ),
    "old": gettext_lazy("Tiden har gått ut för metadata. Be dem som sköter inloggningen om en ny."),
    "no_page": gettext_lazy(
        "Metadata säger inte var man loggar in. Be dem som sköter den om HTTP-Redirect."
    ),
    "challenge": gettext_lazy(
        "Leverantören kan inte PKCE med S256. Be dem som sköter den att slå på det."
    ),
}


def fault_of(provider: IdentityProvider) -> str:
    """Ask the provider what it says of itself: what is wrong with it, or nothing."""
    try:
        saml_metadata.try_out(provider) if provider.is_saml else oidc.try_out(provider)
    except oidc.Down as down:
        return words_for(down)
    return ""


def words_for(down: oidc.Down) -> str:
    """What to put right, in words."""
    if down.why == "name":
        words = _("Leverantören kallar sig %s. Skriv precis så, även ett snedstreck på slutet.")
        return words % down.told
    return str(FAULTS[down.why])
