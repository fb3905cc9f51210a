# SPDX-License-Identifier: EUPL-1.2
"""Pages of a date that packages above add: a list of one date leads to them without knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django_stubs_ext import StrOrPromise

if TYPE_CHECKING:
    from traffpunkt.activities.models import Occasion


@dataclass(frozen=True, slots=True)
class Room:
    """A page of one date: what its link says, and where it leads."""

    words: StrOrPromise
    address: str


Opening = Callable[["Occasion"], Room | None]
# Each package adds its own when the program starts.
OPENINGS: list[Opening] = []


def rooms_of(occasion: "Occasion") -> list[Room]:
    """The pages that one date has beside its list."""
    return [room for opening in OPENINGS if (room := opening(occasion))]
