# SPDX-License-Identifier: EUPL-1.2
"""A proposal is answered: published, or sent back with what is to be changed."""

import pytest
from django.urls import reverse

from tests.makers import make_account, make_activity, make_occasion
from traffpunkt.activities.models import Activity
from traffpunkt.activities.tests.desk import text
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db

WORDS = "Salen är upptagen på tisdagar."


@pytest.fixture
def anton(db):
    return make_account("Anton", role="host")


@pytest.fixture
def proposal(anton):
    """What a host has proposed, with a date."""
    return make_occasion(
        activity=make_activity(title="Schack", state="proposed", responsible=anton)
    ).activity


def address(name, activity):
    return reverse(f"activities:{name}", args=[activity.pk])


def letters():
    return list(Message.objects.of_kinds("answer").values_list("address", "subject"))


def test_it_goes_back_with_what_is_to_be_changed(desk, proposal, anton):
    answer = desk.post(address("staff_answer", proposal), {"words": WORDS}, follow=True)

    proposal.refresh_from_db()
    assert proposal.state == "draft"
    assert letters() == [(anton.email, "Tillbaka till dig: Schack")]
    assert WORDS in Message.objects.get(kind="answer").body
    assert str(proposal.answers.get()) == WORDS
    assert WORDS in text(answer)
    assert "sent-back" in [entry.verb for entry in Entry.objects.about(proposal)]


def test_whoever_proposed_it_is_told_that_it_is_published(desk, proposal, anton):
    desk.post(address("staff_publication", proposal), {"gor": "publish"})

    assert Activity.objects.get(pk=proposal.pk).is_published
    assert letters() == [(anton.email, "Publicerad: Schack")]


def test_nobody_is_told_what_she_has_answered_herself(desk, karin, proposal):
    Activity.objects.filter(pk=proposal.pk).update(responsible=karin)

    desk.post(address("staff_answer", proposal), {"words": WORDS})

    assert letters() == []


def test_what_was_no_proposal_is_published_without_a_letter(desk, anton):
    draft = make_occasion(activity=make_activity(state="draft", responsible=anton)).activity

    desk.post(address("staff_publication", draft), {"gor": "publish"})

    assert letters() == []


def test_a_proposal_that_somebody_answered_meanwhile_is_left_alone(desk, proposal):
    for expected in (302, 422):
        answer = desk.post(address("staff_answer", proposal), {"words": WORDS})
        assert answer.status_code == expected

    assert "Någon hann före" in text(answer)
    assert len(letters()) == 1


def test_without_words_nothing_goes_back(desk, proposal):
    answer = desk.post(address("staff_answer", proposal), {"words": " "})

    assert answer.status_code == 422
    assert Activity.objects.get(pk=proposal.pk).is_proposed


def test_the_page_of_a_proposal_leads_there(desk, proposal):
    assert address("staff_answer", proposal) in text(desk.get(address("staff_activity", proposal)))
