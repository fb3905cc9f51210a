# SPDX-License-Identifier: EUPL-1.2
"""Så loggar man in: which ways and second steps each role may use."""

import re

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_account, make_municipality, the_municipality
from traffpunkt.home import sign_in_forms
from traffpunkt.home.tests.settings_rooms import at, browser
from traffpunkt.journal.models import Entry
from traffpunkt.people import signing_in
from traffpunkt.people.models import Role, SignInRule, sign_in
from traffpunkt.people.signing_in import CODE, Way

pytestmark = pytest.mark.django_db

LEAF = "inloggning/"
CARD = Way("card", "kort", "people:sign_out")


def chosen(**told):
    facts = {f"ways_{role}": ["code"] for role in Role}
    facts |= {f"factors_{role}": ["totp", "webauthn"] for role in Role}
    return {"demand": "required"} | facts | told


@pytest.fixture
def desk(karin):
    return browser(karin)


@pytest.fixture
def card(monkeypatch):
    """A further way in, as a later one will be."""
    ways = (CODE, CARD)
    for module in (signing_in, sign_in, sign_in_forms):
        monkeypatch.setattr(module, "WAYS", ways)


def test_who_has_chosen_nothing_is_advised_and_may_use_all():
    rule = SignInRule.of(make_municipality())

    assert rule.is_recommended
    assert not rule.is_required
    assert rule.chosen_for("host") == {"code", "oidc"}
    assert rule.ways_for("host") == {"code"}
    assert rule.factors_for(["host"]) == {"totp", "webauthn"}
    assert str(rule).endswith("Vi råder till det")


def test_a_choice_is_kept_told_once_and_shown_again(desk):
    for _press in range(2):
        answer = desk.post(
            at(LEAF), chosen(factors_host=["webauthn"], demand="recommended"), follow=True
        )

    rule = SignInRule.objects.get()
    assert "sparade" in answer.content.decode()
    assert rule.is_recommended
    assert rule.factors_for(["host"]) == {"webauthn"}
    assert rule.factors_for(["host", "partner"]) == {"totp", "webauthn"}
    assert [line.verb for line in Entry.objects.about(rule)] == ["changed"]


def test_who_lays_down_that_it_is_required_is_led_to_add_one(desk):
    answer = desk.post(at(LEAF), chosen(), follow=True)

    page = answer.content.decode()
    assert SignInRule.objects.get().is_required
    assert "sparade" in page
    assert "Här måste du ha ett andra steg" in page


def test_at_least_one_way_stays_for_each_role_and_nothing_chosen_is_lost(desk):
    answer = desk.post(at(LEAF), chosen(ways_partner=[], demand="off"))

    assert answer.status_code == 422
    assert "Välj minst ett" in answer.content.decode()
    assert re.search(r'value="off"[^>]* checked', answer.content.decode())
    assert not SignInRule.objects.exists()


def test_nobody_shuts_herself_out(desk, card):
    answer = desk.post(at(LEAF), chosen(ways_coordinator=["card"]))

    assert answer.status_code == 422
    assert "Så loggade du själv in" in answer.content.decode()


def test_a_further_way_stands_on_the_sign_in_page_where_some_role_may_use_it(client, card):
    rule = SignInRule.objects.create(municipality=the_municipality())
    assert "Logga in med kort" in client.get("/logga-in/").content.decode()

    rule.ways = {role: ["code"] for role in Role}
    rule.save()
    assert "Logga in med kort" not in client.get("/logga-in/").content.decode()


def test_an_assignment_that_asks_for_another_way_does_not_count(desk, card):
    here = the_municipality()
    host = browser(make_account("Yusuf", "host", municipality=here))
    SignInRule.objects.create(municipality=here, ways={"host": ["card"]})

    assert host.get("/arbete/").status_code == 404
    assert "på ett annat sätt" in host.get("/logga-ut/").content.decode()
    assert desk.get("/arbete/").status_code == 200


def test_the_database_refuses_an_unknown_demand():
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInRule.objects.create(municipality=make_municipality(), demand="perhaps")


def test_sms_is_offered_only_where_it_is_set_up_and_is_chosen_by_nobody_at_first(desk, settings):
    assert "kod som sms" not in desk.get(at(LEAF)).content.decode()

    settings.SMS_ON = True
    page = desk.get(at(LEAF)).content.decode()

    assert "kod som sms" in page
    assert not re.search(r'value="sms"[^>]* checked', page)
    assert "sms" not in SignInRule.of(the_municipality()).ways_for("host")


def test_a_role_may_have_sms_beside_the_letter_but_never_alone(desk, settings):
    settings.SMS_ON = True
    refused = desk.post(at(LEAF), chosen(ways_host=["sms"], demand="off"))
    assert refused.status_code == 422
    assert "Sms kan inte vara ensamt" in refused.content.decode()
    assert not SignInRule.objects.exists()

    desk.post(at(LEAF), chosen(ways_host=["code", "sms"], demand="off"))
    assert SignInRule.objects.get().ways_for("host") == {"code", "sms"}
