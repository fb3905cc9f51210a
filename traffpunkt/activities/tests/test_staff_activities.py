# SPDX-License-Identifier: EUPL-1.2
"""The desk's list of activities, and the page of each."""

import pytest
from django.urls import reverse

from tests.makers import (
    in_days,
    make_activity,
    make_occasion,
    make_series,
)
from traffpunkt.journal.models import SYSTEM

pytestmark = pytest.mark.django_db


def test_a_proposal_is_shown_first_in_the_list(desk):
    make_activity(title="A")
    make_activity(title="B", state="archived")
    make_activity(title="C", state="proposed")

    rows = desk.get(reverse("activities:staff_activities")).context["activities"]

    assert [row.title for row in rows] == ["C", "A", "B"]


def test_the_list_asks_the_same_for_one_and_three(desk, django_assert_num_queries):
    make_occasion()
    address = reverse("activities:staff_activities")
    desk.get(address)

    with django_assert_num_queries(COUNTED["list"]):
        desk.get(address)
    make_occasion()
    make_occasion()
    with django_assert_num_queries(COUNTED["list"]):
        desk.get(address)


def test_an_activitys_page_asks_the_same_for_one_and_three(desk, django_assert_num_queries):
    series = make_series()
    make_occasion(activity=series.activity)
    address = reverse("activities:staff_activity", args=[series.activity_id])
    desk.get(address)

    with django_assert_num_queries(COUNTED["activity"]):
        desk.get(address)
    for _number in range(2):
        make_series(activity=series.activity)
        make_occasion(activity=series.activity)
    with django_assert_num_queries(COUNTED["activity"]):
        desk.get(address)


COUNTED = {"list": 7, "activity": 18}


def test_what_has_happened_to_a_date_stands_in_plain_words(desk):
    activity = make_activity()
    moved = make_occasion(activity=activity, seats=3)
    moved.move(in_days(2), in_days(2, 15), moved.venue, by=SYSTEM)
    make_occasion(activity=activity).cancel("Sjukdom", by=SYSTEM)

    page = desk.get(reverse("activities:staff_activity", args=[activity.pk])).content.decode()

    for words in ("Flyttat", "Ändrat för hand", "Inställt", ">0 av 3<", "Publicerad"):
        assert words in page
    for address in ("activities:staff_activities", "home:today"):
        page += desk.get(reverse(address)).content.decode()
    assert 'class="tag' not in page


def test_a_long_list_has_pages(desk):
    for _number in range(51):
        make_activity()
    address = reverse("activities:staff_activities")

    assert "Nästa sida" in desk.get(address).content.decode()
    assert "Förra sidan" in desk.get(address + "?sida=2").content.decode()


def test_an_empty_list_says_what_to_do(desk):
    assert (
        "Här finns inga aktiviteter än."
        in desk.get(reverse("activities:staff_activities")).content.decode()
    )


def test_every_date_of_an_activity_is_reached_page_by_page_the_past_ones_too(desk):
    activity = make_activity()
    coming = [make_occasion(activity=activity, starts=in_days(day)) for day in range(1, 14)]
    past = [make_occasion(activity=activity, starts=in_days(-day)) for day in range(1, 14)]
    address = reverse("activities:staff_activity", args=[activity.pk])

    for rows, part in ((coming, ""), (past, "visa=varit&")):
        pages = [desk.get(f"{address}?{part}sida={n}") for n in (1, 2)]
        shown = [row.pk for page in pages for row in page.context["dates"]]
        assert shown == [row.pk for row in rows]
        assert f'?{part.replace("&", "&amp;")}sida=2"' in pages[0].content.decode()
