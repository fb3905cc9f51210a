# SPDX-License-Identifier: EUPL-1.2
"""Signing in with a code by e-mail: from the question, through the outbox, to the workroom."""

import datetime
import re

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.makers import make_karin, make_municipality
from tests.signing import ask, code_in_letter, sign_in, who, wrong
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import Account

pytestmark = pytest.mark.django_db


def test_karin_asks_for_a_code_writes_it_and_is_in_her_workroom(client, karin):
    asked = ask(client, karin.email)
    assert asked.url == "/logga-in/kod/"
    letter = Message.objects.get()
    assert (letter.channel, letter.state, letter.address) == ("email", "queued", karin.email)
    assert "en gång" in letter.body
    assert "http" not in letter.body

    arrived = client.post(asked.url, {"code": code_in_letter()})

    assert arrived.url == reverse(settings.LOGIN_REDIRECT_URL)
    assert who(client) == str(karin.pk)
    assert list(Entry.objects.about(karin).values_list("verb", flat=True)) == [
        "invited",
        "signed-in",
    ]


@pytest.mark.parametrize("as_typed", ["{0}{1}", "{0} {1}", " {0}-{1} ", "Din kod är {0} {1}"])
def test_a_code_may_be_typed_or_pasted_in_any_sensible_way(client, karin, as_typed):
    ask(client, karin.email)

    client.post("/logga-in/kod/", {"code": as_typed.format(*code_in_letter().split())})

    assert who(client)


def test_a_code_typed_with_other_digits_is_the_same_code(client, karin):
    ask(client, karin.email)
    arabic = code_in_letter().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    client.post("/logga-in/kod/", {"code": arabic})

    assert who(client)


def test_the_address_may_be_typed_with_capitals_and_spaces(client, karin):
    ask(client, f"  {karin.email.upper()} ")

    assert Message.objects.get().address == karin.email


def test_an_unknown_address_gets_the_same_page_and_no_letter(client, karin):
    known, unknown = Client(), Client()
    one = ask(known, karin.email)
    other = ask(unknown, "ingen@kommun.example")

    assert (one.status_code, one.url) == (other.status_code, other.url)
    assert Message.objects.count() == 1
    pages = [
        re.sub(r'value="[^"]{30,}"', "", c.get("/logga-in/kod/").content.decode())
        for c in (known, unknown)
    ]
    assert pages[0].replace(karin.email, "") == pages[1].replace("ingen@kommun.example", "")
    tries = [
        [c.post("/logga-in/kod/", {"code": "000000"}).status_code for _try in range(5)]
        for c in (known, unknown)
    ]
    assert tries[0] == tries[1] == [422] * 5


def test_an_empty_code_never_opens_the_door_of_an_unknown_address(client, db):
    make_municipality()
    ask(client, "ingen@kommun.example")

    for nothing in ("", " ", "ingen", "\x00"):
        assert client.post("/logga-in/kod/", {"code": nothing}).status_code == 422
    assert who(client) is None


def test_somebody_shut_out_gets_no_code(client, karin):
    Account.objects.filter(pk=karin.pk).update(is_active=False)

    ask(client, karin.email)

    assert not Message.objects.exists()


def test_somebody_shut_out_between_code_and_answer_stays_outside(client, karin):
    ask(client, karin.email)
    Account.objects.filter(pk=karin.pk).update(is_active=False)

    answer = client.post("/logga-in/kod/", {"code": code_in_letter()})

    assert answer.url == "/logga-in/"
    assert who(client) is None


def test_a_code_works_only_in_the_browser_that_asked(client, karin):
    ask(client, karin.email)
    stranger = Client()
    sent_away = stranger.post("/logga-in/kod/", {"code": code_in_letter()})
    assert sent_away["Location"] == "/logga-in/"

    ask(stranger, "annan@kommun.example")
    stranger.post("/logga-in/kod/", {"code": code_in_letter()})

    assert who(stranger) is None


def test_a_code_works_once(client, karin):
    sign_in(client, karin)
    code = code_in_letter()
    client.post("/logga-ut/")

    assert client.post("/logga-in/kod/", {"code": code}).url == "/logga-in/"
    assert who(client) is None


def test_a_code_lives_for_ten_minutes(client, karin):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        ask(client, karin.email)
        clock.move_to(now + datetime.timedelta(minutes=10, seconds=1))
        late = client.post("/logga-in/kod/", {"code": code_in_letter()})
        assert late.status_code == 422
        assert "gäller inte längre" in late.content.decode()
        assert karin.email in late.content.decode()
        assert who(client) is None

        ask(client, karin.email)
        clock.shift(datetime.timedelta(minutes=9, seconds=59))
        client.post("/logga-in/kod/", {"code": code_in_letter()})
        assert who(client)


def test_after_five_wrong_codes_even_the_right_one_is_of_no_use(client, karin):
    ask(client, karin.email)
    code = code_in_letter()

    for _try in range(4):
        page = client.post("/logga-in/kod/", {"code": wrong(code)})
        assert page.status_code == 422
        assert "stämmer inte" in page.content.decode()
    assert (
        "gäller inte längre"
        in client.post("/logga-in/kod/", {"code": wrong(code)}).content.decode()
    )

    client.post("/logga-in/kod/", {"code": code})
    assert who(client) is None
    assert Entry.objects.about(karin).filter(verb="mistyped-code").count() == 5


