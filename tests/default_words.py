# SPDX-License-Identifier: EUPL-1.2
"""The sentences that Django says by itself, in English and in its own Swedish: none may be shown."""

import re
from collections.abc import Iterator
from functools import cache

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core import validators
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

SHORTEST = 12
PLACE = 987654


def of_classes() -> Iterator[Promise]:
    """What each field and validator of Django has to say."""
    for module in (forms, validators, models, auth_forms):
        for made in vars(module).values():
            if isinstance(made, type):
                said = {**getattr(made, "default_error_messages", {})}
                said["message"] = getattr(made, "message", "")
                yield from (words for words in said.values() if isinstance(words, Promise))


def written(words: Promise) -> Iterator[str]:
    """One sentence in each language, singular and plural."""
    for language in ("en", "sv"):
        with override(language):
            for number in (1, 2):
                try:
                    yield str(words % Anything(number))
                except (TypeError, ValueError, KeyError):
                    yield str(words)


class Anything(dict[str, int]):
    """Fills every place of a sentence with a number that is found again."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def __missing__(self, place: str) -> int:
        return self.number if place in {"limit_value", "max"} else PLACE


@cache
def default_words() -> re.Pattern[str]:
    """Any of Django's own sentences, whatever stands in their places."""
    sentences = {sentence for words in of_classes() for sentence in written(words)}
    patterns = [
        re.sub(rf"{PLACE}|(?<!\d)[12](?!\d)", ".{1,60}?", re.escape(sentence))
        for sentence in sentences
        if len(sentence) >= SHORTEST
    ]
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def django_says(text: str) -> list[str]:
    """What Django has said by itself in a page."""
    return [found[0] for found in default_words().finditer(text)]
