# SPDX-License-Identifier: EUPL-1.2
"""How tests read a PDF: its words in the order of its tags, its sizes, its fonts."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

MILLIMETRE = 72 / 25.4


def opened(printed: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(printed), strict=True)


def root(reader: PdfReader) -> Any:
    """What all else in the file hangs from."""
    return reader.trailer["/Root"]


def words(reader: PdfReader) -> str:
    """All text, page by page."""
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def paper(page: PageObject) -> tuple[int, int]:
    """Width and height in whole millimetres."""
    box = page.mediabox
    return round(float(box.width) / MILLIMETRE), round(float(box.height) / MILLIMETRE)


def sizes(reader: PdfReader) -> set[float]:
    """The size of each piece of text in points, as it lies on the paper."""
    found = set()

    def see(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.add(round(abs(size * tm[3] * cm[3]), 1))

    for page in reader.pages:
        page.extract_text(visitor_text=see)
    return found


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Each font by its name without the mark of its subset, and whether it lies in the file."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            kin = font.get_object()["/DescendantFonts"][0].get_object()
            name = str(kin["/BaseFont"]).rpartition("+")[2]
            found[name] = any(key.startswith("/FontFile") for key in kin["/FontDescriptor"])
    return found


def links(page: PageObject) -> dict[str, list[float]]:
    """Where each link of a page leads, and where it lies."""
    notes = [note.get_object() for note in page.get("/Annots", [])]
    return {
        str(note["/A"]["/URI"]): [float(side) for side in note["/Rect"]]
        for note in notes
        if "/A" in note
    }


def read_aloud(reader: PdfReader) -> list[tuple[str, str]]:
    """What a screen reader meets: each leaf of the tags in order, its kind and its words."""
    marked = {page.indirect_reference.idnum: marks(page, reader) for page in reader.pages}  # type: ignore[union-attr]
    return list(leaves(root(reader)["/StructTreeRoot"]["/K"], marked, "", 0))


def leaves(
    tag: Any, marked: dict[int, dict[int, str]], kind: str, page: int
) -> Iterator[tuple[str, str]]:
    """The leaves under one tag; a mark is a number on the page of the tag above it."""
    tag = tag.get_object()
    if isinstance(tag, int):
        yield kind, marked[page].get(tag, "")
    elif isinstance(tag, list):
        for each in tag:
            yield from leaves(each, marked, kind, page)
    elif "/K" in tag:
        if "/Pg" in tag:
            page = tag.raw_get("/Pg").idnum
        said = str(tag.get("/S", kind))
        blocks = {"/P", "/Link", "/Figure", "/TH", "/TD", "/LBody"} | {
            f"/H{n}" for n in range(1, 7)
        }
        yield from leaves(tag["/K"], marked, said[1:] if said in blocks else kind, page)


def marks(page: PageObject, reader: PdfReader) -> dict[int, str]:
    """The text of a page by its marks."""
    decoded = decoders(page)
    found: dict[int, str] = {}
    mark, font = None, ""
    for given, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"BDC":
            mark = int(given[1]["/MCID"])
            found[mark] = ""
        elif operator == b"EMC":
            mark = None
        elif operator == b"Tf":
            font = str(given[0])
        elif operator in {b"TJ", b"Tj"} and mark is not None:
            pieces = given[0] if operator == b"TJ" else given
            found[mark] += "".join(
                decoded[font](piece) for piece in pieces if not isinstance(piece, int | float)
            )
    return found


def decoders(page: PageObject) -> dict[str, Any]:
    """How each font of a page turns its bytes into letters."""
    return {
        name: decoder(font.get_object()["/ToUnicode"].get_data())
        for name, font in page["/Resources"].get("/Font", {}).items()  # type: ignore[attr-defined]
    }


def decoder(table: bytes) -> Any:
    """The same for one font, by its own table of signs."""
    letters = {
        int(sign, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for sign, letter in re.findall(rb"(?m)^<(\w{4})> <(\w+)>$", table)
    }

    def decode(piece: Any) -> str:
        raw = piece if isinstance(piece, bytes) else piece.original_bytes
        pairs = zip(raw[::2], raw[1::2], strict=True)
        return "".join(letters.get(high * 256 + low, "") for high, low in pairs)

    return decode
