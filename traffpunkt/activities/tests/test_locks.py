# SPDX-License-Identifier: EUPL-1.2
"""Verbs that hold two rows hold them in the same order, so that no two wait for each other."""

import pytest

from tests.makers import make_activity
from traffpunkt.activities.assignments import assign
from traffpunkt.activities.models import Activity
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.models import Role
from traffpunkt.places.models import Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(monkeypatch):
    """The kinds of rows that are held still, in order."""
    order = []
    for kind in (Activity, Municipality):
        hold = kind.hold_still

        def noted(row, hold=hold):
            order.append(type(row))
            return hold(row)

        monkeypatch.setattr(kind, "hold_still", noted)
    return order


def test_who_gets_an_activity_to_host_holds_it_before_the_municipality(held):
    activity = make_activity()
    who = "henrik@kommun.example", "Henrik"

    assign(activity.municipality, *who, Role.HOST, by=SYSTEM, door="/", activity=activity)

    assert held == [Activity, Municipality]
