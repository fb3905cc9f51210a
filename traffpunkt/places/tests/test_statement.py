# SPDX-License-Identifier: EUPL-1.2
"""The accessibility statement claims nothing that nobody has written."""

import datetime
from typing import Any

import pytest

from traffpunkt.places.models import Municipality
from traffpunkt.places.statement import CONFORMANCE, METHODS, Statement


def of(said: Any) -> Statement:
    """The statement of a municipality that has noted this."""
    return Statement.of(Municipality(name="Ängsby", sender_name="Träffpunkterna", statement=said))


def test_an_unwritten_statement_is_honest() -> None:
    statement = of({})

    assert statement.authority == "Ängsby"
    assert statement.service == "Träffpunkterna"
    assert statement.conformance == CONFORMANCE["unknown"]
    assert statement.method == METHODS["unknown"]
    assert statement.assessed is None
    assert statement.faults == []
    assert statement.supervisor
    assert statement.supervisor_address.startswith("https://")


def test_what_is_written_is_what_it_says() -> None:
    statement = of(
        {
            "authority": "Ängsby kommun",
            "service": "Träffpunkt Ängsby",
            "conformance": "partly",
            "method": "own",
            "assessed": "2026-09-01",
            "updated": "2026-10-02",
            "post": "Ängsgatan 1",
            "faults": ["Två filmer saknar textning."],
            "burden": ["Äldre filmer."],
            "outside": ["Kartor."],
            "supervisor": "PTS",
            "supervisor_address": "https://exempel.se",
        }
    )

    assert statement == Statement(
        authority="Ängsby kommun",
        service="Träffpunkt Ängsby",
        conformance=CONFORMANCE["partly"],
        method=METHODS["own"],
        assessed=datetime.date(2026, 9, 1),
        updated=datetime.date(2026, 10, 2),
        post="Ängsgatan 1",
        faults=["Två filmer saknar textning."],
        burden=["Äldre filmer."],
        outside=["Kartor."],
        supervisor="PTS",
        supervisor_address="https://exempel.se",
    )


@pytest.mark.parametrize(
    "said",
    [
        None,
        {"conformance": "perfect", "assessed": "i fjol", "faults": "många"},
        {"conformance": ["fully"], "assessed": 7, "faults": {"a": 1}, "method": None},
    ],
)
def test_nonsense_is_taken_for_nothing(said: Any) -> None:
    statement = of(said)

    assert statement.conformance == CONFORMANCE["unknown"]
    assert statement.assessed is None
    assert statement.faults == []
