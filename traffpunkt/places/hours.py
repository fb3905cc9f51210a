# SPDX-License-Identifier: EUPL-1.2
"""Opening hours of one day as people write them: "9–16", "9.00–12.00, 13–16", "stängt"."""

import datetime
import re
from itertools import pairwise

from django.utils.translation import gettext as _

from traffpunkt.ui import reading
from traffpunkt.ui.words import clock

Span = tuple[datetime.time, datetime.time]

SHUT = {"", "-", "stängt", "stängd", "håller stängt", "inte öppet"}
# A comma parts two times, or hours from minutes; the first is tried first.
PARTS = re.compile(r"\s*(?:;|,|\+|&|\boch\b|\bsamt\b)\s*")
PARTS_WITH_SPACE = re.compile(r"\s*(?:;|, |\+|&|\boch\b|\bsamt\b)\s*")
BETWEEN = re.compile(r"\s*(?:-+|\btill\b)\s*")
AROUND = re.compile(r"^(?:öppet )?(?:från )?|\.$")


class Unclear(ValueError):
    """What was written cannot be read as opening hours; the words say why."""


def read(typed: str) -> list[Span]:
    """When it is open, in order; nothing when it is closed that day."""
    text = AROUND.sub("", reading.tidied(typed.replace("—", "–")))
    if text in SHUT:
        return []
    try:
        return in_order(PARTS.split(text))
    except Unclear:
        return in_order(PARTS_WITH_SPACE.split(text))


def in_order(parts: list[str]) -> list[Span]:
    """The spans of a day, none within another."""
    spans = sorted(span(part) for part in parts)
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise Unclear(_("Två tider går in i varandra."))
    return spans


def span(part: str) -> Span:
    """From when to when: "9–16"."""
    times = [reading.time(each) for each in BETWEEN.split(part)]
    match times:
        case [datetime.time() as opens, datetime.time() as closes]:
            if closes <= opens:
                raise Unclear(_("Tiden slutar innan den börjar."))
            return opens, closes
    raise Unclear(_("Skriv till exempel 9–16, eller 9–12, 13–16, eller stängt."))


def written(spans: list[Span]) -> str:
    """The hours as they are shown again: "09.00–12.00, 13.00–16.00" or "stängt"."""
    return ", ".join(f"{clock(opens)}–{clock(closes)}" for opens, closes in spans) or _("stängt")
