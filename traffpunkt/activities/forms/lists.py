# SPDX-License-Identifier: EUPL-1.2
"""What the desk fills in on the list of one date."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.activities.models import Attendance, Occasion, Offer, Signup
from traffpunkt.activities.models.offer import OfferQuerySet
from traffpunkt.activities.refusals import Closed, Full, NoSeatLeft, Refusal
from traffpunkt.activities.rosters import Caller
from traffpunkt.activities.templatetags.programme import way
from traffpunkt.outbox.models import Message
from traffpunkt.people.fields import UNTOLD, ContactField, NameField
from traffpunkt.places.forms import PlainForm


class WayChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The ways of taking part in one date, with the seats that are left."""

    def label_from_instance(self, obj: Offer) -> str:
        """The way in words."""
        return (
            f"{way(obj)} ({obj.taken})"
            if obj.capacity is None
            else (f"{way(obj)} ({obj.taken} av {obj.capacity})")
        )


class CallerForm(PlainForm):
    """Who rings or stands at the door: four fields, of which two are filled in already.

    A fifth is folded: whose number it is, where somebody rings for another.
    """

    template_name = "activities/caller_form.html"

    name = NameField(label=_("Namn"), help_text=_("Det räcker med förnamn."))
    contact = ContactField(
        label=_("Telefon eller e-post"),
        help_text=_("Då känns personen igen nästa gång, och du kan ringa om något ändras."),
        required=False,
    )
    way = WayChoice(
        label=_("Sätt att delta"), queryset=Offer.objects.none(), widget=forms.RadioSelect,
        empty_label=None,
    )  # fmt: skip
    headcount = forms.IntegerField(
        label=_("Antal personer"), min_value=1, max_value=30, initial=1,
        widget=forms.TextInput(attrs={"size": 4, "inputmode": "numeric"}),
    )  # fmt: skip
    relative = NameField(
        label=_("Vem ringer?"),
        help_text=_("Till exempel Lena. Telefonnumret är då hennes."),
        required=False,
    )
    press = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *given: Any, occasion: Occasion, **more: Any) -> None:
        super().__init__(*given, **more)
        self.occasion = occasion
        self.refusal: Refusal | None = None
        # A press is an identity and no text: what texts are tried against does not fit it.
        self.fields["press"].validators = []
        offers = occasion.offers.with_counts().select_related("venue").order_by("pk")
        field = self.fields["way"]
        field.queryset = offers  # type: ignore[attr-defined]
        field.initial = offers[0].pk if offers else None

    @property
    def offer(self) -> Offer:
        """The way that was chosen, of this very date."""
        offer: Offer = self.cleaned_data["way"]
        offer.occasion = self.occasion
        return offer

    @property
    def caller(self) -> Caller:
        """Who it is, and what was answered when no seat was left."""
        return Caller(
            name=self.cleaned_data["name"],
            contact=self.cleaned_data["contact"] or UNTOLD,
            headcount=self.cleaned_data["headcount"],
            press=self.cleaned_data["press"],
            relative=self.cleaned_data["relative"],
            answer=self.data.get("svar", ""),
        )

    @property
    def may_queue(self) -> bool:
        """Whether the queue is a way on after a no."""
        return isinstance(self.refusal, NoSeatLeft) and self.refusal.may_queue

    @property
    def may_be_let_in(self) -> bool:
        """Whether staff can say yes all the same: not to a cancelled date, nor a seat elsewhere."""
        return isinstance(self.refusal, Closed | Full)


class WalkInForm(CallerForm):
    """Who comes to the door unannounced: a name, and how many they are."""

    @property
    def template_name(self) -> str:  # type: ignore[override]
        """All fields one after the other: none of them is folded."""
        return self.renderer.form_template_name

    def __init__(self, *given: Any, ways: OfferQuerySet, **more: Any) -> None:
        super().__init__(*given, **more)
        del self.fields["contact"], self.fields["relative"]
        field = self.fields["way"]
        field.queryset = field.queryset.filter(pk__in=ways.values("pk"))  # type: ignore[attr-defined]
        field.initial = ways.values_list("pk", flat=True).first()

    @property
    def caller(self) -> Caller:
        """Who it is; nothing is asked of how she is reached."""
        told = self.cleaned_data
        press, answer = told["press"], self.data.get("svar", "")
        return Caller(told["name"], UNTOLD, told["headcount"], press, answer=answer)


class HeadcountForm(PlainForm):
    """How many come on one sign-up."""

    headcount = forms.IntegerField(
        label=_("Antal personer"), min_value=1, max_value=30,
        widget=forms.TextInput(attrs={"size": 4, "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *given: Any, signup: Signup, **more: Any) -> None:
        super().__init__(*given, initial={"headcount": signup.headcount}, **more)
        self.signup = signup
        self.refusal: Refusal | None = None

    @property
    def lets_in(self) -> bool:
        """Whether staff said yes over the number of seats."""
        return self.data.get("svar") == Caller.OVER

    @property
    def may_be_let_in(self) -> bool:
        """Whether staff can say yes all the same; who waits is given a seat instead."""
        return isinstance(self.refusal, Full) and self.signup.is_expected


class SwitchForm(forms.Form):
    """Another way of the same date."""

    way = forms.ModelChoiceField(queryset=Offer.objects.none())

    def __init__(self, *given: Any, occasion: Occasion, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["way"].queryset = occasion.offers.all()  # type: ignore[attr-defined]


class TickForm(forms.Form):
    """What happened; an empty answer takes the tick away."""

    outcome = forms.ChoiceField(choices=Attendance.Outcome, required=False)


class MomentForm(forms.Form):
    """When something was pressed: now, unless it has waited on a device for the network.

    The device says how long ago, in milliseconds: its clock may be wrong, its watch hardly is.
    """

    LONGEST = datetime.timedelta(days=30)

    age = forms.IntegerField(min_value=0, required=False)

    @property
    def moment(self) -> datetime.datetime:
        """The moment itself."""
        age = self.cleaned_data.get("age") if self.is_valid() else None
        most = int(self.LONGEST / datetime.timedelta(milliseconds=1))
        return timezone.now() - datetime.timedelta(milliseconds=min(age or 0, most))


class TallyForm(PlainForm):
    """A count by eye: how many, and how many of them for the first time."""

    seniors = forms.IntegerField(
        label=_("Hur många kom?"), min_value=0, max_value=2000,
        widget=forms.TextInput(attrs={"size": 4, "inputmode": "numeric"}),
    )  # fmt: skip
    first_timers = forms.IntegerField(
        label=_("Hur många av dem för första gången?"), min_value=0, max_value=2000,
        required=False, widget=forms.TextInput(attrs={"size": 4, "inputmode": "numeric"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """No more can come for the first time than come."""
        cleaned = self.cleaned_data
        first = cleaned.get("first_timers") or 0
        if "seniors" in cleaned and first > cleaned["seniors"]:
            self.add_error("first_timers", _("Det kan inte vara fler än de som kom."))
        return cleaned


class CallForm(forms.Form):
    """How a call went."""

    outcome = forms.ChoiceField(choices=Message.Outcome)


class UndoForm(forms.Form):
    """Which call is taken back: the number of the try that was seen."""

    tries = forms.IntegerField(min_value=1)
