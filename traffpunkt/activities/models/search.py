# SPDX-License-Identifier: EUPL-1.2
"""The index that search reads: a municipality's own words, and which activity has which of them.

Plain tables, the same on SQLite and PostgreSQL (ADR: search). Only `activities.search` writes them.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.search import synonyms
from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models import Municipality


class SearchWord(models.Model):
    """One word stem that stands somewhere in a municipality's programme."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="search_words", db_index=False
    )
    word = models.CharField(max_length=40)
    plain = models.CharField(max_length=40, help_text="The stem without å, ä and ö.")
    head = models.CharField(max_length=3)
    tail = models.CharField(max_length=4)
    shown = models.CharField(max_length=40, help_text="The word as it stood, for “Menade du”.")

    class Meta:
        verbose_name = "sökord"
        verbose_name_plural = "sökord"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "word"], name="search_word_once")
        ]
        # Heads and tails as columns: a prefix LIKE uses no index under every collation.
        indexes = [
            models.Index(fields=["municipality", "plain"], name="search_word_plain"),
            models.Index(fields=["municipality", "head"], name="search_word_head"),
            models.Index(fields=["municipality", "tail"], name="search_word_tail"),
        ]

    def __str__(self) -> str:
        return self.word


class SearchGram(models.Model):
    """Three letters in a row of a word; misspelt words share most of theirs with the right one."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=3)

    class Meta:
        verbose_name = "bokstavsföljd"
        verbose_name_plural = "bokstavsföljder"
        indexes = [models.Index(fields=["municipality", "gram", "word"], name="search_gram_word")]

    def __str__(self) -> str:
        return self.gram


class SearchHit(models.Model):
    """That an activity has a word; the weight says where: its name, topic, place or text."""

    class Weight(models.IntegerChoices):
        TEXT = 2, _("i texten")
        PLACE = 4, _("på platsen eller dagen")
        TOPIC = 6, _("i ämnet")
        TITLE = 40, _("i namnet")

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="hits", db_index=False)
    activity = models.ForeignKey("Activity", models.CASCADE, related_name="search_hits")
    weight = models.PositiveSmallIntegerField(choices=Weight)

    class Meta:
        verbose_name = "sökträff"
        verbose_name_plural = "sökträffar"
        indexes = [models.Index(fields=["word", "activity", "weight"], name="search_hit_covering")]

    def __str__(self) -> str:
        return f"{self.word_id} {self.activity_id}"


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """Questions about a municipality's own words."""

    def in_order(self) -> Self:
        """All, by their words."""
        return self.order_by("words", "pk")

    def alike(self, words: Iterable[str]) -> "Synonym | None":
        """The row that already says the same, whatever the order and the endings."""
        sought = synonyms.stems(words)
        return next((row for row in self.all() if sought <= row.stems), None)

    @transaction.atomic
    def introduce(
        self, municipality: Municipality, words: Iterable[str], *, by: Actor
    ) -> "Synonym":
        """Let words mean the same; search asks for them each time, so its index stays as it is."""
        municipality.hold_still()
        if known := municipality.synonyms.alike(words):
            return known
        synonym = self.create(municipality=municipality, words=", ".join(words))
        record("added", synonym, by=by)
        return synonym


class Synonym(models.Model):
    """Words that mean the same to the people of one municipality, kept by its editors."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="synonyms")
    words = models.CharField(_("ord som betyder detsamma"), max_length=200)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = "synonymer"
        verbose_name_plural = "synonymer"

    @property
    def stems(self) -> frozenset[str]:
        """Its words as search compares them."""
        return synonyms.stems(synonyms.written(self.words))

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        """Let the words mean each their own again."""
        record("removed", self, by=by)
        self.delete()
