# SPDX-License-Identifier: EUPL-1.2
"""The municipality's venues: added, changed, closed for good."""

import datetime

import pytest

from tests.makers import (
    in_days,
    make_municipality,
    make_occasion,
    make_offer,
    make_venue,
    the_municipality,
)
from traffpunkt.home.tests.settings_rooms import at, browser, today, verbs
from traffpunkt.places.models import Venue

pytestmark = pytest.mark.django_db

UNKNOWN = dict.fromkeys(Venue.ACCESS_FACTS, "unknown")
FACTS = {
    "name": "Träffpunkt Ängen",
    "slug": "",
    "kind": "meeting_point",
    "street": "Ängsgatan 1",
    "town": "Ängsby",
    "way_there": "Gå in från parken.",
    "phone": "0155 24 80 00",
    "monday": "9–16",
    "tuesday": "9–12, 13–16",
    "sunday": "stängt",
} | UNKNOWN
NINE, NOON, ONE, FOUR = (datetime.time(hour) for hour in (9, 12, 13, 16))


@pytest.fixture
def desk(karin):
    return browser(karin)


def test_a_venue_is_added_with_its_hours_and_an_address_made_of_its_name(desk):
    page = desk.post(at("platser/ny/"), FACTS | {"lift": "no"}, follow=True)

    venue = Venue.objects.get()
    assert "Träffpunkt Ängen finns nu bland platserna." in page.content.decode()
    assert (venue.slug, venue.phone, venue.lift) == ("traffpunkt-angen", "0155-24 80 00", "no")
    assert venue.hours == {0: [(NINE, FOUR)], 1: [(NINE, NOON), (ONE, FOUR)]}
    assert verbs("places.venue") == ["opened"]


def test_the_same_press_twice_adds_one_venue(desk):
    for _press in range(2):
        assert desk.post(at("platser/ny/"), FACTS).status_code == 302

    assert Venue.objects.count() == 1
    assert verbs("places.venue") == ["opened"]


def test_two_municipalities_may_have_a_venue_at_the_same_address(desk):
    the_municipality()
    make_venue(municipality=make_municipality(), slug="angen")

    assert desk.post(at("platser/ny/"), FACTS | {"slug": "Angen"}).status_code == 302
    assert the_municipality().venues.get().slug == "angen"


def test_a_venue_need_not_have_a_phone(desk):
    desk.post(at("platser/ny/"), FACTS | {"phone": ""})

    assert Venue.objects.get().phone == ""


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"slug": "angen"}, "Biblioteket har redan adressen ”angen”"),
        ({"slug": "ängen"}, "bara a–z"),
        ({"name": "حديقة", "slug": ""}, "Skriv en adress med a–z"),
        ({"name": ""}, "Skriv något här."),
        ({"monday": "nio till fyra"}, "Måndag: Skriv till exempel 9–16"),
        ({"friday": "16–9"}, "Fredag: Tiden slutar innan den börjar."),
        ({"sunday": "9–12, 11–13"}, "Söndag: Två tider går in i varandra."),
        ({"monday": "9" * 70}, "för långt"),
        ({"phone": "ingen"}, "Kontrollera numret."),
        ({"way_there": "Fråga 811218-9876"}, "ser ut som ett personnummer"),
        ({"lift": "kanske"}, "Välj ett av svaren i listan."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(desk, told, words):
    make_venue(name="Biblioteket", slug="angen")

    page = desk.post(at("platser/ny/"), FACTS | told)

    text = page.content.decode()
    assert page.status_code == 422
    assert text.count(words) == 2, "once on top, once at the field"
    assert 'value="9–12, 13–16"' in text
    assert Venue.objects.count() == 1


def test_a_name_that_is_missing_is_said_once_where_no_address_was_written(desk):
    page = desk.post(at("platser/ny/"), FACTS | {"name": "", "slug": "angen"})

    assert "En sak behöver ändras" in page.content.decode()


def test_a_venue_is_changed_and_the_same_facts_leave_no_trace(desk):
    desk.post(at("platser/ny/"), FACTS)
    venue = Venue.objects.get()

    for _press in range(2):
        page = desk.post(
            at(f"platser/{venue.pk}/"),
            FACTS | {"slug": "traffpunkt-angen", "monday": "", "town": "Byn"},
            follow=True,
        )

    venue.refresh_from_db()
    assert "Träffpunkt Ängen är sparad." in page.content.decode()
    assert (venue.town, venue.hours) == ("Byn", {1: [(NINE, NOON), (ONE, FOUR)]})
    assert verbs("places.venue") == ["opened", "changed"]


def test_changed_hours_alone_are_a_change(desk):
    desk.post(at("platser/ny/"), FACTS)
    address = at(f"platser/{Venue.objects.get().pk}/")

    desk.post(address, FACTS | {"saturday": "10–14"})

    assert "10.00–14.00" in desk.get(address).content.decode()
    assert verbs("places.venue") == ["opened", "changed"]


def test_a_venue_cannot_move_to_the_address_of_another(desk):
    other = make_venue(name="Träffpunkt Ängen", street="Ängsgatan 1", slug="angen")
    venue = make_venue()

    page = desk.post(at(f"platser/{venue.pk}/"), FACTS | {"slug": "angen"})

    assert page.status_code == 422
    assert "har redan adressen" in page.content.decode()
    assert f"<h1>{venue.name}</h1>" in page.content.decode()
    assert other.slug == "angen"


def closing(venue):
    return at(f"platser/{venue.pk}/stangning/")


def test_before_a_venue_closes_for_good_one_sees_what_is_planned_and_nothing_changes(desk):
    venue = make_venue()
    make_occasion(venue=venue, starts=in_days(4))
    kept = make_occasion(venue=venue, starts=in_days(5))
    watched = make_occasion(venue=make_venue(), starts=in_days(6))
    make_offer(watched, "watch_party", venue=venue)
    make_occasion(venue=venue, starts=in_days(7), state="cancelled")

    page = desk.get(closing(venue), {"day": str(in_days(5).date())}).content.decode()

    assert "2 tillfällen är planerade här från" in page
    assert f"/arbete/tillfallen/{kept.pk}/installt/" in page
    assert page.count("/installt/") == 2
    assert verbs("places.venue") == []
    assert Venue.objects.get(pk=venue.pk).closed_for_good is None


def test_a_venue_closes_for_good_from_a_day_and_opens_again(desk):
    venue = make_venue()
    occasion = make_occasion(venue=venue)

    for _press in range(2):
        page = desk.post(closing(venue), {"day": str(today())}, follow=True)
    assert "Platsen stänger" in page.content.decode()
    assert "stängd för alltid från" in page.content.decode()
    occasion.refresh_from_db()
    assert occasion.state == "planned"
    assert "Öppna platsen igen" in desk.get(at(f"platser/{venue.pk}/")).content.decode()

    for _press in range(2):
        page = desk.post(at(f"platser/{venue.pk}/oppning/"), follow=True)
    assert "Platsen är öppen igen." in page.content.decode()
    assert verbs("places.venue") == ["closed-for-good", "reopened"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("typed", ["", "31/2", "snart"])
def test_a_day_that_is_unclear_is_asked_for_again(desk, method, typed):
    venue = make_venue()

    page = getattr(desk, method)(closing(venue), {"day": typed})

    assert page.status_code == 422
    assert "4 mars eller 4/3" in page.content.decode()
    assert f'value="{typed}"' in page.content.decode() or not typed
    assert Venue.objects.get().closed_for_good is None


def test_a_municipality_without_venues_is_told_what_to_do(desk):
    assert "Ni har ingen plats än." in desk.get(at("platser/")).content.decode()
