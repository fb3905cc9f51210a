# SPDX-License-Identifier: EUPL-1.2
"""På telefon: whom one has on the line, what one reads aloud to her, and what one press does."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.makers import in_days, make_account, make_occasion, make_offer, make_person, make_signup
from traffpunkt.activities.models import Hosting, Signup
from traffpunkt.activities.telephone import aloud
from traffpunkt.activities.tests.desk import text
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db

TELEPHONE = "/arbete/telefon/"


def line_of(person):
    return reverse("activities:on_line", args=[person.pk])


def press(client, name, person, *numbers):
    return client.post(reverse(f"activities:{name}", args=[person.pk, *numbers]), follow=True)


def karin_of(browser):
    return int(browser.session["_auth_user_id"])


def offer(occasion, way="on_site"):
    return occasion.offers.get(way=way).pk


class TestWhoRings:
    def test_she_is_found_as_in_the_register(self, desk, astrid):
        shown = text(desk.post(TELEPHONE, {"words": "Astird"}))

        assert f'href="{line_of(astrid)}"' in shown
        assert 'value="Astird"' in shown

    def test_who_is_not_found_is_written_down_and_stays_on_the_line(self, desk):
        assert "Har inte varit med förut?" in text(desk.post(TELEPHONE, {"words": "070"}))
        answer = desk.post(f"{TELEPHONE}ny/", {"name": "Bertil", "contact": "031-390 06 05"})

        assert answer["Location"] == line_of(Person.objects.get())

    def test_a_number_that_was_sought_is_no_name(self, desk):
        shown = text(desk.post(TELEPHONE, {"words": "0605"}))

        assert 'name="name" maxlength' in shown or 'name="name"' in shown
        assert 'name="name" value="0605"' not in shown

    def test_a_name_that_cannot_be_understood_is_asked_for_again(self, desk):
        answer = desk.post(f"{TELEPHONE}ny/", {"name": "", "contact": "031-390 06 05"})

        assert answer.status_code == 422
        assert 'value="031-390 06 05"' in text(answer)

    def test_the_first_page_and_the_page_of_a_person_lead_there(self, desk, astrid):
        assert f'href="{TELEPHONE}"' in text(desk.get("/arbete/"))
        assert f'href="{line_of(astrid)}"' in text(desk.get(f"/arbete/personer/{astrid.pk}/"))


class TestWhatIsReadAloud:
    def test_what_when_where_what_to_bring_and_how_to_withdraw(self, astrid):
        occasion = make_occasion()
        occasion.activity.bring = "Garn"
        occasion.activity.save()
        row = make_signup(occasion, person=astrid, headcount=2)

        said = " ".join(aloud(row))

        for words in (
            f"Du är anmäld till {occasion.activity.title}, ", "klockan 13.00–15.00.",
            "Dörren öppnar klockan", f"Adressen är {occasion.venue}, Ängsgatan 1, Ängsby.",
            "Ta med: Garn.", "Ni är 2 personer.", "Ring 031-390 06 00.", row.code,
        ):  # fmt: skip
            assert words in said, words

    def test_who_waits_hears_her_turn(self, astrid, bertil):
        occasion = make_occasion(seats=0)
        make_signup(occasion, person=bertil, state="waiting")
        row = make_signup(occasion, person=astrid, state="waiting")

        said = " ".join(aloud(row))
        assert said.startswith("Du står i kö som nummer 2 till ")
        assert "Dörren" not in said

    def test_from_home_there_is_no_address(self, astrid):
        occasion = make_occasion(ways=["on_site", "online"])
        row = make_signup(occasion, person=astrid, offer=occasion.offers.get(way="online"))

        assert "Adressen" not in " ".join(aloud(row))

    def test_what_is_good_to_know_is_asked_in_her_own_words(self, desk, astrid):
        assert "Stämmer det?" not in text(desk.get(line_of(astrid)))
        Person.objects.update(needs="Hör bäst på höger öra", hidden=True)

        shown = text(desk.get(line_of(astrid)))
        assert "Vi har skrivit upp ”Hör bäst på höger öra”. Stämmer det?" in shown
        assert "Visa aldrig namn eller bild." in shown

    def test_the_reading_leaves_its_line(self, desk, astrid):
        desk.get(line_of(astrid))

        assert [line.verb for line in Entry.objects.about(astrid)] == ["met", "read"]


class TestOnePress:
    def test_signs_her_up_and_says_who_did_it(self, desk, astrid):
        occasion = make_occasion()
        shown = text(press(desk, "on_line_signup", astrid, offer(occasion)))

        row = occasion.signups.get()
        assert (row.source, row.entered_by_id) == (Signup.Source.PHONE, karin_of(desk))
        assert Entry.objects.about(row).get().actor == f"account:{row.entered_by_id}"
        assert "Astrid är anmäld. Anmälningsnumret är" in shown
        assert "Är redan anmäld. Se här ovanför." in shown

    def test_a_second_press_changes_nothing(self, desk, astrid):
        occasion = make_occasion()
        for _twice in range(2):
            press(desk, "on_line_signup", astrid, offer(occasion))

        assert occasion.signups.count() == 1

    def test_the_button_says_that_it_is_a_queue(self, desk, astrid, bertil):
        occasion = make_occasion(seats=1)
        make_signup(occasion, person=bertil)
        assert "Ställ i kö: kom hit (0 väntar)" in text(desk.get(line_of(astrid)))

        shown = text(press(desk, "on_line_signup", astrid, offer(occasion)))
        assert "Astrid står nu i kö som nummer 1." in shown

    def test_a_no_is_read_in_words(self, desk, astrid):
        occasion = make_occasion(ways=["on_site", "online"])
        make_signup(occasion, person=astrid)

        shown = text(press(desk, "on_line_signup", astrid, offer(occasion, "online")))
        assert "Du är redan anmäld till" in shown

    def test_lets_her_change_the_way(self, desk, astrid):
        occasion = make_occasion(ways=["on_site", "online"])
        row = make_signup(occasion, person=astrid)
        assert "Byt till: var med hemifrån" in text(desk.get(line_of(astrid)))

        press(desk, "on_line_switch", astrid, row.pk, offer(occasion, "online"))
        assert occasion.signups.expected().get().offer.way == "online"

    def test_withdraws_and_comes_back(self, desk, astrid):
        row = make_signup(person=astrid)
        shown = text(press(desk, "on_line_withdrawal", astrid, row.pk))
        assert "Astrid är avbokad." in shown
        assert "Ångra avbokningen" in shown

        press(desk, "on_line_comeback", astrid, row.pk)
        row.refresh_from_db()
        assert row.is_expected

    def test_leaves_a_standing_place_out_once(self, desk, astrid):
        row = make_signup(person=astrid, source="standing")
        assert "Inte den här gången" in text(desk.get(line_of(astrid)))

        press(desk, "on_line_withdrawal", astrid, row.pk)
        assert [line.verb for line in Entry.objects.about(row)] == ["not-today"]

    def test_what_needs_no_sign_up_or_has_closed_offers_no_button(self, desk, astrid):
        occasion = make_occasion()
        closed = timezone.now() - datetime.timedelta(hours=1)
        occasion.offers.update(closes=closed)
        make_offer(occasion, "online")

        shown = text(desk.get(line_of(astrid)))
        assert "Anmälan har stängt." in shown
        assert "Anmäl: var med hemifrån" in shown

    def test_a_cancelled_date_is_not_read_aloud(self, desk, astrid):
        make_signup(make_occasion(state="cancelled"), person=astrid)

        shown = text(desk.get(line_of(astrid)))
        assert "Läs upp: det här är du anmäld till" not in shown
        assert "Inget kommande går att anmäla sig till." in shown

    def test_of_another_person_nothing_is_changed(self, desk, astrid):
        row = make_signup(person=make_person("Bertil"))

        assert press(desk, "on_line_withdrawal", astrid, row.pk).status_code == 404
        assert press(desk, "on_line_switch", astrid, row.pk, row.offer_id).status_code == 404

    def test_a_host_signs_up_for_her_own_dates_only(self, signed_in, astrid):
        mine, other = make_signup(person=astrid), make_occasion(starts=in_days(2))
        yusuf = make_account("Yusuf", "host")
        Hosting.objects.create(
            activity=mine.occasion.activity, account=yusuf, since=timezone.localdate()
        )

        client = signed_in(yusuf)
        assert other.activity.title not in text(client.get(line_of(astrid)))
        assert press(client, "on_line_signup", astrid, offer(other)).status_code == 404
        assert client.post(f"{TELEPHONE}ny/", {"name": "Eva"}).status_code == 404
        assert "Har inte varit med förut?" not in text(client.post(TELEPHONE, {"words": "Eva"}))
