# SPDX-License-Identifier: EUPL-1.2
"""The details of a person, as staff correct them."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.forms.folding import Folding
from traffpunkt.activities.forms.sheets import Sheet
from traffpunkt.outbox.actions import written
from traffpunkt.outbox.models import Message
from traffpunkt.people.fields import Contact, ContactField, NameField
from traffpunkt.people.models import ContactWay, Person
from traffpunkt.people.models.person import Reached
from traffpunkt.places.forms import PlainForm
from traffpunkt.places.models.municipality import LANGUAGES
from traffpunkt.ui.numbers import spoken

MOST_WAYS = 12
AT_HOME = ("wish", "street", "care_of", "postcode", "town")
WISHES = [
    (Person.Wish.CALL, _("Ring")),
    (Person.Wish.EMAIL, _("E-post")),
    (Person.Wish.SMS, _("Sms")),
    (Person.Wish.LETTER, _("Brev")),
    (Person.Wish.NONE, _("Helst inget. Ring bara om något ändras")),
    (Person.Wish.UNSAID, _("Inte sagt")),
]
# Which box says that she has none of her own of which kind.
NONE_OF = {
    "no_phone": (
        ContactWay.Kind.PHONE,
        _("Här uppe står ett telefonnummer. Ta bort numret eller krysset."),
    ),
    "no_email": (
        ContactWay.Kind.EMAIL,
        _("Här uppe står en e-postadress. Ta bort adressen eller krysset."),
    ),
}


class DetailsForm(Folding, PlainForm):
    """A called name, and what she wishes; her numbers and addresses stand between.

    There is no field for notes: what is written down is how she is called and reached.
    """

    name = NameField(label=_("Namn"), help_text=_("Det räcker med förnamn."))
    no_phone = forms.BooleanField(label=_("Har ingen egen telefon"), required=False)
    no_email = forms.BooleanField(label=_("Har ingen egen e-post"), required=False)
    wish = forms.ChoiceField(
        label=_("Hur vill personen bli nådd?"),
        help_text=_("Brev behöver en adress. Annars blir det ett samtal."),
        choices=WISHES,
        required=False,
        widget=forms.RadioSelect,
    )
    street = forms.CharField(
        label=_("Gata eller box"),
        help_text=_("Adressen behövs bara för den som vill ha brev."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    care_of = forms.CharField(
        label=_("C/o eller våning"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    postcode = forms.CharField(
        label=_("Postnummer"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "size": 7}),
    )
    town = forms.CharField(
        label=_("Ort"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    needs = forms.CharField(
        label=_("Bra att veta när personen kommer"),
        help_text=_("Till exempel: Hör bäst på höger öra. Skriv ingen diagnos."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Språk"), choices=list(LANGUAGES.items()))
    hidden = forms.BooleanField(
        label=_("Visa aldrig namn eller bild"),
        help_text=_("Då ser bara samordnarna vem det är."),
        required=False,
    )

    FIRST = ("name",)

    def __init__(self, data: QueryDict | None, *, person: Person, sees_home: bool = True) -> None:
        super().__init__(data, initial={name: getattr(person, name) for name in self.base_fields})
        if not sees_home:
            # Where she lives is for those who send the letters, and so is that she wants them.
            for name in AT_HOME:
                del self.fields[name]
        if Message.Channel.SMS not in written() and sees_home:
            words = _now("Sms skickas inte än. Brev behöver en adress. Annars blir det ett samtal.")
            self.fields["wish"].help_text = words

    def clean_postcode(self) -> str:
        """Five digits, written as on an envelope: 803 20."""
        typed = self.cleaned_data["postcode"]
        digits = re.sub(r"[^0-9]", "", typed)
        if typed and len(digits) != 5:
            words = _now("Skriv postnumret med fem siffror, till exempel 803 20.")
            raise forms.ValidationError(words, code="postcode")
        return f"{digits[:3]} {digits[3:]}" if typed else ""

    def clean(self) -> dict[str, Any]:
        """An address is whole or none: a letter without a town comes nowhere."""
        told = self.cleaned_data
        parts = ("street", "postcode", "town")
        if any(told.get(name) for name in (*parts, "care_of")):
            for name in parts:
                if name in told and not told[name]:
                    self.add_error(name, _now("Fyll i det här också, så att brevet kommer fram."))
        elif told.get("wish") == Person.Wish.LETTER and "street" in self.fields:
            self.add_error("street", _now("Skriv adressen, så att brevet kommer fram."))
        return told

    def refuse_owned(self, kinds: set[str]) -> None:
        """Say no to "none of her own" where there is one of these kinds."""
        for name, (kind, words) in NONE_OF.items():
            if self.cleaned_data.get(name) and kind in kinds:
                self.add_error(name, words)


class WayForm(Folding, PlainForm):
    """A number or an address, and whose it is; the one to spare is folded until it is wanted."""

    contact = ContactField(
        label=_("Telefon eller e-post"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relative = NameField(
        label=_("Anhörigs namn"),
        help_text=_("Bara om en anhörig svarar, till exempel Lena."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None, *, way: ContactWay | None, prefix: str) -> None:
        known = {"contact": spoken(way.value), "relative": way.relative} if way else {}
        super().__init__(data, initial=known, prefix=prefix)

    def clean(self) -> dict[str, Any]:
        """Who answers has a number or an address."""
        told = self.cleaned_data
        if told.get("relative") and "contact" in told and not told["contact"]:
            self.add_error(
                "contact", _now("Skriv numret eller adressen, eller ta bort namnet här under.")
            )
        return told

    @property
    def is_open(self) -> bool:
        """Whether something is written here, right or wrong."""
        return any(field.value() for field in self.folded)

    @property
    def ways(self) -> list[Reached]:
        """The way that it is, if something stands there."""
        contact: Contact | None = self.cleaned_data.get("contact")
        if not contact:
            return []
        kind = ContactWay.Kind.PHONE if contact.phone else ContactWay.Kind.EMAIL
        return [Reached(kind, str(contact), self.cleaned_data.get("relative", ""))]


class PersonSheet(Sheet):
    """All that is known of a person, with room for one more number or address."""

    def __init__(self, data: QueryDict | None, *, person: Person, sees_home: bool = True) -> None:
        super().__init__(data)
        known = list(person.contact_ways.all())
        self.details = DetailsForm(data, person=person, sees_home=sees_home)
        self.way_forms = [
            WayForm(
                data,
                way=known[number] if number < len(known) else None,
                prefix=f"w{number}",
            )
            for number in range(count_of_ways(data, len(known) + 1))
        ]
        self.forms = [self.details, *self.way_forms]

    def is_valid(self) -> bool:
        """Each for itself, and together: nothing stands there twice, and none means none."""
        if not super().is_valid():
            return False
        seen: set[tuple[str, str]] = set()
        for form in self.way_forms:
            for kind, value, _relative in form.ways:
                if (kind, value) in seen:
                    form.add_error("contact", _now("Det står redan här uppe."))
                seen.add((kind, value))
        self.details.refuse_owned({way.kind for way in self.ways if not way.relative})
        return not self.errors

    @property
    def ways(self) -> list[Reached]:
        """How the person is reached, in order."""
        return [way for form in self.way_forms for way in form.ways]

    @property
    def facts(self) -> dict[str, Any]:
        """All else that is known of her."""
        return self.details.cleaned_data


def count_of_ways(data: QueryDict | None, at_first: int) -> int:
    """How many numbers and addresses the page asks for: as many as were sent, so none is lost."""
    if data is None:
        return at_first
    sent = [number for number in range(MOST_WAYS) if f"w{number}-contact" in data]
    return max(sent, default=at_first - 1) + 1
