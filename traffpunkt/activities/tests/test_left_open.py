# SPDX-License-Identifier: EUPL-1.2
"""Two at the desk change the same date, activity or series: the later one is asked, never obeyed
blindly, and loses nothing."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    make_account,
    make_activity,
    make_link,
    make_occasion,
    make_offer,
    make_series,
    make_venue,
)
from tests.pages import CHECKS, Page
from tests.signing import sign_in
from traffpunkt.activities.models import Series
from traffpunkt.activities.tests.test_races import at_once
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db

ASKED = "Det här har ändrats sedan du öppnade sidan"


@pytest.fixture
def desk(karin, signed_in):
    return signed_in(karin)


def page_of(noun, row):
    return reverse(f"activities:staff_{noun}", args=[row.pk])


def opened(desk, address):
    return fields_of(desk.get(address).content.decode())


def faults(html):
    page = Page(html)
    return [words for check in CHECKS for words in check(page)]


def asked(answer):
    """The page that asks: its text on one line, and what a browser would send of it."""
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ASKED in html
    assert faults(html) == []
    return " ".join(html.split()), fields_of(html)


class TestADate:
    @pytest.fixture
    def occasion(self, karin):
        return make_occasion(seats=3)

    @pytest.fixture
    def address(self, occasion):
        return page_of("occasion_change", occasion)

    def hours(self, occasion):
        occasion.refresh_from_db()
        return [f"{timezone.localtime(when):%H.%M}" for when in (occasion.starts, occasion.ends)]

    def test_the_same_hour_is_asked_about_and_the_second_press_saves_it(
        self, desk, occasion, address
    ):
        hers = mine = opened(desk, address)
        desk.post(address, hers | {"start": "14", "end": "16"})

        page, again = asked(desk.post(address, mine | {"start": "12.30", "note": "Ta med sax"}))

        assert "Börjar klockan – Nu står det: 14.00. Ditt svar är kvar" in page
        assert "Slutar klockan – Nu står det: 16.00.</a>" in page
        assert (again["start"], again["end"], again["note"]) == (
            ["12.30"],
            ["16.00"],
            ["Ta med sax"],
        )
        assert self.hours(occasion) == ["14.00", "16.00"]
        assert desk.post(address, again).status_code == 302
        assert self.hours(occasion) == ["12.30", "16.00"]
        assert occasion.note == "Ta med sax"

    def test_who_only_wrote_a_note_does_not_move_the_date_back(self, desk, occasion, address):
        mine = opened(desk, address)
        occasion.move(
            occasion.starts + datetime.timedelta(hours=1),
            occasion.ends + datetime.timedelta(hours=1),
            occasion.venue,
            by=SYSTEM,
        )

        page, again = asked(desk.post(address, mine | {"note": "Ta med sax"}))
        desk.post(address, again)

        assert "Nu står det: 14.00.</a>" in page
        assert self.hours(occasion) == ["14.00", "16.00"]
        assert occasion.note == "Ta med sax"
        assert occasion.moves.count() == 1

    def test_other_seats_and_another_way_are_news_too(self, desk, occasion, address):
        mine = opened(desk, address)
        occasion.offers.get().set_capacity(8, by=SYSTEM)
        make_offer(occasion, "watch_party", venue=make_venue(name="Träffpunkt Sätra"), capacity=5)

        page, again = asked(desk.post(address, mine | {"on_site-seats": "12"}))
        desk.post(address, again)

        assert "Hur många får plats i rummet? – Nu står det: 8. Ditt svar är kvar" in page
        assert "Nu står det: Träffpunkt Sätra." in page
        seats = occasion.offers.order_by("pk").values_list("way", "capacity")
        assert list(seats) == [("on_site", 12), ("watch_party", 5)]

    def test_a_place_that_somebody_took_away_is_told_where_it_stood(self, desk, occasion, address):
        party = make_offer(occasion, "watch_party", venue=make_venue(name="Sätra"), capacity=5)
        mine = opened(desk, address)
        party.delete()

        page, again = asked(desk.post(address, mine | {f"plats{party.venue_id}-seats": "7"}))

        assert "Hur många får plats på Sätra? – Nu är det tomt här. Ditt svar är kvar" in page
        assert again[f"plats{party.venue_id}-seats"] == ["7"]

    def test_a_way_with_an_answer_of_its_own_is_no_fault_when_it_was_overtaken(
        self, desk, address, occasion
    ):
        make_offer(occasion, "online", booking="none", link=make_link(audience="everyone"))
        mine = opened(desk, address)
        occasion.offers.get(way="on_site").set_capacity(8, by=SYSTEM)

        page, _again = asked(desk.post(address, mine))

        assert "måste alla få se länken" not in page

    def test_asking_for_more_to_fill_in_keeps_what_the_page_was_opened_with(
        self, desk, occasion, address
    ):
        mine = opened(desk, address)
        desk.post(address, mine | {"start": "12"})

        grown = fields_of(desk.post(address, mine | {"gor": "platser"}).content.decode())
        assert grown["oppnad"] == mine["oppnad"]

        asked(desk.post(address, grown))

    def test_pressing_twice_asks_nothing(self, desk, address):
        mine = opened(desk, address)

        for _press in range(2):
            assert desk.post(address, mine | {"start": "12"}).status_code == 302

    def test_what_was_sent_after_the_session_had_ended_is_compared_all_the_same(
        self, client, desk, karin, occasion, address
    ):
        mine = opened(desk, address)
        sign_in(client, karin)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        client.post(address, mine | {"csrfmiddlewaretoken": "x", "start": "12.30"})
        desk.post(address, mine | {"start": "14", "end": "16"})
        sign_in(client, karin)
        kept = fields_of(client.get("/logga-in/kvar/").content.decode())

        page, again = asked(client.post("/logga-in/kvar/", kept, follow=True))

        assert "Nu står det: 14.00. Ditt svar är kvar" in page
        assert again["start"] == ["12.30"]


class TestAnActivity:
    def test_its_words_are_asked_about(self, desk):
        activity = make_activity(title="Fika", text="Vi fikar.")
        address = page_of("activity_change", activity)
        mine = opened(desk, address)
        desk.post(address, mine | {"title": "Digital fika", "cost": "20 kr"})

        page, again = asked(desk.post(address, mine | {"title": "Fika för alla"}))
        activity.refresh_from_db()
        assert activity.title == "Digital fika"
        desk.post(address, again)

        activity.refresh_from_db()
        assert "Nu står det: Digital fika. Ditt svar är kvar" in page
        assert (activity.title, activity.cost) == ("Fika för alla", "20 kr")

    def test_who_answers_for_it_is_asked_about(self, desk):
        lars = make_account("Lars")
        activity = make_activity()
        address = page_of("responsibility", activity)
        mine = opened(desk, address)
        activity.hand_over(lars, None, by=SYSTEM)

        page, again = asked(desk.post(address, mine))
        desk.post(address, again)

        activity.refresh_from_db()
        assert "Nu står det: Lars" in page
        assert activity.responsible == lars


class TestASeries:
    @pytest.fixture
    def series(self, karin):
        made = make_series(seats=7, skip_holidays=False)
        made.unroll()
        return made

    def test_it_is_asked_about_before_anything_is_shown_and_before_it_is_saved(self, desk, series):
        address = page_of("series", series)
        mine = opened(desk, address)
        series.change(None, {"start_time": datetime.time(10)}, by=SYSTEM)

        page, again = asked(desk.post(address, mine | {"end": "16", "gor": "visa"}))
        assert "Börjar klockan – Nu står det: 10.00.</a>" in page
        shown = fields_of(desk.post(address, again | {"gor": "visa"}).content.decode())
        series.change(None, {"doors_minutes": 30}, by=SYSTEM)

        page, again = asked(desk.post(address, shown | {"gor": "spara"}))
        assert "Nu står det: 30.</a>" in page
        assert desk.post(address, again | {"gor": "spara"}).status_code == 302

        series.refresh_from_db()
        assert (series.start_time, series.minutes) == (datetime.time(10), 6 * 60)
        assert series.doors_minutes == 30

    def test_a_series_that_somebody_has_split_does_not_grow_back(self, desk, series):
        address = page_of("series", series)
        mine = opened(desk, address)
        third = series.occasions.order_by("starts")[2].slot
        series.change(third, {"start_time": datetime.time(10)}, by=SYSTEM)

        _page, again = asked(desk.post(address, mine | {"doors": "20", "gor": "spara"}))
        desk.post(address, again | {"gor": "spara"})

        assert Series.objects.get(pk=series.pk).until < third


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_the_same_moment_do_not_both_win(karin, signed_in):
    occasion = make_occasion()
    address = page_of("occasion_change", occasion)
    desks: list[Client] = [signed_in(karin) for _colleague in range(3)]
    mine = opened(desks[0], address)

    answers = at_once(
        *[
            lambda desk=desk, hour=hour: desk.post(address, mine | {"start": hour}).status_code
            for hour, desk in zip(("10", "11", "12"), desks, strict=True)
        ]
    )

    assert sorted(answers) == [302, 422, 422]
