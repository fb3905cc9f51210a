# SPDX-License-Identifier: EUPL-1.2
import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_municipality,
    make_occasion,
    make_offer,
    make_signup,
    make_topic,
    make_venue,
)
from traffpunkt.activities.models import Activity, Cancellation, Move, Occasion
from traffpunkt.activities.programme import Question
from traffpunkt.journal.models import GUEST
from traffpunkt.places.models import ClosedDay, OpeningHours

pytestmark = pytest.mark.django_db


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_programme_shows_the_rest_of_the_week_by_day(client, tuesday):
    make_occasion(activity=make_activity(title="Bingo"), starts=local(2026, 11, 24, 13))
    make_occasion(activity=make_activity(title="Sång"), starts=local(2026, 11, 29, 13))
    make_occasion(activity=make_activity(title="Nästa vecka"), starts=local(2026, 11, 30, 13))
    make_occasion(activity=make_activity(title="I går"), starts=local(2026, 11, 23, 13))

    page = text(client.get("/program/"))

    assert page.index("Tisdag 24 november") < page.index("Bingo") < page.index("Söndag 29 november")
    assert "Nästa vecka</a></h3>" not in page
    assert "I går" not in page


def test_one_day_and_another_week_have_addresses_of_their_own(client, tuesday):
    make_occasion(activity=make_activity(title="Bingo"), starts=local(2026, 11, 27, 13))
    make_occasion(activity=make_activity(title="Sång"), starts=local(2026, 12, 2, 13))

    assert "Bingo" in text(client.get("/program/?dag=2026-11-27"))
    assert "Bingo" not in text(client.get("/program/?dag=2026-11-26"))
    assert "Sång" in text(client.get("/program/?vecka=2026-12-03"))


def test_what_has_ended_today_is_gone_but_stays_on_a_past_day(client):
    make_occasion(activity=make_activity(title="Bingo"), starts=local(2026, 11, 24, 9))
    with time_machine.travel(local(2026, 11, 24, 12)):
        assert "Bingo" not in text(client.get("/program/"))
    with time_machine.travel(local(2026, 11, 25, 12)):
        assert "Bingo" in text(client.get("/program/?dag=2026-11-24"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Här", "Där", "Kväll"}),
        ("?plats=har", {"Här", "Kväll"}),
        ("?plats=dar", {"Där", "Här"}),
        ("?satt=online", {"Där"}),
        ("?amne=musik", {"Här"}),
        ("?tid=em", {"Här", "Där"}),
        ("?tid=kvall", {"Kväll"}),
        ("?plats=har&tid=em", {"Här"}),
        ("?plats=finns-inte", set()),
        ("?satt=hackat&tid=natt&dag=i-dag&vecka=9999-99-99", {"Här", "Där", "Kväll"}),
        ("?dag=1066-10-14", {"Här", "Där", "Kväll"}),
    ],
)
def test_the_programme_is_narrowed_by_plain_links(client, tuesday, query, shown):
    here, there = make_venue(slug="har"), make_venue(slug="dar")
    music = make_activity(title="Här")
    music.topics.add(make_topic(key="musik"))
    seen = make_occasion(activity=music, venue=here, starts=local(2026, 11, 24, 13))
    make_offer(seen, "watch_party", venue=there)
    make_occasion(
        activity=make_activity(title="Där"),
        venue=there,
        starts=local(2026, 11, 24, 14),
        ways=["on_site", "online", "phone"],
    )
    make_occasion(activity=make_activity(title="Kväll"), venue=here, starts=local(2026, 11, 24, 18))

    page = text(client.get(f"/program/{query}"))

    assert {name for name in ("Här", "Där", "Kväll") if f">{name}</a></h3>" in page} == shown


def test_a_narrowed_programme_says_so_when_it_is_empty(client, tuesday):
    make_municipality()

    assert "stämmer med det du valde" in text(client.get("/program/?tid=kvall"))
    assert "Inget är planerat" in text(client.get("/program/"))


