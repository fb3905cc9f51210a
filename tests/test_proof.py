# SPDX-License-Identifier: EUPL-1.2
"""Step-up: giving roles and taking a lost second step away ask for a proof of ten minutes."""

import datetime

import pytest
from django.test import Client

from tests.makers import make_account, make_municipality, make_person
from tests.signing import SECOND, code_in_letter, let_in, shown, sign_in, who, whole, wrong
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message
from traffpunkt.people import factors
from traffpunkt.people.actions import appoint
from traffpunkt.people.models import Membership, Role, SignIn

pytestmark = pytest.mark.django_db

NEW = "/arbete/installningar/medarbetare/ny/"
PROOF = "/logga-in/igen/?next=/arbete/installningar/medarbetare/ny/"
TOLD = {
    "csrfmiddlewaretoken": "x",
    "email": "maj@kommun.example",
    "name": "Maj",
    "role": "coordinator",
}


def long_after(clock, account) -> Client:
    """A browser in which somebody signed in eleven minutes ago."""
    browser = Client()
    sign_in(browser, account)
    clock.shift(datetime.timedelta(minutes=11))
    return browser


def test_within_ten_minutes_nobody_is_asked_again(clock, karin):
    browser = Client()
    sign_in(browser, karin)
    clock.shift(datetime.timedelta(minutes=9))

    assert browser.get(NEW).status_code == 200


def test_later_a_new_code_leads_back_to_the_page(clock, karin):
    browser = long_after(clock, karin)
    led = browser.get(NEW)
    assert led["Location"] == PROOF
    assert "Skicka koden" in whole(browser.get(PROOF))

    assert browser.post(PROOF)["Location"] == PROOF
    sent = whole(browser.get(PROOF))
    assert "Vi har skickat en kod" in sent
    code = code_in_letter()
    again = browser.post(PROOF, {"code": wrong(code)})
    assert again.status_code == 422
    assert "stämmer inte" in whole(again)
    assert browser.post(PROOF, {"code": ""}).status_code == 422
    assert browser.post(PROOF, {"code": code})["Location"] == NEW

    assert browser.get(NEW).status_code == 200


@pytest.mark.parametrize("file", [".pdf", ".json"])
def test_taking_away_all_that_is_kept_on_somebody_asks_and_comes_back(clock, karin, file):
    page = f"/arbete/personer/{make_person().pk}/utdrag{file}"
    browser = long_after(clock, karin)

    led = browser.get(page)
    assert led["Location"] == f"/logga-in/igen/?next={page}"
    browser.post(led["Location"])
    assert browser.post(led["Location"], {"code": code_in_letter()})["Location"] == page
    assert browser.get(page).status_code == 200


def test_what_was_pressed_is_kept_and_sent_on(clock, karin):
    browser = long_after(clock, karin)
    led = browser.post(NEW, TOLD, headers={"referer": f"http://testserver{NEW}"})
    assert not Membership.objects.filter(name="Maj").exists()
    browser.post(led["Location"])

    on = browser.post(led["Location"], {"code": code_in_letter()})
    assert on["Location"] == "/logga-in/kvar/"
    assert "maj@kommun.example" in browser.get("/logga-in/kvar/").content.decode()
    browser.post("/logga-in/kvar/", TOLD, follow=True)

    assert Membership.objects.filter(name="Maj", role="coordinator").exists()
    assert browser.session.get_expiry_age() > 60 * 60


def test_a_code_for_the_proof_works_once_and_for_ten_minutes(clock, karin):
    browser = long_after(clock, karin)
    browser.post(PROOF)
    code = code_in_letter()
    browser.post(PROOF, {"code": code})
    assert "gäller inte längre" in browser.post(PROOF, {"code": code}).content.decode()

    browser.post(PROOF)
    clock.shift(datetime.timedelta(minutes=10, seconds=1))
    late = browser.post(PROOF, {"code": code_in_letter()})
    assert late.status_code == 422
    assert browser.get(NEW)["Location"] == PROOF


