# SPDX-License-Identifier: EUPL-1.2
"""The one table of who may do what."""

import pytest

from tests.makers import make_account, make_venue, the_municipality
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Role
from traffpunkt.people.rights import CARRIED, Right

pytestmark = pytest.mark.django_db


def desk_of(role, **given):
    return Desk(make_account("Maj", role, **given), the_municipality())


def test_each_role_has_its_row_and_each_right_somebody():
    assert set(CARRIED) == set(Role)
    assert frozenset[Right]().union(*CARRIED.values()) == set(Right)


def test_each_right_is_said_in_a_sentence():
    assert [right for right in Right if not str(right.label).endswith(".")] == []


def test_who_coordinates_one_venue_decides_there_and_sees_no_register():
    bound = desk_of("coordinator", venue=make_venue())

    assert bound.may(Right.PUBLISH)
    assert bound.may(Right.HIDDEN)
    assert not bound.may(Right.REGISTER, Right.SETTINGS, Right.MEMBERS, Right.ALL_ACTIVITIES)


def test_two_assignments_are_carried_together():
    karin = make_account("Karin", "host")
    karin.memberships.create(
        name="Karin", role=Role.COORDINATOR, municipality=the_municipality(), venue=make_venue()
    )

    assert Desk(karin, the_municipality()).may(Right.HIDDEN)


def test_who_has_no_assignment_may_nothing():
    assert desk_of(None).rights == frozenset()
