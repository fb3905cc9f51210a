# SPDX-License-Identifier: EUPL-1.2
"""Forms that answer in plain Swedish with an example, and fields that understand how people write."""

import datetime
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import formats, timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.ui import reading
from traffpunkt.ui.left_open import LeftOpen
from traffpunkt.ui.words import clock

DAY_EXAMPLE = _("Skriv dagen till exempel så här: 4 mars eller 4/3.")
TIME_EXAMPLE = _("Skriv klockslaget till exempel så här: 13.00.")
NUMBER_EXAMPLE = _("Skriv bara en siffra, till exempel 12.")

# Our words for each of Django's codes, by the field that says it.
WORDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Fyll i det här.")},
    forms.CharField: {
        "required": _("Skriv något här."),
        "max_length": _("Det blev för långt. Skriv högst %(limit_value)d tecken."),
        "min_length": _("Det blev för kort. Skriv minst %(limit_value)d tecken."),
        "null_characters_not_allowed": _("Ett tecken kunde inte läsas. Skriv om texten."),
    },
    forms.EmailField: {
        "required": _("Skriv din e-post, till exempel namn@exempel.se."),
        "invalid": _("Skriv hela e-postadressen, till exempel namn@exempel.se."),
    },
    forms.URLField: {"invalid": _("Skriv hela adressen, till exempel https://exempel.se.")},
    forms.IntegerField: {
        "required": NUMBER_EXAMPLE,
        "invalid": NUMBER_EXAMPLE,
        "max_value": _("Det är för mycket. Skriv högst %(limit_value)d."),
        "min_value": _("Det är för litet. Skriv minst %(limit_value)d."),
    },
    forms.DateField: {"required": DAY_EXAMPLE, "invalid": DAY_EXAMPLE},
    forms.TimeField: {"required": TIME_EXAMPLE, "invalid": TIME_EXAMPLE},
    forms.ChoiceField: {
        "required": _("Välj ett av svaren."),
        "invalid_choice": _("Välj ett av svaren i listan."),
    },
    forms.MultipleChoiceField: {
        "required": _("Välj minst ett av svaren."),
        "invalid_choice": _("Välj bland svaren i listan."),
        "invalid_list": _("Välj bland svaren i listan."),
    },
    forms.ModelMultipleChoiceField: {
        "required": _("Välj minst ett av svaren."),
        "invalid_choice": _("Välj bland svaren i listan."),
        "invalid_list": _("Välj bland svaren i listan."),
        "invalid_pk_value": _("Välj bland svaren i listan."),
    },
    forms.FileField: {
        "required": _("Välj en fil."),
        "empty": _("Filen är tom. Välj en annan."),
        "missing": _("Välj en fil."),
        "invalid": _("Välj en fil."),
        "max_length": _("Filens namn är för långt. Ge den ett kortare namn."),
    },
    forms.BooleanField: {"required": _("Kryssa i rutan för att gå vidare.")},
    forms.UUIDField: {"invalid": _("Sidan har varit öppen för länge. Skicka en gång till.")},
}
ASKED_FOR = _("Det här kan begäras ut.")
# So many letters are more than a name or a heading.
SENTENCES = 150
UNREADABLE = ProhibitNullCharactersValidator(_("Ett tecken kunde inte läsas. Välj igen."))


def speak_plainly(field: forms.Field) -> None:
    """Put our words where a field would say Django's; words of its own stay."""
    kinds = type(field).__mro__
    standing: dict[str, Any] = {}
    ours: dict[str, Any] = {}
    for kind in reversed(kinds):
        standing |= vars(kind).get("default_error_messages", {})
        ours |= WORDS.get(kind, {})
    if isinstance(field, forms.ModelChoiceField | forms.ModelMultipleChoiceField):
        field.validate_no_null_characters = UNREADABLE  # type: ignore[method-assign]
    for code, words in ours.items():
        if field.error_messages.get(code) == standing.get(code):
            field.error_messages[code] = words


def keep_to_one_line(field: forms.CharField) -> None:
    """Make one line of what a box of one line is sent, before anything else is asked of it.

    Browsers send none, but whoever does puts a header into a letter or breaks it for good.
    """
    understood = field.to_python

    def on_one_line(value: Any) -> Any:
        typed = understood(value)
        return " ".join(typed.split()) if isinstance(typed, str) else typed

    field.to_python = on_one_line  # type: ignore[method-assign]


def is_free_text(field: forms.Field) -> bool:
    """Whether one writes whole sentences in a field, and not a name, a number or an address."""
    if not isinstance(field, forms.CharField) or isinstance(
        field, forms.EmailField | forms.URLField
    ):
        return False
    if field.widget.attrs.get("spellcheck") == "false":
        # A machine made it up, and people only copy it.
        return False
    is_long = field.max_length is not None and field.max_length >= SENTENCES
    return is_long or isinstance(field.widget, forms.Textarea)


class Plain(LeftOpen):
    """What our forms have in common; the browser's own pop-ups stay away."""

    use_required_attribute = False
    # What every text is tried against; who knows what may not be written puts it here.
    guards: ClassVar[tuple[Callable[[str], None], ...]] = ()
    # When a field that may be left empty may not: said beside its label, where else "frivilligt" is.
    needed_when: ClassVar[dict[str, StrOrPromise]] = {}
    # Whether staff write it: what they write freely is a public record, and says so.
    is_of_workroom: ClassVar[bool] = True

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, field in self.fields.items():
            speak_plainly(field)
            if self.is_of_workroom and is_free_text(field):
                field.help_text = format_lazy("{} {}", field.help_text, ASKED_FOR)
            field.needed_when = self.needed_when.get(name, "")  # type: ignore[attr-defined]
            if isinstance(field, forms.CharField):
                field.validators = [*field.validators, *self.guards]
                if not isinstance(field.widget, forms.Textarea):
                    keep_to_one_line(field)


class PlainRowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows chosen by their keys; a key that no database can hold is no choice either."""

    LARGEST = 2**63 - 1

    def clean(self, value: Any) -> Any:
        """The chosen rows."""
        for key in value if isinstance(value, list | tuple) else ():
            if not self.may_be_a_key(str(key)):
                words = self.error_messages["invalid_pk_value"]
                raise ValidationError(words, code="invalid_pk_value", params={"pk": key})
        return super().clean(value)

    def may_be_a_key(self, typed: str) -> bool:
        """Whether it is a number, and one that a row could have; Python itself refuses the longest."""
        try:
            return abs(int(typed)) <= self.LARGEST
        except ValueError:
            return False


class PlainDateField(forms.DateField):
    """A day as people write it; shown again with its month in words.

    `looks_back` where the field asks about something that has been: "4 november" is then the last one."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, *given: Any, looks_back: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self.looks_back = looks_back

    def to_python(self, value: Any) -> datetime.date | None:
        """The day that was meant."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        found = reading.day(str(value), timezone.localdate(), looks_back=self.looks_back)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        """A day in words, and what somebody typed as she typed it."""
        is_day = isinstance(value, datetime.date)
        return formats.date_format(value, "j F Y") if is_day else value


class PlainTimeField(forms.TimeField):
    """A time of day as people write it; shown again as 13.00."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 6})

    def to_python(self, value: Any) -> datetime.time | None:
        """The time that was meant."""
        if value in self.empty_values or isinstance(value, datetime.time):
            return value or None
        found = reading.time(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        """A time as it is written in Swedish, and what somebody typed as she typed it."""
        return clock(value) if isinstance(value, datetime.time) else value