def test_the_code_of_another_account_proves_nothing(clock, karin):
    yusuf = make_account("Yusuf", "coordinator")
    hers, his = long_after(clock, karin), long_after(clock, yusuf)
    his.post(PROOF)
    code = code_in_letter()

    assert hers.post(PROOF, {"code": code}).status_code == 422
    hers.post(PROOF)
    assert hers.post(PROOF, {"code": code}).status_code == 422


def test_a_guesser_at_the_proof_is_stopped(clock, karin):
    browser = long_after(clock, karin)
    browser.post(PROOF)
    code = code_in_letter()
    for _try in range(5):
        assert "stämmer inte" in browser.post(PROOF, {"code": wrong(code)}).content.decode()

    assert "många försök" in browser.post(PROOF, {"code": code}).content.decode()
    assert browser.get(NEW)["Location"] == PROOF


def test_a_proof_is_not_asked_for_without_end(clock, karin):
    browser = long_after(clock, karin)
    answers = [browser.post(PROOF).status_code for _code in range(6)]

    assert answers == [302] * 5 + [422]


def test_who_has_a_second_step_takes_it_instead(clock, protected):
    browser = Client()
    sign_in(browser, protected)
    browser.post(SECOND, {"code": shown()})
    clock.shift(datetime.timedelta(minutes=11))
    letters = Message.objects.count()

    assert "appen" in whole(browser.get(PROOF))
    assert browser.post(PROOF, {"code": "000000"}).status_code == 422
    assert browser.post(PROOF, {"code": shown()})["Location"] == NEW
    assert Message.objects.count() == letters


def test_a_session_from_before_the_second_step_has_not_taken_it(protected):
    browser = let_in(Client(), protected)

    assert browser.get(NEW)["Location"] == PROOF


def lost(account) -> str:
    return f"/arbete/installningar/uppdrag/{account.memberships.get().pk}/andra-steg/"


def test_a_coordinator_takes_away_what_a_colleague_has_lost_and_she_is_told(protected, signed_in):
    lars = make_account("Lars", "coordinator")
    hers = Client()
    sign_in(hers, protected)
    hers.post(SECOND, {"code": shown()})
    his = signed_in(lars)
    assert "Har tappat bort" in whole(his.get("/arbete/installningar/medarbetare/"))
    assert "räcker koden i e-post" in whole(his.get(lost(protected)))

    for _press in range(2):
        his.post(lost(protected))

    assert not factors.all_of(protected).exists()
    assert hers.get("/arbete/")["Location"].startswith("/logga-in/?next=")
    letter = Message.objects.get(kind="step")
    assert (letter.address, "tagit bort ditt andra steg" in letter.body) == (protected.email, True)
    line = Entry.objects.about(protected).latest("pk")
    assert (line.verb, line.actor) == ("second-step-removed", str(lars.actor))
    assert "inget andra steg att ta bort" in whole(his.get(lost(protected)))
    assert "Har tappat bort" not in his.get("/arbete/installningar/medarbetare/").content.decode()


def test_a_neighbour_takes_nothing_away(protected, signed_in):
    neighbour = make_municipality()
    nils = make_account("Nils", "coordinator", municipality=neighbour)

    answer = signed_in(nils).post(f"/{neighbour.slug}{lost(protected)}")

    assert answer.status_code == 404
    assert factors.kinds_of(protected)


def test_taking_away_asks_for_a_proof(clock, karin, protected):
    lars = make_account("Lars", "coordinator")
    browser = long_after(clock, lars)

    browser.post(lost(protected))

    assert factors.kinds_of(protected)


ACCOUNT = "/arbete/mitt-konto/"
END = "/arbete/mitt-konto/inloggningar/slut/"
IPAD = "Mozilla/5.0 (iPad; CPU OS 15_8 like Mac OS X) AppleWebKit/605 Version/15.6 Safari/604.1"


def test_ones_own_sign_ins_are_listed_without_an_address_and_ended(clock, karin):
    here, there = Client(), Client(HTTP_USER_AGENT=IPAD, REMOTE_ADDR="192.0.2.44")
    sign_in(there, karin)
    clock.shift(datetime.timedelta(minutes=1))
    sign_in(here, karin)

    page = whole(here.get(ACCOUNT))
    assert "Safari på iPad" in page
    assert "192.0" not in page
    row = SignIn.objects.get(browser="Safari på iPad")
    assert str(row) == "Safari på iPad"
    here.post(END, {"nummer": row.pk})

    assert there.get("/arbete/").status_code == 302
    assert here.get("/arbete/").status_code == 200
    assert Entry.objects.about(karin).latest("pk").verb == "signed-out-elsewhere"