def test_an_empty_day_leads_to_the_next_one_with_something(client, tuesday):
    make_occasion(starts=local(2026, 11, 27, 13), state="cancelled")
    make_occasion(activity=make_activity(state="draft"), starts=local(2026, 11, 28, 13))
    make_occasion(starts=local(2026, 12, 3, 13))

    page = text(client.get("/program/?dag=2026-11-26"))
    week = text(client.get("/program/?vecka=2026-12-07"))

    assert "Inget är planerat den här dagen." in page
    assert 'href="?dag=2026-12-03">Visa torsdag 3 december</a>' in page
    assert "Inget är planerat de här dagarna." in week
    assert "Titta in igen en annan dag." in week


def test_the_questions_of_a_page_lead_back_to_themselves(tuesday):
    question = Question(datetime.date(2026, 11, 30), venue="har", way="online")

    assert question.query == "?vecka=2026-11-30&plats=har&satt=online"
    assert question.week(-1).query == "?plats=har&satt=online"
    assert question.week(-1).first == timezone.localdate()
    assert question.on(datetime.date(2026, 12, 1)).query == "?dag=2026-12-01&plats=har&satt=online"
    assert Question(timezone.localdate()).query == "?"


def test_a_full_week_is_shown_twenty_dates_at_a_time(client, tuesday):
    for number in range(45):
        make_occasion(
            activity=make_activity(title=f"Träff {number:02}"), starts=in_days(0, 22, number)
        )

    first = client.get("/program/?tid=kvall")
    second = client.get("/program/?tid=kvall&sida=2")
    third = client.get("/program/?tid=kvall&sida=3")

    for page, seen, unseen in ((first, 19, 20), (second, 39, 19), (third, 44, 39)):
        assert f"Träff {seen}" in page.content.decode()
        assert f"Träff {unseen}" not in page.content.decode()
    assert 'href="?tid=kvall&amp;sida=2"' in first.content.decode()
    assert 'href="?tid=kvall"' in second.content.decode()
    assert 'href="?tid=kvall&amp;sida=3"' in second.content.decode()
    assert "Visa fler" not in third.content.decode()


@pytest.mark.parametrize("page", ["9", "0", "-1", "٣", "1000000", "två"])
def test_a_page_that_is_not_there_leads_to_the_first(client, tuesday, page):
    make_occasion(activity=make_activity(title="Bingo"), starts=local(2026, 11, 27, 13))

    assert "Bingo" in text(client.get(f"/program/?sida={page}", follow=True))


def test_a_card_says_how_many_seats_are_left_in_each_way(client, tuesday):
    occasion = make_occasion(starts=local(2026, 11, 24, 13), seats=2, ways=["on_site", "online"])
    make_offer(occasion, "phone", booking="none")
    make_offer(occasion, "watch_party", venue=make_venue(name="Valbo"), capacity=1, has_queue=False)
    make_signup(occasion, "Astrid")
    make_signup(occasion, "Bertil", offer=occasion.offers.get(way="watch_party"))

    page = text(client.get("/program/"))

    assert '<span class="together">1 plats kvar</span>' in page
    assert "plats för alla" in page
    assert "ingen anmälan" in page
    assert "Se tillsammans på Valbo" in page
    assert ': <span class="together">fullt<' in page
    make_signup(occasion, "Eva")
    assert "fullt – ställ dig i kö" in text(client.get("/program/"))


def test_an_occasion_says_when_where_and_how(client):
    activity = make_activity(
        title="Sittgympa", bring="vattenflaska", easy_text="Vi gympar.", captions=True,
        sign_language=True, seated=True,
    )  # fmt: skip
    occasion = make_occasion(activity=activity, starts=in_days(2), note="Ta bakvägen in.")
    make_occasion(activity=activity, starts=in_days(9))

    page = text(client.get(f"/tillfalle/{occasion.pk}/"))

    assert 'klockan <bdi dir="ltr" class="hours">13.00–15.00</bdi>' in page
    assert "vattenflaska" in page
    assert "Ta bakvägen in." in page
    assert "Andra dagar" in page
    assert f"/tillfalle/{occasion.pk}/anmalan/?satt={occasion.offers.get().pk}" in page
    assert "031-390 06 00" in page


