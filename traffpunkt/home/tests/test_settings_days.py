# SPDX-License-Identifier: EUPL-1.2
"""Closed days: told, listed, removed."""

import pytest

from tests.makers import (
    in_days,
    make_occasion,
    make_venue,
    the_municipality,
)
from traffpunkt.home.tests.settings_rooms import at, browser, verbs
from traffpunkt.places.models import ClosedDay

pytestmark = pytest.mark.django_db


CIVIC_NUMBER = "811218-9876"


@pytest.fixture
def desk(karin):
    return browser(karin)


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
