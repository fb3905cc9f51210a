# SPDX-License-Identifier: EUPL-1.2
"""How long a card is kept, and its person with it."""

import datetime

import pytest
from django.utils import timezone

from traffpunkt.activities.erasing import cards_over, passing_persons_over
from traffpunkt.people.models import Person


@pytest.mark.parametrize(("used", "is_over"), [(None, True), (30, False), (400, True)])
def test_a_card_goes_a_year_after_it_was_last_used(astrid, karin, used, is_over):
    now = timezone.now()
    card = astrid.issue_card(by=karin.actor).card
    card.made = now - datetime.timedelta(days=500)
    card.last_used = used and now - datetime.timedelta(days=used)
    card.save()

    over = cards_over(astrid.municipality_id, now - datetime.timedelta(days=365))

    assert list(over) == ([card] if is_over else [])


def test_who_has_a_card_in_force_stays_in_the_register(astrid, karin):
    Person.objects.update(met=timezone.now() - datetime.timedelta(days=100))
    here, cutoff = astrid.municipality_id, timezone.now() - datetime.timedelta(days=30)
    card = astrid.issue_card(by=karin.actor).card

    assert list(passing_persons_over(here, cutoff)) == []
    card.revoke(by=karin.actor)
    assert list(passing_persons_over(here, cutoff)) == [astrid]
