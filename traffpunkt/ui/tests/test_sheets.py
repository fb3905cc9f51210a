# SPDX-License-Identifier: EUPL-1.2
"""Lists as people save them: Excel and CSV, with any sign between, in any encoding, and worse."""

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook

from traffpunkt.ui import sheets

ROWS = [["Namn", "Telefon"], ["Åsa Öberg", "070-174 06 05"]]


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_text_is_read_however_it_was_saved(encoding, sign):
    text = f"\r\nNamn{sign}Telefon\r\nÅsa Öberg{sign}070-174 06 05\r\n"

    assert sheets.read(text.encode(encoding)) == ROWS


def test_excels_own_hint_about_the_sign_between_is_no_heading():
    assert sheets.read(b"sep=;\r\nNamn;Ort\r\nEva;By\r\n") == [["Namn", "Ort"], ["Eva", "By"]]


def test_an_empty_row_keeps_its_place():
    assert sheets.read(b"Namn\n\nEva\n") == [["Namn"], [], ["Eva"]]


def test_a_cell_may_hold_the_sign_between_and_a_line_break():
    assert sheets.read(b'Namn;Ort\n"Berg; Eva";"Lilla\nby"\n')[1] == ["Berg; Eva", "Lilla by"]


def test_a_workbook_is_read_as_it_shows():
    found = sheets.read(
        workbook(
            ["Namn", "Dag", "Tid", "Mobil", "När", "Tom"],
            ["Åsa", datetime.date(2027, 3, 4), datetime.time(13), 701740605.0,
             datetime.datetime(2027, 3, 4, 13, 30), None],  # noqa: DTZ001 - as Excel keeps it
            [None, None, None, None, None, None],
            [1.5, "", "", "", "", ""],
        )
    )  # fmt: skip

    assert found[1] == ["Åsa", "2027-03-04", "13.00", "701740605", "2027-03-04 13.30", ""]
    assert found[2:] == [[], ["1.5", "", "", "", "", ""]]
    assert sheets.written(datetime.date(2027, 3, 4)) == "2027-03-04"
    assert sheets.written(701740605.0) == "701740605"


def packed(size):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return kept.getvalue()


def damaged():
    """A workbook whose sheet breaks off in the middle of a word."""
    whole, kept = io.BytesIO(workbook(["Namn"], ["Eva"])), io.BytesIO()
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(kept, "w") as after:
        for part in before.infolist():
            content = before.read(part)
            after.writestr(part, content[:-30] if "sheet1" in part.filename else content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"Namn;Telefon\n", "tom"),
        (b"Namn\0;Telefon\nx", "inte att"),
        (b"\x81\x8d\x8f;\x90", "inte att"),
        (b"PK\x03\x04 nothing", "inte att"),
        (packed(10), "inte att"),
        (damaged(), "inte att"),
        (packed(sheets.MOST_UNPACKED + 1), "stor"),
        (b"x" * (sheets.MOST_BYTES + 1), "stor"),
        (b"Namn\n" + b"Astrid\n" * (sheets.MOST_ROWS + 1), "lång"),
        (b'Namn\n"' + b"x" * 200_000 + b'"\n', "inte att"),
    ],
    ids=[
        "nothing", "headings", "nul", "noise", "no zip", "no sheet", "damaged", "bomb", "bytes", "rows", "cell",
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(content, words):
    with pytest.raises(sheets.Unreadable, match=words):
        sheets.read(content)


def test_the_most_rows_are_read():
    assert len(sheets.read(b"Namn\n" + b"Astrid\n" * sheets.MOST_ROWS)) == sheets.MOST_ROWS + 1


def test_a_column_is_known_by_its_heading_once():
    known = {"namn": "name", "epost": "email"}

    places = sheets.columns(["E-post:", "NAMN", "Namn", "Skonummer"], known)

    assert places == {0: "email", 1: "name"}
    assert sheets.by_field([["a@b.se", "Åsa", "x"], ["", "Eva"], ["c@d.se"]], places) == [
        {"email": "a@b.se", "name": "Åsa"},
        {"name": "Eva"},
        {"email": "c@d.se"},
    ]
