# SPDX-License-Identifier: EUPL-1.2
"""Times and numbers as people say them: "tisdag 4 mars klockan 13.00–15.00"."""

import datetime
import functools

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def local(moment: datetime.datetime) -> datetime.datetime:
    """A moment in the municipalities' wall time."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def date_of(when: datetime.date) -> datetime.date:
    """The local date of a moment; a date is its own."""
    return local(when).date() if isinstance(when, datetime.datetime) else when


def day(when: datetime.date) -> str:
    """A day with its weekday: "tisdag 4 mars", with the year when it is not this one."""
    date, today = date_of(when), timezone.localdate()
    near = abs((date - today).days) < 200 or date.year == today.year
    return written(date, "l j F" if near else "l j F Y")


def written(when: datetime.date, shape: str) -> str:
    """A day in a shape of Django's date filter: "l" is "tisdag"."""
    return in_shape(date_of(when), shape, get_language())


@functools.lru_cache(maxsize=2000)
def in_shape(date: datetime.date, shape: str, _language: str | None) -> str:
    """The same, kept for each language: a page of the programme says the same few days often."""
    return formats.date_format(date, shape)


def clock(moment: datetime.datetime | datetime.time) -> str:
    """A time of day as it is written in Swedish: "13.00"."""
    if isinstance(moment, datetime.datetime):
        moment = local(moment).time()
    return f"{moment:%H.%M}"


def span(starts: datetime.datetime, ends: datetime.datetime) -> str:
    """From when to when, in words: "tisdag 4 mars klockan 13.00–15.00"."""
    first, last = local(starts), local(ends)
    words = {"day": day(first.date()), "from": f"{first:%H.%M}", "to": f"{last:%H.%M}"}
    if first.date() == last.date():
        return _("%(day)s klockan %(from)s–%(to)s") % words
    words["last"] = day(last.date())
    return _("%(day)s klockan %(from)s till %(last)s klockan %(to)s") % words


def near_day(when: datetime.date) -> str:
    """The day with "i dag" or "i morgon" before it when it is so near."""
    days = (date_of(when) - timezone.localdate()).days
    near = {0: _("i dag"), 1: _("i morgon")}.get(days)
    return f"{near}, {day(when)}" if near else day(when)


def from_when(moment: datetime.datetime) -> str:
    """From which moment on: "tisdag 4 mars klockan 09.00"; a midnight is the beginning of its day."""
    if local(moment).time() == datetime.time.min:
        return near_day(moment)
    return _("%(day)s klockan %(clock)s") % {"day": near_day(moment), "clock": clock(moment)}


def how_long(minutes: int) -> str:
    """A length of time: "20 minuter", "2 timmar", "1 timme och 30 minuter"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)s timme", "%(n)s timmar", hours) % {"n": hours})
    if rest or not hours:
        parts.append(ngettext("%(n)s minut", "%(n)s minuter", rest) % {"n": rest})
    return _(" och ").join(parts)


def listed(words: list[str]) -> str:
    """Words in a row: "måndag, onsdag och fredag"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s och %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
