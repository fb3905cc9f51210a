# SPDX-License-Identifier: EUPL-1.2
"""The incident pack: what a municipality needs to see and to report when something has happened (S22).

One zip: the journal of some days, whether its chain holds, whom it concerns, and texts to send in.
"""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone

from traffpunkt.activities.traces import Touched, colleagues, touched_by
from traffpunkt.home.retention import processings
from traffpunkt.journal.models import Actor, Entry, EntryQuerySet, record_names
from traffpunkt.journal.register import Processing, field_words
from traffpunkt.journal.verifying import Finding, verified
from traffpunkt.people.models import Person, Role
from traffpunkt.places.models import Municipality

TEXTS = (
    "las-mig", "imy-72-timmar", "cybersakerhet-24-timmar", "cybersakerhet-72-timmar", "cybersakerhet-en-manad",
)  # fmt: skip
DRAWN_UP = "drew-up-incident"
SIGN_INS = ("signed-in", "signed-out", "signed-out-elsewhere")
# Lists that nobody can say afterwards who stood on.
WHOLE_LISTS = ("places.municipality.names", "people.intake.names", "people.takeout.names")
JOURNAL = [
    "tid", "vem", "vad som gjordes", "med vad", "nummer", "journalrad", "plats i kedjan", "kontrollsumma",
]  # fmt: skip
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Span:
    """The days of a municipality that a pack tells of."""

    municipality: Municipality
    first: datetime.date
    last: datetime.date

    @property
    def lines(self) -> EntryQuerySet:
        """The lines of the journal of those days."""
        begins, ends = (
            timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
            for day in (self.first, self.last + datetime.timedelta(days=1))
        )
        return Entry.objects.in_span(self.municipality.pk, begins, ends)

    @property
    def file_name(self) -> str:
        """What the pack is called."""
        return f"incident-{self.municipality.slug}-{self.first}-{self.last}.zip"


def draw_up(span: Span, file: IO[bytes], *, by: Actor, at_most: int | None = None) -> None:
    """Write a pack, after the line of the journal that says so; the chain is walked so far back."""
    record_names(span.municipality, by=by, verb=DRAWN_UP, municipality=span.municipality.pk)
    finding = verified(at_most=at_most)
    persons = touched_by(span.lines, span.municipality)
    facts = facts_of(span, finding, persons)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in TEXTS:
            archive.writestr(f"{name}.txt", render_to_string(f"home/incident/{name}.txt", facts))
        for name, heads, rows in tables(span, persons):
            with archive.open(f"{name}.csv", "w", force_zip64=True) as part:
                write_table(part, heads, rows)


def tables(
    span: Span, persons: list[Touched]
) -> Iterable[tuple[str, list[str], Iterable[Iterable[Any]]]]:
    """Each table by its name, with its heads and rows."""
    yield "journal", JOURNAL, journal(span)
    yield "inloggningar", ["tid", "vad", "konto", "namn och uppdrag"], sign_ins(span)
    persons_heads = ["nummer", "tilltalsnamn", "vad det gäller"]
    rows = ((one.number, one.name, ", ".join(sorted(one.things))) for one in persons)
    yield "personer", persons_heads, rows
    yield "kontakter", ["vad", "namn", "hur"], contacts(span.municipality)


def write_table(part: IO[bytes], heads: list[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a table as Swedish spreadsheets open it; no cell is taken for a formula."""
    # The mark in the beginning tells a spreadsheet that the text is UTF-8.
    with io.TextIOWrapper(part, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(heads)
        writer.writerows([harmless(cell) for cell in row] for row in rows)


def harmless(cell: Any) -> str:
    """A cell that a spreadsheet shows as it is."""
    said = "" if cell is None else str(cell)
    return f"'{said}" if said.startswith(FORMULA) else said


def journal(span: Span) -> Iterable[list[Any]]:
    """The lines of the journal, each with its place in the chain."""
    rows = span.lines.values_list(
        "at", "actor", "verb", "noun", "number", "pk", "stamp__number", "stamp__hash"
    )
    for at, *rest in rows.iterator(2000):
        yield [timezone.localtime(at).isoformat(timespec="seconds"), *rest]


def sign_ins(span: Span) -> Iterable[list[Any]]:
    """Who signed in and out, by the name that each has here."""
    known = colleagues(span.municipality)
    for line in span.lines.filter(verb__in=SIGN_INS).iterator(2000):
        at = timezone.localtime(line.at).isoformat(timespec="seconds")
        yield [at, line.verb, line.actor, known.get(line.actor, "")]


def contacts(municipality: Municipality) -> list[tuple[str, str, str]]:
    """Whom to reach, from the municipality's own settings."""
    rows = [
        ("Dataskyddsombud", municipality.privacy_contact, ""),
        ("Hjälptelefon", municipality.help_hours, municipality.help_phone),
        ("E-post för svar", "", municipality.reply_email),
    ]
    current = municipality.memberships.current().filter(role=Role.COORDINATOR).in_full()
    rows += [
        ("Samordnare", one.name, one.account.address) for one in current.order_by("name", "pk")
    ]
    return [row for row in rows if row[1] or row[2]]


def concerned(persons: list[Touched]) -> list[Processing]:
    """The processings of the register whose rows the lines concern."""
    models = {model for one in persons for model in one.models} | ({Person} if persons else set())
    return [one for one in processings() if models & set(one.fields)]


def facts_of(span: Span, finding: Finding, persons: list[Touched]) -> dict[str, Any]:
    """What the texts are filled with."""
    lines = span.lines
    return {
        "municipality": span.municipality, "first": span.first, "last": span.last,
        "now": timezone.localtime(), "finding": finding, "lines": lines.count(),
        "sign_ins": lines.filter(verb="signed-in").count(), "persons": len(persons),
        "whole_lists": lines.filter(noun__in=WHOLE_LISTS).exclude(verb=DRAWN_UP).count(),
        "contacts": contacts(span.municipality),
        "kinds": [
            {"title": one.title, "fields": field_words(one), "sensitive": one.sensitive}
            for one in concerned(persons)
        ],
    }  # fmt: skip
