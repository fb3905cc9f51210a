# SPDX-License-Identifier: EUPL-1.2
import pytest

from tests.makers import (
    in_days,
    make_activity,
    make_municipality,
    make_occasion,
    make_topic,
    make_venue,
)
from tests.pages import Page
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.programme import ON_A_PAGE

pytestmark = pytest.mark.django_db

SITE = "https://www.kommunen.example"


def shown(client, query=""):
    """The titles that the piece shows, with its answer."""
    response = client.get(f"/inbaddning/{query}")
    assert response.status_code == 200
    return Page(response.content.decode()), response


def titles(client, query=""):
    page, _response = shown(client, query)
    return [item.all("a")[0].text.split(" ", 1)[1] for item in page.main.all("li")]


def test_the_next_dates_are_listed_with_whole_addresses_that_leave_the_frame(client):
    occasion = make_occasion(activity=make_activity(title="Stickcafé"))
    make_occasion(starts=in_days(-2))

    page, _response = shown(client)

    [item] = page.main.all("li")
    [link] = item.all("a")
    assert link.text == "13.00–15.00 Stickcafé"
    assert link["href"] == f"http://testserver/tillfalle/{occasion.pk}/"
    assert link["target"] == "_top"
    assert str(occasion.venue) in item.text
    assert page.all("script", "iframe", "form") == []


def test_dates_weeks_ahead_are_listed_too_and_cancelled_ones_say_so(client):
    make_occasion(starts=in_days(30), state=Occasion.State.CANCELLED)

    page, _response = shown(client)

    assert "Inställt" in page.main.text


def test_the_words_of_the_programme_narrow_the_list(client):
    venue, topic = make_venue(), make_topic(key="musik")
    song = make_activity(title="Sång")
    song.topics.add(topic)
    make_occasion(activity=song, starts=in_days(1), ways=["online"])
    make_occasion(activity=make_activity(title="Bingo"), venue=venue, starts=in_days(20))

    assert titles(client) == ["Sång", "Bingo"]
    assert titles(client, f"?plats={venue.slug}") == ["Bingo"]
    assert titles(client, "?amne=musik") == ["Sång"]
    assert titles(client, "?satt=online") == ["Sång"]
    assert titles(client, f"?dag={in_days(20):%Y-%m-%d}") == ["Bingo"]
    assert titles(client, f"?vecka={in_days(20):%Y-%m-%d}") == ["Bingo"]


def test_a_search_narrows_it_as_well(client, karin):
    for title in ("Sång", "Bingo"):
        activity = make_activity(title=title)
        activity.change({"text": "Alla får vara med."}, by=karin.actor)
        make_occasion(activity=activity)

    assert titles(client, "?ord=bingo") == ["Bingo"]


def test_where_nothing_comes_it_says_so_and_whom_to_ring(client):
    make_municipality()

    page, _response = shown(client)

    assert "Inget är planerat just nu." in page.main.text
    assert "031-390 06 00" in page.all("footer")[0].text


def test_nobody_may_frame_it_until_a_site_is_listed(client):
    make_municipality()

    _page, response = shown(client)

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_only_the_listed_sites_may_frame_it_and_nothing_else_of_ours(client):
    here = make_municipality(slug="gavle", framed_by=[SITE, "https://intern.kommunen.example"])
    make_municipality(slug="orebro")

    response = client.get("/gavle/inbaddning/")
    policy = response["Content-Security-Policy"]

    assert f"frame-ancestors {SITE} https://intern.kommunen.example;" in policy + ";"
    assert "default-src 'self'" in policy
    assert "X-Frame-Options" not in response
    for address in ("/gavle/program/", "/orebro/inbaddning/"):
        other = client.get(address)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"
    assert here.framed_by


def test_it_is_a_few_bytes_and_a_few_questions(client, django_assert_num_queries):
    activity = make_activity()
    make_occasion(activity=activity)
    with django_assert_num_queries(3):
        client.get("/inbaddning/")
    for number in range(ON_A_PAGE + 1):
        make_occasion(activity=activity, starts=in_days(2 + number))
    with django_assert_num_queries(3):
        response = client.get("/inbaddning/")

    assert response.content.count(b"<li>") == ON_A_PAGE
    assert len(response.content) < 12_000


def test_it_shows_nothing_of_the_neighbour(client):
    make_municipality(slug="gavle")
    there = make_municipality(slug="orebro")
    make_occasion(activity=make_activity(municipality=there, title="Grannens bingo"))

    assert "Grannens" not in client.get("/gavle/inbaddning/").content.decode()
