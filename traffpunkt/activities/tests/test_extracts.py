# SPDX-License-Identifier: EUPL-1.2
"""All that is kept on a person, and who has looked at it, comes out with one press."""

import io
import json

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests.makers import (
    make_account,
    make_karin,
    make_legal_version,
    make_letter,
    make_municipality,
    make_occasion,
    make_page,
    make_person,
    make_series,
    make_signup,
)
from traffpunkt.activities.extracts import LABELS, Extract, fields_of, ways_to_a_person
from traffpunkt.activities.models import Attendance, Group, Hosting, Signature, Standing
from traffpunkt.activities.traces import changes_of, latest_readings, readings_of, who
from traffpunkt.journal.models import GUEST, SYSTEM, Actor, record, record_names
from traffpunkt.outbox.models import Pile, SmsTry
from traffpunkt.people.models import Merge, Person
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def karin():
    return make_karin()


@pytest.fixture
def known(karin):
    """Astrid with a row in each table that can hold something of hers."""
    astrid = make_person("Astrid", phone="+46701740605")
    astrid.needs, astrid.hidden = "Hörslinga", True
    astrid.save()
    series = make_series()
    date = make_occasion(activity=series.activity, series=series)
    row = make_signup(date, person=astrid, entered_by=karin, by_relative="Lars")
    Standing.objects.create(series=series, person=astrid, way="on_site")
    Attendance.objects.create(
        occasion=date, person=astrid, way="on_site", outcome="present", by=str(karin.actor)
    )
    group = Group.objects.create(municipality=astrid.municipality, name="Kören", purpose="Sång")
    group.take_in(astrid, by=SYSTEM)
    Signature.objects.create(
        version=make_legal_version(kind="filming"), person=astrid, way="phone", by="system"
    )
    page = make_page(astrid)
    astrid.issue_card(by=karin.actor).card.revoke(by=karin.actor)
    pile = Pile.objects.create(municipality=astrid.municipality, by=karin)
    letter = make_letter(astrid, "Ny tid", pile=pile)
    letter.body = f"Din sida: https://exempel.example/min-sida/{page.secret}/ och {row.secret}"
    letter.save()
    SmsTry.objects.create(message=letter, address="+46701740605", mark="m", state="sent")
    astrid.municipality.wishes.create(text="Schack", said_by=astrid, by=str(karin.actor))
    Merge.objects.create(kept=astrid, other=make_person("Asta"), by=str(karin.actor))
    return astrid


def address(person, name="staff_extract"):
    return reverse(f"activities:{name}", args=[person.pk])


def points_at_a_person(model, seen=()):
    """Whether a row of a table belongs to a person, by any chain of what it points at."""
    targets = {
        field.related_model
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and isinstance(field.related_model, type)
    }
    return Person in targets or any(
        points_at_a_person(target, (*seen, model)) for target in targets - {*seen, model}
    )


class TestWhatIsInIt:
    def test_each_table_that_points_at_a_person_however_far_off(self):
        pointing = {model for model in apps.get_models() if points_at_a_person(model)}

        assert pointing
        assert pointing - set(ways_to_a_person()) == set()

    def test_each_of_them_is_on_the_page_when_it_holds_something(self, known):
        told = {section.name for section in Extract(known).sections}

        assert told == {model._meta.label_lower for model in ways_to_a_person()}

    def test_each_field_has_a_name_in_swedish(self):
        unnamed = [
            str(field)
            for model in ways_to_a_person()
            for field in fields_of(model)
            if field.name not in LABELS and vars(field)["_verbose_name"] is None
        ]

        assert unnamed == []

    def test_what_she_is_called_and_how_she_is_reached_and_what_was_sent(
        self, known, karin, signed_in
    ):
        page = signed_in(karin).get(address(known)).content.decode()

        for words in (
            "Astrid", "+46701740605", "Hörslinga", "Lars", "Ny tid", "kom", "Anmälningar",
            "Kontaktvägar", "Fasta platser", "Närvaro", "Meddelanden", "Karin, aktivitetssamordnare",
        ):  # fmt: skip
            assert words in page, words

    def test_nothing_in_it_opens_anything(self, known, karin, signed_in):
        browser = signed_in(karin)
        secrets = [known.signups.get().secret, known.pages.get().secret]
        secrets.append(SmsTry.objects.get().secret)

        for name in ("staff_extract", "staff_extract_json"):
            said = browser.get(address(known, name)).content.decode()
            assert "Din sida: https://exempel.example/min-sida/…/ och …" in said
            assert not any(secret in said for secret in secrets)

    def test_nothing_of_anybody_else(self, known, karin, signed_in):
        bertil = make_person("Bertil", phone="+46313900605")
        make_signup(known.signups.get().occasion, person=bertil)

        said = signed_in(karin).get(address(known)).content.decode()

        assert "Bertil" not in said
        assert "+46313900605" not in said

    def test_the_file_for_programs_holds_the_same(self, known, karin, signed_in):
        answer = signed_in(karin).get(address(known, "staff_extract_json"))

        said = json.loads(answer.content)
        assert said["kept"]["people.person"][0]["name"] == "Astrid"
        assert said["kept"]["people.person"][0]["hidden"] is True
        assert said["kept"]["activities.signup"][0]["headcount"] == 1
        assert set(said["kept"]) == {model._meta.label_lower for model in ways_to_a_person()}
        assert "attachment" in answer["Content-Disposition"]

    def test_the_paper_holds_the_same(self, known, karin, signed_in):
        answer = signed_in(karin).get(address(known, "staff_extract_pdf"))

        read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert "Astrid" in read
        assert "Hörslinga" in read
        assert "Vem har tittat" in read

    def test_without_a_press_one_comes_back_with_why(self, known, karin, signed_in, monkeypatch):
        def broken(*_facts, **_more):
            raise paper.NoPaper("Det gick inte att skriva ut.")

        monkeypatch.setattr(paper, "pdf", broken)

        answer = signed_in(karin).get(address(known, "staff_extract_pdf"), follow=True)

        assert "Det gick inte att skriva ut." in answer.content.decode()
        assert "skrev ut utdraget" not in answer.content.decode()


