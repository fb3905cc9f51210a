# SPDX-License-Identifier: EUPL-1.2
"""Fields of the settings: phones, colours and opening hours as people write them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from traffpunkt.people import phones
from traffpunkt.places import hours
from traffpunkt.places.validators import refuse_civic_number
from traffpunkt.ui.numbers import spoken


class PhoneField(forms.CharField):
    """A phone number however it is written; kept as people in Sweden say it."""

    def __init__(self, **given: Any) -> None:
        told = {"required": gettext_lazy("Skriv numret till exempel så här: 026-17 80 00.")}
        facts: dict[str, Any] = {"max_length": 30, "error_messages": told}
        super().__init__(**facts | given)

    def run_validators(self, value: Any) -> None:
        """The guard of all texts stays away: a phone number may look like a personnummer."""
        self.validators = [each for each in self.validators if each is not refuse_civic_number]
        super().run_validators(value)

    def clean(self, value: Any) -> str:
        """The number as it is said, or nothing where none was needed."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        number = phones.understood(typed)
        if number is None:
            refuse_civic_number(typed)
            words = _("Kontrollera numret. Skriv det till exempel så här: 026-17 80 00.")
            raise ValidationError(words, code="no_phone")
        return spoken(number)


class ColourField(forms.CharField):
    """A colour as # and six signs; the # may be left out."""

    def to_python(self, value: Any) -> str | None:
        """In small letters and with its #."""
        typed = super().to_python(value)
        return f"#{typed.removeprefix('#').lower()}" if typed else typed


class HoursField(forms.CharField):
    """The opening hours of one weekday in words; its errors name the day."""

    def __init__(self, day: StrOrPromise, **given: Any) -> None:
        self.day = day
        super().__init__(label=day, required=False, max_length=60, **given)

    def clean(self, value: Any) -> list[hours.Span]:
        """From when to when, in order; nothing when it is closed."""
        try:
            return hours.read(super().clean(value))
        except hours.Unclear as unclear:
            words = _("%(day)s: %(why)s") % {"day": self.day, "why": unclear}
            raise ValidationError(words, code="unclear") from None

    def prepare_value(self, value: Any) -> Any:
        """The hours as they are written, and what somebody typed as she typed it."""
        return hours.written(value) if isinstance(value, list) else value
