# SPDX-License-Identifier: EUPL-1.2
"""To publish an activity, put it away, and change its words."""

import pytest
from django.urls import reverse

from tests.makers import (
    make_activity,
    make_occasion,
    make_topic,
)
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db


# Publishing and putting away


def publication(client, activity, wish):
    return client.post(reverse("activities:staff_publication", args=[activity.pk]), {"gor": wish})


def test_what_is_missing_is_said(desk):
    activity = make_activity(state="draft")

    answer = publication(desk, activity, "publish")

    assert answer.status_code == 422
    assert "Det saknas minst ett datum som kommer" in answer.content.decode()


def test_who_reads_a_refusal_anew_comes_to_the_activity(desk):
    activity = make_activity(state="draft")
    address = reverse("activities:staff_publication", args=[activity.pk])

    answer = desk.get(address)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("activities:staff_activity", args=[activity.pk])
    activity.refresh_from_db()
    assert activity.state == "draft"


def test_dates_that_nobody_can_take_part_in_are_missing_a_way(desk):
    activity = make_activity(state="draft")
    make_occasion(activity=activity, ways=[])

    assert "minst ett sätt att delta" in publication(desk, activity, "publish").content.decode()


def test_publishing_twice_is_harmless(desk):
    activity = make_occasion(activity=make_activity(state="draft")).activity

    assert {publication(desk, activity, "publish").status_code for _press in range(2)} == {302}


@pytest.mark.parametrize("wish", ["archive", "unpublish"])
def test_what_people_expect_is_not_put_away(desk, astrid, wish):
    occasion = make_occasion()
    occasion.sign_up(astrid, occasion.offers.get(), by=SYSTEM)

    refused = publication(desk, occasion.activity, wish)
    occasion.cancel("Sjukdom", by=SYSTEM)

    assert "Ställ in dem först" in refused.content.decode()
    assert publication(desk, occasion.activity, wish).status_code == 302
    assert publication(desk, occasion.activity, wish).status_code == 302


def test_what_is_published_is_not_proposed(desk):
    activity = make_activity()

    publication(desk, activity, "propose")

    activity.refresh_from_db()
    assert activity.is_published


def test_an_unknown_wish_is_not_found(desk):
    assert publication(desk, make_activity(), "delete").status_code == 404


# Words


def test_the_words_of_an_activity_are_changed(desk):
    activity = make_activity()
    topic = make_topic()
    address = reverse("activities:staff_activity_change", args=[activity.pk])

    answer = desk.post(
        address,
        {
            "title": "Ny titel",
            "kind": "course",
            "filming": "live",
            "topics": [topic.pk],
            "captions": "on",
        },
        follow=True,
    )

    activity.refresh_from_db()
    assert "Ändringen är sparad." in answer.content.decode()
    assert (activity.title, activity.kind, activity.captions) == ("Ny titel", "course", True)
    assert list(activity.topics.all()) == [topic]


def test_a_films_link_is_kept_changed_and_taken_away(desk):
    activity = make_activity(kind="on_demand")
    address = reverse("activities:staff_activity_change", args=[activity.pk])
    words = {"title": "Film", "kind": "on_demand", "filming": "none"}

    links = []
    for film in ("https://fb.watch/a", "https://fb.watch/a", "https://film.example/b", ""):
        desk.post(address, words | {"film": film})
        activity.refresh_from_db()
        links.append(activity.link)

    assert links[0] == links[1]
    assert [link and link.provider for link in links] == ["facebook", "facebook", "other", None]
    assert "https://film.example/b" not in desk.get(address).content.decode()


def test_a_wrong_word_is_said_and_nothing_is_changed(desk):
    activity = make_activity(title="Förut")
    address = reverse("activities:staff_activity_change", args=[activity.pk])

    answer = desk.post(
        address, {"title": "", "kind": "course", "text": "Ny text", "filming": "none"}
    )

    activity.refresh_from_db()
    assert answer.status_code == 422
    assert "Ny text" in answer.content.decode()
    assert activity.title == "Förut"


def test_a_change_may_leave_the_topics_alone():
    activity = make_activity()
    topic = make_topic()
    activity.topics.add(topic)

    activity.change({"title": "Ny titel"}, by=SYSTEM)

    assert list(activity.topics.all()) == [topic]
