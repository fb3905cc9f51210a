# SPDX-License-Identifier: EUPL-1.2
"""A fault that somebody reports is kept with its date until it is answered."""

import pytest

from tests.makers import make_municipality
from traffpunkt.journal.models import GUEST, SYSTEM, Entry

pytestmark = pytest.mark.django_db


def test_a_report_waits_until_it_is_answered() -> None:
    municipality = make_municipality()
    first = municipality.receive_fault("Jag ser inte texten.", by=GUEST)
    second = municipality.receive_fault("Filmen saknar text.", "070-1", by=GUEST)
    assert list(municipality.fault_reports.waiting()) == [first, second]

    first.answer("Nu är den större.", by=SYSTEM)

    first.refresh_from_db()
    assert list(municipality.fault_reports.waiting()) == [second]
    assert first.answer_text == "Nu är den större."
    assert first.answered is not None
    assert first.answered >= first.sent
    assert str(first) == "Jag ser inte texten."


def test_the_journal_says_who_reported_and_who_answered() -> None:
    report = make_municipality().receive_fault("Jag ser inte.", by=GUEST)
    report.answer("Tack.", by=SYSTEM)

    lines = [(line.actor, line.verb) for line in Entry.objects.about(report)]

    assert lines == [("guest", "reported"), ("system", "answered")]
