# SPDX-License-Identifier: EUPL-1.2
"""The second step is added on one's own page, where it is required before anything is read."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.makers import make_account, make_eva, make_karin, make_municipality, the_municipality
from tests.signing import SECOND, ask, code_in_letter, let_in, shown, sign_in, whole
from traffpunkt.journal.models import Entry
from traffpunkt.people import factors
from traffpunkt.people.models import Account, SignIn, SignInRule

pytestmark = pytest.mark.django_db


def require(municipality=None, demand: str = "required") -> SignInRule:
    return SignInRule.objects.create(municipality=municipality or the_municipality(), demand=demand)


def given_secret(page: str) -> tuple[str, str]:
    """The new app's secret as it is read and as it is sent back."""
    groups = page.partition('class="together">')[2].partition("<")[0]
    sealed = page.partition('name="secret" value="')[2].partition('"')[0]
    return groups.replace(" ", ""), sealed


def test_an_app_is_added_with_the_first_code_that_it_shows(clock, karin):
    browser = Client()
    sign_in(browser, karin)
    first = whole(browser.get("/arbete/mitt-konto/app/"))
    secret, sealed = given_secret(first)

    wrong = browser.post("/arbete/mitt-konto/app/", {"code": "000000", "secret": sealed})
    assert wrong.status_code == 422
    assert given_secret(whole(wrong))[0] == secret
    right = {"code": shown(secret), "secret": sealed}
    assert (
        browser.post("/arbete/mitt-konto/app/", right)["Location"]
        == "/arbete/mitt-konto/reservkoder/"
    )

    assert factors.kinds_of(karin) == {"totp"}
    page = whole(browser.get("/arbete/mitt-konto/reservkoder/"))
    assert all(code in page for code in factors.paper_codes(karin))
    assert len(factors.paper_codes(karin)) == 10
    assert Entry.objects.about(karin).latest("pk").verb == "second-step-added"
    assert "App som visar koder" in whole(browser.get("/arbete/mitt-konto/"))


def test_another_accounts_secret_is_not_taken(karin, signed_in):
    yusuf = make_account("Yusuf", "host")
    _secret, sealed = given_secret(signed_in(yusuf).get("/arbete/mitt-konto/app/").content.decode())
    secret = given_secret(signed_in(yusuf).get("/arbete/mitt-konto/app/").content.decode())[0]

    answer = signed_in(karin).post(
        "/arbete/mitt-konto/app/", {"code": shown(secret), "secret": sealed}
    )

    assert answer.status_code == 422
    assert not factors.kinds_of(karin)


def test_a_new_app_replaces_the_old_one(clock, protected):
    factors.add_totp(
        protected, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", shown("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    )
    clock.shift(datetime.timedelta(minutes=2))

    with pytest.raises(factors.DoesNotFit):
        factors.prove_by_code(protected, shown())
    assert Authenticator.objects.filter(user=protected, type="totp").count() == 1


def test_new_codes_on_paper_make_the_old_ones_worthless(protected, signed_in):
    old = factors.paper_codes(protected)
    browser = step_in(protected)

    assert (
        browser.post("/arbete/mitt-konto/reservkoder/")["Location"]
        == "/arbete/mitt-konto/reservkoder/"
    )

    assert not set(old) & set(factors.paper_codes(protected))


def step_in(account: Account) -> Client:
    """Signed in with the second step taken."""
    browser = let_in(Client(), account)
    session = browser.session
    session["proof"] |= {"factor": "totp"}
    session.save()
    return browser


def test_codes_that_a_lost_key_locked_are_none(protected, settings):
    assert factors.paper_codes(protected)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []

    assert factors.paper_codes(protected) == []


def test_taking_away_the_last_one_takes_the_paper_codes_too(protected):
    browser = step_in(protected)
    row = factors.of(protected).get()

    browser.post("/arbete/mitt-konto/andra-steg/borttagning/", {"nummer": "no number"})
    assert factors.kinds_of(protected)
    browser.post("/arbete/mitt-konto/andra-steg/borttagning/", {"nummer": row.pk})

    assert not factors.all_of(protected).exists()
    assert factors.paper_codes(protected) == []
    assert Entry.objects.about(protected).latest("pk").verb == "second-step-removed"


