# SPDX-License-Identifier: EUPL-1.2
"""A municipality's part of the journal's chain: the sums of its own lines, and how far they can be checked.

A line's sum is made of what it says and of the sum before it. Where the line before is the
municipality's own too, anybody can make the sum again. Where it is a neighbour's, only the installation
itself can: the neighbour's sum is not told, since what she did could be guessed from it.
"""

import itertools
import json
from collections.abc import Iterator
from typing import IO

from django.db.models import OuterRef, Subquery

from traffpunkt.config.restoring import Refusal
from traffpunkt.journal.models import Entry, Seal, Stamp
from traffpunkt.journal.sealing import BATCH, NOTHING, digest

PROOF = "journal-proof.jsonl"


def proof(municipality: int) -> Iterator[bytes]:
    """The place and the sum of each line of a municipality, and the seal that was set upon it, if any."""
    own = Stamp.objects.filter(entry__municipality_number=municipality)
    sealed = Seal.objects.filter(last=OuterRef("number")).values("number")
    told = own.order_by("number").annotate(seal=Subquery(sealed))
    for place, entry, said, seal in told.values_list("number", "entry", "hash", "seal").iterator():
        words = {"place": place, "entry": entry, "hash": said, "seal": seal}
        yield json.dumps(words).encode() + b"\n"


def refuse_unless_it_holds(part: IO[bytes]) -> int:
    """Make each sum again that can be; how many. One that differs refuses the whole file."""
    place, said, checked = 0, NOTHING, 0
    while told := [json.loads(line) for line in itertools.islice(part, BATCH)]:
        lines = Entry.objects.in_bulk([one["entry"] for one in told])
        for one in told:
            line = lines.get(one["entry"])
            if one["place"] == place + 1:
                checked += 1
                if line is None or digest(said, one["place"], line) != one["hash"]:
                    raise Refusal(f"Journalens rad {one['entry']} är inte som den skrevs.")
            place, said = one["place"], one["hash"]
    return checked
