# SPDX-License-Identifier: EUPL-1.2
"""What the tests of this package can ask for beside the cast: Karin's desk, a Tuesday in November."""

import pytest
import time_machine

from tests.makers import local

TUESDAY = local(2026, 11, 24, 8, 0)


@pytest.fixture
def desk(karin, signed_in):
    """Karin's browser."""
    return signed_in(karin)


@pytest.fixture
def tuesday():
    """A Tuesday morning in November."""
    with time_machine.travel(TUESDAY, tick=False):
        yield TUESDAY
