# SPDX-License-Identifier: EUPL-1.2
"""What a municipality keeps is found by days, venue, activity, kind and person."""

import datetime

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from tests.makers import (
    in_days,
    make_activity,
    make_occasion,
    make_organisation,
    make_person,
    make_signup,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.erasing import let_persons_go
from traffpunkt.activities.merging import merge
from traffpunkt.activities.models import Cancellation
from traffpunkt.activities.tests.desk import text
from traffpunkt.home import searches
from traffpunkt.home.kinds import KINDS, LEFT_OUT
from traffpunkt.home.searches import Search
from traffpunkt.home.tests.drafts import begun, days, page, told
from traffpunkt.home.tests.settings_rooms import at, browser
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.people.models import ContactWay
from traffpunkt.places.models import Disclosure, FaultReport
from traffpunkt.ui import words

pytestmark = pytest.mark.django_db


def test_what_is_found_is_counted_by_kind_before_anything_is_made(karin):
    make_signup(make_occasion(starts=in_days(3)), "Astrid")

    said = text(browser(karin).post(at("utlamnande/"), days()))

    assert "Anmälningslistor: <strong>1</strong>" in said
    assert "Personer i registret: <strong>1</strong>" in said
    assert "Inget är gjort än" in said
    assert not Disclosure.objects.exists()


def test_days_in_which_nothing_was_kept_find_nothing(karin):
    said = text(
        browser(karin).post(at("utlamnande/"), {"first": "2019-01-01", "last": "2019-01-31"})
    )

    assert "Kommunen har inget sådant" in said


def test_a_search_is_narrowed_by_venue_activity_and_kind():
    here, venue = the_municipality(), make_venue()
    knitting = make_activity(title="Stickcafé")
    wanted = make_occasion(activity=knitting, venue=venue, starts=in_days(3))
    other = make_occasion(starts=in_days(3))
    for date in (wanted, other):
        make_signup(date, "Astrid")
    span = (timezone.localdate(), in_days(9).date())

    by_venue = Search(here, *span, venue=venue.pk)
    by_activity = Search(here, *span, activities=(knitting.pk,), kinds=("occasion", "fault"))

    assert [kind.key for kind, _n in by_venue.counts] == ["activity", "occasion", "signup"]
    assert {n for _kind, n in by_venue.counts} == {1}
    assert [(kind.key, n) for kind, n in by_activity.counts] == [("occasion", 1)]


def test_one_person_is_asked_for_and_texts_that_name_her_are_found():
    astrid = make_signup(make_occasion(starts=in_days(3)), "Astrid").person
    date = make_signup(make_occasion(starts=in_days(3)), "Bertil").occasion
    FaultReport.objects.create(municipality=the_municipality(), text="Astrid ser inte kartan.")
    FaultReport.objects.create(municipality=the_municipality(), text="Kartan är liten.")
    Cancellation.objects.create(occasion=date, reason="Snö", by="system")
    span = (timezone.localdate() - datetime.timedelta(days=1), in_days(9).date())

    found = Search(the_municipality(), *span, person=astrid.pk)
    counts = {kind.key: n for kind, n in found.counts}

    assert counts.pop("entry") >= 1
    assert counts == {"signup": 1, "person": 1, "fault": 1}


def test_an_agreement_that_goes_on_is_of_the_days_during_which_it_holds():
    here = the_municipality()
    organisation = make_organisation_of(here, datetime.date(2020, 1, 1), None)
    make_organisation_of(here, datetime.date(2020, 1, 1), datetime.date(2020, 2, 1))
    span = (timezone.localdate(), timezone.localdate())

    (found,) = Search(here, *span, kinds=("agreement",))[0:9]

    assert found[1].organisation == organisation


def make_organisation_of(here, starts, ends):
    organisation = make_organisation()
    here.agreements.create(organisation=organisation, starts=starts, ends=ends)
    return organisation


def test_several_of_one_name_are_told_apart_before_anything_is_found(karin):
    first, second = (make_person("Astrid Berg") for _each in range(2))
    ContactWay.objects.create(person=second, kind="phone", value="+46701740606")

    asked = browser(karin).post(at("utlamnande/"), days(who="Astrid"))
    chosen = browser(karin).post(at("utlamnande/"), days(who="Astrid", person=str(second.pk)))

    assert asked.status_code == 422
    assert "Det finns flera. Välj en av dem." in text(asked)
    assert "Astrid Berg, +46701740606" in text(asked)
    assert chosen.context["found"].person == second.pk
    assert Entry.objects.filter(verb="read-register").count() == 2
    assert first.pk != second.pk


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"first": "2026-03-05", "last": "2026-03-03"}, "Sista dagen är före den första"),
        ({"who": "Xerxes"}, "Ingen i registret heter så"),
        ({"activity": "Xerxes"}, "Ingen aktivitet heter så"),
        ({"activity": "o"}, "Många aktiviteter heter så"),
        ({"borja": "1"}, "Välj en grund innan du börjar maskera"),
        ({"first": "snart"}, "Skriv dagen till exempel så här"),
    ],
)
def test_a_search_that_is_not_understood_says_what_to_do(karin, monkeypatch, given, words):
    monkeypatch.setattr("traffpunkt.home.disclosure_forms.MOST_ACTIVITIES", 1)
    for title in ("Boccia", "Bok"):
        make_activity(title=title)

    answer = browser(karin).post(at("utlamnande/"), days() | given)

    assert answer.status_code == 422
    assert words in text(answer)


