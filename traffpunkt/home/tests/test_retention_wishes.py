# SPDX-License-Identifier: EUPL-1.2
"""Who wished is forgotten after a while; what was wished stays."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import make_astrid, the_municipality
from traffpunkt.home.tests.retention_rows import line_of
from traffpunkt.people.models import Person
from traffpunkt.wishes.models import Wish

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - datetime.timedelta(days=800)


def test_the_name_goes_and_the_wish_stays():
    facts = {"by": "guest", "left": LONG_AGO}
    here = the_municipality()
    here.wishes.create(text="Schack", name="Astrid", contact="070-174 06 05", **facts)
    here.wishes.create(text="Boule", said_by=make_astrid(), **facts)
    here.wishes.create(text="Kör", name="Rut", by="guest", left=LONG_AGO, decided=timezone.now())
    line = line_of("wish")

    assert line.due == 2
    line.erase(lambda: True)

    told = {wish.text: wish.names for wish in Wish.objects.all()}
    assert told == {"Schack": [], "Boule": [], "Kör": ["Rut"]}
    assert line.due == 0


def test_a_removed_wish_goes_for_good():
    the_municipality().wishes.create(text="Dumt", by="guest", removed=LONG_AGO)
    the_municipality().wishes.create(text="Schack", by="guest", left=LONG_AGO)

    line_of("removed_wish").erase(lambda: True)

    assert [wish.text for wish in Wish.objects.all()] == ["Schack"]


def test_a_person_who_is_erased_leaves_her_wish_behind():
    the_municipality().wishes.create(text="Schack", said_by=make_astrid(), by="guest")

    Person.objects.all().delete()

    assert Wish.objects.get().said_by is None
