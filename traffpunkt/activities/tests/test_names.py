# SPDX-License-Identifier: EUPL-1.2
"""How the rows of topics and hostings read."""

import pytest
from django.utils import timezone

from tests.makers import make_activity, make_karin, make_topic
from traffpunkt.activities.models import Hosting

pytestmark = pytest.mark.django_db


def test_a_hosting_reads_as_numbers_only():
    activity, karin = make_activity(), make_karin()
    hosting = Hosting.objects.create(activity=activity, account=karin, since=timezone.localdate())

    assert str(hosting) == f"{karin.pk} – {activity.pk}"


def test_a_topic_reads_as_its_name():
    assert str(make_topic(name="Musik")) == "Musik"
