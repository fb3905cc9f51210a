# SPDX-License-Identifier: EUPL-1.2
"""What every template can write without loading anything: times in words, phones, panels, menus."""

import datetime
import functools
import re

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from traffpunkt.ui import numbers, pieces, words

register = template.Library()

register.filter("day", words.day)
register.filter("written", words.written)
register.filter("clock", words.clock)
register.filter("near_day", words.near_day)
register.filter("how_long", words.how_long)
register.filter("listed", words.listed)
register.filter("section", pieces.section)
register.simple_tag(pieces.drawn, name="drawn")


@register.simple_tag
def span(starts: datetime.datetime, ends: datetime.datetime, first: bool = False) -> str:
    """From when to when: {% span occasion.starts occasion.ends %}; its hours stay on one line.

    Where it begins the line: {% span … first=True %}, with a capital."""
    hours = f"{words.clock(starts)}–{words.clock(ends)}"
    whole = words.span(starts, ends)
    before, found, after = (capfirst(whole) if first else whole).partition(hours)
    if not found:
        return before
    day, _space, at = before.strip().rpartition(" ")
    shape = '{} <span class="together">{} {}</span>{}'
    return format_html(shape, day, at, in_one_piece(found), after)


def in_one_piece(hours: str) -> SafeString:
    """From and to o'clock, never parted by the end of a line."""
    return format_html('<bdi dir="ltr" class="hours">{}</bdi>', hours)


HOURS = re.compile(r"(\d{1,2}[.:]\d\d[–-]\d{1,2}[.:]\d\d)")


@register.filter
def whole_hours(text: str) -> SafeString:
    """A text as somebody wrote it, where no line ends within its hours."""
    parts = HOURS.split(text)
    rows = ((in_one_piece(part) if HOURS.fullmatch(part) else part,) for part in parts)
    return format_html_join("", "{}", rows)


@functools.cache
def from_sheet(name: str, kind: str, size: int) -> str:
    """A sign or drawing of our sheet. Kept, since the sheet's address never changes while we run
    and a page of the programme shows dozens."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" viewBox="0 0 {} {}">'
        '<use href="{}#{}"></use></svg>',
        kind, size, size, static("ui/pictures.svg"), name,
    )  # fmt: skip


@register.simple_tag
def icon(name: str) -> str:
    """A small sign beside its word: {% icon "phone" %}."""
    return from_sheet(name, "icon", 24)


@register.simple_tag
def drawing(name: str) -> str:
    """A drawing that carries warmth: {% drawing "coffee" %}."""
    return from_sheet(name, "picture", 120)


@register.filter
def phone(number: str) -> str:
    """A phone number as people say it, the right way round in every language."""
    return format_html('<bdi dir="ltr">{}</bdi>', numbers.spoken(number))


@register.filter
def ring(number: str) -> str:
    """A phone number that can be pressed to ring it."""
    address = numbers.dialled(number)
    if not address:
        return phone(number)
    return format_html('<a href="{}">{}</a>', address, phone(number))


KINDS = {"success": "done", "warning": "warn", "info": "tip", "debug": "tip"}


@register.filter
def notice_kind(kind: str) -> str:
    """The kind of notice in our words; django.contrib.messages has its own."""
    return KINDS.get(kind, kind or "tip")


@register.simple_block_tag
def panel(content: SafeString, title: str = "", kind: str = "plain") -> str:
    """A framed part of a page: {% panel title="…" %}…{% endpanel %}; kind plain or warm."""
    return render_to_string("ui/panel.html", {"content": content, "title": title, "kind": kind})


@register.simple_block_tag
def entry(
    content: SafeString, title: object, href: str = "", level: int = 2, crossed: bool = False
) -> str:
    """One row of `<ul class="programme">`: {% entry title=… href=… %}<p>…</p>{% endentry %}."""
    page = {"content": content, "title": title, "href": href, "level": level, "crossed": crossed}
    return render_to_string("ui/entry.html", page)


FIRST_PAGES = ("home:home", "home:today")


@register.simple_tag(takes_context=True)
def menu_word(context: template.Context, name: str, label: str) -> str:
    """One word of a menu, marked when it is this page or the one above it.

    Everything lies under a face's first page, which is therefore marked only when it is shown."""
    address = reverse(name)
    path = context.get("here") or ""
    if path == address:
        shape = '<li><a href="{}" aria-current="page">{}</a></li>'
    elif name not in FIRST_PAGES and path.startswith(address):
        shape = '<li><a href="{}" aria-current="true">{}</a></li>'
    else:
        shape = '<li><a href="{}">{}</a></li>'
    return format_html(shape, address, label)