def test_too_many_documents_are_not_begun_and_the_page_says_how_to_narrow(karin, monkeypatch):
    monkeypatch.setattr(searches, "MOST", 0)
    make_signup(make_occasion(starts=in_days(3)), "Astrid")

    answer = browser(karin).post(at("utlamnande/"), days(borja="1", ground="21:1"))

    assert "Välj kortare tid" in text(answer)
    assert not Disclosure.objects.exists()


def test_who_asks_and_why_is_no_field_of_the_form_or_the_row():
    fields = {field.name for field in Disclosure._meta.get_fields()}

    assert fields == {
        "id", "municipality", "search", "ground", "masks", "words", "words_ground", "begun",
        "touched", "documents", "masked", "handed_out", "emptied",
    }  # fmt: skip


def test_every_table_with_text_is_a_kind_or_is_left_out_with_a_reason():
    here = the_municipality()
    searched = {kind.rows(here).model._meta.label_lower for kind in KINDS}
    ours = {m for m in apps.get_models() if m.__module__.startswith("traffpunkt.")}
    with_text = {
        model._meta.label_lower
        for model in ours
        if any(
            isinstance(f, models.CharField | models.TextField | models.JSONField)
            for f in model._meta.fields
        )
    }

    assert with_text <= searched | set(LEFT_OUT)
    assert not searched & set(LEFT_OUT)
    assert set(LEFT_OUT) <= {model._meta.label_lower for model in ours}


def test_what_was_searched_is_said_in_words_without_the_persons_name(karin):
    venue, astrid = make_venue(), make_signup(make_occasion(starts=in_days(3)), "Astrid").person
    make_activity(title="Boccia")
    asked = days(venue=str(venue.pk), activity="boccia", kinds=["signup"], who="Astrid")

    found = browser(karin).post(at("utlamnande/"), asked).context["found"]
    facts = dict(Search.of(the_municipality(), found.as_kept()).facts())

    whole = Search(the_municipality(), found.first, found.last)

    assert [word for word, _said in whole.facts()] == ["Tid"]
    assert found.person == astrid.pk
    assert facts.pop("Tid")
    assert facts == {
        "Slag": "Anmälningslistor", "Plats": str(venue), "Aktivitet": "Boccia",
        "Person": "En person. Namnet är maskerat.",
    }  # fmt: skip


def test_the_protocol_and_the_agreements_are_told_by_their_days():
    here, today = the_municipality(), timezone.localdate()
    make_organisation_of(here, today, None)
    for rule in ("signup", "of-an-older-version"):
        here.erasures.create(rule=rule, day=today, count=3, reference="KS 14")

    said = told(begun("agreement", "erasure"))

    assert f"Dag: {words.written(today, 'j F Y')}" in said
    assert "Vad: Anmälningar" in said
    assert "Vad: of-an-older-version" in said
    assert f"Börjar: {words.written(today, 'j F Y')}" in said


def test_a_draft_about_somebody_who_was_two_goes_on_about_the_one_that_she_is(karin):
    kept, other = make_person("Astrid Berg"), make_signup(make_occasion(starts=in_days(3))).person
    draft = begun("signup", "person", person=other.pk, by_person=True)

    merge(kept, other, by=SYSTEM)

    assert page(draft, karin).context["masking"].search.count() == 2
    assert Search.of(the_municipality(), draft.search).whom == kept


def test_a_draft_about_somebody_who_has_been_erased_is_empty_and_says_so(karin):
    astrid = make_person("Astrid")
    FaultReport.objects.create(municipality=the_municipality(), text="Astrid ser inte kartan.")
    draft = begun("person", "fault", "entry", person=astrid.pk, by_person=True)

    let_persons_go([astrid])
    said = text(page(draft, karin))

    assert "Personen finns inte längre i registret." in said
    assert "Handlingarna finns inte längre." in said
