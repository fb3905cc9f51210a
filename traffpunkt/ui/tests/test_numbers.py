# SPDX-License-Identifier: EUPL-1.2
"""Phone numbers read as people say them and can be pressed to ring."""

import pytest

from traffpunkt.ui import numbers
from traffpunkt.ui.templatetags.ui import phone, ring


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("+46701740605", "070-174 06 05"),
        ("+4626170005", "026-17 00 05"),
        ("+358401234567", "+358 40 1234567"),
        ("026-17 00 01", "026-17 00 01"),
        ("fråga i receptionen", "fråga i receptionen"),
    ],
)
def test_a_number_is_shown_as_it_is_said(kept: str, said: str) -> None:
    assert numbers.spoken(kept) == said


def test_what_is_no_number_rings_nobody() -> None:
    assert numbers.dialled("fråga i disken") == ""


def test_a_number_can_be_pressed() -> None:
    assert ring("026-17 00 01") == (
        '<a href="tel:+4626170001"><bdi dir="ltr">026-17 00 01</bdi></a>'
    )


def test_words_in_a_numbers_place_are_no_link_and_no_markup() -> None:
    assert ring("<b>fråga</b>") == '<bdi dir="ltr">&lt;b&gt;fråga&lt;/b&gt;</bdi>'
    assert phone("+4626170001") == '<bdi dir="ltr">026-17 00 01</bdi>'
