# SPDX-License-Identifier: EUPL-1.2
"""How the rows of topics, hostings, reminders and wordings read."""

import pytest
from django.utils import timezone

from tests.makers import make_activity, make_karin, make_municipality, make_topic
from traffpunkt.activities.models import Hosting, ReminderRound, ReminderRule, Wording
from traffpunkt.activities.tests.reminded import MOMENT

pytestmark = pytest.mark.django_db


def test_a_hosting_reads_as_numbers_only():
    activity, karin = make_activity(), make_karin()
    hosting = Hosting.objects.create(activity=activity, account=karin, since=timezone.localdate())

    assert str(hosting) == f"{karin.pk} – {activity.pk}"


def test_a_topic_reads_as_its_name():
    assert str(make_topic(name="Musik")) == "Musik"


def test_a_reminder_and_a_wording_read_as_numbers_and_keys():
    assert str(ReminderRule(municipality_id=7)) == "7 None"
    assert str(ReminderRound(occasion_id=7, moment=MOMENT)) == "7 2026-11-23 10.00"
    assert str(Wording(municipality=make_municipality(), key="queue")) == "queue sv"
