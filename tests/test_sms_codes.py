# SPDX-License-Identifier: EUPL-1.2
"""Signing in with a code as SMS: for who has a number, and the same to see for everybody else."""

import datetime
import re

import pytest
from django.test import Client

from tests.makers import make_account, make_municipality
from tests.signing import ask, code_in_letter, sign_in, who, whole, wrong
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message, Standstill
from traffpunkt.people.limits import Limit
from traffpunkt.people.models import Account, CodeNumber, Role

pytestmark = pytest.mark.django_db

CODE = "/logga-in/kod/"
TEXT = "/logga-in/kod/sms/"
NOBODY = "ingen@kommun.example"
PROOF = "/logga-in/igen/?next=/arbete/installningar/medarbetare/ny/"
NEW = "/arbete/installningar/medarbetare/ny/"


def all_texts():
    return Message.objects.filter(channel="sms")


def ask_by_text(client, email):
    """The letter first, and then the SMS; the code that works is the last."""
    ask(client, email)
    return client.post(TEXT)


def page_of(client, email):
    page = re.sub(r'value="[^"]{30,}"', "", whole(client.get(CODE)))
    return page.replace(email, "")


def test_who_has_a_number_gets_the_code_as_sms_and_comes_in_by_it(client, texted):
    assert ask(client, texted.email).url == CODE
    assert "som sms i stället" in whole(client.get(CODE))

    assert client.post(TEXT).url == CODE
    sent = all_texts().get()
    assert (sent.kind, sent.address, sent.state) == ("code", "+46701740605", "queued")
    assert sent.not_after - sent.made == pytest.approx(
        datetime.timedelta(minutes=10), abs=datetime.timedelta(seconds=2)
    )
    assert "http" not in sent.body
    assert "kod dit som sms" in whole(client.get(CODE))

    arrived = client.post(CODE, {"code": f"Din kod är {code_in_letter()}"})

    assert arrived.url == "/arbete/"
    assert who(client) == str(texted.pk)
    assert client.session["proof"]["way"] == "sms"
    assert client.get("/arbete/").status_code == 200


@pytest.mark.parametrize(
    "whole_text",
    [
        "Gävle 2: din kod är {0}\nDen gäller i tio minuter.\nFrågor? Ring 026-17 00 01.",
        "{0}\nFrågor? Ring 070-174 06 05.",
    ],
)
def test_the_whole_message_may_be_pasted_with_the_number_to_ring(client, texted, whole_text):
    ask_by_text(client, texted.email)

    client.post(CODE, {"code": whole_text.format(code_in_letter())})

    assert who(client)


def test_only_the_latest_code_works_and_only_once(client, texted):
    ask(client, texted.email)
    letter = code_in_letter()
    client.post(TEXT)
    first = code_in_letter()
    client.post(TEXT)
    last = code_in_letter()
    for old in (letter, first):
        assert "stämmer inte" in client.post(CODE, {"code": old}).content.decode()

    client.post(CODE, {"code": last})
    assert who(client)
    client.post("/logga-ut/")
    assert client.post(CODE, {"code": last}).url == "/logga-in/"


def test_a_new_letter_makes_the_sms_useless_and_counts_as_a_code_by_e_mail(client, texted):
    ask_by_text(client, texted.email)
    text = code_in_letter()
    ask(client, texted.email)
    assert client.post(CODE, {"code": text}).status_code == 422

    client.post(CODE, {"code": code_in_letter()})

    assert client.session["proof"]["way"] == "code"


def test_the_code_of_the_sms_works_only_in_the_browser_that_asked(client, texted):
    ask_by_text(client, texted.email)
    stranger = Client()
    ask(stranger, NOBODY)
    stranger.post(TEXT)

    stranger.post(CODE, {"code": code_in_letter()})

    assert who(stranger) is None
    assert Client().post(TEXT)["Location"] == "/logga-in/"


def no_number(account: Account) -> None:
    CodeNumber.objects.filter(account=account).delete()


def no_role_that_may(account: Account) -> None:
    rule = account.memberships.get().municipality.sign_in_rule
    rule.ways[account.memberships.get().role] = ["code"]
    rule.save()


