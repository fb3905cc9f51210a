# SPDX-License-Identifier: EUPL-1.2
"""A poster of one activity: all its coming days, where, how one takes part, and whom to ring."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.db.models import TextChoices
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy

from traffpunkt.activities.cards import Card, cards
from traffpunkt.activities.models import Activity
from traffpunkt.activities.printing import MOST_DATES, Size, rhythms_of
from traffpunkt.places.models import Venue
from traffpunkt.ui.numbers import spoken


class Sheet(TextChoices):
    """What a poster is printed on."""

    A4 = Size.A4.value, gettext_lazy("Affisch, A4")
    A3 = Size.A3.value, gettext_lazy("Affisch, A3")


@dataclass(frozen=True)
class Poster:
    """One activity on a sheet to hang on a wall. It says what everybody may read and nothing else."""

    activity: Activity
    size: str = Sheet.A4

    @classmethod
    def asked(cls, given: QueryDict, activity: Activity) -> Self:
        """The poster in an address; what cannot be understood is A4."""
        size = given.get("storlek", "")
        return cls(activity, size if size in Sheet.values else Sheet.A4)

    @cached_property
    def cards(self) -> list[Card]:
        """Its coming dates, soonest first, the cancelled ones too, so that nobody comes in vain."""
        return cards(self.activity.occasions.upcoming()[:MOST_DATES])

    @property
    def places(self) -> list[Venue]:
        """The places that are named, each once, by name."""
        coming = [card for card in self.cards if not card.is_cancelled]
        named = {card.venue for card in coming} | {way.venue for one in coming for way in one.ways}
        names = [name for name in named if name]
        return list(self.activity.municipality.venues.filter(name__in=names))

    def html(self, absolute: Callable[[str], str]) -> str:
        """The poster as a page for the press; `absolute` makes a whole address of a path."""
        municipality = self.activity.municipality
        page = {
            "poster": self,
            "activity": self.activity,
            "rhythms": rhythms_of(self.cards, absolute),
            "address": absolute(reverse("activities:activity", args=[self.activity.pk])),
            "municipality": municipality,
            "phone": spoken(municipality.help_phone),
        }
        return render_to_string("activities/paper/poster.html", page)
