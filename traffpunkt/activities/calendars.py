# SPDX-License-Identifier: EUPL-1.2
"""Dates as iCalendar (RFC 5545): one VEVENT each, a UID that never changes, SEQUENCE on change.

The lines are written here, since a library's objects take ten times as long as all the rest of
a feed; the tests read every one of them with the library. No personal fact and no secret link is
ever written: people share calendars without knowing.
"""

import datetime
import re
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.feeds import FACTS, PAST, Happening
from traffpunkt.activities.models import Signup
from traffpunkt.people.models import PersonalPage
from traffpunkt.places.models import Municipality
from traffpunkt.ui.words import span

# RFC 5545, 3.1: a line is at most 75 octets, and goes on after a line break and a space.
LONGEST_LINE = 75
# What a text may not hold: control signs other than tab and line break.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar(name: str, events: Iterable[str]) -> bytes:
    """A calendar file with a name that the subscriber sees."""
    begins = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Träffpunkt//traffpunkt//SV", "METHOD:PUBLISH",
        folded(f"X-WR-CALNAME:{text(name)}"), "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]  # fmt: skip
    return "\r\n".join([*begins, *events, "END:VCALENDAR", ""]).encode()


class Writer:
    """Writes the events of one municipality: the beginning of its addresses, and whom to ring."""

    def __init__(self, municipality: Municipality, pages: str) -> None:
        self.pages = pages
        self.help = _("Frågor? Ring %(phone)s, %(hours)s.") % {
            "phone": municipality.help_phone,
            "hours": municipality.help_hours,
        }

    def events(self, dates: Iterable[Happening]) -> Iterator[str]:
        """Each date as an event."""
        return map(self.event, dates)

    def event(self, date: Happening, *, is_off: bool = False) -> str:
        """One date; a cancelled one stays, as cancelled, and so does one that `is_off` for one."""
        cancelled = is_off or date.is_cancelled
        changed = utc(date.changed)
        place = f"LOCATION:{text(date.place)}" if date.place else ""
        lines = (
            "BEGIN:VEVENT",
            f"UID:{date.uid}@traffpunkt",
            f"SEQUENCE:{date.sequence}",
            f"DTSTAMP:{changed}",
            f"LAST-MODIFIED:{changed}",
            f"DTSTART:{utc(date.starts)}",
            f"DTEND:{utc(date.ends)}",
            f"SUMMARY:{text(date.name)}",
            f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
            f"URL:{self.pages}{date.pk}/",
            f"DESCRIPTION:{text(self.description(date))}",
            place,
            "END:VEVENT",
        )
        return "\r\n".join(folded(line) for line in lines if line)

    def description(self, date: Happening) -> str:
        """When in words, the day's own note, and whom to ring."""
        when = span(date.starts, date.ends)
        return "\n".join([when, date.note, self.help] if date.note else [when, self.help])


def text(words: str) -> str:
    """Words as a value of TEXT, with what would end them escaped."""
    plain = CONTROLS.sub("", words).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def utc(moment: datetime.datetime) -> str:
    """A moment in UTC, which every calendar understands alike."""
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def folded(line: str) -> str:
    """A line of at most 75 octets, going on in the next where it is longer; no sign is split."""
    if len(line) <= LONGEST_LINE and line.isascii():
        return line
    rest = line.encode()
    parts = []
    room = LONGEST_LINE
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(rest[:cut])
        rest = rest[cut:]
        room = LONGEST_LINE - 1
    return b"\r\n ".join([*parts, rest]).decode()


def of_page(page: PersonalPage, writer: Writer) -> list[str]:
    """What stands on a page, one event for each date: a sign-up that still counts wins, and a
    withdrawn one is taken away in her calendar as well."""
    facts = [f"occasion__{name}" for name in FACTS]
    found = (
        page.signups.filter(occasion__starts__gte=timezone.now() - PAST)
        .order_by("occasion__starts", "pk")
        .values_list("state", *facts)
    )
    rows = [(state, Happening(*date)) for state, *date in found]
    last = {date.pk: (state, date) for state, date in rows}
    last |= {date.pk: (state, date) for state, date in rows if state != Signup.State.WITHDRAWN}
    return [
        writer.event(date, is_off=state == Signup.State.WITHDRAWN) for state, date in last.values()
    ]
