# SPDX-License-Identifier: EUPL-1.2
"""What still arrives at a row that was merged into another in that very moment."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import make_astrid, make_page, make_person, make_signup
from traffpunkt.activities.erasing import persons_over
from traffpunkt.activities.merging import merge
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.models import Card, Person, PersonalPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def astrid(db):
    return make_astrid()


@pytest.fixture
def again(astrid):
    """The same Astrid, as somebody else wrote her down."""
    return make_person("Astrid Berg", email="astrid@exempel.example")


def test_a_signup_that_arrived_at_the_row_that_went_keeps_her_from_erasure(astrid, again):
    merge(astrid, again, by=SYSTEM)
    long_ago = timezone.now() - datetime.timedelta(days=999)
    Person.objects.update(met=long_ago, used=long_ago)
    here, cutoff = astrid.municipality_id, timezone.now() - datetime.timedelta(days=365)
    late = make_signup(person=again)

    assert list(persons_over(here, cutoff)) == []
    late.delete()
    assert list(persons_over(here, cutoff)) == [astrid]


def test_a_card_made_in_the_moment_of_the_merge_is_the_kept_ones(astrid, again):
    hers = astrid.issue_card(by=SYSTEM).card
    merge(astrid, again, by=SYSTEM)

    made = again.issue_card(by=SYSTEM).card

    assert made.person == astrid
    assert set(Card.objects.in_force()) == {made, hers}


def test_a_page_renewed_in_the_moment_of_the_merge_is_the_kept_ones(astrid, again):
    page = PersonalPage.objects.select_related("person").get(pk=make_page(again).pk)
    merge(astrid, again, by=SYSTEM)

    assert page.renew(by=SYSTEM).person == astrid


def test_a_correction_of_a_row_that_has_gone_meanwhile_changes_nothing(astrid, again):
    merge(astrid, again, by=SYSTEM)

    assert not again.correct({"needs": "Rullator"}, [], by=SYSTEM)

    again.refresh_from_db()
    assert (again.needs, again.contact_ways.count()) == ("", 1)