def test_a_cancelled_date_says_why_and_offers_nothing(client):
    occasion = make_occasion(state=Occasion.State.CANCELLED)
    Cancellation.objects.create(occasion=occasion, reason="Ledaren är sjuk.", by="account:1")

    page = text(client.get(f"/tillfalle/{occasion.pk}/"))

    assert "inställt" in page
    assert "Ledaren är sjuk." in page
    assert "anmalan" not in page


def test_a_moved_date_says_when_it_was_before(client):
    occasion = make_occasion(state=Occasion.State.MOVED, starts=in_days(3, 15))
    Move.objects.create(occasion=occasion, started=in_days(3, 9), by="account:1")

    assert "klockan 09.00" in text(client.get(f"/tillfalle/{occasion.pk}/"))


def test_a_date_in_another_place_or_with_another_end_says_so(client):
    there, here = make_venue(name="Ängen"), make_venue(name="Sjön")
    occasion = make_occasion(venue=there)

    occasion.move(occasion.starts, occasion.ends, here, by=GUEST)
    page = text(client.get(f"/tillfalle/{occasion.pk}/"))
    assert "Tillfället har fått en ny plats. Förut: Ängen." in page

    occasion.move(occasion.starts, occasion.ends + datetime.timedelta(hours=1), here, by=GUEST)
    page = text(client.get(f"/tillfalle/{occasion.pk}/"))
    assert "Tillfället har fått en ny sluttid." in page
    assert "Förut" not in page


def test_a_date_that_has_been_offers_nothing(client):
    occasion = make_occasion(starts=in_days(-1))

    page = text(client.get(f"/tillfalle/{occasion.pk}/"))

    assert "har varit" in page
    assert "anmalan" not in page


def test_where_no_booking_is_needed_nobody_is_asked_to_book(client):
    occasion = make_occasion(ways=[])
    make_offer(occasion, "on_site", booking="none")
    make_offer(occasion, "online", booking="none")

    page = text(client.get(f"/tillfalle/{occasion.pk}/"))

    assert "Du behöver inte anmäla dig." in page
    assert "Kom som du är" in page
    assert "Ingen anmälan" in page
    assert f"/tillfalle/{occasion.pk}/delta/" in page


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({}, "Du kan också ringa, så anmäler vi dig:"),
        ({"capacity": 0}, "Du kan också ringa, så anmäler vi dig:"),
        ({"capacity": 0, "has_queue": False}, "Undrar du något? Ring oss:"),
        ({"booking": "none"}, "Undrar du något? Ring oss:"),
        ({"opens": in_days(1)}, "Undrar du något? Ring oss:"),
        ({"closes": in_days(-1)}, "Undrar du något? Ring oss:"),
    ],
)
def test_to_ring_and_be_signed_up_is_offered_only_where_it_can_be_done(client, terms, words):
    occasion = make_occasion(starts=in_days(9))
    occasion.offers.update(**terms)

    page = text(client.get(f"/tillfalle/{occasion.pk}/"))

    said = ["Du kan också ringa, så anmäler vi dig:", "Undrar du något? Ring oss:"]
    assert [one for one in said if one in page] == [words]


def test_an_activity_shows_its_dates_and_a_film_its_button(client):
    occasion = make_occasion()
    film = make_activity(kind=Activity.Kind.ON_DEMAND)

    assert f"/tillfalle/{occasion.pk}/" in text(client.get(f"/aktivitet/{occasion.activity_id}/"))
    assert f"/aktivitet/{film.pk}/film/" in text(client.get(f"/aktivitet/{film.pk}/"))


def test_a_venue_says_the_way_there_hours_access_and_what_is_on(client):
    venue = make_venue(way_there="Buss 1.", step_free="yes", lift="no")
    OpeningHours.objects.create(venue=venue, weekday=0, opens="09:00", closes="15:00")
    today = timezone.localdate()
    ClosedDay.objects.create(
        municipality=venue.municipality, venue=venue, first=today, last=today, reason="Städning"
    )
    party = make_occasion(activity=make_activity(title="Föreläsning"))
    make_offer(party, "watch_party", venue=venue)

    page = text(client.get(f"/plats/{venue.slug}/"))

    for words in (
        "Buss 1.",
        "Måndag",
        "09.00–15.00",
        ": stängt. Städning.",
        "Föreläsning",
        "Det finns inga trappsteg.",
        "Ingen hiss behövs.",
        "Vi vet inte om det finns hörslinga. Ring och fråga.",
    ):
        assert words in page
    assert venue.name in text(client.get("/plats/"))