def shut_out(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


@pytest.mark.parametrize("lacks", [no_number, no_role_that_may, shut_out])
def test_who_may_have_none_and_who_is_unknown_see_what_others_see(clock, texted, lacks):
    yusuf = make_account("Yusuf", "host")
    town = texted.memberships.get().municipality
    CodeNumber.objects.keep(yusuf, "+46701740606", by=SYSTEM, municipality=town)
    lacks(texted)
    browsers = {email: Client() for email in (yusuf.email, texted.email, NOBODY)}

    def answers():
        for email, browser in browsers.items():
            yield [
                ask(browser, email).url,
                page_of(browser, email),
                [browser.post(TEXT).status_code for _press in range(4)],
                page_of(browser, email),
                browser.post(CODE, {"code": ""}).status_code,
                [browser.post(CODE, {"code": "000000"}).status_code for _try in range(5)],
                browser.get(CODE).status_code,
            ]

    one, other, unknown = answers()

    assert one == other == unknown
    assert one[2] == [302, 302, 302, 429]
    assert {sent.address for sent in all_texts()} == {"+46701740606"}


@pytest.mark.parametrize("minutes", [9, 11])
def test_a_page_lives_as_long_for_who_has_no_number_but_the_letter_does_not(clock, texted, minutes):
    yusuf = make_account("Yusuf", "host")
    heard = []
    for account in (texted, yusuf):
        browser = Client()
        ask(browser, account.email)
        letter = code_in_letter()
        clock.shift(datetime.timedelta(minutes=5))
        browser.post(TEXT)
        clock.shift(datetime.timedelta(minutes=minutes - 5))
        heard.append("stämmer inte" in browser.post(CODE, {"code": "000000"}).content.decode())
        browser.post(CODE, {"code": letter})
        heard.append(bool(who(browser)))

    assert heard == [True, False, True, minutes == 9]


def test_the_code_of_the_sms_lives_for_ten_minutes(clock, texted):
    browser = Client()
    ask(browser, texted.email)
    clock.shift(datetime.timedelta(minutes=9))
    browser.post(TEXT)
    code = code_in_letter()
    clock.shift(datetime.timedelta(minutes=9, seconds=59))
    assert browser.post(CODE, {"code": code})["Location"] == "/arbete/"

    ask_by_text(browser := Client(), texted.email)
    code = code_in_letter()
    clock.shift(datetime.timedelta(minutes=10, seconds=1))
    assert "gäller inte längre" in browser.post(CODE, {"code": code}).content.decode()
    late = browser.post(TEXT)
    assert (late.status_code, "gäller inte längre" in late.content.decode()) == (422, True)


def test_after_five_wrong_codes_of_either_kind_even_the_right_one_is_of_no_use(client, texted):
    ask(client, texted.email)
    letter = code_in_letter()
    for _try in range(3):
        client.post(CODE, {"code": wrong(letter)})
    client.post(TEXT)
    code = code_in_letter()
    for _try in range(2):
        client.post(CODE, {"code": wrong(code)})

    assert client.post(CODE, {"code": code}).url == "/logga-in/"
    assert who(client) is None


def test_each_account_has_a_ceiling_for_the_day_and_then_the_letter_still_works(clock, texted):
    answers = []
    for _round in range(4):
        browser = Client()
        ask(browser, texted.email)
        answers += [browser.post(TEXT).status_code for _press in range(3)]
        clock.shift(datetime.timedelta(minutes=11))
    assert answers == [302] * 8 + [429] * 4
    assert all_texts().count() == 8

    ask(browser, texted.email)
    letter = code_in_letter()
    refused = browser.post(TEXT)
    assert "många sms" in whole(refused)
    browser.post(CODE, {"code": letter})

    assert who(browser)


def test_twelve_at_one_library_get_in_by_sms_within_two_minutes(clock, texts):
    people = [make_account(f"Guide{number}", "host") for number in range(12)]
    for number, person in enumerate(people):
        CodeNumber.objects.keep(
            person, f"+4670174{number:04}", by=SYSTEM, municipality=texts.municipality
        )
        browser = Client(REMOTE_ADDR="192.0.2.7")
        ask_by_text(browser, person.email)
        code = code_in_letter()
        browser.post(CODE, {"code": wrong(code)})
        browser.post(CODE, {"code": code})
        assert who(browser) == str(person.pk)
        clock.shift(datetime.timedelta(seconds=9))


def test_a_guesser_who_asks_for_sms_from_many_addresses_is_stopped(texted):
    answers = []
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        ask(browser, texted.email)
        answers.append(browser.post(TEXT).status_code)

    assert answers == [302] * 3 + [429] * 2


def test_a_machine_that_asks_for_many_meets_the_ceiling_of_its_address(texted, monkeypatch):
    browser = Client()
    ask(browser, texted.email)
    monkeypatch.setattr("traffpunkt.people.codes.FROM_ONE_ADDRESS", Limit("none", 0, 60))

    assert browser.post(TEXT).status_code == 429
    assert not all_texts().exists()


def test_while_the_gateway_rests_the_page_says_so_and_the_letter_still_works(client, texted):
    ask(client, texted.email)
    letter = code_in_letter()
    Standstill.objects.begin("sms", "silent", datetime.timedelta(minutes=1))

    refused = client.post(TEXT)

    assert refused.status_code == 422
    assert "Sms går inte att skicka just nu" in whole(refused)
    assert not all_texts().exists()
    client.post(CODE, {"code": letter})
    assert who(client)


def test_a_gateway_that_falls_after_the_press_is_told_of_on_the_page(client, texted):
    ask_by_text(client, texted.email)
    assert "går inte att skicka" not in whole(client.get(CODE))
    Standstill.objects.begin("sms", "silent", datetime.timedelta(minutes=1))

    assert "Sms går inte att skicka just nu" in whole(client.get(CODE))
    assert client.post(CODE, {"code": ""}).status_code == 422


def test_where_sms_is_off_or_no_role_may_use_it_nothing_is_offered(client, texted, settings):
    ask(client, texted.email)
    rule = texted.memberships.get().municipality.sign_in_rule
    rule.ways = {}
    rule.save()
    assert "sms" not in whole(client.get(CODE))
    assert client.post(TEXT).url == "/logga-in/"

    rule.ways = {role: ["code", "sms"] for role in Role}
    rule.save()
    settings.SMS_ON = False
    assert "sms" not in whole(client.get(CODE))
    assert client.post(TEXT).url == "/logga-in/"
    assert "Logga in med" not in client.get("/logga-in/").content.decode()


def test_an_assignment_whose_rule_does_not_allow_sms_does_not_count(client, texted):
    ask_by_text(client, texted.email)
    client.post(CODE, {"code": code_in_letter()})
    rule = texted.memberships.get().municipality.sign_in_rule
    rule.ways = {role: ["code"] for role in Role}
    rule.save()

    assert client.get("/arbete/").status_code == 404


def test_a_number_opens_only_the_municipality_where_she_works(client, texted):
    make_municipality(slug="annan")

    ask(client, texted.email, "/annan")
    assert client.post(f"/annan{TEXT}")["Location"] == "/annan/logga-in/"


def test_the_proof_of_who_one_is_may_be_a_code_as_sms(clock, texted):
    browser = Client()
    sign_in(browser, texted)
    clock.shift(datetime.timedelta(minutes=11))
    assert "som sms i stället" in whole(browser.get(PROOF))

    assert browser.post(PROOF, {"sms": "1"})["Location"] == PROOF
    assert all_texts().count() == 1
    assert "som sms till ditt mobilnummer" in whole(browser.get(PROOF))
    assert browser.post(PROOF, {"code": code_in_letter()})["Location"] == NEW
    assert browser.get(NEW).status_code == 200


def test_the_proof_tells_when_no_sms_leaves(clock, texted):
    browser = Client()
    sign_in(browser, texted)
    clock.shift(datetime.timedelta(minutes=11))
    Standstill.objects.begin("sms", "silent", datetime.timedelta(minutes=1))

    refused = browser.post(PROOF, {"sms": "1"})
    assert refused.status_code == 422
    assert "Sms går inte att skicka just nu" in whole(refused)
    browser.post(PROOF)
    assert browser.post(PROOF, {"code": code_in_letter()})["Location"] == NEW


def test_who_has_no_number_gets_a_letter_for_the_proof(clock, texts):
    karin = make_account("Karin", "coordinator")
    browser = Client()
    sign_in(browser, karin)
    clock.shift(datetime.timedelta(minutes=11))
    assert "sms" not in whole(browser.get(PROOF))

    browser.post(PROOF, {"sms": "1"})

    assert Message.objects.latest("pk").channel == "email"
