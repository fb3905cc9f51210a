# SPDX-License-Identifier: EUPL-1.2
"""What each kind of list is read by."""

from collections.abc import Sequence
from dataclasses import dataclass

from traffpunkt.activities import intakes as of_activities
from traffpunkt.people import intakes as of_persons
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Intake

SHOWN, FAULTS_SHOWN = 20, 50


Row = of_persons.Found | of_activities.Found


@dataclass(frozen=True, slots=True)
class Look:
    """A list before it is read in: what a press would make of it, and what not and why."""

    rows: Sequence[Row]

    @property
    def new(self) -> list[Row]:
        """Those that a press makes."""
        return [row for row in self.rows if row.is_new]

    @property
    def shown(self) -> list[Row]:
        """The first of them."""
        return self.new[:SHOWN]

    @property
    def known(self) -> int:
        """How many are there already."""
        return sum(row.is_known for row in self.rows)

    @property
    def faults(self) -> list[Row]:
        """Those that cannot be read in."""
        return [row for row in self.rows if row.fault]

    @property
    def faults_shown(self) -> list[Row]:
        """The first of them."""
        return self.faults[:FAULTS_SHOWN]


HEADINGS = {
    Intake.Kind.PERSONS: of_persons.HEADINGS,
    Intake.Kind.ACTIVITIES: of_activities.HEADINGS,
}


def look(intake: Intake) -> Look:
    """What a press would make of a list."""
    if intake.kind == Intake.Kind.PERSONS:
        return Look(of_persons.understood(intake))
    return Look(of_activities.understood(intake))


def read_in(intake: Intake, desk: Desk) -> bool:
    """Read a list in; False where somebody was faster."""
    if intake.kind == Intake.Kind.PERSONS:
        return of_persons.read_in(intake, by=desk.actor)
    return of_activities.read_in(intake, desk)


def take_back(intake: Intake, desk: Desk) -> int | None:
    """Take back what a list made; how many of it stay, or None where it is too late."""
    if intake.kind == Intake.Kind.PERSONS:
        return of_persons.take_back(intake, by=desk.actor)
    return of_activities.take_back(intake, desk)