def test_a_venue_closed_for_good_is_not_listed(client):
    gone = make_venue(closed_for_good=timezone.localdate())

    assert gone.name not in text(client.get("/plats/"))


def test_the_programme_leads_to_the_list_of_venues(client):
    make_venue()

    assert 'href="/plats/"' in client.get("/program/").content.decode()


def test_films_are_there_at_any_hour(client):
    make_activity(kind=Activity.Kind.ON_DEMAND, title="Sittgympa hemma")
    make_occasion(activity=make_activity(title="Digital fika"), ways=["online", "phone"])
    make_occasion(activity=make_activity(title="Bara i huset"))

    with time_machine.travel(in_days(0, 3)):
        page = text(client.get("/titta/"))

    assert "Sittgympa hemma" in page
    assert page.count("Digital fika</a>") == 1
    assert "Bara i huset" not in page


@pytest.mark.parametrize("state", ["idea", "draft", "proposed", "archived"])
def test_only_what_is_published_is_shown(client, state):
    occasion = make_occasion(activity=make_activity(state=state))

    assert client.get(f"/tillfalle/{occasion.pk}/").status_code == 404
    assert client.get(f"/aktivitet/{occasion.activity_id}/").status_code == 404
    assert occasion.activity.title not in text(client.get("/program/"))


def test_the_neighbours_dates_do_not_answer_here(client):
    make_municipality(slug="gavle")
    there = make_municipality(slug="orebro")
    venue = make_venue(municipality=there)
    occasion = make_occasion(activity=make_activity(municipality=there), venue=venue)

    assert client.get(f"/orebro/tillfalle/{occasion.pk}/").status_code == 200
    assert client.get(f"/gavle/tillfalle/{occasion.pk}/").status_code == 404
    assert client.get(f"/gavle/aktivitet/{occasion.activity_id}/").status_code == 404
    assert client.get(f"/gavle/plats/{venue.slug}/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/program/", "/titta/", "/plats/"])
def test_a_list_is_as_many_queries_for_three_rows_as_for_one(
    client, django_assert_max_num_queries, address
):
    def row():
        make_occasion(
            starts=timezone.now() + datetime.timedelta(minutes=5), ways=["on_site", "online"]
        )
        make_activity(kind=Activity.Kind.ON_DEMAND)

    row()
    with django_assert_max_num_queries(8) as one:
        client.get(address)
    row(), row()
    with django_assert_max_num_queries(8) as three:
        client.get(address)
    assert len(one) == len(three)


@pytest.mark.parametrize("noun", ["tillfalle", "aktivitet"])
def test_a_page_of_one_thing_is_eight_queries_at_most(client, django_assert_max_num_queries, noun):
    occasion = make_occasion()
    make_occasion(activity=occasion.activity, starts=in_days(8))
    pk = occasion.pk if noun == "tillfalle" else occasion.activity_id

    with django_assert_max_num_queries(8):
        client.get(f"/{noun}/{pk}/")


@pytest.mark.parametrize("path", ["//gavle/program/", "///gavle/program/", "//evil.example/"])
def test_an_address_that_browsers_read_as_another_site_is_nobodys(client, path):
    make_municipality(slug="gavle")
    make_municipality(slug="orebro")

    # As a raw request says it; the test client would take what follows two slashes for a host.
    answer = client.get("/", {"sida": 99}, PATH_INFO=path)

    assert answer.status_code == 404
    assert "Location" not in answer


def test_a_page_beyond_the_last_leads_to_the_programme_in_the_same_municipality(client):
    make_municipality(slug="gavle")
    make_municipality(slug="orebro")

    assert (
        client.get("/gavle/program/?sida=99&tid=kvall")["Location"] == "/gavle/program/?tid=kvall"
    )