def test_nobody_takes_away_somebody_elses(protected, signed_in):
    yusuf = make_account("Yusuf", "host")

    signed_in(yusuf).post(
        "/arbete/mitt-konto/andra-steg/borttagning/", {"nummer": factors.of(protected).get().pk}
    )

    assert factors.kinds_of(protected)


def test_where_it_is_required_nothing_is_read_before_one_is_added(clock, karin):
    require()
    browser = Client()
    assert sign_in(browser, karin)["Location"] == "/arbete/"

    led = browser.get("/arbete/samtal/")
    assert led["Location"] == "/arbete/mitt-konto/?next=/arbete/samtal/"
    assert "Här måste du ha ett andra steg" in whole(browser.get(led["Location"]))
    secret, sealed = given_secret(browser.get("/arbete/mitt-konto/app/").content.decode())
    browser.post("/arbete/mitt-konto/app/", {"code": shown(secret), "secret": sealed})

    assert browser.get("/arbete/samtal/").status_code == 200


def test_where_it_is_required_what_was_sent_is_kept_until_it_is_taken(protected):
    require()
    browser = let_in(Client(), protected)
    sent = {"csrfmiddlewaretoken": "x", "text": "Något långt"}

    led = browser.post("/arbete/aktiviteter/ny/", sent)
    assert led["Location"].startswith("/logga-in/igen/?next=")
    assert "Visa vem du är" in whole(browser.get(led["Location"]))
    on = browser.post(led["Location"], {"code": shown()})

    assert on["Location"] == "/logga-in/kvar/"
    assert "Något långt" in whole(browser.get("/logga-in/kvar/"))


def test_a_code_on_paper_is_a_second_step_where_one_is_required(protected):
    require()
    browser = Client()
    sign_in(browser, protected)
    browser.post(SECOND, {"code": factors.paper_codes(protected)[0]})

    assert browser.get("/arbete/").status_code == 200


def test_a_kind_that_the_municipality_does_not_allow_is_none(protected):
    rule = require()
    rule.factors = {"coordinator": ["webauthn"]}
    rule.save()
    browser = Client()
    sign_in(browser, protected)
    browser.post(SECOND, {"code": shown()})

    assert browser.get("/arbete/")["Location"] == "/arbete/mitt-konto/?next=/arbete/"
    assert browser.get("/arbete/mitt-konto/app/").status_code == 404
    assert browser.get("/arbete/mitt-konto/nyckel/").status_code == 200


def test_where_it_is_off_none_is_offered_but_who_has_one_is_asked(protected):
    require(demand="off")
    assert sign_in(Client(), protected)["Location"] == SECOND
    assert "använder vi inget andra steg" in whole(
        let_in(Client(), make_karin()).get("/arbete/mitt-konto/")
    )


def test_one_municipality_requires_it_and_its_neighbour_does_not(karin, signed_in):
    here = the_municipality()
    neighbour = make_municipality()
    require(here)
    both = make_account("Lena", "coordinator", municipality=neighbour)
    both.memberships.create(
        name="Lena", role="host", municipality=here, since=datetime.date(2020, 1, 1)
    )
    browser = signed_in(both)

    assert browser.get(f"/{neighbour.slug}/arbete/").status_code == 200
    assert browser.get(f"/{here.slug}/arbete/").status_code == 302


def test_who_has_no_task_here_reads_only_her_own_page(signed_in):
    eva = make_eva()
    the_municipality()
    require()
    browser = signed_in(eva)

    assert "använder vi inget" in whole(browser.get("/arbete/mitt-konto/"))
    assert browser.get("/arbete/mitt-konto/app/").status_code == 404
    assert browser.get("/arbete/").status_code == 404


def test_an_unknown_address_with_the_same_page_tells_nobody_who_has_a_second_step(protected):
    unknown, known = Client(), Client()

    assert (
        ask(unknown, "okand@kommun.example")["Location"] == ask(known, protected.email)["Location"]
    )
    wrong = {"code": "000000"}
    pages_seen = [each.post("/logga-in/kod/", wrong).status_code for each in (unknown, known)]
    assert pages_seen == [422, 422]
    assert code_in_letter()
    assert SignIn.objects.count() == 0
