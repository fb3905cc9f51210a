# SPDX-License-Identifier: EUPL-1.2
"""Lists that people keep in Excel or save as CSV, read as rows of text however they were saved."""

import csv
import datetime
import io
import itertools
import zipfile
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 40
MOST_SIGNS = 4000
# Rows with nothing in them are not counted among those; there may be many after the last one.
MOST_SCANNED = 200_000
# What a workbook may become when it is unpacked: a small file can hold a very large one.
MOST_UNPACKED = 60 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ";\t,"

Rows = list[list[str]]


class Unreadable(Exception):
    """A file that is no list, or too large a one; in words that say what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read(content: bytes) -> Rows:
    """The rows of a list, its headings first; an empty row keeps its place as an empty list.

    Raises Unreadable.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Filen är för stor. Dela listan i flera, högst 5 MB var."))
    rows = of_workbook(content) if content.startswith(b"PK") else of_text(content)
    if sum(map(bool, rows)) < 2:
        words = _("Listan är tom. Första raden ska vara rubriker, och sedan en rad för var och en.")
        raise Unreadable(words)
    first = next(number for number, row in enumerate(rows) if row)
    return rows[first:]


def limited(rows: Iterable[Iterable[object]]) -> Rows:
    """Rows as text, no more and no wider than one may look through."""
    found: Rows = []
    many = 0
    for row in itertools.islice(rows, MOST_SCANNED):
        cells = [written(cell) for cell in itertools.islice(row, MOST_COLUMNS)]
        found.append(cells if any(cells) else [])
        many += any(cells)
        if many > MOST_ROWS + 1:
            words = _("Listan är för lång. Dela den i flera, högst %(most)s rader i var.")
            raise Unreadable(words % {"most": "10 000"})
    return found


def of_text(content: bytes) -> Rows:
    """The rows of a CSV file, with the sign between columns that its first line has most of."""
    text = decoded(content)
    if "\0" in text:
        raise Unreadable(no_list())
    if text.lstrip().casefold().startswith("sep="):
        text = text.lstrip().partition("\n")[2]
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return limited(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Unreadable(no_list()) from None


def decoded(content: bytes) -> str:
    """A text as it was meant: in Unicode, else as older programs write Swedish."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(no_list())


def of_workbook(content: bytes) -> Rows:
    """The rows of the first sheet of an Excel file, its formulas as what they came to."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("Filen är för stor. Dela listan i flera."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return limited(book.worksheets[0].iter_rows(values_only=True))
    except Unreadable:
        raise
    except Exception:
        # A damaged, locked or hostile file fails in many ways; for who chose it they are one.
        raise Unreadable(no_list()) from None


def no_list() -> str:
    """That a file is something else."""
    return _(
        "Filen går inte att läsa som en lista. Spara den som Excel (.xlsx) eller CSV och försök igen."
    )


def written(cell: object) -> str:
    """A cell as text on one line: days and hours as they are written, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        has_hour = cell.time() != datetime.time.min
        return f"{cell:%Y-%m-%d %H.%M}" if has_hour else f"{cell:%Y-%m-%d}"
    if isinstance(cell, datetime.date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, datetime.time):
        return f"{cell:%H.%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())[:MOST_SIGNS]


def folded(heading: str) -> str:
    """A heading as it is compared: small letters, no signs: "E-post:" is "epost"."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def by_heading(fields: dict[str, str]) -> dict[str, str]:
    """The field of each folded heading, from the headings of each field with spaces between."""
    return {heading: field for field, words in fields.items() for heading in words.split()}


def columns(headings: list[str], known: dict[str, str]) -> dict[int, str]:
    """Which column holds which field, each field once; `known` gives the field of a folded heading."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        field = known.get(folded(heading))
        if field and field not in found.values():
            found[place] = field
    return found


def by_field(rows: Rows, places: dict[int, str]) -> list[dict[str, str]]:
    """Rows as what they say of each field; what stands in other columns is left behind, and an empty
    row says nothing."""
    return [
        {field: row[place] for place, field in places.items() if place < len(row) and row[place]}
        for row in rows
    ]
