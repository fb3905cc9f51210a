# SPDX-License-Identifier: EUPL-1.2
"""The municipality's own facts, and the first page of the settings."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import (
    make_municipality,
    make_organisation,
    make_topic,
    make_venue,
    the_municipality,
)
from traffpunkt.home.tests.settings_rooms import at, browser, today, verbs
from traffpunkt.places.models import Municipality

pytestmark = pytest.mark.django_db


FACTS = {
    "name": "Nyköping",
    "help_phone": "0155248000",
    "help_hours": "vardagar klockan 9.00–12.00",
    "sender_name": "Träffpunkterna",
    "sms_sender": "Traffpunkt",
    "reply_email": "svar@kommun.example",
    "privacy_contact": "ombud@kommun.example",
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

    assert f"<title>Kommunen – {saved().sender_name}<" in page.content.decode()
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
