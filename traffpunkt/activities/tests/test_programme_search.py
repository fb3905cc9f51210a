# SPDX-License-Identifier: EUPL-1.2
"""The programme narrowed by a search, as forgiving as the search page and beside the filters."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import (
    local,
    make_activity,
    make_municipality,
    make_occasion,
    make_offer,
    make_signup,
    make_topic,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.search import index
from traffpunkt.activities.search.queries import MOST_RANKED, search, sought
from traffpunkt.activities.search.reading import MOST_LETTERS
from traffpunkt.journal.models import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
NAMES = ("Sittgympa", "Bingo", "Gympa på film", "IT-café", "Facebook i mobilen")


def make_found(title, *starts, venue=None, ways=("on_site",), topics=(), **facts):
    """A published activity that search knows, with its dates; by default this Tuesday at one."""
    activity = make_activity(title=title, **{"text": ""} | facts)
    activity.topics.set(topics)
    for moment in starts or [local(2026, 11, 24, 13)]:
        make_occasion(activity=activity, starts=moment, venue=venue, ways=ways)
    index.refresh(activity)
    return activity


def text(client, query=""):
    response = client.get(f"/program/{query}")
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def shown(page):
    return {name for name in NAMES if f">{name}</a></h3>" in page}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gympa", {"Sittgympa"}),
        ("Gymnastik", {"Sittgympa"}),
        ("sittgmpa", {"Sittgympa"}),
        ("bingo", {"Bingo"}),
        ("tisdag", {"Sittgympa", "Bingo", "IT-café"}),
        ("tisdag bingo", {"Bingo"}),
        ("bingo gympa", {"Bingo", "Sittgympa"}),
        ("swish", {"IT-café"}),
        ("", {"Sittgympa", "Bingo", "IT-café"}),
        ("   ", {"Sittgympa", "Bingo", "IT-café"}),
        ("xyzzy", set()),
        ("och", set()),
    ],
)
def test_the_programme_is_narrowed_by_the_same_search(client, typed, found):
    make_found("Sittgympa")
    make_found("Bingo")
    make_found("IT-café", kind="help")

    assert shown(text(client, f"?ord={typed}")) == found


def test_the_programme_finds_what_the_search_page_finds():
    topics = [make_topic(name="Mobil, platta och dator")]
    make_found("Sittgympa", text="Ta med mobilen.")
    make_found("Bingo", text="Swisha gärna med swish.")
    make_found("IT-café", topics=topics, kind="help")
    make_found("Facebook i mobilen")
    here = the_municipality()

    for words in ("gympa", "swish", "facebok", "facebook", "bingo gympa", "bingo swish", "mobil",
                  "dator bingo facebook", "gympa facebook swish", "nix"):  # fmt: skip
        by_page = {hit.pk for hit in search(here, words).found}
        assert set(sought(here, words).activities.values_list("pk", flat=True)) == by_page


def test_the_programme_is_not_cut_where_the_search_page_ends():
    for _one in range(MOST_RANKED + 5):
        make_found("Bingo")

    assert sought(the_municipality(), "bingo").activities.count() == MOST_RANKED + 5


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?ord=gympa", {"Sittgympa", "Gympa på film"}),
        ("?ord=gympa&plats=har", {"Sittgympa"}),
        ("?ord=gympa&satt=online", {"Gympa på film"}),
        ("?ord=gympa&amne=rorelse", {"Sittgympa"}),
        ("?ord=gympa&tid=kvall", {"Gympa på film"}),
        ("?ord=gympa&tid=kvall&plats=har", set()),
        ("?ord=gympa&dag=2026-11-25", set()),
        ("?ord=gympa&vecka=2026-12-01", set()),
        ("?plats=har", {"Sittgympa", "Bingo"}),
    ],
)
def test_search_and_filters_narrow_together(client, query, found):
    here, there = make_venue(slug="har"), make_venue(slug="dar")
    make_found("Sittgympa", venue=here, topics=[make_topic(key="rorelse", name="Rörelse")])
    evening = local(2026, 11, 24, 18)
    make_found("Gympa på film", evening, venue=there, ways=["on_site", "online"])
    make_found("Bingo", venue=here)

    assert shown(text(client, query)) == found


def test_every_link_of_the_page_keeps_the_words_and_one_takes_them_away(client):
    make_venue(name="Här", slug="har")
    make_found("Sittgympa")

    page = text(client, "?ord=gympa+på+stol&tid=em")
    words = "ord=gympa+p%C3%A5+stol"

    for link in (
        f"?vecka=2026-11-16&tid=em&{words}",
        f"?vecka=2026-11-30&tid=em&{words}",
        f"?dag=2026-11-26&tid=em&{words}",
        f"?plats=har&tid=em&{words}",
        f"?satt=online&tid=em&{words}",
        f"?{words}",
    ):
        assert f'href="{link}"' in page
    assert '<a href="?tid=em">Ta bort sökningen</a>' in page
    links = [link.split('"')[0] for link in page.split('href="?')[1:]]
    assert [link for link in links if "ord=" not in link] == ["tid=em"]


def test_a_new_search_keeps_the_filters_and_the_days_but_not_the_page(client):
    make_municipality()
    page = text(client, "?vecka=2026-12-01&satt=phone&ord=gympa&sida=1")

    form = page[page.index('action="/program/"') :]
    form = form[: form.index("</form>")]
    assert '<label for="ord">Sök i programmet</label>' in form
    assert 'value="gympa"' in form
    assert '<input type="hidden" name="vecka" value="2026-11-30">' in form
    assert '<input type="hidden" name="satt" value="phone">' in form
    assert 'name="sida"' not in form
    assert form.count('name="ord"') == 1


def test_a_full_week_of_hits_is_shown_page_by_page_with_the_words(client):
    for number in range(25):
        make_found(f"Bingo {number:02}", local(2026, 11, 24, 13, number))

    assert 'href="?ord=bingo&sida=2"' in text(client, "?ord=bingo")
    assert "Bingo 24" in text(client, "?ord=bingo&sida=2")
    assert "Bingo 00" in html.unescape(
        client.get("/program/?ord=bingo&sida=9", follow=True).content.decode()
    )


def test_the_page_says_what_was_sought_and_what_it_was_taken_for(client):
    make_found("IT-café", kind="help")

    page = text(client, "?ord=facebok")

    assert "Du har sökt på <strong>facebok</strong>." in page
    assert "Menade du facebook? Det är vad vi har letat efter." in page
    assert "Menade du" not in text(client, "?ord=facebook")
    assert "Du har sökt på" not in text(client)


def test_when_nothing_is_found_these_days_the_page_leads_to_the_next_hit(client):
    make_found(
        "Sittgympa", local(2026, 11, 23, 13), local(2026, 12, 10, 13), local(2026, 12, 17, 13)
    )
    make_found("Bingo", local(2026, 12, 3, 13))

    page = text(client, "?ord=sittgmpa&tid=em")

    assert "Vi hittade inget de här dagarna." in page
    assert "Nästa gång är torsdag 10 december: Sittgympa." in page
    assert 'href="?dag=2026-12-10&tid=em&ord=sittgmpa">Visa den dagen' in page
    assert "Menade du sittgympa?" in page
    assert shown(text(client, "?dag=2026-12-10&tid=em&ord=sittgmpa")) == {"Sittgympa"}


def test_the_next_hit_is_after_the_days_asked_for_if_any_is_and_never_in_the_past(client):
    make_found(
        "Sittgympa", local(2026, 11, 10, 13), local(2026, 12, 3, 13), local(2026, 12, 17, 13)
    )

    def after(query):
        page = text(client, f"?ord=gympa{query}")
        return page[page.index("Nästa gång är") :].split(":")[0]

    assert after("&vecka=2026-12-07") == "Nästa gång är torsdag 17 december"
    assert after("&vecka=2026-12-21") == "Nästa gång är torsdag 3 december"
    assert after("&vecka=2026-11-16") == "Nästa gång är torsdag 3 december"


def test_a_cancelled_date_is_no_next_hit(client):
    activity = make_found("Sittgympa", local(2026, 12, 3, 13), local(2026, 12, 10, 13))
    activity.occasions.order_by("starts").first().cancel("Sjukdom", by=SYSTEM)

    assert "Nästa gång är torsdag 10 december" in text(client, "?ord=gympa")


def test_the_next_hit_keeps_to_the_filters_and_the_search_can_be_widened(client):
    here, there = make_venue(slug="har"), make_venue(slug="dar")
    make_found("Sittgympa", local(2026, 12, 3, 13), venue=here, ways=["on_site", "online"])
    make_found("Bingo", local(2026, 12, 3, 13), venue=there)

    assert "Nästa gång är torsdag 3 december" in text(client, "?ord=gympa&plats=har&satt=online")
    page = text(client, "?ord=gympa&plats=dar")
    assert "Vi hittade inget i programmet." in page
    assert "Nästa gång" not in page
    assert 'href="?ord=gympa">Sök på alla platser och tider' in page
    assert "Sök på alla platser" not in text(client, "?ord=gympa")


@pytest.mark.parametrize("typed", ["xyzzy", "och", "facebok"])
def test_when_nothing_is_found_at_all_the_films_are_a_press_away(client, typed):
    make_found("Bingo")

    page = text(client, f"?ord={typed}")

    assert "Vi hittade inget i programmet." in page
    assert f'href="/sok/?ord={typed}"' in page
    assert "Menade du" not in page


def test_words_are_never_markup_and_a_letter_in_the_field_is_cut(client):
    make_municipality()

    raw = client.get("/program/", {"ord": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in raw
    assert f'value="{"x" * MOST_LETTERS}"' in text(client, "?ord=" + "x" * 3000)


@pytest.mark.parametrize("words", ["Astrid", "Karin", "0701740605"])
def test_nobody_is_found_in_the_programme_by_name_or_number(client, karin, astrid, words):
    activity = make_found("Bingo", responsible=karin)
    make_signup(activity.occasions.get(), person=astrid)
    index.reindex(activity.municipality)

    page = text(client, f"?ord={words}")

    assert shown(page) == set()
    assert "Vi hittade inget i programmet." in page
    assert "Nästa gång" not in page


def test_what_the_neighbour_has_or_nobody_may_see_is_not_found(client):
    make_municipality(slug="gavle")
    there = make_municipality(slug="orebro")
    make_found("Bingo", municipality=there, venue=make_venue(municipality=there))
    hidden = make_found("Sittgympa", municipality=there, venue=make_venue(municipality=there))
    hidden.state = hidden.State.DRAFT
    hidden.save()

    def found(slug, words):
        return shown(client.get(f"/{slug}/program/?ord={words}").content.decode())

    assert found("orebro", "bingo") == {"Bingo"}
    assert found("gavle", "bingo") == set()
    assert found("orebro", "sittgympa") == set(), "not even before the index has heard"


@pytest.mark.parametrize(
    "typed", ["bingo", "bigno", "bingo gympa", "bigno sittgmpa klot", "klot", "swish", "xyzzy"]
)
def test_the_page_with_a_search_is_eight_queries_at_most(client, typed):
    make_found("Sittgympa")
    make_found("Boule")
    make_found("IT-café", kind="help")
    the_municipality().synonyms.create(words="boule, klot")
    for _one in range(3):
        party = make_found("Bingo", ways=["on_site", "online"]).occasions.get()
        make_offer(party, "watch_party", venue=make_venue())
    make_topic()

    for query in ("?ord=", "?vecka=2026-12-07&ord="):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/program/{query}{typed}")
        assert len(asked) <= 8, [one["sql"] for one in asked]


def test_places_and_topics_are_listed_by_name(client):
    for name in ("Valbo", "Brynäs", "Sätra"):
        make_venue(name=name)
    make_venue(name="Gamla huset", closed_for_good=local(2026, 11, 1).date())
    for name in ("Musik", "Dans"):
        make_topic(name=name)

    page = text(client)

    where = page[page.index("Var?") : page.index("Hur vill du delta?")]
    about = page[page.index("Vad handlar det om?") : page.index("När på dagen?")]
    assert where.index("Brynäs") < where.index("Sätra") < where.index("Valbo")
    assert about.index("Dans") < about.index("Musik")
    assert "Musik" not in where
    assert "Gamla huset" not in page
