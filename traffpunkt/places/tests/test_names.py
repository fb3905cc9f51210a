# SPDX-License-Identifier: EUPL-1.2
"""How the rows of places, closed days and agreements read."""

import datetime

import pytest

from tests.makers import make_municipality, make_organisation, make_venue

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 12, 24)


def test_rows_read_as_what_they_are():
    gavle = make_municipality(name="Gävle")
    venue = make_venue(municipality=gavle, name="Ängen")
    agreement = gavle.agreements.create(
        organisation=make_organisation(name="Kören"), starts=DAY, ends=DAY
    )
    closed = gavle.closed_days.create(first=DAY, last=DAY, reason="Jul")
    contact = agreement.organisation.contact_in(gavle)
    hours = venue.opening_hours.create(
        weekday=1, opens=datetime.time(9), closes=datetime.time(16, 30)
    )

    assert [str(row) for row in (gavle, venue, agreement, contact, closed, hours)] == [
        "Gävle",
        "Ängen",
        "Gävle – Kören",
        "Kören – Gävle",
        "2026-12-24–2026-12-24 Jul",
        "tisdag 09.00–16.30",
    ]
