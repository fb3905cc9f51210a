# SPDX-License-Identifier: EUPL-1.2
"""A standing place: "kommer varje tisdag", and what outweighs it."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import in_days, make_occasion, make_offer, make_person, make_series, make_venue
from traffpunkt.activities.models import Signup
from traffpunkt.activities.tests.planning import next_monday
from traffpunkt.journal.models import GUEST

pytestmark = pytest.mark.django_db


def tuesdays(seats=None, dates=3, **given):
    """A series with some dates ahead, and a person."""
    series = make_series(seats=seats)
    rows = [
        make_occasion(
            activity=series.activity, series=series, slot=timezone.localdate(in_days(7 * week)),
            starts=in_days(7 * week), seats=seats, **given,
        )
        for week in range(1, dates + 1)
    ]  # fmt: skip
    return series, rows


def test_a_standing_place_signs_her_up_for_each_date_that_there_is():
    series, dates = tuesdays()

    series.grant_standing(make_person("Astrid"), "on_site", headcount=2, by=GUEST)

    rows = Signup.objects.order_by("occasion__starts")
    assert [row.occasion for row in rows] == dates
    assert {(row.source, row.headcount) for row in rows} == {("standing", 2)}


def test_granting_it_again_changes_nothing():
    series, dates = tuesdays()
    astrid = make_person("Astrid")

    first = series.grant_standing(astrid, "on_site", by=GUEST)

    assert str(first) == f"{astrid.pk} {series.pk}"
    assert series.grant_standing(astrid, "on_site", by=GUEST) == first
    assert Signup.objects.count() == len(dates)


def test_not_today_is_never_filled_again():
    series, (first, *_others) = tuesdays()
    standing = series.grant_standing(make_person("Astrid"), "on_site", by=GUEST)
    signup = first.signups.get()

    signup.not_today(by=GUEST)
    signup.not_today(by=GUEST)

    assert standing.fill(first) is None
    assert first.signups.get().is_withdrawn
    assert standing.person.signups.standing_now().count() == 2


def test_a_date_that_she_signed_up_for_herself_stays_as_it_is_also_when_she_leaves_it():
    series, (first, *_others) = tuesdays(dates=1)
    astrid = make_person("Astrid")
    own = first.sign_up(astrid, first.offers.get(), by=GUEST)
    standing = series.grant_standing(astrid, "on_site", by=GUEST)

    own.withdraw(by=GUEST)

    assert standing.fill(first) is None


def test_what_she_left_before_she_got_the_standing_place_does_not_stand_in_its_way():
    series, (first, *_others) = tuesdays(dates=1)
    astrid = make_person("Astrid")
    first.sign_up(astrid, first.offers.get(), by=GUEST).withdraw(by=GUEST)

    series.grant_standing(astrid, "on_site", by=GUEST)

    assert first.signups.expected().count() == 1


def test_ending_it_frees_the_seats_and_a_new_one_takes_them_again():
    series, dates = tuesdays(seats=1)
    astrid = make_person("Astrid")
    standing = series.grant_standing(astrid, "on_site", by=GUEST)
    waiting = dates[0].sign_up(make_person("Bertil"), dates[0].offers.get(), by=GUEST)

    standing.end(by=GUEST)
    standing.end(by=GUEST)

    assert standing.until == timezone.localdate()
    assert not astrid.signups.standing_now().exists()
    waiting.refresh_from_db()
    assert waiting.is_expected

    series.grant_standing(astrid, "on_site", by=GUEST)
    assert astrid.signups.expected().count() == 2


def test_where_it_is_full_she_queues_and_without_a_queue_she_is_left_out():
    series, (first, second, third) = tuesdays(seats=1)
    second.offers.update(has_queue=False)
    for date in (first, second):
        date.sign_up(make_person("Bertil"), date.offers.get(), by=GUEST)

    series.grant_standing(make_person("Astrid"), "on_site", by=GUEST)

    states = dict(Signup.objects.filter(source="standing").values_list("occasion", "state"))
    assert states == {first.pk: "waiting", third.pk: "expected"}


def test_a_date_without_her_way_is_left_out():
    series, _dates = tuesdays(dates=1)

    series.grant_standing(make_person("Astrid"), "online", by=GUEST)

    assert not Signup.objects.exists()


def test_a_watch_party_is_filled_at_its_own_place():
    series, (first,) = tuesdays(dates=1)
    here, there = make_venue(), make_venue()
    make_offer(first, "watch_party", venue=here)
    wished = make_offer(first, "watch_party", venue=there)

    series.grant_standing(make_person("Astrid"), "watch_party", there, by=GUEST)

    assert Signup.objects.get().offer == wished


def test_it_covers_only_its_own_days_and_never_a_cancelled_or_past_one():
    series, (first, second, third) = tuesdays()
    second.state = "cancelled"
    second.save()
    standing = series.standings.create(
        person=make_person("Astrid"), way="on_site", until=timezone.localdate(third.starts)
        - datetime.timedelta(days=1),
    )  # fmt: skip
    past = make_occasion(activity=series.activity, starts=in_days(-7))

    for date in (first, second, third, past):
        standing.fill(date)

    assert Signup.objects.get().occasion == first
    assert list(series.standings.on(timezone.localdate())) == [standing]
    assert not series.standings.on(third.starts.date() + datetime.timedelta(days=1)).exists()


def test_a_standing_place_may_be_for_one_of_the_weekdays(twice_a_week):
    series, on_tuesdays, _on_thursdays = twice_a_week
    astrid = make_person("Astrid")

    standing = series.grant_standing(astrid, "on_site", weekday=1, by=GUEST)

    assert {row.occasion_id for row in astrid.signups.all()} == {row.pk for row in on_tuesdays}
    assert "Varje tisdag" in standing.in_words
    assert "torsdag" not in standing.in_words


def test_at_the_desk_the_weekday_of_the_date_is_offered_first(twice_a_week, karin, signed_in):
    series, _on_tuesdays, on_thursdays = twice_a_week
    desk = signed_in(karin)
    row = on_thursdays[0].sign_up(make_person("Astrid"), on_thursdays[0].offers.get(), by=GUEST)
    address = f"/arbete/anmalningar/{row.pk}/fast-plats/"

    page = desk.get(address).content.decode()
    assert page.index("Bara på torsdagar") < page.index("Varje gång: tisdag och torsdag")
    assert "På 2 kommande tillfällen finns plats." in page
    assert "På 5 kommande tillfällen finns plats." in page
    desk.post(address, {"veckodag": "3"})

    assert series.standings.get().weekday == 3
    hers = set(row.person.signups.values_list("occasion", flat=True))
    assert hers == {date.pk for date in on_thursdays}
    shown = desk.get(f"/arbete/aktiviteter/{series.activity_id}/").content.decode()
    assert "bara på torsdagar" in shown


def test_all_weekdays_may_be_chosen_and_what_is_no_choice_is_the_first(
    twice_a_week, karin, signed_in
):
    series, on_tuesdays, _on_thursdays = twice_a_week
    desk = signed_in(karin)
    for sent, weekday in (("", None), ("söndag", 1)):
        person = make_person("Astrid")
        row = on_tuesdays[0].sign_up(person, on_tuesdays[0].offers.get(), by=GUEST)
        desk.post(f"/arbete/anmalningar/{row.pk}/fast-plats/", {"veckodag": sent})
        assert series.standings.get(person=person).weekday == weekday


def test_a_date_that_was_moved_keeps_the_weekday_that_its_rule_gave_it(twice_a_week):
    series, on_tuesdays, _on_thursdays = twice_a_week
    moved = on_tuesdays[0]
    moved.move(
        moved.starts + datetime.timedelta(days=1), moved.ends + datetime.timedelta(days=1),
        moved.venue, by=GUEST,
    )  # fmt: skip

    series.grant_standing(make_person("Astrid"), "on_site", weekday=1, by=GUEST)

    assert moved.signups.count() == 1


@pytest.fixture
def twice_a_week(db):
    """A series on Tuesdays and Thursdays, with its dates of three weeks."""
    series = make_series(pattern="weekly", weekdays=[1, 3], first=timezone.localdate())
    monday = next_monday()
    days = [
        [monday + datetime.timedelta(days=7 * week + day) for week in range(3)] for day in (1, 3)
    ]
    rows = [
        [
            make_occasion(
                activity=series.activity, series=series, slot=day,
                starts=in_days((day - timezone.localdate()).days),
            )
            for day in some
        ]
        for some in days
    ]  # fmt: skip
    return series, *rows
