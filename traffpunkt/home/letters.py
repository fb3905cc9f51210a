# SPDX-License-Identifier: EUPL-1.2
"""Letters on paper: who gets one, where her address stands, what it says, and labels for them."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from traffpunkt.outbox.models import Message, Pile
from traffpunkt.outbox.sending import with_ending
from traffpunkt.ui.numbers import spoken

# Three by eight on a sheet of A4, as plain label sheets of 70 by 37 mm have them.
LABELS_ON_A_SHEET = 24


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as the paper has it."""

    message: Message

    @property
    def lines(self) -> list[str]:
        """The address, line by line, as the window of the envelope shows it."""
        person = self.message.person
        assert person is not None  # noqa: S101 - a letter is to somebody
        town = f"{person.postcode} {person.town}"
        return [line for line in (person.name, person.care_of, person.street, town) if line]

    @property
    def paragraphs(self) -> list[str]:
        """What it says, with whom to ring, from whom it is, and last what we never ask for."""
        return with_ending(self.message).strip().split("\n\n")


def letters_of(pile: Pile) -> list[Letter]:
    """The letters of a pile, all but those whose news have been overtaken."""
    return [
        Letter(message)
        for message in pile.messages.on_paper().select_related("person", "municipality")
    ]


def html_of(pile: Pile) -> str:
    """A pile as a page for the press."""
    municipality = pile.municipality
    page = {
        "letters": letters_of(pile),
        "municipality": municipality,
        "phone": spoken(municipality.help_phone),
    }
    return render_to_string("home/paper/letters.html", page)


def labels_of(pile: Pile, first: int) -> list[list[list[str]]]:
    """The addresses of a pile, sheet by sheet and line by line; what is used up is left blank."""
    addresses = [letter.lines for letter in letters_of(pile)]
    blanks: list[list[str]] = [[] for _used in range(first - 1 if addresses else 0)]
    labels = blanks + addresses
    begins = range(0, len(labels), LABELS_ON_A_SHEET)
    return [labels[start : start + LABELS_ON_A_SHEET] for start in begins]


def labels_html_of(pile: Pile, first: int) -> str:
    """The labels of a pile as a page for the press, from the first free one of a begun sheet."""
    page = {"sheets": labels_of(pile, first), "municipality": pile.municipality}
    return render_to_string("home/paper/labels.html", page)
