# SPDX-License-Identifier: EUPL-1.2
"""The register at the desk: whom a search finds there, and what the page of a person tells."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_municipality,
    make_occasion,
    make_person,
    make_series,
    make_signup,
)
from traffpunkt.activities.models import Hosting, Standing
from traffpunkt.activities.tests.desk import text
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.actions import tell
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db

REGISTER = "/arbete/personer/"


def page_of(person):
    return reverse("activities:staff_person", args=[person.pk])


def search(client, words):
    return text(client.post(REGISTER, {"words": words}))


def host_of(activity, name="Yusuf"):
    account = make_account(name, "host", municipality=activity.municipality)
    Hosting.objects.create(activity=activity, account=account, since=timezone.localdate())
    return account


class TestTheSearch:
    def test_a_misspelt_name_leads_to_the_page_of_the_person(self, desk, astrid):
        assert f'href="{page_of(astrid)}"' in search(desk, "Astird")
        assert "070-174 06 05" in search(desk, "605")

    def test_a_host_learns_nothing_of_those_she_does_not_see(self, signed_in, astrid):
        occasion = make_occasion(municipality=astrid.municipality)
        rut = make_person("Rut Ek", municipality=astrid.municipality, phone="+46313900607")
        rut.street = "Ängsgatan 1"
        rut.save()
        make_signup(occasion, person=rut)
        yusuf = signed_in(host_of(occasion.activity))

        assert page_of(rut) in search(yusuf, "Rutt")
        assert page_of(rut) in search(yusuf, "0607")
        assert page_of(rut) not in search(yusuf, "Ängsgatan")
        for words in ("605", "astrid", "4711"):
            assert f"Ingen här heter, nås eller bor så: {words}" in search(yusuf, words)
        assert page_of(rut) not in search(yusuf, "07")

    def test_each_search_leaves_a_line_also_when_it_finds_nobody(self, desk):
        search(desk, "Ingenstans")

        assert Entry.objects.filter(verb="read-register").count() == 1

    def test_what_was_typed_stands_in_no_address(self, desk, astrid):
        shown = text(desk.get(REGISTER))

        assert 'method="post"' in shown
        assert page_of(astrid) not in text(desk.get(f"{REGISTER}?words=Astrid"))

    def test_nothing_typed_says_so_kindly_and_lists_nobody(self, desk, astrid):
        answer = desk.post(REGISTER, {"words": " "})

        assert answer.status_code == 422
        assert "Skriv något av namnet" in text(answer)
        assert page_of(astrid) not in text(answer)
        assert "Vem letar du efter?" in text(desk.get(REGISTER))

    def test_nobody_is_told_as_nobody(self, desk, astrid):
        shown = search(desk, "Qwxyzt")

        assert "Ingen hittades." in shown
        assert "Ingen här heter, nås eller bor så: qwxyzt." in shown

    def test_more_than_a_page_asks_for_more_words(self, desk):
        for _one in range(21):
            make_person("Astrid")

        assert "Det finns fler." in search(desk, "Astrid")

    def test_those_whose_pages_one_has_read_stand_ready_the_last_first(
        self, desk, signed_in, astrid, bertil
    ):
        for person in (astrid, bertil, astrid):
            desk.get(page_of(person))
        shown = text(desk.get(REGISTER))

        assert shown.index(page_of(astrid)) < shown.index(page_of(bertil))
        assert shown.count(f'href="{page_of(astrid)}"') == 1
        other = signed_in(make_account("Lars"))
        assert page_of(astrid) not in text(other.get(REGISTER))

    def test_a_host_finds_those_on_her_own_lists_only(self, signed_in, astrid):
        signup = make_signup(person=astrid)
        make_person("Astrid Berg")
        yusuf = signed_in(host_of(signup.occasion.activity))

        shown = search(yusuf, "Astrid")
        assert page_of(astrid) in shown
        assert "Berg" not in shown

    def test_a_hidden_person_is_found_by_coordinators_and_her_number_is_not_listed(
        self, desk, signed_in, astrid
    ):
        signup = make_signup(person=astrid)
        Person.objects.update(hidden=True)

        assert page_of(astrid) in search(desk, "Astrid")
        assert "070-174 06 05" not in search(desk, "Astrid")
        yusuf = signed_in(host_of(signup.occasion.activity))
        assert "Ingen hittades." in search(yusuf, "Astrid")

    def test_where_she_lives_is_listed_for_coordinators_only(self, desk, signed_in, astrid):
        signup = make_signup(person=astrid)
        home = {"street": "Ängsgatan 1", "postcode": "803 20", "town": "Ängsby"}
        Person.objects.update(**home)

        assert "Ängsgatan" in search(desk, "Astrid")
        yusuf = signed_in(host_of(signup.occasion.activity))
        assert "Ängsgatan" not in search(yusuf, "Astrid")

    def test_nobody_of_the_next_municipality_is_found(self, desk, astrid):
        make_person("Astrid Granne", municipality=make_municipality())

        assert "Granne" not in search(desk, "Granne Astrid")


class TestANewPerson:
    def test_she_is_written_down_and_her_page_opens(self, desk, karin):
        answer = desk.post(
            f"{REGISTER}ny/", {"name": "Bertil", "contact": "031-390 06 05"}, follow=True
        )

        person = Person.objects.get()
        assert (person.name, person.phone) == ("Bertil", "+46313900605")
        assert answer.redirect_chain[-1][0] == page_of(person)
        assert "Bertil är inskriven." in text(answer)
        assert next(line.verb for line in Entry.objects.about(person)) == "met"

    def test_a_name_alone_is_enough(self, desk):
        desk.post(f"{REGISTER}ny/", {"name": "Bertil", "contact": ""})

        assert not Person.objects.get().contact_ways.exists()

    def test_who_is_there_already_is_shown(self, desk, bertil):
        answer = desk.post(
            f"{REGISTER}ny/", {"name": "bertil", "contact": "031-390 06 05"}, follow=True
        )

        assert Person.objects.get() == bertil
        assert "Bertil fanns redan här." in text(answer)


class TestThePageOfAPerson:
    def test_it_says_how_she_is_reached_and_what_she_wishes(self, desk, bertil):
        Person.objects.update(
            wish="call", no_email=True, no_phone=True, needs="Hör bäst på höger öra", language="fi",
            street="Ängsgatan 1", postcode="803 20", town="Ängsby",
        )  # fmt: skip
        bertil.contact_ways.create(kind="phone", value="+46701740605", relative="Lena")

        shown = text(desk.get(page_of(bertil)))

        for words in (
            "031-390 06 05", "(Lena)", "Ring mig", "Har ingen egen e-post.", "Ängsgatan 1, 803 20",
            "Har ingen egen telefon.", "Hör bäst på höger öra", "Suomi",
        ):  # fmt: skip
            assert words in shown, words
        assert f'href="{page_of(bertil)}uppgifter/"' in shown

    def test_it_says_what_she_comes_to_and_what_she_was_told(self, desk, astrid):
        seat = make_signup(person=astrid)
        wait = make_signup(person=astrid, state="waiting")
        past = make_signup(make_occasion(starts=in_days(-3)), person=astrid)
        off = make_signup(make_occasion(state="cancelled"), person=astrid)
        series = make_series()
        Standing.objects.create(series=series, person=astrid, way="on_site")
        tell(astrid, "moved", "Ändrat: Bingo", "Hej!", key="k1")

        shown = text(desk.get(page_of(astrid)))

        for row in (seat, wait, past, off):
            assert f"/arbete/tillfallen/{row.occasion_id}/#rad-{row.pk}" in shown
        for words in ("Står i kö.", "Inställt.", series.activity.title, "Ändrat: Bingo", "Samtal"):
            assert words in shown, words

    def test_each_reading_leaves_its_line(self, desk, astrid):
        desk.get(page_of(astrid))

        assert [line.verb for line in Entry.objects.about(astrid)] == ["met", "read"]

    def test_a_host_reads_of_her_own_dates_and_of_no_others(self, signed_in, astrid):
        mine, other = make_signup(person=astrid), make_signup(person=astrid)
        tell(astrid, "moved", "Ändrat: Bingo", "Hej!", key="k1")
        Person.objects.update(needs="Hör bäst på höger öra", wish="call")
        yusuf = signed_in(host_of(mine.occasion.activity))

        shown = text(yusuf.get(page_of(astrid)))

        assert mine.occasion.activity.title in shown
        assert "Hör bäst på höger öra" in shown
        for words in (other.occasion.activity.title, "Ändrat: Bingo", "Vill bli nådd"):
            assert words not in shown, words

    def test_whom_one_only_had_on_a_list_one_need_not_know_more_of(self, signed_in, astrid):
        past = make_signup(make_occasion(starts=in_days(-3)), person=astrid)
        Person.objects.update(needs="Hör bäst på höger öra")
        yusuf = signed_in(host_of(past.occasion.activity))

        assert "Hör bäst på höger öra" not in text(yusuf.get(page_of(astrid)))

    def test_the_list_leads_to_it(self, desk, astrid):
        signup = make_signup(person=astrid)

        assert f'href="{page_of(astrid)}"' in text(
            desk.get(f"/arbete/tillfallen/{signup.occasion_id}/")
        )
