# SPDX-License-Identifier: EUPL-1.2
import pytest

from traffpunkt.people.phones import is_mobile, understood
from traffpunkt.ui.numbers import spoken


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("070 174 06 05", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("+46 (0)70-174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("tel: 070-174 06 05", "+46701740605"),
        ("070–174 06 05", "+46701740605"),
        ("026-17 00 05", "+4626170005"),
        ("08-123 456 78", "+46812345678"),
        ("+358 40 123 4567", "+358401234567"),
        ("", None),
        ("Astrid", None),
        ("123", None),
        ("070-174 06", None),
        ("0" * 200, None),
        ("070\x001740605", None),
    ],
)
def test_any_sensible_way_of_writing_a_number_is_understood(typed, kept):
    assert understood(typed) == kept


def test_only_a_mobile_gets_an_sms():
    assert is_mobile("+46701740605")
    assert not is_mobile("+4626170005")


def test_a_number_that_is_shown_is_understood_again():
    for kept in ("+46701740605", "+4626170005", "+358401234567"):
        assert understood(spoken(kept)) == kept
