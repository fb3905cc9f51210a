# SPDX-License-Identifier: EUPL-1.2
"""What the worker does to many series in a night."""

import pytest

from tests.makers import (
    make_activity,
    make_series,
)
from traffpunkt.activities.actions import unroll_all

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
