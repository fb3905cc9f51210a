# SPDX-License-Identifier: EUPL-1.2
"""The forms of the demo's dates and series, sent as they stand: nothing of any way changes."""

import pytest
import time_machine

from traffpunkt.activities.models import Occasion
from traffpunkt.activities.tests.untouched import date_sent, offered, planned, series_sent
from traffpunkt.demo.gavle import GAVLE
from traffpunkt.demo.making import make_town
from traffpunkt.demo.orebro import OREBRO
from traffpunkt.demo.tests.test_demo import WEDNESDAY
from traffpunkt.people.models import Account, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[GAVLE, OREBRO], ids=lambda town: town.slug)
def town(request):
    with time_machine.travel(WEDNESDAY, tick=False):
        yield make_town(request.param)


@pytest.fixture
def desk(town, signed_in):
    return signed_in(Account.objects.get(memberships__role=Role.COORDINATOR))


def all_kinds(town):
    """Each date ahead that says anything else than those of its series before it."""
    kinds: dict[object, Occasion] = {}
    for occasion in town.occasions.upcoming().prefetch_related("offers"):
        ways = str([offer.terms for offer in occasion.offers.all()])
        facts = occasion.series_id, occasion.hand_changed, occasion.state, ways
        kinds.setdefault(facts, occasion)
    return kinds.values()


def test_every_date_keeps_its_ways(town, desk):
    before, dates = offered(), list(town.occasions.order_by("pk").values())

    for occasion in all_kinds(town):
        assert date_sent(desk, occasion).status_code == 302, occasion.activity

    assert offered() == before
    assert list(town.occasions.order_by("pk").values()) == dates


def test_every_series_keeps_its_ways_on_all_dates(town, desk):
    before = offered(), planned()

    for series in town.series.all():
        assert series_sent(desk, series).status_code == 302, series.activity

    assert (offered(), planned()) == before


def test_every_series_keeps_its_ways_from_some_day_on(town, desk):
    before = offered(), planned()

    for series in list(town.series.all()):
        third = series.occasions.upcoming()[2]
        since = third.slot.isoformat()
        assert series_sent(desk, series, since).status_code == 302, series.activity

    assert (offered(), planned()) == before
    assert town.series.filter(follows__isnull=False).exists()
