# SPDX-License-Identifier: EUPL-1.2
"""How often one may have something printed anew."""

import pytest

from tests.makers import in_days, make_account, make_occasion
from traffpunkt.activities.views import printing as views
from traffpunkt.people.limits import Limit

pytestmark = pytest.mark.django_db


def test_who_is_signed_in_prints_anew_within_a_count_of_her_own(monkeypatch, client):
    make_occasion(starts=in_days(1))
    monkeypatch.setattr(views, "BY_ACCOUNT", Limit("few-papers-of-hers", tries=0, seconds=600))
    client.force_login(make_account())

    answer = client.get("/program.pdf")

    assert answer.status_code == 429
