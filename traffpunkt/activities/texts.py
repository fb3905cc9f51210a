# SPDX-License-Identifier: EUPL-1.2
"""Texts with words in braces: "Hej {namn}!". What a word says is put in when somebody is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

WORD = re.compile(r"\{([^{}]*)\}")
GAP = re.compile(r"\n{3,}")


def fill(text: str, words: Mapping[str, str]) -> str:
    """A text with its words put in; a line is left out when a word in it has nothing to say."""
    lines = [filled for line in text.splitlines() if (filled := put_in(line, words)) is not None]
    return GAP.sub("\n\n", "\n".join(lines)).strip()


def put_in(line: str, words: Mapping[str, str]) -> str | None:
    """One line with its words put in, or nothing where one of them has nothing to say."""
    if not all(words[word] for word in WORD.findall(line)):
        return None
    return WORD.sub(lambda found: words[found[1]], line).rstrip()


# What a word may have nothing to say of, and then takes its line away with it.
MAYBE_EMPTY = frozenset({"antal", "ta med", "så deltar du", "orsak", "förut", "från"})

# What each word says, to those who word a text.
MEANINGS: dict[str, StrOrPromise] = {
    "namn": _("personens namn"),
    "aktivitet": _("vad det är"),
    "dag": _("dagen"),
    "när": _("dag och klockslag"),
    "plats": _("var det är"),
    "antal": _("hur många som är anmälda, om de är fler än en"),
    "nummer": _("anmälningsnumret"),
    "ta med": _("vad man ska ta med"),
    "så deltar du": _("hur man kommer dit, eller vilket nummer man ringer"),
    "ring": _("er hjälptelefon"),
    "deltar": _("hur personen är med nu"),
    "personer": _("hur många anmälan gäller"),
    "orsak": _("varför det är inställt"),
    "nytt": _("det som är nytt"),
    "förut": _("hur det var förut"),
    "från": _("första dagen som inte gäller"),
    "meddelande": _("det som ni skriver till alla"),
}
OF_SIGNUP = (
    "namn", "aktivitet", "dag", "när", "plats", "antal", "nummer", "ta med", "så deltar du", "ring",
)  # fmt: skip
OF_STANDING = ("namn", "aktivitet", "när", "antal", "ring")

FACTS = _("Vad: {aktivitet}\nNär: {när}\nVar: {plats}\nAntal personer: {antal}")
LEAVE = _("Kan du inte komma? Ring {ring} och säg ditt anmälningsnummer {nummer}.")
LEAVE_QUEUE = _("Vill du inte stå kvar? Ring {ring} och säg ditt anmälningsnummer {nummer}.")
BRING = _("Ta med: {ta med}")


@dataclass(frozen=True)
class Text:
    """One text that people are sent: when, under which heading, and in which words to begin with."""

    key: str
    slug: str
    title: StrOrPromise
    heading: StrOrPromise
    parts: tuple[StrOrPromise, ...]
    words: tuple[str, ...] = OF_SIGNUP
    needed: tuple[str, ...] = ("aktivitet", "när", "plats")
    of_a_day: bool = True

    @cached_property
    def subject(self) -> str:
        """The heading, and what it is about."""
        about = "{aktivitet}, {dag}" if self.of_a_day else "{aktivitet}"
        return f"{self.heading}: {about}"

    @cached_property
    def body(self) -> str:
        """The whole text: the greeting and the parts, an empty line between them."""
        return "\n\n".join(str(part) for part in (_("Hej {namn}!"), *self.parts))


TEXTS = (
    Text("confirmation", "bekraftelse", _("När någon har anmält sig"), _("Du är anmäld"),
         (_("Du är anmäld. Välkommen!"), FACTS, BRING, LEAVE)),
    Text("queue", "ko", _("När någon ställer sig i kö"), _("Du står i kö"),
         (_("Du står i kö. Vi hör av oss så fort det finns plats."), FACTS, BRING, LEAVE_QUEUE)),
    Text("switched", "byte", _("När någon byter sätt att delta"), _("Ändrat sätt att delta"),
         (_("Nu är det ändrat. {deltar} Välkommen!"), FACTS, BRING, LEAVE),
         words=(*OF_SIGNUP, "deltar")),
    Text("promotion", "plats", _("När den som står i kö får plats"), _("Du har fått plats"),
         (_("Du har fått en plats. Välkommen!"), FACTS, LEAVE)),
    Text("held", "hallen-plats", _("När ni ringer den som har fått plats"), _("Du har fått plats"),
         (_("Du har fått en plats. Välkommen!"), FACTS, LEAVE)),
    Text("queue-over", "ingen-plats", _("När kön tar slut"), _("Det blev ingen plats"),
         (_("Det blev tyvärr ingen plats den här gången. Du står inte längre i kö."), FACTS,
          _("Ring gärna, så hittar vi något annat."))),
    Text("headcount", "antal", _("När antalet personer ändras"), _("Ändrat antal"),
         (_("Din anmälan är ändrad. Den gäller nu {personer}."), FACTS, LEAVE),
         words=(*OF_SIGNUP, "personer"), needed=("aktivitet", "när", "plats", "personer")),
    Text("reminder", "paminnelse", _("Påminnelsen"), _("Påminnelse"),
         (_("Det här är en påminnelse. Du är anmäld till:"), FACTS, "{så deltar du}", BRING, LEAVE)),
    Text("moved", "andring", _("När tid eller plats ändras"), _("Ändrat"),
         (_("Det blir {nytt}. Du behöver inte anmäla dig igen."), FACTS, "{förut}", LEAVE),
         words=(*OF_SIGNUP, "nytt", "förut")),
    Text("cancelled", "installt", _("När ett tillfälle ställs in"), _("Inställt"),
         (_("Det här är inställt. Du behöver inte avboka."), FACTS, _("Orsak: {orsak}"),
          _("Undrar du något? Ring {ring}.")),
         words=(*OF_SIGNUP, "orsak"), needed=("aktivitet", "när")),
    Text("reinstated", "blir-av", _("När ett inställt tillfälle blir av"), _("Blir av"),
         (_("Det blir av ändå. Du behöver inte anmäla dig igen."), FACTS, LEAVE)),
    Text("announcement", "meddelande", _("När ni skriver till alla som kommer"), _("Meddelande"),
         (FACTS, "{meddelande}", LEAVE), words=(*OF_SIGNUP, "meddelande"), needed=("meddelande",)),
    Text("standing", "fast-plats", _("När någon får en fast plats"), _("Du har en fast plats"),
         (_("Du har en fast plats. Vi anmäler dig till varje gång, så länge det finns plats."),
          _("Vad: {aktivitet}\nNär: {när}\nAntal personer: {antal}"),
          _("Kan du inte komma någon gång? Ring {ring}.")),
         words=OF_STANDING, needed=("aktivitet", "när"), of_a_day=False),
    Text("standing-over", "fast-plats-slut", _("När en fast plats tar slut"), _("Din fasta plats är slut"),
         (_("Din fasta plats är slut."), _("Vad: {aktivitet}\nGällde: {när}"),
          _("Du är avbokad från och med {från}."), _("Vill du vara med ändå? Ring {ring}.")),
         words=(*OF_STANDING, "från"), needed=("aktivitet",), of_a_day=False),
)  # fmt: skip
BY_KEY = {text.key: text for text in TEXTS}
BY_SLUG = {text.slug: text for text in TEXTS}
