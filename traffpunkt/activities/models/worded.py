# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.texts import BY_KEY, Text, fill
from traffpunkt.journal.models import Actor, record
from traffpunkt.places.models import Municipality
from traffpunkt.places.models.changing import take_over
from traffpunkt.places.validators import refuse_civic_number

SWEDISH = "sv"


class Phrases:
    """One text in all languages in which a municipality has worded it."""

    def __init__(self, text: Text, worded: Mapping[str, tuple[str, str]]) -> None:
        self.text, self.worded = text, worded

    def say(self, language: str, words: Mapping[str, str]) -> tuple[str, str]:
        """The subject and the text: in her language, else in Swedish, else as it stands for all."""
        subject, body = self.worded.get(language) or self.worded.get(SWEDISH) or ("", "")
        return fill(subject or self.text.subject, words), fill(body or self.text.body, words)


class WordingQuerySet(models.QuerySet["Wording"]):
    """Questions about many wordings."""

    def phrases(self, key: str) -> Phrases:
        """How a municipality words one of its texts."""
        rows = self.filter(key=key).values_list("language", "subject", "body")
        return Phrases(BY_KEY[key], {code: (subject, body) for code, subject, body in rows})

    def of(self, text: Text, language: str) -> "Wording | None":
        """The wording of a text in a language, if there is one."""
        return self.filter(key=text.key, language=language).first()

    def languages(self) -> dict[str, list[str]]:
        """In which languages each text is worded."""
        found: dict[str, list[str]] = {}
        for key, language in self.order_by("pk").values_list("key", "language"):
            found.setdefault(key, []).append(language)
        return found

    @transaction.atomic
    def put(
        self,
        municipality: Municipality,
        text: Text,
        language: str,
        facts: Mapping[str, Any],
        *,
        by: Actor,
    ) -> None:
        """Word a text so from now on; what is empty is as it stands for all."""
        municipality.hold_still()
        row = municipality.wordings.of(text, language)
        if row is None:
            if any(facts.values()):
                made = municipality.wordings.create(key=text.key, language=language, **facts)
                record("worded", made, by=by)
        elif not any(facts.values()):
            record("removed", row, by=by)
            row.delete()
        elif take_over(row, facts):
            record("worded", row, by=by)


class Wording(models.Model):
    """How a municipality words one of the texts that people are sent, in one language."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="wordings")
    key = models.CharField(max_length=20)
    language = models.CharField(_("språk"), max_length=3, default=SWEDISH)
    subject = models.CharField(
        _("rubrik"), max_length=150, blank=True, validators=[refuse_civic_number]
    )
    body = models.TextField(
        _("text"), max_length=1500, blank=True, validators=[refuse_civic_number]
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = "ordalydelse"
        verbose_name_plural = "ordalydelser"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key", "language"], name="worded_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language}"
