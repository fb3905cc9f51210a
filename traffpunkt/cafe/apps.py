# SPDX-License-Identifier: EUPL-1.2
"""At start: each date that takes numbers leads from its list to its queue."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.rooms import OPENINGS, Room

if TYPE_CHECKING:
    from traffpunkt.activities.models import Occasion


def queue_of(occasion: "Occasion") -> Room | None:
    """The page of a date's queue, if its activity takes numbers."""
    if not occasion.activity.takes_numbers or occasion.is_cancelled:
        return None
    return Room(_("Könummer"), reverse("cafe:queue", args=[occasion.pk]))


class CafeConfig(AppConfig):
    """The café's part of the program."""

    name = "traffpunkt.cafe"

    def ready(self) -> None:
        """Let the lists of dates know of the queues."""
        OPENINGS.append(queue_of)
