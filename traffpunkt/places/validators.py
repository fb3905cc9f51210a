# SPDX-License-Identifier: EUPL-1.2
"""What places refuse, said in plain Swedish."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from traffpunkt.places.civic_numbers import holds_civic_number
from traffpunkt.ui.contrast import HEX, contrast

LIGHT_PAPER = "#fffdf8"
DARK_PAPER = "#14181d"
LEAST_CONTRAST = 7.0

# First path segments that belong to pages and so cannot be a municipality's address.
RESERVED_SLUGS = frozenset(
    "program aktivitet tillfalle anmalan min-sida plats sok hjalp tillganglighet fran-oss kakor "
    "visning arbete ui static healthz readyz metrics avboka titta kalender logga-in logga-ut media "
    "onska lar-dig film kort skarm api datasets utseende intyg guide cafe amne inbaddning sms".split()
)


def refuse_reserved_slug(slug: str) -> None:
    """A municipality's address may not hide a page of the system."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _(
                "Adressen ”%(slug)s” används redan av en sida. Välj en annan, till exempel %(slug)s-kommun."
            ),
            params={"slug": slug},
        )


def refuse_weak_colour(colour: str, paper: str) -> None:
    """A colour that carries text must reach 7:1 against the paper (WCAG 1.4.6)."""
    if not HEX.match(colour):
        raise ValidationError(_("Skriv färgen som # och sex tecken, till exempel #0b4f6c."))
    ratio = contrast(colour, paper)
    if ratio < LEAST_CONTRAST:
        raise ValidationError(
            _(
                "Färgen syns för dåligt: kontrasten är %(ratio)s till 1 men måste vara minst 7 till 1."
            ),
            params={"ratio": f"{ratio:.1f}".replace(".", ",")},
        )


def refuse_weak_on_light(colour: str) -> None:
    """Refuse a colour too pale for the light paper."""
    refuse_weak_colour(colour, LIGHT_PAPER)


def refuse_weak_on_dark(colour: str) -> None:
    """Refuse a colour too dark for the dark paper."""
    refuse_weak_colour(colour, DARK_PAPER)


def refuse_civic_number(text: str) -> None:
    """No personnummer or samordningsnummer is ever kept (domain.md: never stored)."""
    if holds_civic_number(text):
        raise ValidationError(
            _(
                "Det ser ut som ett personnummer. Vi sparar aldrig personnummer. Ta bort det, så går det bra."
            ),
            code="civic_number",
        )
