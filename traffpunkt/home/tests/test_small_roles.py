# SPDX-License-Identifier: EUPL-1.2
"""What the small roles give, read and settle: each within what she has herself."""

import datetime

import pytest
from django.urls import reverse

from tests.makers import (
    local,
    make_account,
    make_activity,
    make_municipality,
    make_organisation,
    make_person,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.models import Hosting
from traffpunkt.home.member_forms import SCOPES, AssignmentForm
from traffpunkt.home.tests.settings_rooms import at, browser, today
from traffpunkt.outbox.models import Message
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Account, Membership, Role, SignInRule
from traffpunkt.people.rights import ABOUT, CARRIED, Right

pytestmark = pytest.mark.django_db

NEW = "medarbetare/ny/"
TOLD = {"email": "maj@kommun.example", "name": "Maj", "until": ""}


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.fixture
def choir():
    made = make_organisation(name="Kören")
    the_municipality().agreements.create(organisation=made, starts=today())
    return made


@pytest.fixture
def pia(choir):
    return make_account("Pia", "partner_lead", organisation=choir)


def give(client, role, **told):
    return client.post(at(NEW), TOLD | {"role": role} | told, follow=True)


def desk_of(account):
    return Desk(account, the_municipality())


def given():
    return Membership.objects.filter(account__email="maj@kommun.example")


class TestTheForm:
    def test_each_role_says_what_it_may_and_for_what_it_is_asked(self):
        assert set(SCOPES) == set(ABOUT) == set(Role)

    def test_one_first_chooses_which_and_then_is_asked_only_for_what_applies(self, karin):
        client = browser(karin)

        chooser = text_of(client.get(at(NEW)))
        assert all(str(words) in chooser for words in ABOUT.values())
        assert "E-post i jobbet" not in chooser

        page = text_of(client.get(at(NEW) + "?uppdrag=reception"))
        assert str(ABOUT[Role.RECEPTION]) in page
        assert 'name="venue"' in page
        assert 'name="organisation"' not in page
        assert 'name="activity"' not in page

    @pytest.mark.parametrize(
        ("role", "words"),
        [
            ("reception", "Välj vilken plats uppdraget gäller."),
            ("presence", "Välj vilken aktivitet uppdraget gäller."),
            ("volunteer_lead", "Välj vilken organisation"),
        ],
    )
    def test_what_a_role_needs_is_asked_for_in_words(self, karin, role, words):
        answer = give(browser(karin), role)

        assert answer.status_code == 422
        assert words in text_of(answer)
        assert 'value="Maj"' in text_of(answer)

    def test_each_role_can_be_given_by_who_coordinates_all(self, karin, choir):
        activity = make_activity()
        scopes = {"organisation": choir.pk, "activity": activity.pk, "venue": make_venue().pk}

        for role in Role:
            answer = give(browser(karin), role, **{name: scopes[name] for name in SCOPES[role]})
            assert answer.status_code == 200

        assert {row.role for row in given()} == set(Role)
        assert {row.role for row in Hosting.objects.all()} == {
            "host", "presence", "guide", "volunteer",
        }  # fmt: skip

    def test_an_assignment_that_is_over_ends_its_activity_too(self, karin):
        give(browser(karin), "presence", activity=make_activity().pk)
        give(browser(karin), "host", activity=make_activity().pk)

        browser(karin).post(at(f"uppdrag/{given().get(role='presence').pk}/slut/"))

        assert Hosting.objects.get(role="presence").until == today()
        assert Hosting.objects.get(role="host").until is None


class TestNobodyGivesMoreThanSheHas:
    @pytest.mark.parametrize("role", Role)
    def test_what_a_role_gives_carries_nothing_beyond_its_own(self, role):
        desk = desk_of(make_account("Maj", role))

        for gives in desk.gives:
            beyond = CARRIED[gives] - desk.rights - {Right.OWN_MEMBERS}
            assert beyond == frozenset() or role == Role.COORDINATOR

    def test_who_settles_accounts_gives_nobody_a_list(self):
        desk = desk_of(make_account("Disa", "administrator"))

        assert desk.gives == [
            Role.GUIDE, Role.VOLUNTEER, Role.VOLUNTEER_LEAD, Role.OFFICER, Role.ADMINISTRATOR,
        ]  # fmt: skip
        assert give(browser(desk.account), "coordinator").status_code == 422
        assert not given()

    def test_a_second_assignment_as_host_does_not_let_her_give_hosts(self):
        disa = make_account("Disa", "administrator")
        disa.memberships.create(name="Disa", role="host", municipality=the_municipality())

        assert Role.HOST not in desk_of(disa).gives

    def test_who_coordinates_one_venue_gives_none(self):
        assert desk_of(make_account("Bo", "coordinator", venue=make_venue())).gives == []

    def test_a_fresh_proof_is_asked_for(self, pia, client):
        client.force_login(pia, "django.contrib.auth.backends.ModelBackend")
        answer = client.post(at(NEW), TOLD | {"role": "partner"})

        assert "/logga-in/" in answer["Location"]
        assert not given()


class TestAPartnersCoordinator:
    def test_she_gives_partners_and_hosts_of_her_own_organisation(self, pia, choir):
        own = make_activity(title="Körsång", partner=choir)
        give(browser(pia), "partner", organisation=choir.pk)
        give(browser(pia), "host", activity=own.pk)

        assert {(row.role, row.organisation) for row in given()} == {
            ("partner", choir), ("host", choir),
        }  # fmt: skip
        assert Hosting.objects.get().activity == own

    def test_she_gives_nothing_else_and_nowhere_else(self, pia):
        other, strange = make_organisation(name="De andra"), make_activity(title="Schack")
        the_municipality().agreements.create(organisation=other, starts=today())
        client = browser(pia)

        assert give(client, "partner", organisation=other.pk).status_code == 422
        assert give(client, "host", activity=strange.pk).status_code == 422
        assert give(client, "partner_lead", organisation=other.pk).status_code == 422
        assert "Schack" not in text_of(client.get(at(NEW) + "?uppdrag=host"))
        assert not given()

    def test_she_sees_and_ends_only_her_own(self, pia, choir):
        petra = make_account("Petra", "partner", organisation=choir)
        olle = make_account("Olle", "partner", organisation=make_organisation(name="De andra"))
        karin = make_account("Karin", "coordinator")
        own = make_activity(title="Körsång", partner=choir)
        hosting, strange = (
            Hosting.objects.create(activity=own, account=account, since=today())
            for account in (make_account("Yusuf", "host", organisation=choir), karin)
        )
        client = browser(pia)

        page = text_of(client.get(at("medarbetare/")))
        assert "Petra" in page
        assert "Yusuf" in page
        assert "Olle" not in page
        assert "Karin" not in page
        for row in (olle.memberships.get(), karin.memberships.get(), pia.memberships.get()):
            for way in ("slut", "brev"):
                assert client.post(at(f"uppdrag/{row.pk}/{way}/")).status_code == 404
        assert client.post(at(f"vardskap/{strange.pk}/slut/")).status_code == 404
        client.post(at(f"vardskap/{hosting.pk}/slut/"))
        client.post(at(f"uppdrag/{petra.memberships.get().pk}/slut/"))

        hosting.refresh_from_db()
        assert hosting.until == petra.memberships.get().until == today()

    def test_her_organisation_in_the_next_municipality_is_not_hers(self, pia, choir):
        there = make_municipality()
        theirs = make_account("Granne", "partner", organisation=choir, municipality=there)

        assert "Granne" not in text_of(browser(pia).get(at("medarbetare/")))
        leaf = f"uppdrag/{theirs.memberships.get().pk}/slut/"
        assert browser(pia).post(at(leaf)).status_code == 404
        assert browser(pia).post(at(leaf, there)).status_code == 404

    def test_she_comes_to_them_from_her_first_page(self, pia):
        page = text_of(browser(pia).get(reverse("home:today")))

        assert at("medarbetare/").partition(the_municipality().slug)[2] in page


class TestAVolunteerCoordinator:
    def test_she_gives_guides_and_volunteers_of_her_own_organisation(self, choir):
        vidar = make_account("Vidar", "volunteer_lead", organisation=choir)
        own, strange = make_activity(partner=choir), make_activity(title="Schack")
        client = browser(vidar)

        give(client, "guide", organisation=choir.pk, activity=own.pk)
        give(client, "volunteer", organisation=choir.pk)
        assert give(client, "volunteer").status_code == 422
        assert give(
            client, "guide", organisation=choir.pk, activity=strange.pk
        ).status_code == 422  # fmt: skip
        assert give(client, "host", activity=own.pk).status_code == 422

        assert {row.role for row in given()} == {"guide", "volunteer"}
        assert Hosting.objects.get().role == "guide"
        assert "Medarbetare i din organisation" in text_of(client.get(reverse("home:today")))

    def test_without_a_colleague_the_list_says_so(self, choir):
        vidar = make_account("Vidar", "volunteer_lead", organisation=choir)

        assert "Ingen har något uppdrag här än." in text_of(browser(vidar).get(at("medarbetare/")))


class TestAnOfficer:
    def test_lars_reads_what_is_decided_and_no_name_of_anybody_who_comes(self, choir):
        make_person("Astrid", phone="+46701740605")
        client = browser(make_account("Lars", "officer"))

        for leaf in ("", "avtal/", "registerforteckning/", "gallring/", "medarbetare/rattigheter/"):
            page = client.get(at(leaf))
            assert page.status_code == 200
            assert "Astrid" not in text_of(page)
            _before, _main, after = page.content.decode().partition("<main")
            assert "<form" not in after.partition("</main>")[0]
        assert "Skriv in" not in text_of(client.get(at("avtal/")))
        assert "Skriv in" not in text_of(client.get(at("gallring/")))
        assert "Medarbetare" not in text_of(client.get(at("")))

    def test_his_first_page_leads_to_them(self):
        page = text_of(browser(make_account("Lars", "officer")).get(reverse("home:today")))

        assert all(words in page for words in ("Avtal", "Registerförteckning", "Gallring"))
        assert "Aktiviteter" not in page
        assert "Personer" not in page


class TestAnAdministrator:
    def test_she_settles_accounts_and_rules_and_meets_no_list(self):
        make_person("Astrid", phone="+46701740605")
        client = browser(make_account("Disa", "administrator"))

        for leaf in ("", "medarbetare/", "inloggning/", "sigill/", "platser/", "kommunen/"):
            page = client.get(at(leaf))
            assert page.status_code == 200
            assert "Astrid" not in text_of(page)
        for leaf in ("listor/", "brister/", "incident/", "gallring/beslut/", "avtal/nytt/"):
            assert client.get(at(leaf)).status_code == 404

    def test_she_ends_any_assignment_but_not_the_last_coordinators(self, karin):
        client = browser(make_account("Disa", "administrator"))

        answer = client.post(at(f"uppdrag/{karin.memberships.get().pk}/slut/"))

        assert answer.status_code == 422
        assert "minst en samordnare" in text_of(answer)


class TestTheSecondStep:
    @pytest.mark.parametrize("role", Role)
    def test_whoever_sees_others_needs_it_where_the_rule_says_so(self, role):
        account = make_account("Maj", role)
        SignInRule.objects.create(municipality=the_municipality(), demand="required")

        answer = browser(account).get(reverse("home:today"))

        sees_none = role in {Role.GUIDE, Role.VOLUNTEER}
        assert answer.status_code == (200 if sees_none else 302)

    def test_a_new_role_may_use_every_way_until_the_municipality_has_chosen(self):
        rule = SignInRule.of(the_municipality())

        assert all(rule.ways_for(role) == rule.ways_for("coordinator") for role in Role)


@pytest.mark.parametrize("role", Role)
def test_access_ends_the_day_after_the_last(role, time_machine):
    time_machine.move_to(local(2026, 11, 25, 12), tick=False)
    account = make_account("Maj", role, until=datetime.date(2026, 11, 25))
    assert browser(account).get(reverse("home:today")).status_code == 200

    time_machine.move_to(local(2026, 11, 26, 0, 1), tick=False)

    assert browser(account).get(reverse("home:today")).status_code == 404
    assert desk_of(account).rights == frozenset()


def test_the_first_page_says_until_when(time_machine):
    time_machine.move_to(local(2026, 11, 25, 12), tick=False)
    account = make_account("Greta", "guide", until=datetime.date(2026, 12, 24))

    page = text_of(browser(account).get(reverse("home:today")))

    assert "Guide, till och med 24 december 2026." in page


def test_an_unknown_role_in_the_address_is_the_chooser(karin):
    form = AssignmentForm(desk_of(karin), "king")

    assert form.chosen is None
    assert Account.objects.count() == 1
    assert not Message.objects.exists()
