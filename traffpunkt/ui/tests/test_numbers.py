# SPDX-License-Identifier: EUPL-1.2
"""Phone numbers read as people say them and can be pressed to ring."""

from traffpunkt.ui import numbers
from traffpunkt.ui.templatetags.ui import phone, ring


def test_a_swedish_number_is_said_the_swedish_way() -> None:
    assert numbers.spoken("+46701740605") == "070-174 06 05"


def test_a_foreign_number_says_its_country() -> None:
    assert numbers.spoken("+358401234567").startswith("+358 ")


def test_what_is_no_number_is_shown_as_it_stands() -> None:
    assert numbers.spoken("fråga i disken") == "fråga i disken"
    assert numbers.dialled("fråga i disken") == ""


def test_a_number_can_be_pressed() -> None:
    assert ring("026-17 00 01") == (
        '<a href="tel:+4626170001"><bdi dir="ltr">026-17 00 01</bdi></a>'
    )


def test_words_in_a_numbers_place_are_no_link_and_no_markup() -> None:
    assert ring("<b>fråga</b>") == '<bdi dir="ltr">&lt;b&gt;fråga&lt;/b&gt;</bdi>'
    assert phone("+4626170001") == '<bdi dir="ltr">026-17 00 01</bdi>'
