# SPDX-License-Identifier: EUPL-1.2
"""What the worker does in a night: new dates for each series, and a search that knows them."""

import pytest

from tests.makers import (
    in_days,
    make_activity,
    make_municipality,
    make_occasion,
    make_series,
    make_signup,
)
from traffpunkt.activities import actions
from traffpunkt.activities.actions import reindex_all, release_lapsed_holds, unroll_all
from traffpunkt.activities.models import Activity, Occasion, Series, Signup
from traffpunkt.activities.search import index
from traffpunkt.activities.search.queries import search
from traffpunkt.outbox.models import Message
from traffpunkt.places.models import Municipality

pytestmark = pytest.mark.django_db


def test_the_worker_rolls_every_series_forward():
    going = make_series(skip_holidays=False)
    make_series(activity=make_activity(state="archived"))

    assert unroll_all() == going.occasions.count() > 20
    assert unroll_all() == 0


def test_the_worker_asks_the_same_of_the_database_for_each_that_lacks_nothing(
    django_assert_max_num_queries,
):
    for _number in range(3):
        make_series(skip_holidays=False)
    unroll_all()

    with django_assert_max_num_queries(3 + 3 * 2):
        unroll_all()


def fails_for(method, unlucky):
    """The method as it is, but broken for one row."""

    def attempt(row, *args, **given):
        if row.pk == unlucky.pk:
            raise ValueError("broken")
        return method(row, *args, **given)

    return attempt


@pytest.mark.parametrize("verb", ["unroll", "missing_days"])
def test_a_series_that_fails_is_logged_and_stops_none_after_it(monkeypatch, caplog, verb):
    broken, whole = make_series(skip_holidays=False), make_series(skip_holidays=False)
    monkeypatch.setattr(Series, verb, fails_for(getattr(Series, verb), broken))

    assert unroll_all() == whole.occasions.count() > 20
    assert not broken.occasions.exists()
    assert f"The worker failed for activities.Series {broken.pk}" in caplog.text


def finds(municipality, words):
    return [found.pk for found in search(municipality, words).found]


def test_a_held_seat_that_fails_stops_none_after_it(monkeypatch, caplog):
    broken, whole = (make_signup(held_until=in_days(-1)) for _number in range(2))
    monkeypatch.setattr(Signup, "release_hold", fails_for(Signup.release_hold, broken))

    assert release_lapsed_holds() == 1
    # Nobody else waits: the seat is hers again, with a new call to make.
    assert Message.objects.to_call().get().person == whole.person
    assert f"failed for activities.Signup {broken.pk}" in caplog.text


def test_after_the_night_search_knows_which_dates_are_left():
    activity = make_activity(title="Canasta")
    occasion = make_occasion(activity=activity)
    weekday = index.weekday(occasion.starts)
    reindex_all()
    assert finds(activity.municipality, weekday) == [activity.pk]

    Occasion.objects.update(starts=in_days(-1), ends=in_days(-1, 15))

    assert reindex_all() == 1
    assert finds(activity.municipality, weekday) == []
    assert finds(activity.municipality, "canasta") == [activity.pk]


def test_a_programme_that_cannot_be_read_stops_none_after_it(monkeypatch, caplog):
    broken, whole = (make_municipality() for _number in range(2))
    for town in (broken, whole):
        Activity.objects.create(municipality=town, title="Canasta", state="published")
    monkeypatch.setattr(actions, "reindex", fails_for(index.reindex, broken))

    assert reindex_all() == 1
    assert finds(whole, "canasta")
    assert f"failed for places.Municipality {broken.pk}" in caplog.text


def test_what_is_put_away_while_the_programme_is_read_is_not_brought_back(monkeypatch):
    activity = make_activity(title="Canasta")
    real = Municipality.objects.select_for_update

    def meanwhile(**given):
        Activity.objects.filter(pk=activity.pk).update(state="archived")
        return real(**given)

    monkeypatch.setattr(Municipality.objects, "select_for_update", meanwhile)

    assert reindex_all() == 0
    assert finds(activity.municipality, "canasta") == []
