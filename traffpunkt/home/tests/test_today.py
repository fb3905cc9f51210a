# SPDX-License-Identifier: EUPL-1.2
"""I dag: each desk sees its own dates, whom it has to ring, and what waits for its answer."""

import datetime

import pytest

from tests.makers import (
    in_days,
    local,
    make_account,
    make_activity,
    make_karin,
    make_occasion,
    make_series,
    make_signup,
    make_venue,
)
from traffpunkt.activities.models import Hosting
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message, Standstill

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(signed_in):
    """The first page as somebody sees it."""

    def page(account):
        return " ".join(signed_in(account).get("/arbete/").content.decode().split())

    return page


def called_off(venue):
    """A date tomorrow that was called off while somebody without an e-mail was to come."""
    occasion = make_occasion(activity=make_activity(title="Inställd boule"), venue=venue)
    make_signup(occasion)
    occasion.cancel("Ledaren är sjuk.", by=SYSTEM)
    return occasion


def test_the_coordinator_sees_all_dates_calls_and_proposals(today):
    karin = make_karin()
    called_off(make_venue())
    make_activity(title="Visor i kvällen", state="proposed")

    page = today(karin)

    for words in ("Inställd boule", "1 person att ringa", "Väntar på ditt svar", "Visor i kvällen"):
        assert words in page


def test_what_did_not_arrive_and_what_stands_still_is_told(today, time_machine):
    time_machine.move_to(local(2026, 11, 25, 10, 15), tick=False)
    karin = make_karin()
    called_off(make_venue())
    assert "kom inte fram" not in today(karin)
    Message.objects.update(state="failed")
    Standstill.objects.begin("sms", "credits", datetime.timedelta(minutes=15))
    Standstill.objects.begin("email", "settings", datetime.timedelta(minutes=1))

    page = today(karin)

    assert "1 person att ringa</a><br>1 besked kom inte fram och står där." in page
    assert (
        "Kontot hos sms-tjänsten är tomt. Be den som sköter driften att fylla på. "
        "Så har det varit sedan i dag, onsdag 25 november klockan 10.15. "
    ) in page
    assert "E-postservern säger nej till vår inloggning." in page


def test_the_coordinator_of_a_venue_sees_what_is_hers_to_answer_and_ring_about(today):
    here, there = make_venue(), make_venue(name="Träffpunkt Höjden")
    vera = make_account("Vera", "coordinator", venue=here)
    called_off(here)
    called_off(there)
    for venue, title in ((here, "Visor här"), (there, "Visor där")):
        activity = make_activity(title=title, state="proposed", responsible=vera)
        make_series(activity=activity, venue=venue)

    page = today(vera)

    assert "1 person att ringa" in page
    assert "Visor här" in page
    assert "Visor där" not in page


def test_a_host_answers_no_proposals(today):
    make_karin()
    anton = make_account("Anton", "host")
    hosted = make_activity(title="Visor i kvällen", state="proposed")
    Hosting.objects.create(activity=hosted, account=anton, since=datetime.date(2026, 1, 1))

    assert "Väntar på ditt svar" not in today(anton)


def test_another_day_is_reached_by_links_and_in_words(signed_in, time_machine):
    time_machine.move_to(local(2026, 11, 25, 12), tick=False)
    desk = signed_in(make_karin())
    make_occasion(activity=make_activity(title="Gårdagens bingo"), starts=in_days(-1))
    make_occasion(activity=make_activity(title="Julfest"), starts=in_days(20))

    first = desk.get("/arbete/").content.decode()
    before = desk.get("/arbete/?dag=2026-11-24").content.decode()
    later = desk.get("/arbete/", {"dag": "15 december"}).content.decode()
    unread = desk.get("/arbete/", {"dag": "när som helst"}).content.decode()

    assert "?dag=2026-11-24" in first
    assert "?dag=2026-11-27" in first
    assert "Gårdagens bingo" in before
    assert "Julfest" in later
    assert "<h1>I dag</h1>" in unread
    assert (
        "Inget är planerat den här dagen." in desk.get("/arbete/?dag=2026-11-01").content.decode()
    )
