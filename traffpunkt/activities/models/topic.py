# SPDX-License-Identifier: EUPL-1.2
from typing import Self

from django.db import models, transaction
from django.db.models import Count
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.search.index import write
from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models import Municipality


class TopicQuerySet(models.QuerySet["Topic"]):
    """Questions about many topics."""

    def names(self) -> list[tuple[str, str]]:
        """Key and name of each, by name."""
        return list(self.values_list("key", "name"))

    def with_use(self) -> Self:
        """Each with the number of activities that it stands on."""
        return self.annotate(uses=Count("activities")).order_by("name", "pk")

    def called(self, name: str) -> "Topic | None":
        """The topic with a name, whatever its letters' size."""
        return next((topic for topic in self.all() if topic.name.lower() == name.lower()), None)

    @transaction.atomic
    def introduce(self, municipality: Municipality, name: str, *, by: Actor) -> "Topic":
        """Add a topic; the same name again is the same topic."""
        municipality.hold_still()
        if known := municipality.topics.called(name):
            return known
        topic = self.create(municipality=municipality, name=name, key=free_key(municipality, name))
        record("added", topic, by=by)
        return topic


def free_key(municipality: Municipality, name: str) -> str:
    """A key made of a name; a number after it where another topic has it."""
    begins = slugify(name)[:40] or "amne"
    taken = {key for key, _name in municipality.topics.names()}
    numbered = (f"{begins}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (begins, *numbered) if key not in taken)


class Topic(models.Model):
    """What an activity is about, in one or two words; a municipality keeps its own list."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="topics")
    key = models.SlugField(_("nyckel"))
    name = models.CharField(_("namn"), max_length=40)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "ämne"
        verbose_name_plural = "ämnen"
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="topic_in_municipality")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_used(self) -> bool:
        """Whether any activity is about it."""
        return self.activities.exists()

    @transaction.atomic
    def rename(self, name: str, *, by: Actor) -> None:
        """Call it something else; its address stays, and search finds it by the new name."""
        if name == self.name:
            return
        self.name = name
        self.save(update_fields=["name"])
        record("renamed", self, by=by)
        write(self.municipality, list(self.activities.values_list("pk", flat=True)))

    @transaction.atomic
    def remove(self, *, by: Actor) -> bool:
        """Remove it while no activity is about it; whether that went."""
        self.municipality.hold_still()
        if self.is_used:
            return False
        record("removed", self, by=by)
        self.delete()
        return True
