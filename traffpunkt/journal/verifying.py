# SPDX-License-Identifier: EUPL-1.2
"""Whether the chain of the journal holds, and which line is the first that does not."""

from dataclasses import dataclass

from django.utils import timezone

from traffpunkt.journal import guards
from traffpunkt.journal.models import Entry, Seal, Stamp, Weeding
from traffpunkt.journal.sealing import BATCH, LONGEST, NOTHING, digest


@dataclass(frozen=True, slots=True)
class Finding:
    """What a walk along the chain came to: how many lines hold, and what is wrong first, if anything."""

    lines: int
    waiting: int
    last: Seal | None
    fault: str = ""
    missing: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether each line is as it was written, and the database lets nobody change one."""
        return not self.fault and not self.missing


class Broken(Exception):
    """The first line that does not hold, in plain Swedish."""


def verified(*, at_most: int | None = None) -> Finding:
    """Walk the chain from its beginning, or only about so many of its last lines."""
    begun = beginning(at_most)
    last = Seal.objects.last()
    walk = Walk(begun.last, begun.hash) if begun else Walk(0, NOTHING)
    fault = ""
    try:
        if begun is None or isinstance(begun, Weeding):
            refuse_unknown_weeding()
        walk.go()
    except Broken as broken:
        fault = str(broken)
    counted = walk.number - (begun.last if begun else 0)
    waiting = Entry.objects.unsealed().count()
    return Finding(counted, waiting, last, fault, tuple(guards.missing()))


def beginning(at_most: int | None) -> Seal | Weeding | None:
    """From what the walk starts: the last weeding, or a seal so many lines before the end."""
    weeding = Weeding.objects.last()
    last = Seal.objects.last()
    if at_most is None or last is None:
        return weeding
    near = Seal.objects.filter(last__lte=last.last - at_most).last()
    return near if near and not (weeding and weeding.last > near.last) else weeding


def refuse_unknown_weeding() -> None:
    """A weeding must be told of in the journal, and leave the sum of a whole stretch behind."""
    weeding = Weeding.objects.last()
    if weeding is None:
        return
    is_told = Entry.objects.about(weeding).filter(verb="weeded").exists()
    if not is_told or not Seal.objects.filter(last=weeding.last, hash=weeding.hash).exists():
        raise Broken(f"Gallringen fram till plats {weeding.last} är inte gjord av programmet.")


class Walk:
    """One walk along the chain, line after line."""

    def __init__(self, number: int, said: str) -> None:
        self.number, self.said = number, said
        self.before: Seal | None = Seal.objects.filter(last__lte=number).last()

    def go(self) -> None:
        """Walk to the end; stop at the first line that does not hold."""
        while stamps := list(Stamp.objects.filter(number__gt=self.number)[:BATCH]):
            lines = Entry.objects.in_bulk([stamp.entry_id for stamp in stamps])
            within = Seal.objects.filter(last__range=(stamps[0].number, stamps[-1].number))
            seals = {seal.last: seal for seal in within}
            for stamp in stamps:
                self.step(stamp, lines.get(stamp.entry_id))
                if seal := seals.get(stamp.number):
                    self.close(seal)
        last = Seal.objects.last()
        if self.number != (last.last if last else 0):
            raise Broken(f"Kedjan slutar på plats {self.number}, men sigillet säger något annat.")

    def step(self, stamp: Stamp, line: Entry | None) -> None:
        """Go on to the next line, if it is there and as it was."""
        self.number += 1
        if stamp.number != self.number:
            raise Broken(f"Plats {self.number} i kedjan är borta.")
        if line is None:
            raise Broken(f"Journalens rad {stamp.entry_id} är borttagen (plats {self.number}).")
        self.said = digest(self.said, self.number, line)
        name = f"Journalens rad {line.pk} från {timezone.localtime(line.at):%Y-%m-%d %H:%M}"
        if self.said != stamp.hash:
            raise Broken(f"{name} är inte som den skrevs (plats {self.number}).")
        if self.came_too_late(line):
            raise Broken(f"{name} är insatt i efterhand (plats {self.number}).")

    def came_too_late(self, line: Entry) -> bool:
        """Whether a round long after the line's time had sealed all that there was, and not seen it."""
        if self.before is None:
            return False
        was_all = self.before.last - self.before.first + 1 < BATCH
        return was_all and line.at < self.before.at - LONGEST

    def close(self, seal: Seal) -> None:
        """Compare the sum so far with the one that the seal of a stretch holds."""
        is_next = self.before is None or (
            (seal.number, seal.first) == (self.before.number + 1, self.before.last + 1)
        )
        if not is_next or seal.hash != self.said:
            raise Broken(f"Sigill {seal.number} är inte som det sattes (plats {seal.last}).")
        self.before = seal
