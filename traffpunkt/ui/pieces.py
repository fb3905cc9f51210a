# SPDX-License-Identifier: EUPL-1.2
"""Pieces of pages that are drawn once for the same facts: menus, the help block, filters."""

import functools

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Facts = tuple[tuple[str, object], ...]


@functools.lru_cache(maxsize=500)
def kept(template: str, facts: Facts, *_frame: object) -> SafeString:
    """A piece, kept by its facts and by what else it may say: the place, the language, the day."""
    return render_to_string(template, dict(facts))


def drawn(template: str, **facts: object) -> SafeString:
    """A piece with nothing but these facts: the same facts give the same piece, without drawing.

    Nothing has to be told of changes, since other facts are another piece. A row of the database
    is refused with TypeError: it counts as the same though what it says has changed.
    """
    if rows := [name for name, fact in facts.items() if isinstance(fact, Model)]:
        raise TypeError(f"{template} is drawn by facts, and {rows[0]} is a row that may change")
    frame = get_script_prefix(), get_language(), timezone.localdate()
    return kept(template, tuple(facts.items()), *frame)


def section(path: str) -> str:
    """An address as far as a menu tells pages apart: its first step, and whether it goes on."""
    prefix = get_script_prefix()
    first, _slash, more = path.removeprefix(prefix).partition("/")
    return f"{prefix}{first}/{'…' if more else ''}" if first else prefix
