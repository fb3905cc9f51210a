# SPDX-License-Identifier: EUPL-1.2
import datetime

import pytest
import time_machine
from django.core.cache import caches
from django.test import RequestFactory

from traffpunkt.people.limits import Limit, address_of

NOON = datetime.datetime(2026, 11, 23, 11, tzinfo=datetime.UTC)
FIVE = Limit("prov", tries=5, seconds=900)


def test_five_tries_pass_and_the_sixth_waits_a_quarter():
    with time_machine.travel(NOON, tick=False) as clock:
        assert [FIVE.allows("ABC234") for _try in range(6)] == [True] * 5 + [False]
        clock.shift(901)
        assert FIVE.allows("ABC234")


def test_another_key_has_its_own_tries():
    for _try in range(6):
        FIVE.allows("ABC234")

    assert FIVE.allows("XYZ789")


def test_a_place_that_another_press_took_just_now_is_not_given_twice(monkeypatch):
    told = caches["default"].get

    def blind(key, begin=None, **given):
        return 0 if begin == 0 else told(key, begin, **given)

    monkeypatch.setattr(caches["default"], "get", blind)

    assert [FIVE.allows("ABC234") for _try in range(6)] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("proxies", "passed", "seen", "address"),
    [
        (0, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "9.9.9.9, 1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (2, "9.9.9.9, 1.2.3.4, 10.0.0.2", "10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "<script>", "10.0.0.1", ""),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(settings, proxies, passed, seen, address):
    settings.TRUSTED_PROXIES = proxies

    request = RequestFactory().get("/", REMOTE_ADDR=seen, headers={"X-Forwarded-For": passed})

    assert address_of(request) == address
