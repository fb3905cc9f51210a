# SPDX-License-Identifier: EUPL-1.2
"""A person's details are corrected: by whom, and what follows for letters, calls and pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_municipality,
    make_occasion,
    make_organisation,
    make_page,
    make_person,
    make_signup,
)
from traffpunkt.activities.models import Hosting
from traffpunkt.activities.persons import correct
from traffpunkt.activities.tests.desk import text
from traffpunkt.activities.tests.test_signup_page import page_in, sign_up, token
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.journal.models import GUEST, SYSTEM, Entry
from traffpunkt.outbox.actions import tell
from traffpunkt.outbox.models import Message, subject_of
from traffpunkt.people.models import Person
from traffpunkt.people.models.person import Reached

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "astird@exempel.example", "astrid@exempel.example"


@pytest.fixture
def misspelt(db):
    """Astrid, whose address was written wrong when she signed up."""
    return make_person("Astrid", email=WRONG)


def page(person, row=None):
    address = reverse("activities:staff_details", args=[person.pk])
    return f"{address}?rad={row.pk}" if row else address


def typed(person, **changes):
    """What a browser sends from the page as it is shown, but for some changes."""
    facts = {
        "name": person.name,
        "wish": person.wish,
        "language": person.language,
        "w0-contact": str(person.contact_ways.first() or ""),
        "w0-relative": "",
        "w1-contact": "",
        "w1-relative": "",
    }
    return facts | {name.replace("__", "-"): value for name, value in changes.items()}


def verbs(person):
    return [entry.verb for entry in Entry.objects.about(person)]


def ways(person):
    return [tuple(way.reached) for way in person.contact_ways.all()]


def host_of(activity, name="Yusuf"):
    account = make_account(name, "host", municipality=activity.municipality)
    Hosting.objects.create(activity=activity, account=account, since=timezone.localdate())
    return account


class TestWhatIsCorrected:
    def test_a_misspelt_address_is_mended_from_the_list_and_one_is_back_at_the_row(
        self, desk, misspelt
    ):
        signup = make_signup(make_occasion(), person=misspelt)
        rows = desk.get(f"/arbete/tillfallen/{signup.occasion_id}/")
        assert f'href="{page(misspelt, signup)}"' in text(rows)

        answer = desk.post(page(misspelt, signup), typed(misspelt, w0__contact=RIGHT), follow=True)

        assert ways(misspelt) == [("email", RIGHT, "")]
        assert answer.redirect_chain[-1][0].endswith(f"/{signup.occasion_id}/#rad-{signup.pk}")
        assert "Uppgifterna är sparade." in text(answer)

    def test_the_call_list_leads_there_and_back_to_its_page(self, desk, bertil):
        tell(bertil, "moved", "Ändrat", "Hej!", key="k1")
        there = f"{page(bertil)}?sida=1"
        assert f'href="{there}"' in text(desk.get("/arbete/samtal/"))

        answer = desk.post(there, typed(bertil, w0__contact="026-17 00 05"))

        assert answer["Location"] == "/arbete/samtal/?sida=1"
        assert Person.objects.get(pk=bertil.pk).phone == "+4626170005"

    def test_all_that_is_known_of_her_can_be_changed_in_one_form(self, desk, misspelt):
        changes = {"name": "Åsa", "wish": "call", "language": "fi", "hidden": "on"}
        relative = {"w1__contact": "070-174 06 05", "w1__relative": "Lena"}
        desk.post(
            page(misspelt), typed(misspelt, w0__contact="", no_email="on", **changes, **relative)
        )

        misspelt.refresh_from_db()
        assert (misspelt.name, misspelt.folded_name) == ("Åsa", "åsa")
        assert (misspelt.wish, misspelt.language, misspelt.hidden) == ("call", "fi", True)
        assert (misspelt.no_phone, misspelt.no_email) == (False, True)
        assert ways(misspelt) == [("phone", "+46701740605", "Lena")]

    def test_there_is_always_room_for_one_more_and_the_first_stays_first(self, desk, misspelt):
        desk.post(page(misspelt), typed(misspelt, w1__contact="070-174 06 05"))
        shown = desk.get(page(misspelt)).content.decode()
        assert 'name="w2-contact"' in shown
        assert 'name="w3-contact"' not in shown

        more = {"w1__contact": "0701740605", "w2__contact": "026-17 00 05", "w2__relative": "Lars"}
        desk.post(page(misspelt), typed(misspelt, w0__contact=RIGHT, **more))

        assert ways(misspelt) == [
            ("email", RIGHT, ""),
            ("phone", "+46701740605", ""),
            ("phone", "+4626170005", "Lars"),
        ]

    def test_what_is_sent_untouched_changes_nothing_and_leaves_no_line(self, desk, bertil):
        before = list(bertil.contact_ways.values())
        assert 'value="031-390 06 05"' in desk.get(page(bertil)).content.decode()

        answer = desk.post(page(bertil), typed(bertil, w0__contact="031-390 06 05"))

        assert answer.status_code == 302
        assert list(bertil.contact_ways.values()) == before
        assert verbs(bertil) == ["met", "read"]

    def test_reading_and_changing_leave_one_line_each_and_tell_no_value(
        self, desk, misspelt, karin
    ):
        desk.get(page(misspelt))
        desk.post(page(misspelt), typed(misspelt, w0__contact=RIGHT))

        assert verbs(misspelt) == ["met", "read", "corrected"]
        line = Entry.objects.about(misspelt).reverse()[0]
        assert (line.actor, line.municipality_number) == (
            f"account:{karin.pk}",
            misspelt.municipality_id,
        )
        assert RIGHT not in str(list(Entry.objects.values()))


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"name": ""}, "Skriv ett namn, till exempel Astrid."),
            ({"name": "Astrid 19121212-1212"}, "Vi sparar aldrig personnummer."),
            ({"w0__contact": "19121212-1212"}, "Vi sparar aldrig personnummer."),
            ({"w0__relative": "19121212-1212"}, "Vi sparar aldrig personnummer."),
            ({"w0__contact": "astrid@"}, "Kontrollera e-postadressen."),
            ({"w1__relative": "Lena"}, "Skriv numret eller adressen, eller ta bort namnet"),
            ({"w1__contact": WRONG}, "Det står redan här uppe."),
            ({"no_email": "on"}, "Ta bort adressen eller krysset."),
            ({"no_phone": "on", "w1__contact": "0701740605"}, "Ta bort numret eller krysset."),
        ],
    )
    def test_it_says_what_to_do_and_changes_nothing(self, desk, misspelt, changes, words):
        answer = desk.post(page(misspelt), typed(misspelt, **changes))

        assert answer.status_code == 422
        assert words in text(answer)
        assert ways(misspelt) == [("email", WRONG, "")]
        assert verbs(misspelt) == ["met", "read"]

    def test_it_says_by_what_one_cannot_be_written_to(self, desk, misspelt, settings):
        assert "Sms skickas inte än" in desk.get(page(misspelt)).content.decode()
        settings.SMS_ON = True
        assert "Sms skickas inte än" not in desk.get(page(misspelt)).content.decode()

    def test_what_is_added_is_folded_until_something_is_written_there(self, desk, misspelt):
        fresh = text(desk.get(page(misspelt)))
        refused = text(desk.post(page(misspelt), typed(misspelt, w1__relative="Lena")))

        assert '<details class="narrow">' in fresh
        assert '<details class="narrow" open>' in refused
        assert 'value="Lena"' in refused

    def test_a_relatives_number_is_none_of_her_own(self, desk, bertil):
        answer = desk.post(page(bertil), typed(bertil, no_phone="on", w0__relative="Lars"))

        assert answer.status_code == 302
        assert Person.objects.get(pk=bertil.pk).no_phone


class TestWhoMayOpenIt:
    def opened_by(self, signed_in, account, person):
        return signed_in(account).get(page(person)).status_code

    def test_a_host_those_on_her_own_lists_and_no_others(self, signed_in, misspelt, bertil):
        mine, other = make_occasion(), make_occasion()
        make_signup(mine, person=misspelt)
        make_signup(other, person=bertil)
        yusuf = host_of(mine.activity)

        assert self.opened_by(signed_in, yusuf, misspelt) == 200
        assert self.opened_by(signed_in, yusuf, bertil) == 404

    def test_a_host_no_longer_who_has_withdrawn_but_whom_she_must_ring(
        self, signed_in, misspelt, bertil
    ):
        occasion = make_occasion(starts=in_days(3))
        yusuf = host_of(occasion.activity)
        for person in (misspelt, bertil):
            make_signup(occasion, person=person).withdraw(by=GUEST)
        tell(bertil, "queue-over", "Ingen plats", "Hej!", key="k", about=subject_of(occasion))

        assert self.opened_by(signed_in, yusuf, misspelt) == 404
        assert self.opened_by(signed_in, yusuf, bertil) == 200

    def test_a_partner_those_of_its_organisation(self, signed_in, misspelt):
        choir = make_organisation()
        occasion = make_occasion()
        make_signup(occasion, person=misspelt)
        petra = make_account("Petra", "partner", organisation=choir)
        assert self.opened_by(signed_in, petra, misspelt) == 404

        occasion.activity.partner = choir
        occasion.activity.save()

        assert self.opened_by(signed_in, petra, misspelt) == 200

    def test_who_wants_her_name_shown_nowhere_is_for_coordinators_only(
        self, signed_in, misspelt, karin
    ):
        occasion = make_occasion()
        make_signup(occasion, person=misspelt)
        yusuf = host_of(occasion.activity)
        bo = make_account("Bo", "coordinator", venue=occasion.venue)
        Person.objects.update(hidden=True)

        assert self.opened_by(signed_in, yusuf, misspelt) == 404
        assert self.opened_by(signed_in, bo, misspelt) == 200
        assert self.opened_by(signed_in, karin, misspelt) == 200
        listed = signed_in(yusuf).get(f"/arbete/tillfallen/{occasion.pk}/").content.decode()
        assert f"/arbete/personer/{misspelt.pk}/" not in listed

    def test_nobody_from_another_municipality(self, signed_in, misspelt):
        lars = make_account("Lars", "coordinator", municipality=make_municipality(slug="orebro"))

        client = signed_in(lars)
        there = f"/orebro/arbete/personer/{misspelt.pk}/uppgifter/"
        assert client.get(there).status_code == 404
        assert client.post(there, typed(misspelt, name="Eva")).status_code == 404
        assert verbs(misspelt) == ["met"]

    def test_a_row_that_is_not_ones_own_leads_back_to_the_person(self, desk, misspelt, bertil):
        row = make_signup(make_occasion(), person=bertil)

        shown = text(desk.get(page(misspelt, row)))

        assert f"/arbete/tillfallen/{row.occasion_id}/" not in shown
        assert "Till personens sida" in shown


class TestWhatFollows:
    def mend(self, person, *ways, **facts):
        return correct(person, facts, ways, by=SYSTEM)

    def test_a_letter_that_has_not_left_goes_to_the_new_address(self, desk, misspelt):
        letter = tell(misspelt, "moved", "Ändrat", "Hej!", key="k1")
        gone = tell(misspelt, "moved", "Ändrat", "Hej!", key="k2")
        gone.settle_sent()

        desk.post(page(misspelt), typed(misspelt, w0__contact=RIGHT))

        letter.refresh_from_db()
        gone.refresh_from_db()
        assert (letter.address, letter.state) == (RIGHT, "queued")
        assert (gone.address, gone.state) == (WRONG, "sent")

    def test_a_letter_becomes_a_call_where_no_address_is_left(self, misspelt):
        letter = tell(misspelt, "moved", "Ändrat", "Hej!", key="k1")

        self.mend(misspelt, Reached("phone", "+46313900605"))

        letter.refresh_from_db()
        assert (letter.state, letter.channel, letter.address) == ("to_call", "call", "+46313900605")

    def test_a_call_stays_a_call_and_is_made_to_the_new_number(self, bertil):
        call = tell(bertil, "promotion", "Du har fått plats", "Hej!", key="k1")

        self.mend(bertil, Reached("phone", "+4626170005"), Reached("email", RIGHT))

        call.refresh_from_db()
        assert (call.state, call.address) == ("to_call", "+4626170005")

    def failed(self, person, occasion, key):
        letter = tell(person, "moved", "Ändrat", "Hej!", key=key, about=subject_of(occasion))
        Message.objects.filter(pk=letter.pk).update(state="failed", fault="Nej.")
        return letter

    def test_a_letter_that_came_back_is_sent_to_the_new_address_while_it_matters(self, misspelt):
        ahead, been = make_occasion(), make_occasion(starts=in_days(-2))
        letter, late = self.failed(misspelt, ahead, "k1"), self.failed(misspelt, been, "k2")

        self.mend(misspelt, Reached("email", WRONG), Reached("phone", "+46701740605"))
        letter.refresh_from_db()
        assert letter.state == "failed"

        self.mend(misspelt, Reached("email", RIGHT))

        letter.refresh_from_db()
        late.refresh_from_db()
        assert (letter.address, letter.state, letter.fault) == (RIGHT, "queued", "")
        assert (late.address, late.state) == (WRONG, "failed")

    def test_a_letter_that_came_back_stays_to_be_rung_about_where_no_address_is_left(
        self, misspelt
    ):
        letter = self.failed(misspelt, make_occasion(), "k1")

        self.mend(misspelt)

        letter.refresh_from_db()
        assert (letter.state, letter.address) == ("failed", WRONG)

    def test_nothing_new_says_so(self, misspelt):
        assert not self.mend(misspelt, Reached("email", WRONG), name="Astrid")


class TestThePageOfHerOwn:
    def found(self, code, proof):
        return Client().post("/min-sida/", {"code": code, "proof": proof, "tryck": token()})

    def test_a_corrected_address_proves_the_signup_and_leads_into_no_older_page(self, client):
        occasion = make_occasion()
        opened = page_in(sign_up(client, occasion, contact=WRONG))
        signup = occasion.signups.get()
        assert f"jag={opened}" in self.found(signup.code, WRONG)["Location"]

        correct(signup.person, {}, [Reached("email", RIGHT)], by=SYSTEM)

        assert self.found(signup.code, WRONG).status_code == 422
        answer = self.found(signup.code, RIGHT)
        assert answer["Location"] == f"/anmalan/{signup.secret}/"
        assert client.get(f"/min-sida/{opened}/").status_code == 200

    def test_what_was_known_before_still_leads_back_and_a_page_opened_later_knows_the_new(
        self, client
    ):
        first, second = make_occasion(), make_occasion()
        opened = page_in(sign_up(client, first, contact=WRONG))
        signup = first.signups.get()
        kept = [Reached("email", WRONG, "Lena"), Reached("email", RIGHT)]
        correct(signup.person, {}, kept, by=SYSTEM)
        later = page_in(sign_up(Client(), second, contact=RIGHT))

        assert f"jag={opened}" in self.found(signup.code, WRONG)["Location"]
        assert "jag=" not in self.found(signup.code, RIGHT)["Location"]
        assert f"jag={later}" in self.found(second.signups.get().code, RIGHT)["Location"]

    def test_what_stands_on_no_page_leads_to_none(self, misspelt):
        signup = make_signup(make_occasion(), person=misspelt)
        make_page(make_person("Bertil"))

        assert self.found(signup.code, WRONG)["Location"] == f"/anmalan/{signup.secret}/"


def test_a_colleague_who_was_faster_is_asked_about_and_nothing_typed_is_lost(
    signed_in, karin, misspelt
):
    desk = signed_in(karin)
    opened = fields_of(desk.get(page(misspelt)).content.decode())
    correct(
        misspelt,
        {"wish": "call"},
        [Reached("email", RIGHT, ""), Reached("phone", "+46701740605", "")],
        by=SYSTEM,
    )

    answer = desk.post(page(misspelt), opened | {"name": "Astrid Berg"})

    asked = answer.content.decode()
    assert answer.status_code == 422
    assert "Det här har ändrats sedan du öppnade sidan" in asked
    assert f"Nu står det: {RIGHT}" in asked
    assert desk.post(page(misspelt), fields_of(asked)).status_code == 302
    misspelt.refresh_from_db()
    assert (misspelt.name, misspelt.wish) == ("Astrid Berg", "call")
    assert [way.value for way in misspelt.contact_ways.all()] == [RIGHT, "+46701740605"]
