# SPDX-License-Identifier: EUPL-1.2
"""The chain of the journal: a round of the worker seals each new line to the one before it (ADR 24).

Whoever writes a line waits for nobody; it is sealed within seconds, in the order in which the round
saw it. A line that was written long and has a lower number than its neighbours is never passed over.
"""

import datetime
import hashlib
import json
from collections.abc import Sequence

from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from traffpunkt.journal.models import Actor, Entry, Seal, Stamp, Weeding, record

# How many lines a round seals at most: it holds the database's pen for a moment only.
BATCH = 2000
# How long something may write before its lines are looked for by the night's round alone.
LONGEST = datetime.timedelta(hours=1)
NOTHING = "0" * 64


def digest(before: str, number: int, entry: Entry) -> str:
    """The sum of a line: its place, all that it says, and the sum of the line before it."""
    at = entry.at.astimezone(datetime.UTC).isoformat()
    said = [before, number, entry.pk, at, entry.actor, entry.verb, entry.noun, entry.number]
    return hashlib.sha256(json.dumps([*said, entry.municipality_number]).encode()).hexdigest()


def seal_new() -> int:
    """Seal what has been written lately, and say how many lines that was."""
    old = Seal.objects.filter(at__lt=timezone.now() - LONGEST).last()
    return seal(Entry.objects.unsealed().filter(pk__gt=old.reached if old else 0))


def seal_all() -> int:
    """Seal all that has not been sealed, however old: nothing is ever passed over."""
    total = 0
    while count := seal(Entry.objects.unsealed()):
        total += count
    return total


def seal(waiting: "models.QuerySet[Entry]") -> int:
    """Seal one stretch; of two rounds at once one gets the place, and the other comes again."""
    try:
        with transaction.atomic():
            return seal_stretch(list(waiting[:BATCH]))
    except IntegrityError:
        return 0


def seal_stretch(lines: Sequence[Entry]) -> int:
    """Give each line its place after the last one, and seal the stretch."""
    if not lines:
        return 0
    before = Seal.objects.last()
    number, said = (before.last, before.hash) if before else (0, NOTHING)
    stamps = []
    for place, line in enumerate(lines, number + 1):
        said = digest(said, place, line)
        stamps.append(Stamp(number=place, entry=line, hash=said))
    Stamp.objects.bulk_create(stamps)
    Seal.objects.create(
        number=before.number + 1 if before else 1,
        first=number + 1,
        last=number + len(lines),
        reached=max(lines[-1].pk, before.reached if before else 0),
        hash=said,
    )
    return len(lines)


@transaction.atomic
def weed(before: datetime.datetime, *, by: Actor) -> int:
    """Remove the lines from before a moment, from the oldest on and by whole sealed stretches.

    This is the only way in which lines leave: the database refuses each removal that no weeding
    tells of. The sum of the last removed line stays, so that the chain still begins somewhere, and
    the weeding itself is a line of the journal. Says how many lines are gone.
    """
    kept = Stamp.objects.filter(entry__at__gte=before).first()
    stretches = Seal.objects.filter(last__lt=kept.number) if kept else Seal.objects.all()
    last = stretches.last()
    done = Weeding.objects.last()
    if last is None or (done and done.last >= last.last):
        return 0
    weeding = Weeding.objects.create(last=last.last, hash=last.hash, before=before)
    record("weeded", weeding, by=by)
    # The journal's own questions know no removal; the database knows this one.
    gone: models.QuerySet[Entry] = models.QuerySet(Entry).filter(stamp__number__lte=last.last)
    count, _by_kind = gone.delete()
    Stamp.objects.filter(number__lte=last.last).delete()
    return count


def anchors(days: int = 14) -> list[Seal]:
    """The last seal of each of the latest days on which something was sealed, newest first."""
    since = timezone.now() - datetime.timedelta(days=days)
    lately = Seal.objects.filter(at__gte=since)
    last = lately.values(day=TruncDate("at")).order_by("-day").annotate(last=Max("number"))
    return list(Seal.objects.filter(number__in=[row["last"] for row in last]).order_by("-number"))