def test_an_empty_code_is_asked_for_again_and_costs_no_try(client, karin):
    ask(client, karin.email)

    for _try in range(7):
        assert client.post("/logga-in/kod/", {"code": ""}).status_code == 422
    client.post("/logga-in/kod/", {"code": code_in_letter()})

    assert who(client)


def test_guesses_at_the_same_moment_are_counted_too(client, karin):
    """Many requests read the session before any of them has written its failed try."""
    ask(client, karin.email)
    code = code_in_letter()
    session = Session.objects.get()
    before = session.session_data
    for _guess in range(5):
        client.post("/logga-in/kod/", {"code": wrong(code)})
        Session.objects.filter(pk=session.pk).update(session_data=before)

    answer = client.post("/logga-in/kod/", {"code": code})

    assert answer.status_code == 429
    assert who(client) is None


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/gavle/arbete/samtal/", "/gavle/arbete/samtal/"),
        ("/gavle/arbete/?dag=i-morgon", "/gavle/arbete/?dag=i-morgon"),
        ("/orebro/arbete/", "/gavle/arbete/"),
        ("/gavle/../orebro/arbete/", "/gavle/arbete/"),
        ("/gavle/%2e%2E/orebro/", "/gavle/arbete/"),
        ("/gavle/..\\orebro/", "/gavle/arbete/"),
        ("/gavlebo/", "/gavle/arbete/"),
        ("//ond.example/gavle/", "/gavle/arbete/"),
        ("/\\ond.example/gavle/", "/gavle/arbete/"),
        ("https://ond.example/gavle/", "/gavle/arbete/"),
        ("javascript:alert(1)", "/gavle/arbete/"),
        ("", "/gavle/arbete/"),
    ],
)
def test_one_is_led_on_only_within_ones_own_municipality(client, wanted, led_to):
    gavle = make_municipality(slug="gavle")
    make_municipality(slug="orebro")
    karin = make_karin(municipality=gavle)
    client.post("/gavle/logga-in/", {"email": karin.email, "next": wanted})

    arrived = client.post("/gavle/logga-in/kod/", {"code": code_in_letter()})

    assert arrived.url == led_to


def test_the_page_asked_for_is_kept_while_the_address_is_mended(client, karin):
    first = client.get("/logga-in/", {"next": "/arbete/samtal/"}).content.decode()
    again = client.post("/logga-in/", {"email": "karin", "next": "/arbete/samtal/"})

    assert 'value="/arbete/samtal/"' in first
    assert again.status_code == 422
    assert 'value="/arbete/samtal/"' in again.content.decode()
    assert 'value="karin"' in again.content.decode()
    assert "Skriv hela adressen" in again.content.decode()


def test_a_post_without_any_field_is_asked_for_the_address(client, karin):
    empty = client.post("/logga-in/")

    assert empty.status_code == 422
    assert "Skriv din e-post" in empty.content.decode()


@pytest.mark.parametrize(
    "wanted", ["/arbete/?q=" + "a" * 180_000, "https://annan.example/arbete/", "nästa"]
)
def test_only_a_short_address_of_ours_is_kept_to_come_back_to(client, karin, wanted):
    shown = client.get("/logga-in/", {"next": wanted[:3000]}).content.decode()
    again = client.post("/logga-in/", {"email": "karin", "next": wanted}).content.decode()
    ask(client, karin.email, next=wanted)

    assert 'name="next" value=""' in shown
    assert 'name="next" value=""' in again
    assert len(str(dict(client.session))) < 2000
    assert wanted not in str(dict(client.session))
    code = code_in_letter()
    assert client.post("/logga-in/kod/", {"code": code}).url == "/arbete/"


def test_a_stranger_is_told_that_she_has_no_task_here(client, eva):
    arrived = sign_in(client, eva, next="/arbete/")

    assert arrived.url == "/logga-ut/"
    assert "inget uppdrag" in client.get(arrived.url).content.decode()


def test_whoever_is_signed_in_already_goes_on(client, karin, eva, signed_in):
    assert signed_in(karin).get("/logga-in/").url == "/arbete/"
    assert signed_in(eva).get("/logga-in/").url == "/logga-ut/"


def test_asking_the_page_gives_a_guest_no_cookie(client, karin):
    assert not client.get("/logga-in/").cookies
    assert not client.post("/logga-in/", {"email": "fel"}).cookies
    assert not client.get("/logga-in/kod/").cookies


def test_the_code_field_can_be_filled_by_the_telephone_itself(client, karin):
    ask(client, karin.email)
    page = client.get("/logga-in/kod/").content.decode()

    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert 'type="password"' not in page


def test_nothing_else_of_allauth_has_an_address():
    for name in (
        "account_login", "account_signup", "account_logout", "account_email",
        "account_reset_password", "account_confirm_login_code", "account_inactive",
    ):  # fmt: skip
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_allauth_keeps_no_second_list_of_addresses(client, karin):
    sign_in(client, karin)

    assert not EmailAddress.objects.exists()


def test_an_account_has_no_password_and_a_password_opens_nothing(client, karin):
    assert not karin.has_usable_password()
    client.post("/logga-in/", {"email": karin.email, "password": "x", "login": karin.email})
    assert who(client) is None


def test_nobody_signs_up_and_allauth_says_nothing_of_its_own(client, karin, rf):
    assert not get_adapter().is_open_for_signup(rf.get("/"))
    sign_in(client, karin)
    assert "messages" not in client.cookies
