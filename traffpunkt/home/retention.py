# SPDX-License-Identifier: EUPL-1.2
"""The rules of all packages together: what is due, and the round that erases it."""

import datetime
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from traffpunkt.activities import erasure as of_activities
from traffpunkt.cafe import erasure as of_cafe
from traffpunkt.channels import erasure as of_channels
from traffpunkt.journal import erasure as of_journal
from traffpunkt.journal.archive import ARCHIVE, write_package
from traffpunkt.journal.models import SYSTEM, Actor, Entry
from traffpunkt.journal.register import Processing
from traffpunkt.journal.retention import Rule, carry_out
from traffpunkt.journal.sealing import weed
from traffpunkt.outbox import erasure as of_outbox
from traffpunkt.outbox.erasure import blank, remove_old_files, with_words
from traffpunkt.outbox.models import Message
from traffpunkt.people import erasure as of_people
from traffpunkt.places import erasure as of_places
from traffpunkt.places.models import ErasureDecision, Municipality
from traffpunkt.wishes import erasure as of_wishes

logger = logging.getLogger(__name__)

# In this order: a person goes after all that she is tied to, an account after its hostings.
RULES: tuple[Rule, ...] = (
    *of_wishes.RULES, *of_outbox.RULES, *of_activities.RULES, *of_places.RULES, *of_journal.RULES,
)  # fmt: skip
BY_KEY = {rule.key: rule for rule in RULES}
REGISTERS = (
    of_people.REGISTER, of_activities.REGISTER, of_wishes.REGISTER, of_outbox.REGISTER, of_places.REGISTER,
    of_channels.REGISTER, of_journal.REGISTER, of_cafe.REGISTER,
)  # fmt: skip
# One round of the worker erases for no longer than this, so that what is to be sent is sent.
A_ROUND = 5.0
Shared: TypeAlias = "Callable[[list[ErasureDecision], Callable[[], bool]], int]"
NIGHT = range(1, 5)


@dataclass(frozen=True)
class Line:
    """A rule as one municipality follows it, and how many rows would go today."""

    rule: Rule
    decision: ErasureDecision

    @property
    def period(self) -> str:
        """How long the rows are kept here: "30 dagar efter tillfället"."""
        return f"{self.rule.in_words(self.decision.amount(self.rule))} {self.rule.after}"

    @property
    def rows(self) -> "QuerySet[Any]":
        """The rows that would go."""
        number = self.decision.municipality_id
        return self.rule.due(number, self.decision.amount(self.rule))

    @property
    def due(self) -> int:
        """How many rows would go today."""
        return self.rows.count()

    @property
    def is_kept(self) -> bool:
        """Whether an archive package is written first."""
        return self.decision.keeps(self.rule)

    def erase(self, goes_on: Callable[[], bool]) -> int:
        """Erase the rows that are due, each batch with its line in the protocol."""
        return carry_out(self.rule, lambda: self.rows, self.note, goes_on=goes_on)

    def note(self, batch: list[Any]) -> None:
        """Keep what is to be kept for good, then write how many go."""
        folder = package_folder(self.decision.municipality)
        if self.is_kept:
            write_package(folder, self.rule, batch, self.decision.in_words)
        package = "/".join(folder.parts[-3:]) if self.is_kept else ""
        self.decision.note(self.rule, len(batch), package)


def package_folder(municipality: Municipality) -> Path:
    """Where the archive packages of today are laid: var/arkiv/gavle/2026-11-25."""
    return Path(settings.VAR) / ARCHIVE / municipality.slug / timezone.localdate().isoformat()


def decision_of(municipality: Municipality) -> ErasureDecision:
    """What a municipality has decided, or an empty decision."""
    return ErasureDecision.objects.of(municipality)


def state_decision(municipality: Municipality, facts: dict[str, Any], *, by: Actor) -> None:
    """Write down what a municipality has decided."""
    ErasureDecision.objects.state(municipality, facts, by=by)