class TestWhoMaySeeIt:
    def test_only_a_coordinator_of_the_whole_municipality(self, known, signed_in):
        host = make_account("Yusuf", "host")
        activity = known.signups.get().occasion.activity
        Hosting.objects.create(activity=activity, account=host, since=timezone.localdate())
        browser = signed_in(host)

        for name in ("staff_extract", "staff_extract_pdf", "staff_extract_json"):
            assert browser.get(address(known, name)).status_code == 404

    def test_a_page_says_to_whom_it_may_be_given(self, known, karin, signed_in):
        page = signed_in(karin).get(address(known)).content.decode()

        assert "Lämna det bara till den som har visat vem hon är" in page

    def test_each_look_at_it_is_itself_in_it(self, known, karin, signed_in):
        browser = signed_in(karin)
        for name in ("staff_extract", "staff_extract_pdf", "staff_extract_json"):
            browser.get(address(known, name))

        page = browser.get(address(known)).content.decode()

        for words in ("läste utdraget om", "skrev ut utdraget om", "hämtade utdraget om"):
            assert f"Karin, aktivitetssamordnare {words} uppgifterna" in page


class TestWhoHasLooked:
    def test_a_reading_of_her_page_and_of_a_list_with_her_on_it(self, known, karin):
        date = known.signups.get().occasion
        known.note_reading(by=karin.actor)
        record_names(date, by=karin.actor)
        record("printed", date, by=karin.actor)
        record_names(make_occasion(), by=karin.actor)

        words = [trace.words for trace in readings_of(known)]

        assert words == [
            "skrev ut listan till ett tillfälle",
            "läste listan till ett tillfälle",
            "läste uppgifterna",
        ]

    def test_a_list_that_was_read_before_she_was_there_is_not_hers(self, karin):
        date = make_occasion()
        record_names(date, by=karin.actor)
        astrid = make_person("Astrid")
        make_signup(date, person=astrid)

        assert readings_of(astrid) == []

    def test_on_her_page_stand_the_last_ones(self, known, karin, signed_in):
        for _time in range(7):
            known.note_reading(by=karin.actor)

        page = signed_in(karin).get(address(known, "staff_person")).content.decode()

        assert page.count("Karin, aktivitetssamordnare läste uppgifterna") == 5
        assert address(known) in page
        assert len(latest_readings(known)) == 5

    def test_nobody_has_looked_yet(self, known, karin, signed_in):
        page = signed_in(karin).get(address(known, "staff_person")).content.decode()

        assert "Ingen än." in page

    def test_a_host_does_not_see_who_has_looked(self, known, signed_in):
        Person.objects.update(hidden=False)
        host = make_account("Yusuf", "host")
        activity = known.signups.get().occasion.activity
        Hosting.objects.create(activity=activity, account=host, since=timezone.localdate())

        page = signed_in(host).get(address(known, "staff_person")).content.decode()

        assert "Vem har tittat" not in page
        assert "utdrag" not in page

    def test_each_is_called_what_this_municipality_calls_her(self, known, karin):
        elsewhere = make_account("Okänd", municipality=make_municipality())
        known.note_reading(by=elsewhere.actor)
        record("corrected", known, by=GUEST)
        record("strange", known.signups.get(), by=SYSTEM)
        known.note_reading(by=Actor("account", 99999))

        assert {trace.who for trace in readings_of(known)} == {"Någon som har arbetat här"}
        told = [f"{trace.who} {trace.words}" for trace in changes_of(known)]
        assert told[:2] == ["Systemet ändrade anmälan", "Någon utan inloggning ändrade uppgifterna"]


def test_what_nobody_who_works_here_did_has_words_too():
    doers = [GUEST, SYSTEM, Actor("screen", 7), Actor("account", 7)]

    assert [who(str(doer), {}) for doer in doers] == [
        "Någon utan inloggning",
        "Systemet",
        "En skärm vid dörren",
        "Någon som har arbetat här",
    ]
