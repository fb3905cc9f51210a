# SPDX-License-Identifier: EUPL-1.2
"""A poster of one venue: each activity once, with all its days."""

import pytest

from tests.makers import local, make_activity, make_occasion, make_venue
from traffpunkt.activities.tests.test_printing import html_of, pressed

pytestmark = pytest.mark.django_db
__all__ = ["pressed"]


def test_a_poster_says_each_activity_once_with_all_its_days(client, tuesday, pressed):
    venue = make_venue(name="Träffpunkt Ängen", slug="angen")
    knitting = make_activity(title="Stickcafé", municipality=venue.municipality)
    for month, day in ((11, 24), (12, 1), (12, 8), (12, 15)):
        make_occasion(activity=knitting, venue=venue, starts=local(2026, month, day, 13))
    make_occasion(activity=knitting, venue=venue, starts=local(2026, 12, 22, 13), state="cancelled")

    html = " ".join(html_of(client, pressed, "?storlek=a3&plats=angen&till=2026-12-31").split())

    assert html.count("<h3>") == 2
    assert "tisdagar <strong>" in html
    assert "24 november, 1, 8 och 15 december" in html
    assert "tisdag <strong>" in html
    assert "Inställt:" in html
