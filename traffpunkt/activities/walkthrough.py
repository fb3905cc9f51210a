# SPDX-License-Identifier: EUPL-1.2
"""What will happen after the press, in pictures with words, for each service that one may land in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Offer, Way
from traffpunkt.channels.models import Link


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens, with the drawing that shows it."""

    drawing: str
    title: str | Promise
    words: str | Promise


MEET = Step(
    "meeting",
    _("Nu ser du de andra"),
    _("Med knapparna i bilden stänger du av och på din mikrofon och din kamera."),
)
LOUD = Step("loud", _("Höj ljudet"), _("Hör du inget? Tryck på högtalaren i bilden."))
LARGE = Step(
    "large",
    _("Gör bilden stor"),
    _("Tryck på de fyra hörnen i bilden. Då fyller den hela skärmen."),
)
TEAMS = [
    Step(
        "browser",
        _("En ny sida öppnas"),
        _("Välj ”Fortsätt i webbläsaren”. Du behöver inte hämta något program."),
    ),
    Step(
        "writing",
        _("Skriv ditt namn"),
        _("Skriv det som du brukar kallas. Tryck sedan på ”Anslut nu”."),
    ),
    Step(
        "waiting",
        _("Vänta en liten stund"),
        _("Du är i ett väntrum. Vi ser att du är där och släpper in dig."),
    ),
    MEET,
]
FILM = [
    Step(
        "film",
        _("Tryck på pilen i bilden"),
        _("Sändningen visas här på sidan. Den kommer från YouTube."),
    ),
    LOUD,
    LARGE,
]
FACEBOOK = [
    Step("browser", _("En ny sida öppnas"), _("Det är Facebook, som visar sändningen.")),
    Step(
        "closing",
        _("Du behöver inget konto"),
        _("Frågar Facebook efter lösenord? Stäng rutan med krysset."),
    ),
    LOUD,
    LARGE,
]
OTHER = [
    Step(
        "browser",
        _("En ny sida öppnas"),
        _("Där är träffen. Får du välja, så fortsätt i webbläsaren."),
    ),
    Step("writing", _("Skriv ditt namn"), _("Om sidan frågar: skriv det som du brukar kallas.")),
    Step(
        "allowing",
        _("Säg ja till ljud och bild"),
        _("Om sidan frågar om mikrofon och kamera, svara ja."),
    ),
    MEET,
]
TELEPHONE = [
    Step("telephone", _("Ring numret"), _("En röst hälsar dig välkommen.")),
    Step(
        "keypad",
        _("Slå mötets kod"),
        _("Avsluta med fyrkant, tecknet som ser ut som ett staket."),
    ),
    Step("greeting", _("Säg hej"), _("Nu hör alla dig. Lägg på när du vill sluta.")),
]
TOGETHER = [
    Step("house", _("Kom till platsen"), _("Någon av oss tar emot dig.")),
    Step("chairs", _("Slå dig ner"), _("Vi sköter allt det tekniska.")),
    Step("film", _("Vi ser det tillsammans"), _("Sändningen visas på en stor skärm.")),
]
WAYS = {Way.PHONE: TELEPHONE, Way.WATCH_PARTY: TOGETHER, Way.ON_SITE: []}
SERVICES = {
    Link.Provider.TEAMS: TEAMS,
    Link.Provider.YOUTUBE: FILM,
    Link.Provider.FACEBOOK: FACEBOOK,
    Link.Provider.OTHER: OTHER,
}


def steps_for(offer: Offer) -> list[Step]:
    """The steps of a way of taking part; those that say least where nothing is known yet."""
    service = SERVICES[Link.Provider(offer.link.provider)] if offer.link else OTHER
    return WAYS.get(Way(offer.way), service)
