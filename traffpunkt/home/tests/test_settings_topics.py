# SPDX-License-Identifier: EUPL-1.2
"""Topics: added once, renamed, removed when nothing uses them."""

import pytest

from tests.makers import (
    make_activity,
    make_topic,
    the_municipality,
)
from traffpunkt.activities.models import Topic
from traffpunkt.home.tests.settings_rooms import at, browser, verbs

pytestmark = pytest.mark.django_db


CIVIC_NUMBER = "811218-9876"


@pytest.fixture
def desk(karin):
    return browser(karin)


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
