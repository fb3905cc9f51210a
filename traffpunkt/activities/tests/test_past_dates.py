# SPDX-License-Identifier: EUPL-1.2
"""What has been is told, and offers nothing that one can no longer do."""

import pytest
import time_machine

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_person,
    make_signup,
)
from traffpunkt.activities.tests.desk import text
from traffpunkt.journal.models import GUEST

pytestmark = pytest.mark.django_db
DAY = "/program/?dag=2026-11-24"


def test_a_card_of_a_past_date_says_that_it_has_been_and_nothing_of_seats(client):
    bingo = make_occasion(
        activity=make_activity(title="Bingo"), starts=local(2026, 11, 24, 9), seats=8
    )
    full = make_occasion(activity=bingo.activity, starts=local(2026, 11, 24, 10), seats=1)
    make_signup(full)
    with time_machine.travel(local(2026, 11, 24, 8)):
        before = text(client.get(DAY))
    with time_machine.travel(local(2026, 11, 25, 8)):
        after = text(client.get(DAY))

    assert "8 platser kvar" in before
    assert "ställ dig i kö" in before
    assert "Har varit" not in before
    assert after.count("Har varit") == 2
    for words in ("platser kvar", "ställ dig i kö", "Öppet nu", "Ny tid eller plats"):
        assert words not in after


def test_a_cancelled_date_that_has_been_stays_cancelled(client):
    make_occasion(starts=local(2026, 11, 24, 9), state="cancelled")
    with time_machine.travel(local(2026, 11, 25, 8)):
        page = text(client.get(DAY))

    assert "Inställt" in page
    assert "Har varit" not in page


def test_the_page_of_a_past_date_has_no_calendar_and_no_way_to_sign_up(client):
    occasion = make_occasion()
    address = f"/tillfalle/{occasion.pk}/"
    assert "Lägg i din kalender" in text(client.get(address))

    with time_machine.travel(in_days(2)):
        page = text(client.get(address))

    assert "Det här tillfället har varit." in page
    assert "kalender.ics" not in page
    assert "/anmalan/" not in page


def test_the_sign_up_page_of_a_past_date_asks_nothing_and_leads_to_other_dates(client):
    make_municipality()
    occasion = make_occasion(starts=in_days(-1), ways=["on_site", "online"])

    page = text(client.get(f"/tillfalle/{occasion.pk}/anmalan/"))

    assert "Det här tillfället har redan varit." in page
    assert f"/aktivitet/{occasion.activity_id}/" in page
    assert "Hur vill du delta?" not in page
    assert 'name="satt"' not in page


@pytest.mark.parametrize("way", ["online", "phone"])
def test_a_receipt_of_what_has_been_tells_nobody_to_come_or_to_ring_in(client, way):
    occasion = make_occasion(ways=[way])
    occasion.offers.update(link=make_link())
    signup = occasion.sign_up(make_person("Astrid"), occasion.offers.get(), by=GUEST)

    with time_machine.travel(in_days(2)):
        page = text(client.get(f"/anmalan/{signup.secret}/"))

    assert "<h1>Det här har varit</h1>" in page
    assert "Välkommen igen" in page
    for words in ("öppnar", "när det börjar", "kalender.ics", "Kan du inte komma?", "Avboka"):
        assert words not in page


def test_who_still_waited_when_it_was_over_is_not_told_to_look_again(client):
    signup = make_signup(make_occasion(starts=in_days(-1)), state="waiting")

    page = text(client.get(f"/anmalan/{signup.secret}/"))

    assert "Det här har varit" in page
    assert "då och då" not in page
