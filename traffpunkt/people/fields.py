# SPDX-License-Identifier: EUPL-1.2
"""Form fields that understand how people write their names, numbers and addresses."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traffpunkt.people import phones
from traffpunkt.places.validators import refuse_civic_number

# Joiners that some scripts need inside a word.
JOINERS = "\u200c\u200d"
# What a letter program makes a link of: a word, a dot and a word at once.
DOTTED = re.compile(r"(\w+)\.([^\W\d_]{2,})")
BEGINS_AS_PHONE = re.compile(r"[^\d+]*(?:0|\+)")


def tidied(typed: str) -> str:
    """One line without control signs, hidden signs and double spaces."""
    return " ".join("".join(map(seen, typed)).split())


def seen(sign: str) -> str:
    """A sign as it shows: a hidden one not at all, a line break or the like as a space."""
    kind = unicodedata.category(sign)
    if sign in JOINERS or kind[0] != "C":
        return sign
    return "" if kind == "Cf" else " "


def holds_web_address(name: str) -> bool:
    """Whether a name has a slash or a domain in it; initials and "St.Göran" have neither."""
    plain = unicodedata.normalize("NFKC", name)
    dotted = DOTTED.findall(plain)
    return "/" in plain or any(
        len(before) > 2 or not after[:2].istitle() for before, after in dotted
    )


class NameField(forms.CharField):
    """A called name: any script, at least one letter, never a personnummer or a web address.

    It stands in letters that others are sent: nobody gets a link into them that way.
    """

    def __init__(self, **given: Any) -> None:
        told = {
            "required": gettext_lazy("Skriv ett namn, till exempel Astrid."),
            "max_length": gettext_lazy("Namnet är för långt. Skriv högst 80 tecken."),
        }
        super().__init__(max_length=given.pop("max_length", 80), error_messages=told, **given)

    def to_python(self, value: Any) -> str:
        """The name on one line."""
        return tidied(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """Refuse what cannot be anybody's name."""
        super().validate(value)
        refuse_civic_number(value)
        if value and not any(sign.isalpha() for sign in value):
            raise ValidationError(self.error_messages["required"], code="no_letter")
        if holds_web_address(value):
            words = _("Skriv bara namnet, utan snedstreck och utan webbadress.")
            raise ValidationError(words, code="web_address")


@dataclass(frozen=True, slots=True)
class Contact:
    """A number in E.164, or an e-mail address in small letters, or neither."""

    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone or self.email)

    def __str__(self) -> str:
        return self.phone or self.email


UNTOLD = Contact()


def understood(typed: str) -> Contact:
    """What was typed, as a number or an address; refused in words that say what to write."""
    if "@" in typed:
        email = "".join(typed.split()).lower()
        refuse_civic_number(email)
        try:
            validate_email(email)
        except ValidationError:
            words = _("Kontrollera e-postadressen. Den ska se ut så här: namn@exempel.se")
            raise ValidationError(words, code="no_email") from None
        return Contact(email=email)
    phone = phones.understood(typed)
    # A number that begins with 0 may by chance look like the personnummer of a very young person.
    if not (phone and BEGINS_AS_PHONE.match(typed)):
        refuse_civic_number(typed)
    if not phone:
        words = _("Kontrollera telefonnumret. Skriv det till exempel så här: 070-123 45 67")
        raise ValidationError(words, code="no_phone")
    return Contact(phone=phone)


class ContactField(forms.CharField):
    """One field for a phone number or an e-mail address, however it is written."""

    def __init__(self, **given: Any) -> None:
        told = {
            "required": gettext_lazy("Skriv ett telefonnummer eller en e-postadress."),
            "max_length": gettext_lazy("Det är för långt. Skriv ett nummer eller en adress."),
        }
        super().__init__(max_length=given.pop("max_length", 254), error_messages=told, **given)

    def to_python(self, value: Any) -> str:
        """What was typed on one line; `clean` makes it a contact."""
        return tidied(super().to_python(value) or "")

    def run_validators(self, value: Any) -> None:
        """The guard of all texts stays away: a mobile number may look like a personnummer."""
        self.validators = [each for each in self.validators if each is not refuse_civic_number]
        super().run_validators(value)

    def clean(self, value: Any) -> Contact:
        """The number or address; an empty one where none was needed."""
        typed = super().clean(value)
        return understood(typed) if typed else UNTOLD
