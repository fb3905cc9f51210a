# SPDX-License-Identifier: EUPL-1.2
"""What `doctor` sees of the journal: a chain that holds, one that does not, guards that are gone."""

import pytest

from traffpunkt.config.doctor import work
from traffpunkt.journal.verifying import Finding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("finding", "word", "said"),
    [
        (Finding(7, 0, None), "ok", "Kedjan håller: 7 rader"),
        (Finding(7, 0, None, fault="Rad 3 är ändrad."), "fel", "Rad 3 är ändrad."),
        (Finding(7, 0, None, missing=("entry_stays",)), "fel", "Skyddet i databasen saknas"),
        (Finding(7, 10**6, None), "varning", "1000000 rader i journalen har inget sigill än."),
    ],
)
def test_the_journal_is_told_as_it_is(monkeypatch, finding, word, said):
    monkeypatch.setattr(work, "verified", lambda **_given: finding)

    verdict = work.journal()

    assert verdict.word == word
    assert verdict.said.startswith(said)