def test_all_others_are_ended_in_one_press_and_the_one_here_goes_on(karin):
    here, *others = [Client() for _each in range(3)]
    for each in (here, *others):
        sign_in(each, karin)
    stranger = Client()
    sign_in(stranger, make_account("Yusuf", "host"))
    assert "på alla andra" in here.get(ACCOUNT).content.decode()

    here.post(END, {"alla": "1"})

    assert [who(each) is None for each in (here, *others, stranger)] == [False, True, True, False]


def test_nobody_ends_somebody_elses(karin):
    hers, his = Client(), Client()
    sign_in(hers, karin)
    sign_in(his, make_account("Yusuf", "host"))

    his.post(END, {"nummer": SignIn.objects.get(account=karin).pk})

    assert who(hers)


def test_signing_out_takes_the_row_with_it_and_one_that_is_over_is_not_listed(clock, karin):
    browser, other = Client(), Client()
    sign_in(browser, karin)
    sign_in(other, karin)
    browser.post("/logga-ut/")
    assert SignIn.objects.count() == 1

    clock.shift(datetime.timedelta(hours=12, seconds=1))
    assert not SignIn.objects.lasting().exists()


def test_when_somebody_was_here_is_known_to_five_minutes(clock, karin):
    browser = Client()
    sign_in(browser, karin)
    began = SignIn.objects.get().seen
    clock.shift(datetime.timedelta(minutes=4))
    browser.get("/arbete/")
    assert SignIn.objects.get().seen == began
    clock.shift(datetime.timedelta(minutes=2))
    browser.get("/arbete/")

    assert SignIn.objects.get().seen - began == datetime.timedelta(minutes=6)


def test_the_end_of_an_assignment_and_of_an_account_is_felt_at_the_next_request(karin):
    browser = Client()
    sign_in(browser, karin)
    yesterday = datetime.date(2020, 1, 2)
    karin.memberships.update(until=yesterday)
    assert browser.get("/arbete/").status_code == 404

    karin.memberships.update(until=None)
    assert browser.get("/arbete/").status_code == 200
    karin.is_active = False
    karin.save()
    assert browser.get("/arbete/").status_code == 302


def test_a_shared_tablet_signs_out_after_ten_idle_minutes_and_after_a_working_day(clock, karin):
    browser = Client()
    sign_in(browser, karin, shared="on")
    for _use in range(3):
        clock.shift(datetime.timedelta(minutes=9))
        assert browser.get("/arbete/").status_code == 200
    clock.shift(datetime.timedelta(minutes=10, seconds=1))
    assert browser.get("/arbete/").status_code == 302

    sign_in(browser, karin, shared="on")
    for _use in range(12 * 60 // 9):
        clock.shift(datetime.timedelta(minutes=9))
        assert browser.get("/arbete/").status_code == 200
    clock.shift(datetime.timedelta(minutes=5))
    assert browser.get("/arbete/").status_code == 302
    assert who(browser) is None


def test_the_next_who_signs_in_on_a_tablet_chooses_anew(clock, karin):
    browser = Client()
    sign_in(browser, karin, shared="on")
    browser.post("/logga-ut/")
    sign_in(browser, karin)
    clock.shift(datetime.timedelta(minutes=30))

    assert browser.get("/arbete/").status_code == 200


def test_who_works_in_another_municipality_too_keeps_her_second_step(protected, signed_in):
    neighbour = make_municipality()
    here = protected.memberships.get()
    appoint(protected, Role.HOST, neighbour, by=SYSTEM)
    his = signed_in(make_account("Lars", "coordinator", municipality=here.municipality))

    answer = his.post(
        f"/{here.municipality.slug}/arbete/installningar/uppdrag/{here.pk}/andra-steg/", follow=True
    )

    assert "arbetar också i en annan kommun" in whole(answer)
    assert factors.kinds_of(protected)
