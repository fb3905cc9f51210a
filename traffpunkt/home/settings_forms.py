# SPDX-License-Identifier: EUPL-1.2
"""The forms of the municipality's own settings: itself, its closed days, topics and agreements."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Topic
from traffpunkt.home.settings_fields import ColourField, PhoneField
from traffpunkt.places.forms import PlainForm, PlainModelForm
from traffpunkt.places.models import (
    Agreement,
    Municipality,
    Organisation,
    OrganisationContact,
    Venue,
)
from traffpunkt.places.models.municipality import LANGUAGES
from traffpunkt.ui.forms import PlainDateField

SMALL_NUMBER = forms.TextInput(attrs={"size": 4, "inputmode": "numeric", "autocomplete": "off"})


class MunicipalityForm(PlainModelForm):
    """The municipality as its guests meet it."""

    help_phone = PhoneField(
        label=_("Hjälptelefon"), help_text=_("Numret står på varje sida. Någon ska svara där.")
    )
    colour_light = ColourField(
        label=_("Färg på ljust papper"),
        max_length=9,
        help_text=_("Till exempel #0b4a5c. Den måste vara mörk nog att läsa text i."),
    )
    colour_dark = ColourField(
        label=_("Färg på mörkt papper"),
        max_length=9,
        help_text=_("Till exempel #9ad8e8. Den måste vara ljus nog att läsa text i."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Språk som ni kan hjälpa på, utöver svenska"),
        help_text=_("De står på sidan Så får du hjälp. En aktivitet kan också hållas på dem."),
        choices=[(code, name) for code, name in LANGUAGES.items() if code != "sv"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    seat_held_days = forms.IntegerField(
        label=_("Hur många dagar hålls en ledig plats?"),
        help_text=_("Så länge väntar platsen på den i kön som ni behöver ringa."),
        min_value=1,
        max_value=30,
        widget=SMALL_NUMBER,
    )

    class Meta:
        model = Municipality
        fields = (
            "name", "help_phone", "help_hours", "sender_name", "sms_sender", "reply_email",
            "privacy_contact",
            "colour_light", "colour_dark", "languages", "seat_held_days",
        )  # fmt: skip
        labels = {
            "name": _("Kommunens namn"),
            "sender_name": _("Vad heter era träffpunkter?"),
        }
        help_texts = {
            "help_hours": _("Till exempel måndag–fredag klockan 09.00–15.00."),
            "sender_name": _(
                "Namnet står överst på varje sida, i brev och i e-post."
                " Till exempel Träffpunkterna i Gävle."
            ),
            "sms_sender": _("Högst elva bokstäver a–z eller siffror."),
            "reply_email": _("Dit kommer svaren på er e-post."),
            "privacy_contact": _(
                "E-post eller telefon till den som vakar över uppgifterna om personer hos er."
            ),
        }
        error_messages = {"name": {"unique": _("En annan kommun heter redan så.")}}

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.initial["languages"] = self.instance.languages[1:]

    def clean_languages(self) -> list[str]:
        """Swedish, and those that were chosen."""
        return ["sv", *self.cleaned_data["languages"]]


class ClosedDayForm(PlainForm):
    """From when to when a venue, or all of them, are closed, and why."""

    venue = forms.ModelChoiceField(
        label=_("Vilken plats?"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("Alla platser"),
    )
    first = PlainDateField(
        label=_("Första stängda dagen"), help_text=_("Till exempel 24 december eller 24/12.")
    )
    last = PlainDateField(
        label=_("Sista stängda dagen"),
        help_text=_("Lämna tomt om det är en enda dag."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Varför?"),
        help_text=_("Det syns för alla. Till exempel: Vi städar."),
        max_length=80,
        required=False,
    )

    def __init__(self, municipality: Municipality, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["venue"].queryset = municipality.venues.open_ones()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One day is its own last; days that have been cannot be closed any more."""
        told = self.cleaned_data
        first = told.get("first")
        told["last"] = told.get("last") or first
        if first and told["last"] < first:
            self.add_error("last", _("Sista dagen kommer före den första. Byt plats på dem."))
        elif first and told["last"] < timezone.localdate():
            self.add_error("first", _("De dagarna har redan varit. Skriv en dag som kommer."))
        return told


class TopicForm(PlainForm):
    """What a topic is called; two with one name would be one too many."""

    name = forms.CharField(
        label=_("Ämnets namn"),
        help_text=_("Till exempel Musik eller Digital hjälp."),
        max_length=40,
    )

    def __init__(self, municipality: Municipality, topic: Topic | None, *given: Any) -> None:
        super().__init__(*given, initial={"name": topic.name if topic else ""})
        self.municipality = municipality
        self.topic = topic

    def clean_name(self) -> str:
        """A name that no other topic has; adding one that is there is no fault."""
        name: str = self.cleaned_data["name"]
        known = self.municipality.topics.called(name)
        if self.topic and known and known != self.topic:
            raise ValidationError(_now("Ett annat ämne heter redan så."), code="taken")
        return name


class AgreementForm(PlainModelForm):
    """The terms of an agreement."""

    starts = PlainDateField(label=_("Börjar"), help_text=_("Till exempel 1 januari 2027."))
    ends = PlainDateField(
        label=_("Slutar"), help_text=_("Lämna tomt om det gäller tills vidare."), required=False
    )
    earliest_notice = PlainDateField(
        label=_("Kan sägas upp tidigast"),
        help_text=_("Lämna tomt om det kan sägas upp när som helst."),
        required=False,
    )
    notice_months = forms.IntegerField(
        label=_("Uppsägningstid i månader"),
        min_value=0,
        max_value=60,
        widget=SMALL_NUMBER,
        initial=3,
    )

    class Meta:
        model = Agreement
        fields = ("reference", "starts", "ends", "earliest_notice", "notice_months")
        help_texts = {"reference": _("Numret som avtalet har hos er.")}

    @property
    def terms(self) -> dict[str, Any]:
        """What was agreed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def clean(self) -> dict[str, Any]:
        """An agreement ends after it has begun."""
        super().clean()
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Avtalet slutar innan det börjar. Kontrollera dagarna."))
        return self.cleaned_data


class NewAgreementForm(AgreementForm):
    """A new agreement and with whom it is."""

    organisation = forms.CharField(
        label=_("Organisationens namn"),
        help_text=_("Till exempel Hembygdsföreningen. Skriv namnet likadant varje gång."),
        max_length=100,
    )
    kind = forms.ChoiceField(
        label=_("Vad är det för organisation?"),
        choices=Organisation.Kind,
        initial=Organisation.Kind.ASSOCIATION,
        widget=forms.RadioSelect,
    )

    field_order = ("organisation", "kind")


class OrganisationForm(PlainModelForm):
    """How a municipality reaches an organisation."""

    phone = PhoneField(label=_("Telefon"), required=False)

    class Meta:
        model = OrganisationContact
        fields = ("phone", "email")
        help_texts = {"email": _("Till exempel kansliet@foreningen.se.")}

    @property
    def ways(self) -> dict[str, Any]:
        """The number and the address."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
