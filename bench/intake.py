# SPDX-License-Identifier: EUPL-1.2
"""A list of 10,000 persons from Excel: looked at, read in, and taken back, through the real pages.

    python -m bench.intake [--database-url …]

The reference is 10,000 bare rows written in one go, in the same run.
"""

import argparse
import io
from typing import Any

from bench.ground import begin, machine, table
from bench.planning import desk, took

ROWS = 10_000
ADDRESS = "/stad500/arbete/installningar/listor/"


def workbook() -> bytes:
    """An Excel file of ten thousand persons, each with a number and an address."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Namn", "Efternamn", "Mobil", "E-post", "Gata", "Postnummer", "Ort"])
    for n in range(ROWS):
        sheet.append([
            f"Person {n}", "Ek", 701_000_000 + n, f"p{n}@exempel.example", f"Ängsgatan {n}", 80320,
            "Gävle",
        ])  # fmt: skip
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def bare_rows() -> None:
    """As many rows with nothing to think about."""
    from django.db import transaction

    from traffpunkt.people.models import Person
    from traffpunkt.places.models import Municipality

    town = Municipality.objects.get(slug="stad500")
    with transaction.atomic():
        Person.objects.bulk_create(
            (
                Person(municipality=town, name=f"Rad {n}", folded_name=f"rad {n}")
                for n in range(ROWS)
            ),
            batch_size=1000,
        )


def choose(browser: Any, content: bytes) -> Any:
    """Send the file as the page does."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return browser.post(
        ADDRESS, {"kind": "persons", "list": SimpleUploadedFile("lista.xlsx", content)}, follow=True
    )


def main() -> None:
    """Print what a long list costs."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--database-url", default="")
    given = words.parse_args()
    begin(given.database_url)
    from bench.rows import make_town
    from traffpunkt.people.models import Intake, Person

    make_town("stad500", 500)
    bare, _nothing = took(bare_rows)
    browser, content = desk(), workbook()
    seen, answer = took(lambda: choose(browser, content))
    assert answer.status_code == 200, answer.status_code
    one = f"{ADDRESS}{Intake.objects.get().pk}/"
    before = Person.objects.count()
    read, _answer = took(lambda: browser.post(one))
    assert Person.objects.count() - before == ROWS
    back, _answer = took(lambda: browser.post(f"{one}angrad/"))
    assert Person.objects.count() == before
    print(machine())
    table(
        f"En lista på {ROWS:,} personer, {given.database_url.partition(':')[0] or 'sqlite'}",
        ["vad", "s", "mål", "gånger nakna rader"],
        [
            [what, f"{spent / 1000:.1f}", goal, f"{spent / bare:.0f}×"]
            for what, spent, goal in (
                ("titta på den", seen, ""),
                ("läsa in den", read, ""),
                ("tillsammans", seen + read, "< 60"),
                ("ångra", back, ""),
            )
        ],
    )


if __name__ == "__main__":
    main()
