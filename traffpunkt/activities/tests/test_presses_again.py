# SPDX-License-Identifier: EUPL-1.2
"""A page from the browser's history is sent once more: what is new in it is never lost unsaid."""

import pytest
from django.urls import reverse

from tests.makers import (
    make_activity,
    make_karin,
    make_municipality,
    make_occasion,
    make_person,
    make_signup,
    make_venue,
)
from traffpunkt.activities.actions import plan_activity
from traffpunkt.activities.models import Activity, Announcement
from traffpunkt.activities.tests.desk import caller, page, text
from traffpunkt.activities.tests.planning import new, typed
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.activities.wording import for_relative
from traffpunkt.outbox.models import Message
from traffpunkt.people.desk import Desk

pytestmark = pytest.mark.django_db


def test_another_activity_with_the_same_press_is_another_one(desk):
    venue = make_venue()
    token = desk.get(page("staff_activity_new")).context["sheet"].token

    for title in ("Fika", "Fika", "Bingo"):
        assert new(desk, typed(venue, tryck=token, title=title)).status_code == 302

    assert sorted(Activity.objects.values_list("title", flat=True)) == ["Bingo", "Fika"]


def test_a_press_of_the_neighbours_is_a_press_of_ones_own(desk):
    karin = make_karin()
    here = make_activity(press="00000000-0000-4000-8000-000000000001").municipality
    neighbour = make_municipality(slug="granne")
    facts = {"title": "Fika", "press": "00000000-0000-4000-8000-000000000001"}

    made = plan_activity(Desk(karin, neighbour), facts, [], [])

    assert made.municipality == neighbour != here
    assert made.press is None


def test_other_words_with_the_same_press_are_sent_too(desk):
    occasion = make_occasion()
    make_signup(occasion, person=make_person("Astrid", email="astrid@exempel.example"))
    address = page("staff_announcement", occasion.pk)
    fields = fields_of(desk.get(address).content.decode()) | {"gor": "skicka"}

    for words in ("Ta med kaffe", "Ta med kaffe", "Ta med te"):
        assert desk.post(address, fields | {"words": words}).status_code == 302

    assert Announcement.objects.count() == 2
    bodies = Message.objects.of_kinds("announcement").values_list("body", flat=True)
    assert sorted("te" in body.split("Ta med ")[1][:2] for body in bodies) == [False, True]


def test_nobody_is_put_on_the_list_of_what_is_not_published(desk):
    occasion = make_occasion(activity=make_activity(state="draft"))

    answer = desk.post(page("staff_signup", occasion.pk), caller(occasion))

    assert answer.status_code == 422
    assert "Publicera den först." in text(answer)
    listed = text(desk.get(page("staff_occasion", occasion.pk)))
    assert "Ingen kan anmäla sig än." in listed
    assert page("staff_signup", occasion.pk) not in listed


def test_what_is_not_published_is_not_of_today(desk):
    make_occasion(activity=make_activity(state="draft", title="Utkastet"))

    assert "Utkastet" not in text(desk.get(reverse("home:today")))


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Hej Bo!\n\nDu är anmäld.", "Du är anmäld."),
        ("Hej Bo! Du är anmäld till Bingo.", "Hej Bo! Du är anmäld till Bingo."),
        ("Bokcafé på tisdag", "Bokcafé på tisdag"),
    ],
)
def test_a_relative_reads_all_but_the_greeting(body, kept):
    person = make_person("Bo", email="lena@exempel.example", relative="Lena")

    told = for_relative(body, person, "Lena")

    assert told.startswith("Hej Lena!\n\n")
    assert told.endswith(f"\n\n{kept}")
