# SPDX-License-Identifier: EUPL-1.2
"""I dag: each desk sees its own dates, whom it has to ring, and what waits for its answer."""

import datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import (
    in_days,
    local,
    make_account,
    make_activity,
    make_karin,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_series,
    make_signup,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.models import Hosting
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.actions import tell
from traffpunkt.outbox.models import Message, Standstill, subject_of

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
    caches["near"].clear()

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


def test_what_begins_within_the_hour_says_what_to_open_and_where_to_count(today, time_machine):
    time_machine.move_to(local(2026, 11, 25, 12, 15), tick=False)
    karin = make_karin()
    soon = make_occasion(
        activity=make_activity(title="Digital fika"), starts=local(2026, 11, 25, 13)
    )
    make_offer(soon, "online", link=make_link())
    make_occasion(activity=make_activity(title="Kvällsbio"), starts=local(2026, 11, 25, 19))
    make_occasion(starts=local(2026, 11, 25, 13), state="cancelled")

    page = today(karin)
    now = page[page.index("Just nu") : page.index("<h2>I dag") if "<h2>I dag" in page else -1]

    assert "Lokal att öppna:" in now
    assert 'href="https://teams.example/mote/hemligt"' in now
    assert f'href="/arbete/tillfallen/{soon.pk}/#rakna"' in now
    assert now.count("Räkna dem som är här") == 1


def test_nothing_is_at_hand_when_nothing_begins_within_the_hour(today, time_machine):
    time_machine.move_to(local(2026, 11, 25, 9), tick=False)
    make_occasion(starts=local(2026, 11, 25, 13))

    assert "Just nu" not in today(make_karin())


def test_a_partner_sees_what_came_back_and_what_waits(today):
    partner = make_account("Yusuf", "partner")
    organisation = partner.memberships.get().organisation
    mended = make_activity(title="Sångstund", state="draft", partner=organisation)
    mended.answers.create(approved=False, words="Skriv var ni ses.", by="account:1")
    done = make_activity(title="Körövning", state="draft", partner=organisation)
    done.answers.create(approved=False, words="Skriv när.", by="account:1")
    done.answers.create(approved=True, by="account:1")
    make_activity(title="Allsång", state="proposed", partner=organisation)
    make_activity(title="Grannens", state="proposed")

    page = today(partner)

    assert "Tillbaka till dig" in page
    assert "Skriv var ni ses." in page
    assert "Körövning" not in page
    assert "Väntar på samordnaren" in page
    assert "Allsång" in page
    assert "Grannens" not in page
    assert "Väntar på ditt svar" not in page


def test_one_press_on_the_first_page_says_how_a_call_went(signed_in):
    desk = signed_in(make_karin())
    called_off(make_venue())
    page = " ".join(desk.get("/arbete/").content.decode().split())
    assert "Har fått veta" in page

    address = page.split('action="/arbete/samtal/')[1].split('"')[0]
    answer = desk.post(f"/arbete/samtal/{address}", {"outcome": "told"}, follow=True)

    page = " ".join(answer.content.decode().split())
    assert "att ringa" not in page.split("<main")[1]
    assert "Nyss ringt" in page


def test_a_full_day_costs_as_many_questions_as_a_quiet_one(signed_in, time_machine):
    time_machine.move_to(local(2026, 11, 25, 12, 15), tick=False)
    desk = signed_in(make_karin())
    make_municipality()

    def questions(dates):
        for _date in range(dates):
            occasion = make_occasion(
                starts=local(2026, 11, 25, 13), ways=["on_site", "online", "phone"]
            )
            make_offer(occasion, "watch_party", link=make_link(), venue=make_venue())
            for name in ("Astrid", "Bertil", "Rut"):
                make_signup(occasion, name)
            make_activity(state="proposed")
            called_off(make_venue())
            held = make_signup(occasion, "Siv")
            tell(held.person, "promotion", "Plats", "…", key=f"p{held.pk}", about=subject_of(held))
        address = f"/{the_municipality().slug}/arbete/"
        # What stands still is asked at most every five seconds, for all pages together.
        desk.get(address)
        with CaptureQueriesContext(connection) as seen:
            desk.get(address)
        return len(seen)

    few, many = questions(1), questions(12)

    assert few == many < 16
