# SPDX-License-Identifier: EUPL-1.2
"""What the demo says: two municipalities in the rhythm of real ones, every person invented.

Telephone numbers are those that PTS keeps free for books and films; addresses end in .example.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A venue of the demo. `access` answers the eight access facts with j, n or ?, in order."""

    slug: str
    name: str
    street: str
    way_there: str
    access: str
    kind: str = "meeting_point"
    opens: str = "08.30"
    closes: str = "16.00"
    weekdays: str = "01234"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of taking part. `link` is a provider; `at` the venue of a watch party."""

    way: str
    capacity: int | None = None
    booking: str = "optional"
    instructions: str = ""
    easy: str = ""
    link: str = ""
    everyone: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A series: rule, place and hour. `weeks_off` shifts the first week for fortnightly ones."""

    place: str
    weekdays: str
    at: str
    minutes: int = 120
    every: int = 1
    weeks_off: int = 0
    week_of_month: int | None = None


@dataclass(frozen=True, slots=True)
class Doing:
    """An activity with its series and the ways of taking part in each date."""

    title: str
    text: str
    topics: str
    rhythms: tuple[Rhythm, ...] = ()
    ways: tuple[Way, ...] = ()
    easy: str = ""
    kind: str = "open_house"
    bring: str = ""
    filming: str = "none"
    seated: bool = False
    takes_numbers: bool = False
    captions: bool = False
    partner: str = ""
    host: str = ""
    film: str = ""
    minutes: int | None = None
    crowd: int = 6


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with all that is in it."""

    name: str
    slug: str
    colours: tuple[str, str]
    phone: str
    hours: str
    sender: str
    town: str
    topics: dict[str, str]
    places: tuple[Place, ...]
    doings: tuple[Doing, ...]
    staff: tuple[tuple[str, str, str, str], ...]
    # With one of the organisations that somebody of the staff speaks for.
    agreement: str
    closed: tuple[tuple[int, int, str, str], ...] = ()
    languages: tuple[str, ...] = ("sv",)
    # Words that mean the same to the people of the town.
    synonyms: tuple[tuple[str, ...], ...] = ()
    # The number of the decision by which it erases; nothing where it has none.
    decision: str = ""
    happenings: dict[str, str] = field(default_factory=dict)


NAMES = (
    "Astrid Bertil Gun-Britt Sven-Åke Maj-Lis Åke Östen Ingegerd Kerstin Rolf Birgitta Lennart "
    "Ulla Göran Aina Torsten Märta Elsa Folke Solveig Yngve Mirja Veikko Hassan Leyla Anna-Greta "
    "Karl-Erik Siv Rune Gullan Börje Inga-Lill Stig Vera Ragnar Zofia Ture Ebba Nils Barbro"
).split()
