# SPDX-License-Identifier: EUPL-1.2
"""A session is new at sign-in, lasts a working day, and leaves nothing behind."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import pages
from tests.makers import make_account, make_activity
from tests.signing import ask, code_in_letter, sign_in, who
from traffpunkt.journal.models import Entry

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def test_the_session_is_new_at_sign_in_and_ends_after_twelve_hours(client, karin):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        ask(client, karin.email)
        before = client.cookies[settings.SESSION_COOKIE_NAME].value
        assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] <= 15 * 60
        client.post("/logga-in/kod/", {"code": code_in_letter()})
        after = client.cookies[settings.SESSION_COOKIE_NAME].value
        assert before != after
        assert not Session.objects.filter(pk=before).exists()

        clock.shift(datetime.timedelta(hours=11))
        session = client.session
        session["something"] = "used"
        session.save()
        assert client.get("/logga-ut/").status_code == 200
        clock.shift(datetime.timedelta(hours=1, seconds=1))
        assert client.get("/logga-ut/").url == "/"


def test_signing_out_asks_first_and_then_leaves_nothing(client, karin):
    sign_in(client, karin)
    page = client.get("/logga-ut/")
    assert "Karin" in page.content.decode()
    assert who(client)

    gone = client.post("/logga-ut/")

    assert gone.url == "/"
    assert gone["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.exists()
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert client.cookies[settings.CSRF_COOKIE_NAME].value == ""
    assert Entry.objects.about(karin).latest("pk").verb == "signed-out"


def test_what_waits_on_the_device_stays_when_its_owner_leaves(client, karin):
    sign_in(client, karin)

    assert client.post("/logga-ut/", {"vantar": "3"})["Clear-Site-Data"] == '"cache"'


def test_signing_out_without_being_in_leads_home(client, karin):
    assert client.get("/logga-ut/").url == "/"
    assert client.post("/logga-ut/").url == "/"


def test_a_forged_sign_out_is_refused(karin):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(karin, backend=settings.AUTHENTICATION_BACKENDS[0])

    assert browser.post("/logga-ut/").status_code == 403


def test_a_forged_code_is_refused_and_the_real_page_carries_a_token(karin):
    browser = Client(enforce_csrf_checks=True)
    ask(browser, karin.email)
    code = code_in_letter()
    assert browser.post("/logga-in/kod/", {"code": code}).status_code == 403

    page = browser.get("/logga-in/kod/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    browser.post("/logga-in/kod/", {"code": code, "csrfmiddlewaretoken": token[1]})

    assert who(browser)


def test_a_press_after_the_session_has_ended_is_told_and_leads_back_to_its_page(client, karin):
    pressed_at = "http://testserver/arbete/samtal/?sida=2"

    door = client.post("/arbete/samtal/7/", {"outcome": "told"}, headers={"referer": pressed_at})
    page = client.get(door["Location"]).content.decode()

    assert door["Location"] == "/logga-in/?next=/arbete/samtal/%3Fsida%3D2"
    assert "Det du nyss tryckte på är inte gjort." in page
    assert "inte gjort" not in client.get("/logga-in/").content.decode()


NEW = "/arbete/aktiviteter/ny/"
TOLD = {"csrfmiddlewaretoken": "x", "namn": ["Åsa", "Öst"], "text": 'två\r\n"rader" <b>'}


def timed_out(client: Client, account) -> Client:
    """A browser in which somebody was signed in until her session ended."""
    sign_in(client, account)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    return client


def test_what_was_sent_after_the_session_had_ended_is_there_when_one_is_back(client, karin):
    timed_out(client, karin)
    door = client.post(NEW, TOLD)
    assert "Det du nyss skrev finns kvar" in client.get(door["Location"]).content.decode()

    answer = sign_in(client, karin, next="/arbete/")
    assert answer["Location"] == "/logga-in/kvar/"
    page = client.get("/logga-in/kvar/").content.decode()
    assert [words for check in pages.CHECKS for words in check(pages.Page(page))] == []
    sent = HIDDEN.findall(page.partition("<main")[2])
    assert [field for field in sent if field[0] != "csrfmiddlewaretoken"] == [
        ("namn", "Åsa"), ("namn", "Öst"), ("text", "två\r\n&quot;rader&quot; &lt;b&gt;"),
    ]  # fmt: skip
    on = client.post("/logga-in/kvar/", TOLD)
    assert (on.status_code, on["Location"]) == (307, NEW)
    assert client.get("/logga-in/kvar/")["Location"] == "/arbete/"


def test_what_was_sent_too_late_goes_to_the_page_that_it_was_meant_for(client, karin):
    activity = make_activity()
    facts = {"csrfmiddlewaretoken": "x", "gor": "archive"}
    timed_out(client, karin)
    client.post(f"/arbete/aktiviteter/{activity.pk}/publicering/", facts)
    sign_in(client, karin)

    client.post("/logga-in/kvar/", facts, follow=True)

    activity.refresh_from_db()
    assert activity.state == "archived"


@pytest.mark.parametrize(
    "sent", [{"text": "ingen av våra formulär"}, TOLD | {"text": "å" * 60_001}]
)
def test_what_is_no_form_of_ours_or_far_too_long_is_not_kept(client, karin, sent):
    timed_out(client, karin)
    door = client.post(NEW, sent)

    assert "är inte gjort" in client.get(door["Location"]).content.decode()
    assert sign_in(client, karin)["Location"] == "/arbete/"


def test_one_address_does_not_fill_the_sessions(client, karin):
    timed_out(client, karin)
    before = Session.objects.count()
    for _press in range(31):
        client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        client.post(NEW, TOLD)

    assert Session.objects.count() - before == 30


def test_what_one_has_sent_is_not_done_by_the_next_who_signs_in(client, karin):
    lars = make_account("Lars", "coordinator")
    activity = make_activity()
    facts = {"csrfmiddlewaretoken": "x", "gor": "archive"}
    timed_out(client, karin)
    client.post(f"/arbete/aktiviteter/{activity.pk}/publicering/", facts)

    sign_in(client, lars)
    answer = client.post("/logga-in/kvar/", facts)

    assert answer["Location"] == "/arbete/"
    activity.refresh_from_db()
    assert activity.state == "published"


def test_in_a_browser_of_strangers_nothing_is_kept(client, karin):
    door = client.post(NEW, TOLD)

    assert "är inte gjort" in client.get(door["Location"]).content.decode()


def test_what_was_kept_in_another_municipality_stays_there(client, karin):
    client.force_login(karin, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["kept"] = {"address": "https://elak.example/arbete/", "fields": []}
    session.save()

    assert client.post("/logga-in/kvar/")["Location"] == "/arbete/"


@pytest.mark.parametrize(
    ("referer", "back"), [("", ""), ("https://elak.example/arbete/", "/arbete/"), ("http://[x", "")]
)
def test_where_it_was_pressed_is_only_ever_a_path(client, karin, referer, back):
    door = client.post("/arbete/samtal/7/", headers={"referer": referer})

    assert door["Location"] == f"/logga-in/?next={back}"
