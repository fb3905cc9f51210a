# SPDX-License-Identifier: EUPL-1.2
"""The documents on data protection hold what the code says: fields, periods, receivers.

After a change of the declarations WRITE=1 lets the tests write them anew.
"""

import os
import re
from pathlib import Path

import pytest

from traffpunkt.home.register import as_markdown, as_table
from traffpunkt.places.models import ErasureDecision

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "sla-upp"
REGISTER = REFERENCE / "registerforteckning.md"
WITH_TABLE = [REFERENCE / "konsekvensbedomning.md", REFERENCE / "klassa.md"]
BLOCK = re.compile(r"(?<=<!-- ur programmet -->\n).*?(?=<!-- slut -->)", re.DOTALL)
LICENCE = "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n"


def register():
    return f"{LICENCE}{as_markdown(ErasureDecision(), 'kommunen')}"


def with_table(page):
    table = f"\n{as_table(ErasureDecision())}\n\n"
    return BLOCK.sub(lambda _found: table, page.read_text("utf-8"))


@pytest.fixture(autouse=True)
def _written_anew():
    if "WRITE" in os.environ:
        REGISTER.write_text(register(), "utf-8")
        for page in WITH_TABLE:
            page.write_text(with_table(page), "utf-8")


def test_the_register_is_what_the_program_says():
    assert REGISTER.read_text("utf-8") == register()


@pytest.mark.parametrize("page", WITH_TABLE, ids=lambda page: page.name)
def test_a_document_holds_the_table_of_the_program(page):
    assert page.read_text("utf-8") == with_table(page)
    assert "Anmälningar: 30 dagar efter tillfället" in page.read_text("utf-8")
