# SPDX-License-Identifier: EUPL-1.2
"""What will happen after the press, in three steps, for each service that one may land in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Offer, Way
from traffpunkt.channels.models import Link


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens, with the drawing that goes with it."""

    icon: str
    title: str | Promise
    words: str | Promise


TEAMS = [
    Step(
        "on",
        _("Tryck på Delta nu"),
        _("Teams öppnas. Välj ”Fortsätt i webbläsaren” om du får frågan."),
    ),
    Step(
        "people",
        _("Skriv ditt namn"),
        _("Skriv det som du brukar kallas. Tryck sedan på ”Anslut nu”."),
    ),
    Step(
        "sound",
        _("Vänta en liten stund"),
        _("Vi släpper in dig. Säg ja om den frågar om mikrofon och kamera."),
    ),
]
FILM = [
    Step(
        "on", _("Tryck på Delta nu"), _("Sändningen visas här på sidan. Den kommer från YouTube.")
    ),
    Step("screen", _("Tryck på pilen i bilden"), _("Då börjar sändningen.")),
    Step("sound", _("Höj ljudet"), _("Hör du inget? Tryck på högtalaren i bilden.")),
]
FACEBOOK = [
    Step("on", _("Tryck på Delta nu"), _("Facebook öppnas och visar sändningen.")),
    Step("people", _("Du behöver inget konto"), _("Frågar Facebook efter lösenord? Stäng rutan.")),
    Step("sound", _("Höj ljudet"), _("Hör du inget? Tryck på högtalaren i bilden.")),
]
OTHER = [
    Step("on", _("Tryck på Delta nu"), _("En annan sida öppnas. Där är träffen.")),
    Step("people", _("Skriv ditt namn"), _("Om sidan frågar: skriv det som du brukar kallas.")),
    Step(
        "sound",
        _("Säg ja till ljud och bild"),
        _("Om den frågar om mikrofon och kamera, svara ja."),
    ),
]
TELEPHONE = [
    Step("phone", _("Ring numret"), _("En röst hälsar dig välkommen.")),
    Step("pen", _("Slå koden"), _("Avsluta med fyrkant, tecknet som ser ut som ett staket.")),
    Step("sound", _("Säg hej"), _("Nu hör alla dig. Lägg på när du vill sluta.")),
]
SERVICES = {
    Link.Provider.TEAMS: TEAMS,
    Link.Provider.YOUTUBE: FILM,
    Link.Provider.FACEBOOK: FACEBOOK,
    Link.Provider.OTHER: OTHER,
}


def steps_for(offer: Offer) -> list[Step]:
    """The three steps of a way of taking part; those that say least where nothing is known yet."""
    if offer.way == Way.PHONE:
        return TELEPHONE
    return SERVICES[Link.Provider(offer.link.provider)] if offer.link else OTHER