def lines_of(decision: ErasureDecision) -> list[Line]:
    """All rules as one municipality follows them."""
    return [Line(rule, decision) for rule in RULES]


def erase_due(goes_on: Callable[[], bool] = lambda: True) -> int:
    """Erase all that is due in the municipalities that have decided so; how many rows.

    A fault keeps nothing from the rules after it; the first one is raised when all have been tried.
    """
    faults: list[Exception] = []
    gone = sum(
        attempted(line, goes_on, faults)
        for decision in ErasureDecision.objects.in_force()
        for line in lines_of(decision)
        if not line.rule.with_all and goes_on()
    )
    for step in (erase_letters_of_nobody, weed_journal):
        gone += shared(step, goes_on, faults)
    if faults:
        raise faults[0]
    return gone


def attempted(line: Line, goes_on: Callable[[], bool], faults: list[Exception]) -> int:
    """Erase what one rule asks for; a fault is logged and remembered."""
    try:
        return line.erase(goes_on)
    except Exception as fault:
        faults.append(fault)
        number = line.decision.municipality_id
        logger.exception("Erasure by %s failed in municipality %s", line.rule.key, number)
        return 0


def shared(step: Shared, goes_on: Callable[[], bool], faults: list[Exception]) -> int:
    """What belongs to no single municipality goes when all have decided, after the longest of their times."""
    decisions = list(ErasureDecision.objects.in_force())
    if not decisions or len(decisions) < Municipality.objects.count() or not goes_on():
        return 0
    try:
        return step(decisions, goes_on)
    except Exception as fault:
        faults.append(fault)
        logger.exception("Erasure of what is shared failed")
        return 0


def longest(rule: Rule, decisions: list[ErasureDecision]) -> datetime.datetime:
    """The moment before which rows have been kept for as long as any municipality wants."""
    return rule.cutoff(max(decision.amount(rule) for decision in decisions))


@transaction.atomic
def weed_journal(decisions: list[ErasureDecision], _goes_on: Callable[[], bool]) -> int:
    """Let the oldest stretch of the journal go, with a line in each protocol; how many lines."""
    rule = BY_KEY["journal"]
    cutoff = longest(rule, decisions)
    oldest = Entry.objects.order_by("pk").first()
    if oldest is None or oldest.at >= cutoff:
        return 0
    lines = {decision: rule.rows(decision.municipality_id, cutoff) for decision in decisions}
    before = {decision: rows.count() for decision, rows in lines.items()}
    gone = weed(cutoff, by=SYSTEM)
    for decision, rows in lines.items():
        if count := before[decision] - rows.count():
            decision.note(rule, count, "")
    return gone


def erase_letters_of_nobody(decisions: list[ErasureDecision], goes_on: Callable[[], bool]) -> int:
    """Blank the letters that belong to no municipality, such as those with codes; how many."""
    rule = BY_KEY["message"]
    cutoff = longest(rule, decisions)
    ours = Message.objects.filter(municipality=None)
    remove_old_files(Path(settings.EMAIL_FILE_PATH), cutoff)
    shared = Rule(
        "shared", rule.title, rule.happens, rule.after,
        lambda _number, moment: with_words(ours, moment), blank, rule.amount,
    )  # fmt: skip
    return carry_out(shared, lambda: shared.rows(0, cutoff), lambda _batch: None, goes_on=goes_on)


def erase_at_night() -> int:
    """The worker's round: some seconds at a time between one and five, until nothing is due."""
    if timezone.localtime().hour not in NIGHT:
        return 0
    began = time.monotonic()
    return erase_due(lambda: time.monotonic() - began < A_ROUND)


def undecided() -> "QuerySet[Municipality]":
    """The municipalities in which nothing is erased, by name."""
    return Municipality.objects.exclude(erasure_decision__is_on=True).order_by("name")


def processings() -> list[Processing]:
    """All processings, in the order in which a reader asks."""
    return [one for register in REGISTERS for one in register.processings]
