# SPDX-License-Identifier: EUPL-1.2
"""Whoever plans an activity lets its visitors take numbers, or not."""

import pytest
from django.test import Client

from tests.makers import make_activity, make_karin
from tests.signing import let_in
from traffpunkt.activities.models import Activity

pytestmark = pytest.mark.django_db


def test_one_box_in_the_form_of_an_activity_turns_the_numbers_on():
    activity = make_activity(title="IT-café", kind="help")
    client = Client()
    let_in(client, make_karin())
    address = f"/arbete/aktiviteter/{activity.pk}/andring/"
    page = client.get(address).content.decode()
    assert not Activity.objects.get().takes_numbers
    assert "Besökare tar ett nummer" in page

    told = {"title": "IT-café", "kind": "help", "filming": "none", "takes_numbers": "on"}
    assert client.post(address, told).status_code == 302

    assert Activity.objects.get().takes_numbers
