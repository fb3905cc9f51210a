# SPDX-License-Identifier: EUPL-1.2
"""Letters on paper: who gets one, where her address stands, what it says."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from traffpunkt.outbox.models import Message, Pile
from traffpunkt.outbox.sending import with_ending
from traffpunkt.ui.numbers import spoken


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
