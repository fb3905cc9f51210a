# SPDX-License-Identifier: EUPL-1.2
"""What the register is searched by: keys of each person, and the ways in which a key is misspelt.

Plain tables, the same on SQLite and PostgreSQL (ADR 26). Only `people.register` writes them.
"""

from django.db import models

from traffpunkt.places.models import Municipality


class PersonKey(models.Model):
    """That a person is found by a key: how a word of her name sounds, where she lives, a number."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="keys")
    key = models.CharField(max_length=40)

    class Meta:
        verbose_name = "sökord för en person"
        verbose_name_plural = "sökord för personer"
        indexes = [
            models.Index(fields=["municipality", "key", "person"], name="person_key_covering")
        ]

    def __str__(self) -> str:
        return self.key


class Spelling(models.Model):
    """A key with a letter left out, or only its beginning: by these a misspelt word leads to it.

    One that stands here twice does no harm, so that nobody waits for another who writes the same.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    cut = models.CharField(max_length=40)
    key = models.CharField(max_length=40)

    class Meta:
        verbose_name = "stavning"
        verbose_name_plural = "stavningar"
        indexes = [
            models.Index(fields=["municipality", "cut", "key"], name="spelling_covering"),
            models.Index(fields=["municipality", "key"], name="spelling_of_key"),
        ]

    def __str__(self) -> str:
        return self.cut
