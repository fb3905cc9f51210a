# SPDX-License-Identifier: EUPL-1.2
"""Pages two by two on sheets that are printed on both sides, folded once and stapled in the fold.

The tags keep the order in which the pages are read; only where they lie on the paper is another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

import pydyf

# A point in a pixel of CSS.
POINTS = 0.75
MARK = re.compile(rb"/MCID (\d+)")
# Of which page something was: the sheet where it lies now, and how many marks lie there before its.
Moved = dict[bytes, tuple[pydyf.Dictionary, int]]


def sides(pages: int) -> Iterator[tuple[int | None, int | None]]:
    """Which page lies to the left and which to the right, side by side of the sheets.

    What is missing to fours is left empty just before the last page, which is the back.
    """
    whole = -(-pages // 4) * 4
    order = [*range(pages - 1), *[None] * (whole - pages), pages - 1]
    for side in range(whole // 2):
        outer, inner = order[whole - 1 - side], order[side]
        yield (inner, outer) if side % 2 else (outer, inner)


@dataclass
class Folder:
    """A document on its way from pages to sheets."""

    pdf: pydyf.PDF
    width: float
    height: float
    # Which tag each mark belongs to, by the key of the page that it stands on.
    marks: dict[int, Any]
    moved: Moved = field(default_factory=dict)

    @property
    def sheet_width(self) -> float:
        """Two pages of A5 are a millimetre narrower than A4; the sheet has A4's shape."""
        return float(self.height * 2**0.5)

    def lay(self, placed: list[pydyf.Dictionary | None], key: int) -> None:
        """Make one side of a sheet of two pages or one."""
        sheet, content = self.empty_side(key)
        ids = pydyf.Array()
        middle = self.sheet_width / 2
        for page, x in zip(placed, (middle - self.width, middle), strict=True):
            if page is not None:
                self.moved[page.reference] = (sheet, len(ids))
                content.stream += [
                    b"q 1 0 0 1 %.3f 0 cm" % x,
                    drawn(self.pdf, page, len(ids)),
                    b"Q",
                ]
                ids.extend(self.marks.pop(page["StructParents"]))
                sheet["Resources"] = page["Resources"]
                sheet["Annots"].extend(shifted(self.pdf, page, x))
                page.clear()
        self.marks[key] = ids

    def empty_side(self, key: int) -> tuple[pydyf.Dictionary, pydyf.Stream]:
        """One side of a sheet with nothing on it yet, and where it is drawn."""
        content = pydyf.Stream(compress=True)
        self.pdf.add_object(content)
        box = pydyf.Array([0, 0, self.sheet_width, self.height])
        sheet = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": self.pdf.pages.reference,
                "MediaBox": box,
                "TrimBox": box,
                "Contents": content.reference,
                "StructParents": key,
                "Tabs": "/S",
                "Annots": pydyf.Array(),
            }
        )
        self.pdf.add_page(sheet)
        return sheet, content


def fold(document: Any, pdf: pydyf.PDF) -> None:
    """Lay the finished pages of a document on sheets of twice their width."""
    first = document.pages[0]
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    tree = parent_tree(pdf)
    nums = tree["Nums"]
    marks = dict(zip(nums[::2], nums[1::2], strict=True))
    # Keys that nothing has yet, above those of pages and links.
    keys = count(len(marks))
    folder = Folder(pdf, first.width * POINTS, first.height * POINTS, marks)
    pdf.pages["Kids"], pdf.pages["Count"] = pydyf.Array(), 0
    for pair in sides(len(pages)):
        folder.lay([pages[place] if place is not None else None for place in pair], next(keys))
    tree["Nums"] = pydyf.Array(chain.from_iterable(sorted(marks.items())))
    retag(pdf, folder.moved)
    # Both lead to pages that are no pages any more.
    pdf.catalog.pop("Outlines", None)
    pdf.catalog.pop("Names", None)


def parent_tree(pdf: pydyf.PDF) -> pydyf.Dictionary:
    """Which tag each mark belongs to, page by page."""
    root = found(pdf, pdf.catalog["StructTreeRoot"])
    return found(pdf, root["ParentTree"])


def found(pdf: pydyf.PDF, reference: bytes) -> Any:
    """What a reference in the file leads to."""
    return pdf.objects[int(reference.split()[0])]


def drawn(pdf: pydyf.PDF, page: pydyf.Dictionary, before: int) -> bytes:
    """What is drawn on a page, its marks counted on from those before; nothing is left there."""
    content = found(pdf, page["Contents"])
    joined = b"\n".join(bytes_of(part) for part in content.stream)
    content.stream = []
    return MARK.sub(lambda mark: b"/MCID %d" % (int(mark[1]) + before), joined)


def bytes_of(part: Any) -> bytes:
    """One thing that is drawn, as the file has it."""
    written: bytes | str = getattr(part, "data", part)
    return written.encode() if isinstance(written, str) else written


def shifted(pdf: pydyf.PDF, page: pydyf.Dictionary, x: float) -> pydyf.Array:
    """The links of a page, moved as far as the page."""
    for reference in page.get("Annots", ()):
        link = found(pdf, reference)
        left, bottom, right, top = link["Rect"]
        link["Rect"] = pydyf.Array([left + x, bottom, right + x, top])
    return page.get("Annots", pydyf.Array())


def retag(pdf: pydyf.PDF, moved: Moved) -> None:
    """Let each tag say on which sheet its marks are now, and by which number."""
    for tag in pdf.objects:
        if isinstance(tag, pydyf.Dictionary) and tag.get("Pg") in moved:
            sheet, before = moved[tag["Pg"]]
            tag["Pg"] = sheet.reference
            kids = tag.get("K", ())
            for place, kid in enumerate(kids):
                if isinstance(kid, int):
                    kids[place] = kid + before
