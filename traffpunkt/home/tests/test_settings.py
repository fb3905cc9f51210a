# SPDX-License-Identifier: EUPL-1.2
"""The municipality itself, its closed days, topics and agreements."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_municipality,
    make_occasion,
    make_organisation,
    make_topic,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.models import Topic
from traffpunkt.home.tests.settings_rooms import at, browser, today, verbs
from traffpunkt.places.models import Agreement, ClosedDay, Municipality, Organisation
from traffpunkt.places.models.organisation import OrganisationQuerySet

pytestmark = pytest.mark.django_db

FACTS = {
    "name": "Nyköping",
    "help_phone": "0155248000",
    "help_hours": "vardagar klockan 9.00–12.00",
    "sender_name": "Träffpunkterna",
    "sms_sender": "Traffpunkt",
    "reply_email": "svar@kommun.example",
    "colour_light": "0B4A5C",
    "colour_dark": "#9AD8E8",
    "languages": ["en", "fi"],
    "seat_held_days": "3",
}
CIVIC_NUMBER = "811218-9876"


@pytest.fixture
def desk(karin):
    return browser(karin)


def saved() -> Municipality:
    return Municipality.objects.get(pk=the_municipality().pk)


def test_the_municipality_is_changed_and_what_was_typed_is_understood(desk):
    answer = desk.post(at("kommunen/"), FACTS, follow=True)

    here = saved()
    assert answer.status_code == 200
    assert "Kommunens uppgifter är sparade." in answer.content.decode()
    assert (here.name, here.help_phone) == ("Nyköping", "0155-24 80 00")
    assert (here.colour_light, here.colour_dark) == ("#0b4a5c", "#9ad8e8")
    assert here.languages == ["sv", "en", "fi"]
    assert here.language_names == ["Svenska", "English", "Suomi"]
    assert here.seat_held_days == 3
    assert verbs("places.municipality") == ["changed"]


def test_the_same_press_twice_leaves_one_trace(desk):
    desk.post(at("kommunen/"), FACTS)
    desk.post(at("kommunen/"), FACTS)

    assert verbs("places.municipality") == ["changed"]


@pytest.mark.parametrize("typed", ["0155-24 80 00", "+46 155 24 80 00", "(0155) 24 80 00"])
def test_a_phone_is_understood_however_it_is_written(desk, typed):
    desk.post(at("kommunen/"), FACTS | {"help_phone": typed})

    assert saved().help_phone == "0155-24 80 00"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("colour_light", "#7fb2c4", "kontrasten är 2,3 till 1"),
        ("colour_light", "blå", "sex tecken"),
        ("colour_dark", "#0b4a5c", "måste vara minst 7 till 1"),
        ("colour_light", "", "Skriv något här."),
        ("help_phone", "ring mig", "Kontrollera numret."),
        ("help_phone", CIVIC_NUMBER, "personnummer"),
        ("help_phone", "", "026-17 80 00"),
        ("help_hours", f"fråga {CIVIC_NUMBER}", "personnummer"),
        ("sms_sender", "Träff", "bokstäver a–z"),
        ("sms_sender", "Traffpunkten", "för långt"),
        ("reply_email", "svar", "hela e-postadressen"),
        ("languages", ["klingon"], "Välj bland svaren i listan."),
        ("seat_held_days", "0", "minst 1"),
        ("seat_held_days", "många", "bara en siffra"),
        ("name", "", "Skriv något här."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(desk, field, typed, words):
    page = desk.post(at("kommunen/"), FACTS | {field: typed})

    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    assert 'value="vardagar klockan 9.00–12.00"' in text or field == "help_hours"
    assert verbs("places.municipality") == []


def test_what_is_refused_does_not_show_on_the_frame_of_the_page(desk):
    page = desk.post(at("kommunen/"), FACTS | {"colour_light": "#ffffff", "name": "Fel"})

    assert f"<title>Kommunen – {saved().name}" in page.content.decode()
    assert 'fill="#ffffff"' not in page.content.decode()


def test_a_name_that_another_municipality_has_is_refused(desk):
    the_municipality()
    make_municipality(name="Örebro")

    page = desk.post(at("kommunen/"), FACTS | {"name": "Örebro"})

    assert page.status_code == 422
    assert "En annan kommun heter redan så." in page.content.decode()


def test_the_colours_are_shown_as_samples_and_the_address_can_only_be_read(desk):
    page = desk.get(at("kommunen/")).content.decode()

    assert 'fill="#0b4a5c"' in page
    assert f"/{the_municipality().slug}/</bdi>" in page
    Municipality.objects.update(host="traff.example")
    assert "traff.example</bdi>" in desk.get(at("kommunen/")).content.decode()


CHRISTMAS = {"venue": "", "first": "", "last": "", "reason": "Vi är lediga"}


def close(desk, **told):
    return desk.post(at("stangda-dagar/nya/"), CHRISTMAS | told, follow=True)


def test_closed_days_are_saved_and_the_dates_on_them_are_told(desk):
    venue = make_venue()
    inside = make_occasion(venue=venue, starts=in_days(5))
    make_occasion(venue=venue, starts=in_days(7))
    make_occasion(venue=make_venue(), starts=in_days(5))
    make_occasion(venue=venue, starts=in_days(5), state="cancelled")

    page = close(desk, venue=venue.pk, first=str(in_days(5).date()), last=str(in_days(6).date()))

    text = page.content.decode()
    assert "1 tillfälle är planerat när det är stängt." in text
    assert f"/arbete/tillfallen/{inside.pk}/installt/" in text
    assert text.count("/installt/") == 1
    assert verbs("places.closedday") == ["closed"]


def test_all_places_are_closed_one_day_when_nothing_more_is_said(desk):
    make_occasion(starts=in_days(5))
    make_occasion(starts=in_days(5))

    page = close(desk, first=str(in_days(5).date()))

    row = ClosedDay.objects.get()
    assert (row.venue, row.first, row.last) == (None, in_days(5).date(), in_days(5).date())
    assert "2 tillfällen är planerade när det är stängt." in page.content.decode()


def test_closing_the_same_days_twice_is_closing_once(desk):
    for _press in range(2):
        page = close(desk, first="i morgon")
    assert "Inget är planerat när det är stängt." in page.content.decode()
    assert ClosedDay.objects.count() == 1
    assert verbs("places.closedday") == ["closed"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"first": "31/2"}, "4 mars eller 4/3"),
        ({}, "4 mars eller 4/3"),
        ({"first": "5 maj 2031", "last": "4 maj 2031"}, "före den första"),
        ({"first": "5 maj 2020"}, "redan varit"),
        ({"first": "i morgon", "reason": f"fråga {CIVIC_NUMBER}"}, "personnummer"),
        ({"first": "i morgon", "venue": "0"}, "Välj ett av svaren i listan."),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_typed_is_lost(desk, told, words):
    page = close(desk, **told)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert (told.get("reason") or "Vi är lediga") in page.content.decode()
    assert not ClosedDay.objects.exists()


def test_the_list_has_what_comes_and_the_holidays_of_a_year(desk):
    here = the_municipality()
    here.closed_days.create(first=in_days(-9).date(), last=in_days(-8).date(), reason="Förr")
    here.closed_days.create(first=in_days(-1).date(), last=in_days(1).date(), reason="Nu")
    here.closed_days.create(
        first=in_days(90).date(), last=in_days(90).date(), reason="Sen", venue=make_venue()
    )

    page = desk.get(at("stangda-dagar/")).content.decode()

    assert "Förr" not in page
    assert "Nu" in page
    assert "Sen" in page
    assert page.count("Julafton") == 1
    assert page.count("Midsommarafton") == 1


def test_closed_days_are_removed_and_a_second_press_does_no_harm(desk):
    row = the_municipality().closed_days.create(first=in_days(9).date(), last=in_days(9).date())

    for _press in range(2):
        page = desk.post(at(f"stangda-dagar/{row.pk}/borttagning/"), follow=True)
        assert "De stängda dagarna är borttagna." in page.content.decode()

    assert not ClosedDay.objects.exists()
    assert verbs("places.closedday") == ["removed"]


def test_a_topic_is_added_once_whatever_the_size_of_its_letters(desk):
    for name in ("Måla och rita", "måla och rita"):
        page = desk.post(at("amnen/"), {"name": name}, follow=True)
        assert "finns nu." in page.content.decode()

    assert the_municipality().topics.names() == [("mala-och-rita", "Måla och rita")]
    assert verbs("activities.topic") == ["added"]


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Mal", "Mål"], {"mal", "mal-2"}),
        (["قهوة", "چای"], {"amne", "amne-2"}),
        (["x" * 40], {"x" * 40}),
    ],
)
def test_each_topic_gets_a_key_of_its_own(desk, names, keys):
    for name in names:
        desk.post(at("amnen/"), {"name": name})

    assert {key for key, _name in the_municipality().topics.names()} == keys


@pytest.mark.parametrize("name", ["", "x" * 41, f"Fråga {CIVIC_NUMBER}"])
def test_a_topic_that_cannot_be_is_refused(desk, name):
    page = desk.post(at("amnen/"), {"name": name})

    assert page.status_code == 422
    assert not Topic.objects.exists()


def test_a_topic_is_renamed_and_found_by_its_new_name(desk):
    topic = make_topic(name="Dator")
    activity = make_activity()
    activity.topics.add(topic)

    for _press in range(2):
        page = desk.post(at(f"amnen/{topic.pk}/"), {"name": "Digital hjälp"}, follow=True)

    assert "Ämnet heter nu Digital hjälp." in page.content.decode()
    assert verbs("activities.topic") == ["renamed"]
    assert the_municipality().search_words.filter(word="digital").exists()


def test_two_topics_do_not_get_one_name(desk):
    make_topic(name="Musik")
    topic = make_topic(name="Sång")

    page = desk.post(at(f"amnen/{topic.pk}/"), {"name": "musik"})

    assert page.status_code == 422
    assert "Ett annat ämne heter redan så." in page.content.decode()
    assert 'value="musik"' in page.content.decode()
    assert desk.post(at(f"amnen/{topic.pk}/"), {"name": "sång"}).status_code == 302


def test_a_topic_in_use_stays(desk):
    topic = make_topic()
    make_activity().topics.add(topic)

    assert "används av 1 aktivitet" in desk.get(at(f"amnen/{topic.pk}/")).content.decode()
    page = desk.post(at(f"amnen/{topic.pk}/borttagning/"), follow=True)

    assert "finns därför kvar" in page.content.decode()
    assert Topic.objects.exists()
    assert verbs("activities.topic") == []


def test_an_unused_topic_is_removed_and_a_second_press_does_no_harm(desk):
    topic = make_topic()

    for _press in range(2):
        page = desk.post(at(f"amnen/{topic.pk}/borttagning/"), follow=True)
        assert "Ämnet är borttaget." in page.content.decode()

    assert verbs("activities.topic") == ["removed"]


TERMS = {
    "organisation": "Kören Glad ton",
    "kind": "association",
    "reference": "KS 2026/17",
    "starts": "1 januari 2026",
    "ends": "31 december 2028",
    "earliest_notice": "",
    "notice_months": "3",
}


def test_an_agreement_is_written_down_once_and_its_organisation_met(desk):
    for _press in range(2):
        page = desk.post(at("avtal/nytt/"), TERMS, follow=True)

    agreement = Agreement.objects.get()
    assert "Avtalet är sparat." in page.content.decode()
    assert (agreement.organisation.name, agreement.municipality) == (
        "Kören Glad ton",
        the_municipality(),
    )
    assert verbs("places.agreement") == ["agreed"]
    assert verbs("places.organisation") == ["met"]


def test_an_organisation_that_is_known_elsewhere_is_the_same(desk):
    choir = make_organisation(name="KÖREN GLAD TON".title())

    desk.post(at("avtal/nytt/"), TERMS | {"organisation": choir.name.upper().title()})

    assert Organisation.objects.get() == Agreement.objects.get().organisation == choir


def test_two_municipalities_that_meet_an_organisation_at_once_meet_the_same(desk, monkeypatch):
    choir = make_organisation(name=TERMS["organisation"])
    monkeypatch.setattr(OrganisationQuerySet, "called", lambda self, name: None)

    desk.post(at("avtal/nytt/"), TERMS)

    assert Agreement.objects.get().organisation == choir
    assert verbs("places.organisation") == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"organisation": ""}, "Skriv något här."),
        ({"starts": "snart"}, "4 mars eller 4/3"),
        ({"ends": "31 december 2025"}, "slutar innan det börjar"),
        ({"notice_months": "999"}, "högst 60"),
        ({"kind": "spöke"}, "Välj ett av svaren i listan."),
        ({"reference": CIVIC_NUMBER}, "personnummer"),
    ],
)
def test_terms_that_cannot_be_are_refused_and_nothing_typed_is_lost(desk, told, words):
    page = desk.post(at("avtal/nytt/"), TERMS | told)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert told.get("reference", "KS 2026/17") in page.content.decode()
    assert not Agreement.objects.exists()
    assert not Organisation.objects.exists()


def test_the_list_says_when_an_agreement_can_end(desk, time_machine):
    time_machine.move_to(local(2026, 11, 23, 12), tick=False)
    desk.post(at("avtal/nytt/"), TERMS)
    desk.post(at("avtal/nytt/"), TERMS | {"ends": "", "starts": "1 mars 2026", "reference": ""})
    desk.post(at("avtal/nytt/"), TERMS | {"starts": "1 mars 2020", "ends": "1 mars 2021"})

    page = desk.get(at("avtal/")).content.decode()

    assert "Gäller 1 januari 2026 till 31 december 2028." in page
    assert page.count("Avtalet kan tidigast upphöra 23 februari 2027.") == 2
    assert "Gäller från 1 mars 2026 tills vidare." in page
    assert "Avtalet har slutat." in page


def test_terms_are_changed_and_the_same_terms_leave_no_trace(desk):
    desk.post(at("avtal/nytt/"), TERMS)
    agreement = Agreement.objects.get()
    assert "1 januari 2026" in desk.get(at(f"avtal/{agreement.pk}/")).content.decode()

    for _press in range(2):
        desk.post(at(f"avtal/{agreement.pk}/"), TERMS | {"notice_months": "6"})

    agreement.refresh_from_db()
    assert agreement.notice_months == 6
    assert verbs("places.agreement") == ["agreed", "changed"]


def test_all_settings_are_counted_on_the_first_page(desk):
    make_venue()
    make_venue(closed_for_good=today() - datetime.timedelta(days=1))
    make_topic()
    the_municipality().agreements.create(
        organisation=make_organisation(), starts=timezone.localdate()
    )

    page = desk.get(at("")).content.decode()

    for words in ("1 plats.", "1 ämne ", "1 avtal ", "1 person ", "0 gånger framöver"):
        assert words in page
