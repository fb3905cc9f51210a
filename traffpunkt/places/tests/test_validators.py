# SPDX-License-Identifier: EUPL-1.2
"""A personnummer is known however it is written, and other numbers are left in peace."""

import pytest
from django.core.exceptions import ValidationError

from traffpunkt.places.validators import holds_civic_number, refuse_civic_number

WRITTEN = [
    "8112189876", "811218-9876", "19811218-9876", "198112189876", "811218+9876", "811218 9876",
    "811218 - 9876", "811218–9876", "811218—9876", "811218−9876", "811218‑9876",
    "811218\u00a09876", "Astrid 811218-9876, 82 år", "701063-2391",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_civic_number_is_known_however_it_is_written(text):
    assert holds_civic_number(text)
    with pytest.raises(ValidationError, match="Vi sparar aldrig personnummer"):
        refuse_civic_number(text)


@pytest.mark.parametrize(
    "text", ["", "811218-9875", "811318-9876", "5811218-98761", "026-17 00 01", "kl 13.00–15.00"]
)
def test_other_numbers_are_left_in_peace(text):
    assert not holds_civic_number(text)
    refuse_civic_number(text)
