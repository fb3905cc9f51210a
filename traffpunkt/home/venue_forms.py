# SPDX-License-Identifier: EUPL-1.2
"""The forms of a venue: all that guests may know about it, and the day it closes for good."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from traffpunkt.home.settings_fields import HoursField, PhoneField
from traffpunkt.places.forms import PlainForm, PlainModelForm
from traffpunkt.places.hours import Span
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.places.models.venue import Weekday
from traffpunkt.ui.forms import PlainDateField

NEED_NOT_BE_TYPED = ("kind", *Venue.ACCESS_FACTS)


class VenueForm(PlainModelForm):
    """A place, how to find it, when it is open, and who can come in."""

    slug = forms.SlugField(
        label=_("Adress på webben"),
        help_text=_(
            "Lämna tomt, så gör vi den av namnet. Ändras den slutar den gamla att fungera."
        ),
        required=False,
        max_length=50,
        error_messages={
            "invalid": _("Skriv bara a–z, siffror och bindestreck, till exempel angen.")
        },
    )
    phone = PhoneField(label=_("Telefon till platsen"), required=False)
    monday = HoursField(Weekday.MONDAY.label.capitalize())
    tuesday = HoursField(Weekday.TUESDAY.label.capitalize())
    wednesday = HoursField(Weekday.WEDNESDAY.label.capitalize())
    thursday = HoursField(Weekday.THURSDAY.label.capitalize())
    friday = HoursField(Weekday.FRIDAY.label.capitalize())
    saturday = HoursField(Weekday.SATURDAY.label.capitalize())
    sunday = HoursField(Weekday.SUNDAY.label.capitalize())

    DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

    class Meta:
        model = Venue
        fields = (
            "name",
            "slug",
            "kind",
            "street",
            "town",
            "way_there",
            "phone",
            *Venue.ACCESS_FACTS,
        )
        labels = {"kind": _("Vad är det för plats?")}
        help_texts = {
            "name": _("Till exempel Träffpunkt Ängen."),
            "way_there": _("Till exempel: Gå in från parken. Ring på klockan."),
        }
        widgets = dict.fromkeys(NEED_NOT_BE_TYPED, forms.RadioSelect) | {
            "way_there": forms.Textarea(attrs={"rows": 3})
        }

    def __init__(self, municipality: Municipality, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.municipality = municipality
        if self.instance.pk:
            open_hours = self.instance.hours
            self.initial.update(
                (name, open_hours.get(day, [])) for day, name in enumerate(self.DAYS)
            )

    @property
    def sections(self) -> list[tuple[StrOrPromise, StrOrPromise, list[BoundField]]]:
        """The fields in their parts, each with its heading and what to know."""
        about = ("name", "slug", "kind", "street", "town", "way_there", "phone")
        example = _("Skriv till exempel 9–16, eller 9–12, 13–16, eller stängt.")
        silence = _("Vet ni inte säkert? Svara ”vet inte”. Det är bättre än att gissa.")
        return [
            (_("Om platsen"), "", [self[name] for name in about]),
            (_("Öppettider"), example, [self[name] for name in self.DAYS]),
            (_("Tillgänglighet"), silence, [self[name] for name in Venue.ACCESS_FACTS]),
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """What is told of the venue itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def hours(self) -> dict[int, list[Span]]:
        """When it is open, by weekday."""
        return {day: self.cleaned_data[name] for day, name in enumerate(self.DAYS)}

    def clean(self) -> dict[str, Any]:
        """An address of its own, made of the name where none was written."""
        super().clean()
        told = self.cleaned_data
        if "slug" in told and "name" in told:
            told["slug"] = told["slug"].lower() or slugify(told["name"])[:50]
            self.check_address(told["slug"])
        return told

    def check_address(self, slug: str) -> None:
        """Refuse an address that another venue has; the same press again is the same venue."""
        if not slug:
            self.add_error("slug", _("Skriv en adress med a–z, till exempel angen."))
            return
        other = self.municipality.venues.another_at(slug, than=self.instance)
        if other and (self.instance.pk or not self.is_same(other)):
            words = _now(
                "%(name)s har redan adressen ”%(slug)s”. Skriv en annan, till exempel %(slug)s-2."
            )
            self.add_error(
                "slug",
                ValidationError(words, params={"name": other.name, "slug": slug}, code="taken"),
            )

    def is_same(self, other: Venue) -> bool:
        """Whether a venue that is there already is the one that was told of."""
        told = self.cleaned_data
        return (other.name, other.street) == (told.get("name"), told.get("street"))


class ClosingForm(PlainForm):
    """From which day a venue is closed for good."""

    day = PlainDateField(
        label=_("Stängd för alltid från"),
        help_text=_("Den första dagen som det är stängt, till exempel 1 juni."),
    )
