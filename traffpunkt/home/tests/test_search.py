# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.urls import reverse

from tests import makers
from traffpunkt.activities.search import index


def make_found(title, **given):
    dates = given.pop("dates", 1)
    activity = makers.make_activity(title=title, **given)
    for number in range(dates):
        makers.make_occasion(activity=activity, starts=makers.in_days(number + 1))
    index.refresh(activity)
    return activity


def page(client, words=None):
    return client.get(reverse("home:search"), {} if words is None else {"ord": words})


@pytest.mark.django_db
def test_the_page_begins_with_one_labelled_field(client):
    makers.the_municipality()
    answer = page(client)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert '<label for="ord">Sök</label>' in text
    assert "Vi hittade" not in text


@pytest.mark.django_db
def test_what_is_found_is_shown_as_in_the_programme_and_the_words_are_kept(client):
    activity = make_found("Stickcafé")
    occasion = activity.occasions.get()

    text = page(client, "stickning").content.decode()

    assert 'value="stickning"' in text
    assert reverse("activities:occasion", args=[occasion.pk]) in text
    assert "Stickcafé" in text
    assert str(occasion.venue) in text


@pytest.mark.django_db
def test_hits_with_a_date_can_be_narrowed_in_the_programme(client):
    make_found("Tangofilm", kind="on_demand", dates=0)
    assert "Visa i programmet" not in page(client, "tango").content.decode()

    make_found("Tango & vals")

    link = '<a href="/program/?ord=tango%20%26%20vals">Visa i programmet'
    assert link in page(client, "tango & vals").content.decode()
    assert "Tango &amp; vals" in client.get("/program/?ord=tango%20%26%20vals").content.decode()


@pytest.mark.django_db
def test_a_misspelt_word_is_answered_with_what_it_was_taken_for(client):
    make_found("Schack")
    assert "Menade du schack?" in page(client, "shack").content.decode()
    assert "Menade du" not in page(client, "schack").content.decode()


@pytest.mark.django_db
def test_a_misspelt_service_is_told_as_what_it_was_taken_for_and_led_to_help(client):
    make_found("IT-café", kind="help")

    text = page(client, "facebok").content.decode()

    assert "Menade du facebook?" in text
    assert "IT-café" in text
    assert "Men här kan du få hjälp." in text
    assert "Men här kan du få hjälp." not in page(client, "it-café").content.decode()


@pytest.mark.django_db
def test_films_and_what_has_no_date_are_links_to_the_activity(client):
    film = make_found("Tangofilm", kind="on_demand", dates=0)
    dance = make_found("Tango", dates=0)

    text = page(client, "tango").content.decode()

    assert reverse("activities:activity", args=[film.pk]) in text
    assert reverse("activities:activity", args=[dance.pk]) in text
    assert "Du kan titta när som helst." in text
    assert '<span class="told">inte textad</span>' in text
    assert "Det finns inget datum just nu." in text


@pytest.mark.django_db
def test_a_place_is_a_link_to_its_page(client):
    venue = makers.make_venue(name="Träffpunkt Lindängen", slug="lindangen")
    text = page(client, "lindängen").content.decode()
    assert reverse("activities:venue", args=[venue.slug]) in text
    assert "Vi hittade ingen aktivitet" in text


@pytest.mark.django_db
def test_nothing_found_gives_the_help_phone_and_three_ways_on(client):
    makers.the_municipality()
    text = page(client, "xyzzy").content.decode()
    main = text[text.index("<main") : text.index("</main")]
    assert "Vi hittade ingenting" in main
    assert "tel:" in main
    assert main.count('class="choice"') == 3


@pytest.mark.django_db
def test_what_is_typed_is_never_markup(client):
    makers.the_municipality()
    text = page(client, '"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["x" * 10_000, "\ufffd", "%s' OR 1=1 --", "å ä ö"])
def test_any_words_are_answered(client, words):
    makers.the_municipality()
    assert page(client, words).status_code == 200


@pytest.mark.django_db
def test_search_is_only_read(client):
    makers.the_municipality()
    assert client.post(reverse("home:search"), {"ord": "vals"}).status_code == 405


@pytest.mark.django_db
def test_the_page_asks_as_many_questions_for_one_answer_as_for_three(
    client, django_assert_num_queries
):
    make_found("Vals")
    with django_assert_num_queries(9):
        page(client, "vals")
    make_found("Vals")
    make_found("Vals", dates=3)
    with django_assert_num_queries(9):
        page(client, "vals")
