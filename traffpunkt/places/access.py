# SPDX-License-Identifier: EUPL-1.2
"""How a venue is to get into and be in, in whole sentences: what there is, what not, what is not known."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from traffpunkt.places.models import Venue

NO_LIFT_NEEDED = _("Ingen hiss behövs.")
SENTENCES: dict[str, dict[str, Promise | str]] = {
    "step_free": {
        "yes": _("Det finns inga trappsteg."),
        "no": _("Det finns trappsteg."),
        "unknown": _("Vi vet inte om det finns trappsteg. Ring och fråga."),
    },
    "lift": {
        "yes": _("Det finns hiss."),
        "no": _("Det finns ingen hiss."),
        "unknown": _("Vi vet inte om det finns hiss. Ring och fråga."),
    },
    "toilet": {
        "yes": _("Det finns en toalett med plats för rullstol."),
        "no": _("Det finns ingen toalett med plats för rullstol."),
        "unknown": _("Vi vet inte om toaletten har plats för rullstol. Ring och fråga."),
    },
    "hearing_loop": {
        "yes": _("Det finns hörslinga."),
        "no": _("Det finns ingen hörslinga."),
        "unknown": _("Vi vet inte om det finns hörslinga. Ring och fråga."),
    },
    "parking": {
        "yes": _("Det finns parkering nära."),
        "no": _("Det finns ingen parkering nära."),
        "unknown": _("Vi vet inte om det finns parkering nära. Ring och fråga."),
    },
    "rollator": {
        "yes": _("Det finns plats för din rollator."),
        "no": _("Det är för trångt för en rollator."),
        "unknown": _("Vi vet inte om det finns plats för en rollator. Ring och fråga."),
    },
    "wheelchair": {
        "yes": _("Det finns plats för din rullstol."),
        "no": _("Det är för trångt för en rullstol."),
        "unknown": _("Vi vet inte om det finns plats för en rullstol. Ring och fråga."),
    },
    "bus": {
        "yes": _("Bussen stannar nära."),
        "no": _("Ingen buss stannar nära."),
        "unknown": _("Vi vet inte om någon buss stannar nära. Ring och fråga."),
    },
}


def sentence(venue: "Venue", fact: str) -> str:
    """One fact as it is said; a lift is not missed where there are no steps."""
    answer = getattr(venue, fact)
    if fact == "lift" and venue.step_free == "yes" and answer != "yes":
        return str(NO_LIFT_NEEDED)
    return str(SENTENCES[fact][answer])
